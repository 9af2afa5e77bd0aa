# ruff: noqa: E501 - markup stands in lines as sites write it
"""Sites in memory, each with one way from its home page to the reports, and the trap that it has."""

from __future__ import annotations

from tests.discovery.menus import column, home, links, page, reports, side_menu
from tests.replicas.server import Served
from tests.replicas.word import paragraph

HOME = "http://www.qingxi.gov.cn/"
Pages = dict[str, Served | str]
DISCLOSURE: Pages = {"/": home("/zfxxgk/", "政府信息公开"), "/zfxxgk/": side_menu("/zfxxgk/nb/")}
OFFICES = (("jyj", "教育局"), ("slj", "水利局"), ("czj", "财政局"), ("ajj", "应急管理局"))
OTHER_MATTER = (
    "青溪县2022年部门预算公开",
    "2022年政府网站工作年度报表",
    "全县政务公开培训会召开",
    "青溪县2021年财政决算公开",
    "青溪县人民政府网站年报",
)


def rows(titles: tuple[str, ...]) -> str:
    return "".join(
        f'<li><a href="202303/t2023030{n}_99{n}.html">{title}</a><span>2023-03-0{n}</span></li>'
        for n, title in enumerate(titles, 1)
    )


def cut_words() -> Pages:
    """政务<br>公&nbsp;开, and a name in several spans."""
    return {
        "/": home("/zwgk/", "政务<br/>公&nbsp;开"),
        "/zwgk/": page('<a href="/zfxxgk/"><span>政府</span><br><span>信息&nbsp;公开</span></a>'),
        "/zfxxgk/": side_menu("/zfxxgk/nb/", "· 政府信息<br>公开年报 &gt;&gt;"),
        "/zfxxgk/nb/": column(),
    }


def actions() -> Pages:
    """Addresses of programs: `.action`, `.xp?…frame=nb`."""
    return {
        "/": home("/zwgk/index.action"),
        "/zwgk/index.action": page(
            '<a href="/gov/list.xp?a=x&frame=nb">年报</a><a href="/gov/list.xp?a=x&frame=zn">公开指南</a>', "政务公开"
        ),
        "/gov/list.xp?a=x&frame=nb": column(reports(folder="/gov/")),
    }


def pictures() -> Pages:
    """Pictures without words, told by their folders."""
    return {
        "/": page('<a href="xxgk/"><img src="a.gif"></a><a href="/news/"><img src=b.gif></a>'),
        "/xxgk/": page('<a href="/xxgk/zn/"><img src=1.gif></a><a href="/xxgk/ndbg/"><img src="2.gif"></a>'),
        "/xxgk/ndbg/": column(),
    }


def frames() -> Pages:
    """A frame set, and a page whose menu and column are frames."""
    frameset = "<html><head><title>青溪县人民政府</title></head><frameset><frame src='/top.html'><frame src='/main.html'></frameset></html>"
    return {
        "/": frameset,
        "/top.html": page(links([("/zwgk/", "政务公开"), ("/", "首页")])),
        "/main.html": page("<p>欢迎</p>"),
        "/zwgk/": page('<iframe src="/zwgk/left.html"></iframe><iframe src="/zwgk/right.html"></iframe>'),
        "/zwgk/left.html": page(links([("/zwgk/nb/", "政府信息公开年报")])),
        "/zwgk/nb/": column(),
    }


def entrance() -> Pages:
    """A page of one picture before the home page."""
    return {
        "/": page("<a href='/index_1.html'><img src=enter.jpg alt='点击进入'></a>"),
        "/index_1.html": home("/zfxxgk/", "政府信息公开"),
        "/zfxxgk/": side_menu("/zfxxgk/nb/"),
        "/zfxxgk/nb/": column(),
    }


def site_map() -> Pages:
    return {
        "/": page(links([("/xwzx/", "新闻"), ("/map/", "网站地图")])),
        "/map/": page(links([("/a/", "新闻"), ("/b/", "政府信息公开年报"), ("/c/", "领导之窗")])),
        "/b/": column(),
    }


