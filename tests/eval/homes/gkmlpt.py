# ruff: noqa: E501 - markup stands in lines as sites write it
"""Guangdong's platform: NFCMS pages (post_1.html), and the catalogue gkmlpt with its tree in a script and its interface."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.home import Entry, Home, page_of, served_json
from tests.replicas.server import Served


class Nfcms(Builder):
    system = "gkmlpt"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/content/post_{number}.html"

    def page_address(self, code: str, number: int) -> str:
        return f"/{code}/index.html" if number == 1 else f"/{code}/index_{number}.html"

    def col(self, code: str) -> str:
        return f"/{code}/index.html"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        following = f'<a class="next" href="/{code}/index_{number + 1}.html">下一页</a>' if number < pages else ""
        return f'<div class="page">共{pages}页 {following}</div>'

    def catalogue(
        self,
        prefix: str,
        tree: list[dict[str, Any]],
        lists: dict[int, list[Entry]],
        sid: str = "755031",
        size: int = 20,
    ) -> None:
        """The shell `gkmlpt/index`, and its interface."""
        config = f"window._CONFIG = {{SID: '{sid}', SITE_NAME: '{self.unit}', TREE: {json.dumps(tree, ensure_ascii=False)}}};"
        self.plain(
            f"{prefix}/gkmlpt/index",
            "政府信息公开目录",
            f"<div id='app'></div><script>{config}</script><script src='{prefix}/gkmlpt/js/app.js'></script>",
        )
        for entries in lists.values():
            self.keep(entries)

        def interface(method: str, path: str, fields: dict[str, str]) -> Served | None:
            parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
            number = parts.path.rpartition("/")[2]
            if (
                not parts.path.startswith(f"{prefix}/gkmlpt/api/all/")
                or not number.isdigit()
                or query.get("sid", [sid]) != [sid]
            ):
                return None
            own = lists.get(int(number), [])
            at = int(query.get("page", ["1"])[0])
            shown = page_of(own, at, size)
            found = [
                {"id": n, "title": title, "url": self.url(url), "created_at": f"{day} 10:00:00", "publisher": self.unit}
                for n, (title, url, day) in enumerate(shown)
            ]
            return (
                served_json({"classify": {"id": int(number), "name": "x", "post_count": len(own)}, "articles": found})
                if shown or at == 1
                else None
            )

        self.home.handlers.append(interface)

    def posts(self, prefix: str, years: range, unit: str | None = None) -> list[Entry]:
        return [
            (
                title,
                f"{prefix}/gkmlpt/content/1/{1000 + int(day[:4])}/post_{1000 + int(day[:4])}{len(prefix)}{len(unit or '')}.html",
                day,
            )
            for title, _, day in self.reports("x", years, unit)
        ]


def _node(number: int, name: str, children: list[dict[str, Any]] | None = None, jump: str = "") -> dict[str, Any]:
    return {"id": number, "name": name, "parent": 0, "jump_url": jump, "children": children or []}


def sites() -> list[Home]:
    return [tree(), annual(), units(), led_away(), posts_only(), refused()]


def tree() -> Home:
    site = Nfcms(
        "gkmlpt-1", "珠湾县", "www.zhuwan1.gov.cn", "the columns exist in a script's tree alone: gkmlpt/index#2819"
    )
    site.front(
        [
            ("首页", "/"),
            ("珠湾概况", "/gk/index.html"),
            ("政府信息公开", "/gkmlpt/index"),
            ("政务服务", "http://www.gdfw.example/"),
        ]
    )
    entries = site.posts("", range(2024, 2012, -1))
    budget = site.others("czyjs", [f"珠湾县{year}年财政预算" for year in range(2024, 2014, -1)])
    site.catalogue(
        "",
        [
            _node(10, "政策文件"),
            _node(2815, "财政预决算"),
            _node(7, "政府信息公开指南"),
            _node(2819, "政府信息公开年报"),
            _node(31, "省政府年报", jump="http://www.shengji.gov.cn/nb/"),
        ],
        {2819: entries, 2815: budget},
    )
    return site.label(("/gkmlpt/index#2819", "/gkmlpt/index", "/gkmlpt/api/all/2819"), years=range(2013, 2025))


def annual() -> Home:
    """`gkmlpt/annualreport`: the reports as a plain list of years."""
    site = Nfcms(
        "gkmlpt-2",
        "榕江口区",
        "www.rongjk2.gov.cn",
        "gkmlpt/annualreport is a page of its own, linked from the guide's menu",
        layout=2,
    )
    head = "window._CONFIG = {SID: '660012', TREE: []};"
    menu = '<ul><li><a href="/gkmlpt/guide">政府信息公开指南</a></li><li><a href="/gkmlpt/policy">政府信息公开制度</a></li><li><a href="/gkmlpt/index">法定主动公开内容</a></li><li><a href="/gkmlpt/annualreport">政府信息公开年报</a></li></ul>'
    site.front([("首页", "/"), ("政务公开", "/zwgk/index.html"), ("服务", "/fw/index.html")])
    site.page(
        "/zwgk/index.html",
        "政务公开",
        '<div class="quick"><a href="/gkmlpt/guide"><span>政府信息</span><br><span>公开</span></a></div>',
    )
    site.plain("/gkmlpt/guide", "政府信息公开指南", f"{menu}<script>{head}</script><p>指南</p>")
    site.plain("/gkmlpt/policy", "政府信息公开制度", f"{menu}<script>{head}</script><p>制度</p>")
    site.catalogue(
        "",
        [_node(10, "政策文件"), _node(11, "规划计划")],
        {10: site.others("zc", ["关于印发方案的通知"])},
        sid="660012",
    )
    entries = site.posts("", range(2023, 2010, -1))
    site.keep(entries)
    site.plain(
        "/gkmlpt/annualreport",
        "政府信息公开年报",
        f"{menu}<script>{head}</script><div class='con'>{site.rows(entries)}</div>",
    )
    return site.label("/gkmlpt/annualreport", years=range(2011, 2024))


def units() -> Home:
    """Each office has a catalogue under a folder of its own."""
    site = Nfcms(
        "gkmlpt-3",
        "莲塘市",
        "www.liantang3.gov.cn",
        "a catalogue a unit below /ltsczj/gkmlpt/, listed on a page of 部门 and 镇街",
        layout=3,
    )
    offices = [
        ("市财政局", "ltsczj", 4101),
        ("市教育局", "ltsjyj", 4201),
        ("市水务局", "ltsswj", 4301),
        ("莲东街道", "ltsldjd", 4401),
    ]
    site.side = [
        ("信息公开指南", "/zfxxgk/zn/index.html"),
        ("部门信息公开", "/zfxxgk/bm/index.html"),
        ("信息公开目录", "/gkmlpt/index"),
    ]
    site.front([("首页", "/"), ("政务公开", "/zfxxgk/index.html"), ("数据", "/sj/index.html")])
    site.page("/zfxxgk/index.html", "政务公开", "<p>平台</p>")
    site.page(
        "/zfxxgk/bm/index.html",
        "部门信息公开",
        "<ul>"
        + "".join(f'<li><a href="/{folder}/gkmlpt/index">{name}</a></li>' for name, folder, _ in offices)
        + "</ul>",
    )
    site.catalogue(
        "",
        [_node(1, "公文公告"), _node(40, "政府信息公开年报", [_node(4001, "2021年以后"), _node(4002, "2021年以前")])],
        {4001: site.posts("", range(2024, 2020, -1)), 4002: site.posts("", range(2020, 2012, -1))},
    )
    for name, folder, number in offices:
        site.catalogue(
            f"/{folder}",
            [_node(number - 1, "机构职能"), _node(number, "政府信息公开年报")],
            {number: site.posts(f"/{folder}", range(2024, 2018, -1), f"莲塘{name}")},
            sid=str(number),
        )
    also = [f"/{folder}/gkmlpt/" for _, folder, _ in offices]
    return site.label(
        ("/gkmlpt/index#4001", "/gkmlpt/index#40", "/gkmlpt/index"),
        ("/gkmlpt/index#4002", "/gkmlpt/index#40", "/gkmlpt/index"),
        years=range(2013, 2025),
        also=also,
    )


def led_away() -> Home:
    """The tree's 年报 jumps to a page of the site itself."""
    site = Nfcms(
        "gkmlpt-4",
        "墟沟县",
        "www.xugou4.gov.cn",
        "the tree's 年报 has a jump_url to a column of posts on the same host, another leads to the province",
    )
    site.front(
        [("首页", "/"), ("政务公开", "/gkmlpt/index"), ("便民", "/bm/index.html")],
        "<div><h3>公开</h3><a href='/zwgk/wzndbb/index.html'>网站年度报表</a></div>",
    )
    site.alike("web", folder="zwgk/")
    site.catalogue(
        "",
        [
            _node(10, "政策文件"),
            _node(12, "政府信息公开年报", jump=site.url("/zwgk/zfxxgknb/index.html")),
            _node(31, "省政府年报", jump="http://www.shengji.gov.cn/nb/"),
        ],
        {10: []},
    )
    return site.label(
        site.column("zwgk/zfxxgknb", "政府信息公开年报", site.reports("zwgk/zfxxgknb", range(2022, 2009, -1)), size=10),
        years=range(2010, 2023),
    )


