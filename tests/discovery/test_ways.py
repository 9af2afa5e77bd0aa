# ruff: noqa: E501 - markup stands in lines as sites write it
"""The ways of real sites from a home page to the reports, each with the trap that it has; in memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gaispider.discovery.model import Limits
from gaispider.discovery.results.conclusion import conclude
from tests.discovery.menus import column, home, links, page, reports, side_menu
from tests.discovery.offline import Offline
from tests.discovery.ways import (
    DISCLOSURE,
    HOME,
    OFFICES,
    OTHER_MATTER,
    Pages,
    actions,
    cut_words,
    entrance,
    frames,
    groups,
    latest_on_the_home_page,
    menu_of_arrays,
    menu_of_data,
    mixed,
    options_and_clicks,
    pictures,
    report_in_the_columns_place,
    rows,
    site_map,
    tabs,
    titles_without_years,
    traditional,
    year_folders,
    years_and_groups,
    years_as_titles,
)
from tests.replicas.server import Served

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
    ("home gone", {}, "needs a person", "another page"),
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
