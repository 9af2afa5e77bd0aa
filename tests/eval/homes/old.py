# ruff: noqa: E501 - markup stands in lines as sites write it
"""Sites that offices made themselves: frames, image maps, menus written by script, gates before the home page."""

from __future__ import annotations

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import NEWS
from tests.eval.homes.home import Home
from tests.replicas.server import Served


class Old(Builder):
    layout = 1

    def col(self, code: str) -> str:
        return f"/{code}/index.asp"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/show.asp?id={number}"

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"{self.col(code)}?page={number}"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        following = f"<a href='{self.col(code)}?page={number + 1}'>下一页</a>" if number < pages else "下一页"
        return f"<div align=center>共{total}条 页次：{number}/{pages} {following}</div>"

    def rows(self, entries):  # type: ignore[no-untyped-def]
        return (
            "<table width=98%>"
            + "".join(
                f"<tr><td height=24><font color=#666>·</font><a href={url} target=_blank>{title}</a></td><td width=90>[{day}]</td></tr>"
                for title, url, day in entries
            )
            + "</table>"
        )


def sites() -> list[Home]:
    return [frames(), image_map(), gate(), script_menu(), elsewhere(), nothing()]


def frames() -> Home:
    """The site of disclosure is a frameset; its left frame has the tree."""
    site = Old(
        "old-1",
        "苇塘县",
        "www.weitang1.gov.cn",
        "信息公开 is a frameset, the tree is in its left frame",
        charset="gb18030",
    )
    site.front([("首页", "/"), ("信息公开", "/xxgk/default.asp"), ("招商引资", "/zs/index.asp")])
    site.put(
        "/xxgk/default.asp",
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>信息公开</title></head><frameset cols="200,*"><frame name="left" src="left.asp"><frame name="main" src="main.asp"><noframes>您的浏览器不支持框架</noframes></frameset></html>',
    )
    tree = "".join(
        f'<tr><td><a href="/xxgk/{code}/index.asp" target="main">{name}</a></td></tr>'
        for name, code in (("公开指南", "zn"), ("公开目录", "ml"), ("公开年报", "nb"), ("公开申请", "sq"))
    )
    site.plain("/xxgk/left.asp", "", f"<table>{tree}</table>")
    site.plain("/xxgk/main.asp", "", "<p align=center>欢迎使用信息公开系统</p>")
    site.column("xxgk/ml", "公开目录", site.others("xxgk/ml", ["关于机构职能", "关于领导分工", "关于收费标准"]))
    return site.label(
        site.column("xxgk/nb", "公开年报", site.reports("xxgk/nb", range(2020, 2007, -1)), size=10),
        years=range(2008, 2021),
    )


def image_map() -> Home:
    """The menu is one picture with areas, some with alt."""
    site = Old(
        "old-2",
        "桃坞区",
        "www.taowu2.gov.cn",
        "the menu is one picture with areas; alt is given for some",
        charset="gb18030",
    )
    areas = "".join(
        f'<area shape="rect" coords="{at * 90},0,{at * 90 + 88},30" href="{url}"{alt}>'
        for at, (url, alt) in enumerate(
            (
                ("/", ""),
                ("/zwgk/index.asp", ' alt="政务公开"'),
                ("/bszn/index.asp", ""),
                ("/hd/index.asp", ' alt="互动"'),
            )
        )
    )
    site.front(
        [("首页", "/")], first=f'<img src="/images/menu.gif" usemap="#Map" border="0"><map name="Map">{areas}</map>'
    )
    inner = "".join(
        f'<area shape="rect" coords="0,{at * 30},150,{at * 30 + 28}" href="/zwgk/{code}/index.asp">'
        for at, code in enumerate(("zfxxgkzn", "zfxxgkml", "zfxxgknb", "ysqgk"))
    )
    site.page("/zwgk/index.asp", "政务公开", f'<img src="/images/left.gif" usemap="#L"><map name="L">{inner}</map>')
    return site.label(
        site.column("zwgk/zfxxgknb", "政府信息公开年报", site.reports("zwgk/zfxxgknb", range(2019, 2009, -1))),
        years=range(2010, 2020),
    )


