# ruff: noqa: E501 - markup stands in lines as sites write it
"""The ways of real sites from a home page to the reports, each with the trap that it has; in memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gaispider.discovery.model import Limits
from gaispider.discovery.results.conclusion import conclude
from tests.discovery.menus import column, home, links, page, reports, side_menu
from tests.discovery.offline import Offline
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


FOUND: tuple[tuple[Callable[[], Pages], str], ...] = (
    (cut_words, "/zfxxgk/nb/"),
    (actions, "/gov/list.xp?a=x&frame=nb"),
    (pictures, "/xxgk/ndbg/"),
    (frames, "/zwgk/nb/"),
    (entrance, "/zfxxgk/nb/"),
    (site_map, "/b/"),
    (options_and_clicks, "/zfxxgk/nb/"),
    (menu_of_data, "/zwgk/nb/"),
    (menu_of_arrays, "/zfxxgk/nb/"),
    (tabs, "/zfxxgk/zn/index.shtml"),
    (mixed, "/zfxxgk/nb/"),
    (years_as_titles, "/gk/nb.htm"),
    (titles_without_years, "/zfxxgk/nb/"),
    (report_in_the_columns_place, "/zfxxgk/nb/"),
    (year_folders, "/zfxxgk/nb/"),
    (groups, "/zfxxgk/nb/"),
    (latest_on_the_home_page, "/zfxxgk/nb/"),
    (years_and_groups, "/zfxxgk/nb/"),
    (traditional, "/nb/"),
)


@pytest.mark.parametrize(("pages", "start"), FOUND, ids=lambda part: getattr(part, "__name__", ""))
def test_the_column_is_found(pages: Callable[[], Pages], start: str) -> None:
    offline = Offline(HOME, pages())
    found = offline.find()
    assert (found.outcome, found.line["sure"]) == ("found", True), found.line["because"]
    assert found.line["start"] == [HOME.rstrip("/") + start]
    assert len(offline.asked) <= 12
    assert not any("friend" in url for url in offline.asked)


@pytest.mark.parametrize(
    "name", ["【政务公开】", "政务公开»", "青溪县政务公开网", "阳光政务", "公开", "政务公开专题", "公开公示"]
)
def test_the_wider_section_has_many_names(name: str) -> None:
    pages = {
        "/": home("/zwgk/", name),
        "/zwgk/": page(links([("/zwgk/nb/", "年度报告"), ("/zwgk/zn/", "公开指南")])),
        "/zwgk/nb/": column(),
    }
    assert Offline(HOME, pages).find().outcome == "found"


def test_years_side_by_side_in_a_menu_are_all_starts() -> None:
    years = range(2024, 2007, -1)
    menu = "<h3>政府信息<br>公开年报</h3>" + links((f"/jyt/c{year}/zwgklist.shtml", f"{year}") for year in years)
    pages: Pages = {"/": home("/zwgk/"), "/zwgk/": page(f"{menu}{links([('/zwgk/zn/', '公开指南')])}", "政务公开")}
    for year in years:
        pages[f"/jyt/c{year}/zwgklist.shtml"] = page(
            f"{menu}{reports(years=range(year, year - 1, -1))}", "政府信息公开"
        )
    offline = Offline(HOME, pages)
    found = offline.find()
    assert found.outcome == "found"
    assert found.line["start"] == [f"{HOME}jyt/c{year}/zwgklist.shtml" for year in years]
    # The first, the last, one of the middle and one more stand for all.
    assert offline.asked[2:4] == [f"{HOME}jyt/c2024/zwgklist.shtml", f"{HOME}jyt/c2008/zwgklist.shtml"]
    assert len(offline.asked) == 6


NOT_FOUND: tuple[tuple[str, Pages, str, str], ...] = (
    ("budgets", DISCLOSURE | {"/zfxxgk/nb/": column(f"<ul>{rows(OTHER_MATTER)}</ul>", "年报")}, "no column", "nothing found"),
    (
        "other matter",
        DISCLOSURE | {"/zfxxgk/nb/": column(f"<ul>{rows(tuple(f'{year}年社会保险年报' for year in range(2014, 2023)))}</ul>", "年报")},
        "no column",
        "nothing found",
    ),
    ("latest", {"/": latest_on_the_home_page()["/"], "/zfxxgk/": page("<p>指南</p>")}, "no column", "nothing found"),
    ("bureau", {"/": page(links([("http://jyj.qingxi.gov.cn/nb/", "政府信息公开年报")])), "http://jyj.qingxi.gov.cn/nb/": years_as_titles()["/gk/nb.htm"]}, "found in part", "owner unknown"),
    ("youth", {"/": page(links([("/zqb/", "中国青年报"), ("/tjj/tjnb/", "统计年报"), ("/xwzx/", "新闻中心")]))}, "no column", "no ways"),
    ("one report", DISCLOSURE | {"/zfxxgk/nb/": column(reports(years=range(2023, 2022, -1)))}, "found in part", "few reports"),
    ("no entry", DISCLOSURE | {"/zfxxgk/nb/": page("<p>暂无相关信息</p>", "政府信息公开年报")}, "found in part", "no entries"),
    ("scripts", DISCLOSURE | {"/zfxxgk/nb/": page("<div id=list></div><script src='/js/list.js'></script>", "政府信息公开年报")}, "needs rendering", "script column"),
    ("menu", {"/": page('<a href="javascript:void(0)" onclick="openXxgk()">政府信息公开</a><a href="/xwzx/">新闻中心</a>')}, "needs rendering", "script menu"),
    ("challenge", {"/": home("/zfxxgk/", "政府信息公开"), "/zfxxgk/": Served(b"<script>1</script>", status=412)}, "blocked", "challenge on the way"),
    ("silence", {"/": home("/zfxxgk/", "政府信息公开"), "/zfxxgk/": Served(b"x", status=503)}, "unreachable", "no answer on the way"),
    ("platform", {"/": home("http://xxgk.parent.gov.cn/qingxi/", "政府信息公开")}, "needs a person", "another host"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "outcome", "situation"), [row[1:] for row in NOT_FOUND], ids=[row[0] for row in NOT_FOUND]
)
def test_what_is_no_column_is_told_as_what_it_is(pages: Pages, outcome: str, situation: str) -> None:
    found = Offline(HOME, pages).find()
    assert (found.outcome, found.line["situation"], found.line["sure"]) == (outcome, situation, False)
    assert found.next_step


def test_the_columns_of_the_offices_beside_the_own_are_found_too() -> None:
    menu = links([("/zfxxgk/zn/", "信息公开指南"), ("/zfxxgk/szf/", "县政府年报"), ("/zfxxgk/xz/", "乡镇街道年报")])
    pages: Pages = {
        "/": home("/zfxxgk/", "政府信息公开"),
        "/zfxxgk/": page(menu, "政府信息公开"),
        "/zfxxgk/szf/": column(),
        "/zfxxgk/xz/": column(reports("青溪县松山镇"), "乡镇街道年报"),
    }
    found = Offline(HOME, pages).find()
    assert (found.outcome, found.line["start"]) == ("found", [f"{HOME}zfxxgk/szf/", f"{HOME}zfxxgk/xz/"])


def test_a_column_whose_rows_fail_is_named() -> None:
    script = "<div id=list></div><script>loadPageData({webSiteCode: ['qx'], channelCode: ['nb']});</script>"
    pages = DISCLOSURE | {"/zfxxgk/nb/": page(script, "政府信息公开年报"), "/queryList": Served(b"", status=500)}
    found = Offline(HOME, pages).find()
    assert (found.outcome, found.line["situation"], found.line["start"]) == (
        "found in part",
        "pages failed",
        [f"{HOME}zfxxgk/nb/"],
    )


def test_a_page_that_the_program_cannot_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr("gaispider.discovery.walk.walk_spider.PageFacts", fails)
    found = Offline(HOME, DISCLOSURE).find()
    assert (found.outcome, found.line["situation"]) == ("needs a person", "fault")
    assert "a fault of the program" in str(found.line["because"])


def test_a_home_page_that_was_never_asked_for_is_no_site_without_reports() -> None:
    offline = Offline(HOME, {})
    offline.walk.begin()
    ended = conclude(offline.walk)
    assert (ended.outcome, ended.situation) == ("needs a person", "fault")


def test_the_column_of_the_parent_is_not_this_governments() -> None:
    base = "http://www.jlbc.gov.cn/zfxxgk/"
    pages: Pages = {
        "/": home(base, "政府信息公开"),
        base: side_menu(f"{base}nb/"),
        f"{base}nb/": column(reports("白城市人民政府")),
    }
    found = Offline("http://daan.jlbc.gov.cn/", pages, "220882").find()
    assert (found.outcome, found.line["situation"], found.line["start"]) == ("no column", "of another", [])
    pages = {
        "/": home(f"{base}daan/", "政府信息公开"),
        f"{base}daan/": side_menu(f"{base}daan/nb/"),
        f"{base}daan/nb/": column(reports("大安市人民政府")),
    }
    found = Offline("http://daan.jlbc.gov.cn/", pages, "220882").find()
    assert (found.outcome, found.line["start"]) == ("found", [f"{base}daan/nb/"])


def test_offices_alone_are_found_in_part_and_begin_at_the_page_that_lists_them() -> None:
    pages: Pages = {
        "/": home("/zfxxgk/", "政府信息公开"),
        "/zfxxgk/": page("<h4>部门信息公开</h4>" + links((f"/zfxxgk/bm/{key}/", name) for key, name in OFFICES)),
    }
    for key, name in OFFICES:
        pages[f"/zfxxgk/bm/{key}/"] = page(links([(f"/zfxxgk/bm/{key}/nb/", "年度报告")]))
        pages[f"/zfxxgk/bm/{key}/nb/"] = column(reports(f"青溪县{name}"))
    found = Offline(HOME, pages).find()
    assert (found.outcome, found.line["situation"]) == ("found in part", "offices only")
    assert found.line["start"] == [f"{HOME}zfxxgk/"]


def test_a_prefecture_names_the_governments_below_it() -> None:
    children = links(
        [
            ("http://www.panshi.gov.cn/", "磐石市"),
            ("http://www.shulan.gov.cn/index.html", "舒兰市人民政府"),
            ("http://www.jl.gov.cn/", "吉林省"),
            ("http://www.panshi.gov.cn/news/", "桦甸市"),
        ]
    )
    found = Offline("http://www.jlcity.gov.cn/", {"/": page(children)}, "220200").find()
    assert found.line["children"] == [
        {"code": "220284", "name": "磐石市", "url": "http://www.panshi.gov.cn/"},
        {"code": "220283", "name": "舒兰市人民政府", "url": "http://www.shulan.gov.cn/index.html"},
    ]


def test_a_known_column_of_the_portal_is_tried_where_the_home_page_leads_nowhere() -> None:
    pages: Pages = {
        "/": page("<p>欢迎</p>"),
        "/zwgk/zcwj/": page(links([("/zwgk/zcwj/", "政策文件"), ("/zwgk/nb/", "政府信息公开年报")])),
        "/zwgk/nb/": column(),
    }
    assert Offline(HOME, pages).find().outcome == "no column"
    assert Offline(HOME, pages, hints=(f"{HOME}zwgk/zcwj/",)).find().outcome == "found"


def test_a_site_without_reports_ends_within_its_limits() -> None:
    menu = links(
        [(f"/zwgk/{n}/", f"第{n}单位公开") for n in range(400)] + [(f"/zfxxgk/{n}/", "政府信息公开") for n in range(60)]
    )
    pages: Pages = (
        {"/": page(menu)}
        | {f"/zfxxgk/{n}/": page(menu) for n in range(60)}
        | {f"/zwgk/{n}/": page(menu) for n in range(400)}
    )
    offline = Offline(HOME, pages)
    assert offline.find().outcome == "no column"
    assert len(offline.asked) <= 20
    offline = Offline(HOME, pages, limits=Limits(pages=3))
    found = offline.find()
    assert (found.outcome, found.line["situation"], found.line["limits_met"]) == (
        "needs a person",
        "limit met",
        ["pages"],
    )
    assert len(offline.asked) == 3
    offline = Offline(HOME, pages, limits=Limits(seconds=0.04))
    assert offline.find().line["limits_met"] == ["seconds"]