def options_and_clicks() -> Pages:
    """The option of a list, and a box that a click opens."""
    return {
        "/": page(
            '<select onchange="location=this.value"><option value="">请选择</option><option value="/zfxxgk/">政府信息公开</option></select>'
        ),
        "/zfxxgk/": page("<div onclick=\"window.open('/zfxxgk/nb/')\">政府信息公开年报</div>"),
        "/zfxxgk/nb/": column(),
    }


def menu_of_data() -> Pages:
    """A tree in a script, with escapes; what jumps to another site is no column."""
    nodes = '[{id:1,name:"政府信息公开指南",url:"/zwgk/zn/"},{id:3,name:"省政府年报",url:"/zwgk/sz/",jump_url:"http://www.b.gov.cn/"},{id:2,pId:0,name:"\\u653f\\u5e9c\\u4fe1\\u606f\\u516c\\u5f00\\u5e74\\u62a5",url:"\\/zwgk\\/nb\\/"}]'
    return {
        "/": home("/zwgk/"),
        "/zwgk/": page(f"<div id=menu></div><script>var nodes={nodes};</script>"),
        "/zwgk/nb/": column(),
    }


def menu_of_arrays() -> Pages:
    """Name and address as neighbours in an array, in a call, and in markup that a script writes."""
    array = "var menus = [['首页','/'],['政务公开','/zwgk/index.asp']]; for (var i in menus) { draw(menus[i]); }"
    tree = "d.add(1,0,'公开指南','/zwgk/zn/index.asp'); document.write('<a href=\"/zfxxgk/\">政府信息公开</a>'); d.add(3,0,'网站年报','/zwgk/wz/index.asp');"
    return {
        "/": page(f"<script>{array}</script>"),
        "/zwgk/index.asp": page(f"<script>{tree}</script>", "政务公开"),
        "/zfxxgk/": side_menu("/zfxxgk/nb/"),
        "/zfxxgk/nb/": column(),
    }


def tabs() -> Pages:
    """指南, 制度 and 年报 on one page, the reports in a hidden part."""
    body = '<div class=tab><span>指南</span><span>制度</span><span>政府信息公开年报</span></div><div><p>编制本指南。</p></div><div style="display:none">'
    return {
        "/": home("/zwgk/"),
        "/zwgk/": page('<a href="/zfxxgk/zn/index.shtml">政府信息公开指南</a>'),
        "/zfxxgk/zn/index.shtml": page(f"{body}{reports(folder='/zfxxgk/nb/')}</div>", "政府信息公开指南"),
    }


def mixed() -> Pages:
    """Budgets, tables of the website and news between the reports."""
    return DISCLOSURE | {
        "/zfxxgk/nb/": column(reports(years=range(2023, 2017, -1)).replace("</ul>", f"{rows(OTHER_MATTER)}</ul>"))
    }


def years_as_titles() -> Pages:
    listed = "".join(f'<li><a href="/info/1010/{1000 + year}.htm">{year}年</a></li>' for year in range(2023, 2012, -1))
    return {
        "/": home("/gk.htm", "信息公开"),
        "/gk.htm": page(links([("gk/zn.htm", "信息公开指南"), ("gk/nb.htm", "信息公开年报")])),
        "/gk/nb.htm": column(f"<ul>{listed}</ul>", "信息公开年报"),
    }


def titles_without_years() -> Pages:
    """Only the days of the rows tell one year from the next."""
    listed = "".join(
        f'<li><a href="/info/1010/{1000 + year}.htm">青溪县政府信息公开工作年度报告</a><span>{year}-03-01</span></li>'
        for year in range(2023, 2018, -1)
    )
    return DISCLOSURE | {"/zfxxgk/nb/": column(f"<ul>{listed}</ul>")}