def posts_only() -> Home:
    """No catalogue at all: posts, and a report column below 政务公开."""
    site = Nfcms(
        "gkmlpt-5",
        "坪山坳区",
        "www.pingsa5.gov.cn",
        "posts in plain columns; 年报 in a box of quick links with a broken picture",
        links="absolute",
    )
    site.front([("首页", "/"), ("政务公开", "/zwgk/index.html"), ("互动交流", "/hdjl/index.html")])
    site.alike("budget", "work", "web", folder="zwgk/")
    quick = "".join(
        f'<li><a href="/zwgk/{code}/index.html"><i class="ico"></i><p>{name}</p></a></li>'
        for name, code in (
            ("政府<br>公报", "zfgb"),
            ("预算<br>公开", "ysgk"),
            ("公开<br>年报", "xxgknb"),
            ("工作<br>报告", "zfgzbg"),
            ("网站<br>年报", "wzndbb"),
        )
    )
    site.page("/zwgk/index.html", "政务公开", f"<ul class='quick'>{quick}</ul>")
    return site.label(
        site.column("zwgk/xxgknb", "政府信息公开年报", site.reports("zwgk/xxgknb", range(2024, 2014, -1)), size=6),
        years=range(2015, 2025),
    )


def refused() -> Home:
    site = Nfcms("gkmlpt-6", "沙田围市", "www.shatw6.gov.cn", "403 with a captcha behind the home page's first page")
    site.front([("首页", "/"), ("政务公开", "/zwgk/index.html")])
    home = site.none("blocked")
    kept = home.pages[f"{site.host}/"]
    home.pages.clear()
    home.articles.clear()
    home.pages[f"{site.host}/"] = kept
    page = "<html><head><meta charset='utf-8'><title>访问验证</title></head><body><h3>您的访问过于频繁，请输入验证码后继续访问</h3><form action='/waf_captcha' method='post'><img src='/waf_captcha.png'><input name='captcha'><input type='submit'></form></body></html>"
    home.whole = Served(page.encode(), status=403)
    return home
