# ruff: noqa: E501 - markup stands in lines as sites write it
"""What the made sites share: a home page's chrome, the columns that look alike, and the label of what is there.

A site is a `Home`: its pages by host and path, and what a careful person finds on it. `Builder` puts its pages together
in the manner of one make; the makes say how their addresses, rows and pagers look (docs/field-guide.md, 1 and 2).
Names, figures and days are made up; nothing here was taken from a real page.
"""

from __future__ import annotations

import json
import posixpath
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.replicas.server import Served

Entry = tuple[str, str, str]
Link = tuple[str, str]
Handler = Callable[[str, str, dict[str, str]], Served | None]


@dataclass(slots=True)
class Home:
    """A site and its label.

    `outcome`: what may rightly be said of it, the best first. `columns`: the report columns that must be named, each with
    all addresses under which it may be. `also`: beginnings of further addresses that are report columns too (a year's,
    a department's) and need not be named. `years`: of the reports that the columns hold.
    """

    key: str
    unit: str
    host: str
    system: str
    trap: str
    outcome: tuple[str, ...] = ("found",)
    columns: list[tuple[str, ...]] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    pages: dict[str, Served] = field(default_factory=dict)
    articles: dict[str, tuple[str, str]] = field(default_factory=dict)
    handlers: list[Handler] = field(default_factory=list)
    # Hosts of the site, and what all of a host answers where it answers nothing else.
    hosts: list[str] = field(default_factory=list)
    whole: Served | None = None
    # The connection is reset at once.
    dead: bool = False

    def answer(self, method: str, address: str, body: bytes) -> Served | None:
        """What `host/path?query` answers."""
        if self.whole is not None and address not in self.pages:
            return self.whole
        if address in self.pages:
            return self.pages[address]
        if address in self.articles:
            return article(*self.articles[address])
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        for handler in self.handlers:
            if found := handler(method, "/" + address.partition("/")[2], fields):
                return found
        return None


# Of a column that holds the reports of offices and none of the government's own, both may be said.
OFFICES = ("found", "found in part")
TITLES = (
    "{u}{y}年政府信息公开工作年度报告",
    "{u}{y}年度政府信息公开年度报告",
    "{y}年{u}政府信息公开工作年度报告",
    "{u}关于{y}年政府信息公开工作的年度报告",
    "{u}{y}年政府信息公开年报",
    "{y}年度政府信息公开工作报告",
)
NEWS = (
    "我县召开政务公开工作推进会",
    "全县政务公开业务培训班开班",
    "县政务公开领导小组召开第一次全体会议",
    "市政务公开考核组到我县检查指导工作",
    "县政府开放日活动走进政务服务大厅",
    "我县多措并举推进政府信息公开标准化",
)
EVENTS = (
    "县委常委会召开会议传达学习有关精神", "县长到基层调研春耕备耕工作", "全县经济工作会议召开", "我县举行重点项目集中开工活动", "县人大常委会举行第十二次会议",
    "全县森林草原防火工作电视电话会议召开", "县领导走访慰问老党员", "我县新增三家高新技术企业", "关于做好汛期地质灾害防治工作的通知", "关于公布第三批非物质文化遗产名录的通知",
    "2024年事业单位公开招聘工作人员公告", "关于停水停电的公告", "一图读懂：促进就业若干措施", "县医院改扩建工程竞争性磋商公告", "县自然资源局国有土地使用权挂牌出让公告",
)  # fmt: skip
# What else a menu of public affairs has.
SUBJECTS = (
    "领导之窗", "机构设置", "规划计划", "统计数据", "应急管理", "人事信息", "建议提案", "重大项目", "乡村振兴", "社会救助", "义务教育", "医疗卫生", "食品药品监管",
    "环境保护", "征地补偿", "政府采购", "行政事业性收费", "双随机一公开", "权责清单", "稳岗就业", "政府公报", "回应关切", "新闻发布会", "年度工作计划", "热点专题",
)  # fmt: skip
# Columns that look like one of reports: name, folder, title of an entry.
ALIKE = {
    "web": ("政府网站工作年度报表", "wzndbb", "{u}政府网站工作年度报表（{y}年度）"),
    "law": ("法治政府建设年度报告", "fzzfjs", "{u}{y}年法治政府建设年度报告"),
    "budget": ("预算公开", "ysgk", "{u}{y}年部门预算公开"),
    "final": ("财政预决算", "czyjs", "{u}{y}年财政决算报告"),
    "almanac": ("统计年鉴", "tjnj", "{u}统计年鉴-{y}"),
    "bulletin": ("统计公报", "tjgb", "{u}{y}年国民经济和社会发展统计公报"),
    "work": ("政府工作报告", "zfgzbg", "{y}年{u}政府工作报告"),
    "firms": ("企业年报公示", "qynbgs", "关于{y}年度企业年报公示的通告"),
    "plan": ("政务公开工作要点", "gzyd", "{u}{y}年政务公开工作要点"),
}
_SYLLABLES = (
    ("清", "qing"), ("河", "he"), ("林", "lin"), ("东", "dong"), ("西", "xi"), ("南", "nan"), ("安", "an"), ("平", "ping"), ("山", "shan"),
    ("海", "hai"), ("川", "chuan"), ("阳", "yang"), ("洲", "zhou"), ("岭", "ling"), ("丰", "feng"), ("宁", "ning"), ("德", "de"), ("武", "wu"),
)  # fmt: skip