def report_in_the_columns_place() -> Pages:
    """The column's page is the newest report, with the years beside it, each a report."""
    menu = "<h3>政府信息公开年报</h3>" + links(
        (f"/zfxxgk/nb/{year}.html", f"{year}年") for year in range(2023, 2012, -1)
    )
    text = (
        paragraph("本年度主动公开政府信息158条，收到政府信息公开申请2件，均已按期答复。全年未发生行政复议和行政诉讼。")
        * 4
    )

    def report(year: int) -> Served:
        title = f"青溪县{year}年政府信息公开工作年度报告"
        return page(f"{menu}<h1>{title}</h1><div id=zoom>{text}</div>", title)

    return (
        DISCLOSURE
        | {"/zfxxgk/nb/": report(2023)}
        | {f"/zfxxgk/nb/{year}.html": report(year) for year in range(2023, 2012, -1)}
    )


def year_folders() -> Pages:
    """A column that lists its years only."""
    years = range(2023, 2010, -1)
    found = DISCLOSURE | {
        "/zfxxgk/nb/": page(links((f"/zfxxgk/nb/{year}n/", f"{year}年") for year in years), "政府信息公开年报")
    }
    return found | {
        f"/zfxxgk/nb/{year}n/": column(reports(years=range(year, year - 1, -1)), f"{year}年") for year in years
    }


def groups() -> Pages:
    """A column that lists the government's reports, the bureaus' and the towns', each apart."""
    menu = links([("/zfxxgk/nb/xzf/", "县政府年报"), ("/zfxxgk/nb/bm/", "部门年报"), ("/zfxxgk/nb/xz/", "乡镇年报")])
    return DISCLOSURE | {
        "/zfxxgk/nb/": page(menu, "政府信息公开年报"),
        "/zfxxgk/nb/xzf/": column(),
        "/zfxxgk/nb/bm/": column(reports("青溪县教育局")),
        "/zfxxgk/nb/xz/": column(reports("青溪县松山镇")),
    }


def latest_on_the_home_page() -> Pages:
    """Reports of this month among the latest of the home page: the column is elsewhere."""
    latest = "".join(
        f'<li><a href="/xx/202303/t2023030{n}_99{n}.html">青溪县人民政府{year}年政府信息公开年报</a><span>2023-03-0{n}</span></li>'
        for n, year in enumerate(range(2019, 2023), 1)
    )
    return DISCLOSURE | {
        "/": page(f"<h2>最新公开</h2><ul>{latest}</ul>{links([('/zfxxgk/', '政府信息公开')])}"),
        "/zfxxgk/nb/": column(),
    }


def years_and_groups() -> Pages:
    """A column of years, each of which has the government's, the bureaus' and the towns' reports apart."""
    years = range(2023, 2015, -1)
    found = DISCLOSURE | {
        "/zfxxgk/nb/": page(links((f"/zfxxgk/nb/{year}/", f"{year}年") for year in years), "政府信息公开年报")
    }
    for year in years:
        found[f"/zfxxgk/nb/{year}/"] = page(
            links(
                (f"/zfxxgk/nb/{year}/{key}/", name)
                for key, name in (("bm", "县直部门"), ("xzf", "县政府"), ("xz", "乡镇街道"))
            )
        )
        for key, unit in (("xzf", "青溪县人民政府"), ("bm", "青溪县财政局"), ("xz", "青溪县松山镇")):
            found[f"/zfxxgk/nb/{year}/{key}/"] = column(reports(unit, range(year, year - 1, -1)))
    return found


def traditional() -> Pages:
    listed = "".join(
        f'<li><a href="/a/t{year}0101_{year}.html">青溪縣{year}年政府信息公開年度報告</a><span>{year + 1}-01-01</span></li>'
        for year in range(2023, 2015, -1)
    )
    return {
        "/": home("/zwgk/", "政務公開"),
        "/zwgk/": page('<a href="/nb/">政府信息公開年報</a>'),
        "/nb/": column(f"<ul>{listed}</ul>", "政府信息公開年報"),
    }