def gate() -> Home:
    """A picture to click before the home page, and a jump by meta refresh."""
    site = Old(
        "old-3", "凤坪县", "www.fengping3.gov.cn", "an entrance page, then a jump by meta refresh, then the home page"
    )
    site.side = [
        ("信息公开指南", "/gk/zn/index.asp"),
        ("信息公开年报", "/gk/ndbg/index.asp"),
        ("人大代表建议", "/gk/jy/index.asp"),
    ]
    site.front(
        [("首页", "/main/index.asp"), ("信息公开", "/gk/index.asp"), ("凤坪风光", "/fg/index.asp")],
        path="/main/index.asp",
    )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"><title>欢迎</title></head><body><a href="/go.htm"><img src="/images/welcome.jpg" border="0"></a></body></html>',
    )
    site.put(
        "/go.htm", '<html><head><meta http-equiv="refresh" content="0;url=/main/index.asp"></head><body></body></html>'
    )
    site.page("/gk/index.asp", "信息公开", "<p>公开</p>")
    return site.label(
        site.column("gk/ndbg", "信息公开年报", site.reports("gk/ndbg", range(2022, 2014, -1))), years=range(2015, 2023)
    )


def script_menu() -> Home:
    """The menu is written by a script on the page from an array of names and addresses."""
    site = Old(
        "old-4", "梨湾市", "www.liwan4.gov.cn", "the menu is an array in a script on the page", charset="gb18030"
    )
    array = "var menus = [['首页','/'],['政务公开','/zwgk/index.asp'],['办事','/bs/index.asp']]; for (var i = 0; i < menus.length; i++) { document.write('<a href=\"' + menus[i][1] + '\">' + menus[i][0] + '</a>'); }"
    inner = "d = new dTree('d'); d.add(0,-1,'政务公开'); d.add(1,0,'公开指南','/zwgk/zn/index.asp'); d.add(2,0,'公开年报','/zwgk/xxgknb/index.asp'); d.add(3,0,'网站年报','/zwgk/wz/index.asp'); d.add(4,0,'人事任免','/zwgk/rs/index.asp'); document.write(d);"
    site.front([], first=f'<div id="menu"><script type="text/javascript">{array}</script></div>')
    site.page(
        "/zwgk/index.asp", "政务公开", f'<div class="dtree"><script type="text/javascript">{inner}</script></div>'
    )
    site.column(
        "zwgk/wz",
        "网站年报",
        site.others("zwgk/wz", [f"梨湾市政府网站工作年度报表（{year}年度）" for year in range(2022, 2017, -1)]),
    )
    entries = site.reports("zwgk/xxgknb", range(2022, 2011, -1))
    entries.insert(4, (NEWS[2], "/zwgk/xxgknb/show.asp?id=77", "2019-04-01"))
    return site.label(site.column("zwgk/xxgknb", "公开年报", entries), years=range(2012, 2023))


def elsewhere() -> Home:
    """The link 年报 leads to the prefecture's platform on another domain."""
    site = Old(
        "old-5",
        "磨盘县",
        "www.mopan5.gov.cn",
        "信息公开年报 leads to the prefecture's platform, a domain that is not the site's",
    )
    site.side = [
        ("信息公开指南", "/xxgk/zn/index.asp"),
        ("信息公开年报", "http://xxgk.dazhoushi.gov.cn/mopan/ndbg/"),
        ("公开目录", "http://xxgk.dazhoushi.gov.cn/mopan/ml/"),
    ]
    site.front([("首页", "/"), ("信息公开", "/xxgk/index.asp"), ("磨盘文化", "/wh/index.asp")])
    site.page("/xxgk/index.asp", "信息公开", "<p>公开</p>")
    site.page("/xxgk/zn/index.asp", "信息公开指南", "<p>指南</p>")
    home = site.label(outcome=("needs a person", "no column"))
    # Named it may be, asked it must not be.
    home.also = ["http://xxgk.dazhoushi.gov.cn/mopan/"]
    return home


def nothing() -> Home:
    """Three pages and no disclosure at all."""
    site = Old(
        "old-6",
        "青石坳镇",
        "www.qingshia6.gov.cn",
        "a township's site of three pages; links go round in a calendar",
        charset="gb18030",
    )
    site.front([("首页", "/"), ("镇情", "/zq/index.asp"), ("日历", "/rl.asp?m=202401")], friends=20)
    site.page("/zq/index.asp", "镇情", "<p>青石坳镇辖12个村。</p>")

    def calendar(method: str, path: str, fields: dict[str, str]) -> Served | None:
        """Every month has links to the next: no end to it."""
        name, _, month = path.partition("?m=")
        if name != "/rl.asp" or not month.isdigit():
            return None
        year, of_year = int(month[:4]), int(month[4:6])
        following = f"{year + of_year // 12}{of_year % 12 + 1:02}"
        days = "".join(f'<a href="/rl.asp?m={month[:6]}&d={day}">{day}</a>' for day in range(1, 29))
        return Served(
            f"<html><head><meta charset='utf-8'><title>工作日历</title></head><body><a href='/rl.asp?m={following}'>下一页</a>{days}</body></html>".encode()
        )

    site.home.handlers.append(calendar)
    return site.none()