def article(title: str, day: str) -> Served:
    """A page of an entry: of a report its usual words, of news what news says."""
    if "公开" in title and "报" in title:
        text = (
            "本报告依照政府信息公开条例的要求编制，所列数据的统计期限自1月1日起至12月31日止。",
            "一、总体情况。本年度主动公开政府信息158条。",
            "二、收到和处理政府信息公开申请情况。收到申请2件，均已按期答复。",
            "三、存在的主要问题及改进情况。公开的内容还需要充实。",
        )
    else:
        text = ("会议强调，要压实责任，细化措施，确保各项任务落到实处。", "各乡镇、各部门负责同志参加会议。")
    body = "".join(f"<p>{part}</p>" for part in text)
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day}">'
    return Served(
        f"<html><head>{head}</head><body><h1>{title}</h1><p>发布日期：{day} 来源：政府办公室</p><div id='zoom'>{body}</div></body></html>".encode()
    )


def served_json(content: object) -> Served:
    return Served(json.dumps(content, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


def items(entries: Iterable[Entry]) -> str:
    return "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for title, url, day in entries
    )


def page_of(entries: Sequence[Entry], number: int, size: int) -> Sequence[Entry]:
    return entries[(number - 1) * size : number * size]


class Builder:
    """Builds one site. A make's builder says how columns and articles are addressed, and how rows and pagers look."""

    system = "generic"
    layout = 0
    ending = "html"
    generator = ""

    def __init__(
        self,
        key: str,
        unit: str,
        host: str,
        trap: str,
        *,
        links: str = "root",
        charset: str = "utf-8",
        layout: int | None = None,
    ) -> None:
        self.home = Home(key, unit, host, self.system, trap, hosts=[host])
        self.unit, self.host, self.links, self.charset = unit, host, links, charset
        self.layout = self.layout if layout is None else layout
        self.chance = random.Random(key)
        # The top menu and the side menu of inner pages.
        self.menu: list[Link] = []
        self.side: list[Link] = []

    # Addresses of the make.
    def col(self, code: str) -> str:
        return f"/{code}/"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{number}.html"

    # Rows and pagers of the make.
    def rows(self, entries: Sequence[Entry]) -> str:
        return f'<ul class="list">{items(entries)}</ul>'

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"{self.col(code)}index_{number - 1}.html"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return f"<script>createPageHTML({pages}, {number - 1}, 'index', 'html');</script>"

    # Pages.
    def at(self, path: str) -> str:
        """`host/path` of a path, which may begin with another host: //czj.a.gov.cn/xxgk/."""
        return path[2:] if path.startswith("//") else self.host + path

    def url(self, path: str) -> str:
        return f"http://{self.at(path)}"

    def put(self, path: str, markup: str) -> None:
        """Serve markup at a path, its links written in the site's manner."""
        address = self.at(path)
        here = "/" + address.partition("/")[2]
        if self.links == "relative":
            markup = re.sub(r'href="(/[^"/][^"]*)"', lambda found: f'href="{_relative(found[1], here)}"', markup)
        elif self.links == "absolute":
            host = address.partition("/")[0]
            markup = re.sub(
                r'href="(/[^"/]?[^"]*)"',
                lambda found: f'href="http://{host}{found[1]}"' if found[1][:2] != "//" else found[0],
                markup,
            )
        body = markup.encode(self.charset, "replace")
        self.home.pages[address] = Served(
            body, f"text/html;charset={self.charset}" if self.chance.random() < 0.6 else "text/html"
        )

    def plain(self, path: str, title: str, body: str, head: str = "") -> None:
        """A page without chrome: of a frame, of a script."""
        self.put(
            path,
            f'<html><head><meta charset="{self.charset}"><title>{title}</title>{head}</head><body>{body}</body></html>',
        )

    def page(self, path: str, title: str, body: str, head: str = "", side: Sequence[Link] | None = None) -> None:
        """An inner page with the site's chrome and side menu."""
        side = self.side if side is None else side
        self.put(
            path,
            self._document(f"{title}-{self.unit}人民政府", head, _inner(self.layout, title, side, body, self.menu)),
        )

    def front(
        self,
        menu: Sequence[Link],
        further: str = "",
        head: str = "",
        *,
        path: str = "/",
        friends: int = 200,
        first: str = "",
    ) -> None:
        """The home page: the menu, boxes of news, `further` among them, pictures and friends' links."""
        self.menu = list(menu)
        boxes = [
            self._news_box(name, code)
            for name, code in (("今日要闻", "zwyw"), ("部门动态", "bmdt"), ("公示公告", "gsgg"))
        ]
        boxes.insert(self.chance.randrange(4), further)
        if self.chance.random() < 0.6:
            boxes.insert(0, self._subjects())
        body = (
            first
            + top_menu(self.layout, menu)
            + self._slides()
            + "".join(boxes)
            + self._pictures()
            + self._friends(friends)
            + self._foot()
        )
        self.put(path, self._document(f"{self.unit}人民政府", head, body))

    def column(
        self,
        code: str,
        title: str,
        entries: Sequence[Entry],
        *,
        size: int = 15,
        side: Sequence[Link] | None = None,
        head: str = "",
        before: str = "",
    ) -> str:
        """A listing, its pages and its articles; its address."""
        pages = max(1, -(-len(entries) // size))
        for number in range(1, pages + 1):
            shown = page_of(entries, number, size)
            self.page(
                self.page_address(code, number),
                title,
                before + self.rows(shown) + self.pager(code, number, pages, len(entries)),
                head,
                side,
            )
        self.keep(entries)
        return self.col(code)

    def keep(self, entries: Iterable[Entry]) -> None:
        """The articles of entries on the site's hosts."""
        self.home.articles.update(
            (self.at(url), (title, day)) for title, url, day in entries if not url.startswith("http")
        )

    # Entries.
    def reports(
        self, code: str, years: Iterable[int], unit: str | None = None, style: int | None = None
    ) -> list[Entry]:
        """A report a year, newest first as the years come."""
        style = self.chance.randrange(5) if style is None else style
        found = []
        for year in years:
            day = f"{year + 1}-{self.chance.choice(('01', '02', '03'))}-{self.chance.randrange(10, 29)}"
            name = f"{self.unit}人民政府" if unit is None else unit
            found.append((TITLES[style].format(u=name, y=year), self.art(code, day, year * 7 % 1000 + 1_500_000), day))
        return found

    def others(self, code: str, titles: Sequence[str], year: int = 2023) -> list[Entry]:
        """Entries of other titles, newest first."""
        days = [f"{year - at // 9}-{9 - at % 9:02}-{self.chance.randrange(10, 29)}" for at in range(len(titles))]
        return [
            (title, self.art(code, day, 1_700_000 + at), day)
            for at, (title, day) in enumerate(zip(titles, days, strict=True))
        ]

    def alike(self, *kinds: str, years: range = range(2023, 2017, -1), folder: str = "") -> list[Link]:
        """Columns that look like one of reports, with their entries; their links."""
        found = []
        for kind in kinds:
            name, code, title = ALIKE[kind]
            entries = []
            for at, year in enumerate(years):
                day = f"{year + 1}-01-{11 + at}"
                entries.append((title.format(u=self.unit, y=year), self.art(folder + code, day, 1_800_000 + at), day))
            found.append((name, self.column(folder + code, name, entries)))
        return found

    def label(
        self,
        *columns: str | tuple[str, ...],
        years: Iterable[int] = (),
        also: Iterable[str] = (),
        outcome: Sequence[str] = ("found",),
    ) -> Home:
        """The site with its label; addresses are paths of it."""
        home = self.home
        home.columns = [
            tuple(self.url(path) for path in ((column,) if isinstance(column, str) else column)) for column in columns
        ]
        home.years, home.also, home.outcome = set(years), [self.url(path) for path in also], tuple(outcome)
        home.pages.setdefault(f"{self.host}/robots.txt", Served(b"User-agent: *\nDisallow: /admin/\n", "text/plain"))
        return home

    def none(self, *outcome: str) -> Home:
        """The label of a site without a column that can be named."""
        return self.label(outcome=outcome or ("no column",))

    def _document(self, title: str, head: str, body: str) -> str:
        meta = (
            f'<meta charset="{self.charset}"><meta name="SiteName" content="{self.unit}人民政府">{self.generator}'
            if self.layout != 1
            else f'<meta http-equiv="Content-Type" content="text/html; charset={self.charset}">{self.generator}'
        )
        script = "<script>var _hmt = _hmt || []; (function () { var hm = document.createElement('script'); hm.src = 'https://stat.example/hm.js'; })();</script>"
        return f"<!DOCTYPE html><html><head>{meta}<title>{title}</title>{head}</head><body>{body}{script}</body></html>"

    def _subjects(self) -> str:
        """The part of a menu that folds out: many columns, none of reports; some are gone."""
        names = self.chance.sample(SUBJECTS, self.chance.randrange(8, 22))
        links = []
        for at, name in enumerate(names):
            code = f"zdly{at}"
            if at % 7 != 5:
                self.column(code, name, self.others(code, self.chance.sample(EVENTS, 5)))
            links.append(f'<li><a href="{self.col(code)}">{name}</a></li>')
        return f'<div class="sub-menu" style="display:none"><ul>{"".join(links)}</ul></div>'

    def _news_box(self, name: str, code: str) -> str:
        titles = self.chance.sample(EVENTS, 7)
        if code == "gsgg" and self.chance.random() < 0.5:
            # A report that stands among the notices is no column.
            titles[3] = f"{self.unit}2023年政府信息公开工作年度报告"
        entries = self.others(code, titles)
        self.keep(entries)
        if self.at(self.col(code)) not in self.home.pages:
            self.home.pages[self.at(self.col(code))] = Served(
                f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><div><a href="/">首页</a> &gt; {name}</div>{self.rows(entries)}</body></html>'.encode()
            )
        return f'<div class="box"><h3><a href="{self.col(code)}">{name}</a></h3><a class="more" href="{self.col(code)}">更多&gt;&gt;</a><ul>{items(entries)}</ul></div>'

    def _slides(self) -> str:
        entries = self.others("ztlb", self.chance.sample(EVENTS, 4))
        self.keep(entries)
        return (
            '<div id="slide" class="swiper-wrapper">'
            + "".join(
                f'<div class="swiper-slide"><a href="{url}"><img src="/images/s{at}.jpg"></a></div>'
                for at, (_, url, _) in enumerate(entries)
            )
            + "</div>"
        )

    def _pictures(self) -> str:
        far = (
            "http://www.hebj.example/ztzl/",
            "http://zwfw.shengji.gov.cn/",
            "http://12345.shiji.gov.cn/",
            "https://weibo.example/u/77",
        )
        return (
            '<div class="ad">'
            + "".join(
                f'<a href="{url}" target="_blank"><img src="/images/ad{at}.png" width="230"></a>'
                for at, url in enumerate(far)
            )
            + "</div>"
        )

    def _friends(self, count: int) -> str:
        """Links to the sites of others, some of which name their columns of reports."""
        found = []
        for _ in range(count):
            first, second = self.chance.sample(_SYLLABLES, 2)
            kind = self.chance.choice(("县", "市", "区"))
            found.append(
                (
                    f"{first[0]}{second[0]}{kind}政府网",
                    f"http://www.{first[1]}{second[1]}{self.chance.randrange(100)}.gov.cn/",
                )
            )
        found += [
            ("省政府信息公开年报", "http://www.shengji.gov.cn/zwgk/zfxxgknb/"),
            ("中国青年报", "http://zqb.cyol.com/index.htm"),
            ("人民日报", "http://paper.people.example/"),
        ]
        if self.layout % 2:
            options = "".join(f'<option value="{url}">{name}</option>' for name, url in found)
            return f'<div class="links"><span>友情链接</span><select onchange="window.open(this.value)"><option>--区县市网站--</option>{options}</select></div>'
        return (
            '<div class="yqlj"><h4>友情链接</h4>'
            + "".join(f'<a href="{url}" target="_blank">{name}</a>' for name, url in found)
            + "</div>"
        )

    def _foot(self) -> str:
        return (
            f'<div class="footer"><a href="/wzdt/">网站地图</a>|<a href="/gywm/">关于我们</a>|<a href="/lxwm/">联系我们</a><p>主办：{self.unit}人民政府办公室 承办：{self.unit}大数据中心 '
            f"网站标识码：{self.chance.randrange(10**9, 10**10)} 备案序号 公安备案 电话：0999-{self.chance.randrange(10**6, 10**7)}</p></div>"
        )


def top_menu(layout: int, menu: Sequence[Link]) -> str:
    """The menu above: names and addresses, in four manners."""
    tools = '<div class="top"><a href="/login">登录</a><a href="/register">注册</a><a href="javascript:void(0)" onclick="wza()">无障碍</a><a href="javascript:;">长者模式</a><a href="/en/">English</a></div>'
    if layout == 1:
        return (
            tools
            + '<table width="1000" align="center"><tr>'
            + "".join(
                f'<td align="center"><a href="{url}"><font color="#fff">{name}</font></a></td>' for name, url in menu
            )
            + "</tr></table>"
        )
    if layout == 2:
        return (
            '<nav class="navbar"><ul class="nav navbar-nav">'
            + "".join(
                f'<li class="dropdown"><a class="dropdown-toggle" href="{url}"><i class="icon"></i>{name}</a></li>'
                for name, url in menu
            )
            + f"</ul></nav>{tools}"
        )
    if layout == 3:
        return (
            f'<div class="header"><form action="/search"><input name="q"></form>{tools}</div><div class="menu">'
            + "|".join(f'<a href="{url}"> {name} </a>' for name, url in menu)
            + "</div>"
        )
    return (
        tools
        + '<div class="nav"><ul>'
        + "".join(f'<li><a href="{url}" target="_blank">{name}</a></li>' for name, url in menu)
        + "</ul></div>"
    )


def _inner(layout: int, title: str, side: Sequence[Link], body: str, menu: Sequence[Link]) -> str:
    way = f'<div class="position">您现在的位置：<a href="/">首页</a> &gt; {title}</div>'
    foot = '<div class="footer"><a href="/wzdt/">网站地图</a><a href="http://zqb.cyol.com/index.htm">中国青年报</a><p>主办：人民政府办公室</p></div>'
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in side)
    if layout == 1:
        cells = "".join(
            f'<tr><td><img src="/images/dot.gif"><a href="{url}">{name}</a></td></tr>' for name, url in side
        )
        return f'{top_menu(1, menu)}<table><tr><td valign="top" width="220"><table>{cells}</table></td><td valign="top">{way}{body}</td></tr></table>{foot}'
    if layout == 2:
        return f'{top_menu(2, menu)}<div class="container"><div class="row"><div class="col-md-3"><ul class="list-group">{links}</ul></div><div class="col-md-9">{way}<h2>{title}</h2>{body}</div></div></div>{foot}'
    if layout == 3:
        return f'{top_menu(3, menu)}{way}<div class="left"><dl><dt>政府信息公开</dt>{links.replace("li>", "dd>")}</dl></div><div class="right">{body}</div>{foot}'
    return f'{top_menu(0, menu)}{way}<div class="main"><div class="leftnav"><ul>{links}</ul></div><div class="rightcon"><div class="tit">{title}</div>{body}</div></div>{foot}'


def _relative(target: str, here: str) -> str:
    path, mark, rest = target.partition("?")
    found = posixpath.relpath(path, posixpath.dirname(here) or "/")
    return found + ("/" if path.endswith("/") and not found.endswith("/") else "") + mark + rest
