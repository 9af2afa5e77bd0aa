"""Whose report a page is, as a whole: units in sentences and tables, suppositions, central organs, merged towns."""

from __future__ import annotations

import pytest

import gaispider
from gaispider.items import Report
from gaispider.report.unit.central import is_central
from gaispider.report.unit.region import resolve_region
from gaispider.sites.model import Site
from tests.report.pages import URL, page_of

TITLE = "2018年政府信息公开年度报告"
PERIOD = "统计期限自2018年1月1日至2018年12月31日止。"
TEXT = ("一、概述", "2018年，认真贯彻落实条例，健全工作机制，及时更新栏目内容，较好地完成了全年任务。" * 3)


BAR = "发布时间:2019-02-20"


def site_of(region: str) -> Site:
    return Site(
        key="case",
        name="",
        file="case.toml",
        region=region,
        family="generic",
        hosts=("www.qx.gov.cn",),
        start=(URL,),
    )


def read(region: str | None, *lines: str, title: str = TITLE, bar: str = BAR, table: str = "") -> Report:
    page = page_of(title, *lines, *TEXT, bar=bar, table=table)
    return gaispider.extract(page, URL, site=site_of(region) if region else None)[0]


def codes(report: Report) -> list[str]:
    return [warn.code for warn in report.warnings]


@pytest.mark.parametrize(
    ("site", "line", "agency", "region"),
    [
        ("330381", "本报告由马屿镇人民政府编制。", "马屿镇人民政府", "330381116"),
        ("330300", "本报告由瑞安市马屿镇人民政府编制。", "瑞安市马屿镇人民政府", "330381116"),
        ("130100", "如有疑问，请与石家庄市桥西区人民政府办公室联系。", "石家庄市桥西区人民政府办公室", "130104"),
        ("130100", "本报告由石家庄市长安区人民政府办公室编制。", "石家庄市长安区人民政府办公室", "130102"),
        (None, "本报告由石家庄市长安区人民政府办公室编制。", "石家庄市长安区人民政府办公室", "130102"),
        ("330381", "现公布瑞安市民政局2018年度政府信息公开年度报告。", "瑞安市民政局", "330381"),
        ("430621", "现将新墙镇2018年政府信息公开工作情况报告如下：", "新墙镇", "430621105"),
    ],
)
def test_the_unit_of_a_sentence(site: str | None, line: str, agency: str, region: str) -> None:
    report = read(site, line, PERIOD)
    assert report.agency is not None and report.agency.name == agency
    assert report.region is not None and report.region.code == region
    assert "unit_supposed" not in codes(report)


@pytest.mark.parametrize(
    ("site", "lines", "supposed"),
    [
        ("330381", (PERIOD,), True),
        ("330381", (PERIOD, "如有疑问，请与本机关联系。"), True),
        ("330381", (PERIOD, "我镇主动公开信息12条。"), True),
        ("330381", (PERIOD, "本报告由马屿镇人民政府编制。"), False),
        (None, (PERIOD,), False),
    ],
)
def test_where_nobody_is_named_the_region_is_a_supposition(
    site: str | None, lines: tuple[str, ...], supposed: bool
) -> None:
    report = read(site, *lines)
    assert ("unit_supposed" in codes(report)) == supposed
    if supposed:
        assert report.agency is None and report.region is not None and report.region.certainty == "context"


def test_a_town_s_office_that_does_not_say_of_which_town_is_no_name_of_the_county() -> None:
    page = page_of(TITLE, PERIOD, *TEXT, "镇人民政府", "2019年1月20日")
    (report,) = gaispider.extract(page, URL, site=site_of("330381"))
    assert report.agency is not None and report.agency.name == "镇人民政府"
    assert "unit_supposed" in codes(report)


def test_a_page_that_is_no_report_supposes_nothing() -> None:
    report = read("330381", title="关于开展植树活动的通知")
    assert report.kind == "not_a_report" and "unit_supposed" not in codes(report)


def test_the_county_that_the_text_is_about_on_a_prefecture_s_site() -> None:
    report = read("130100", "桥西区政府高度重视，桥西区各部门认真落实。", PERIOD)
    assert report.region is not None and (report.region.code, report.region.found_in) == ("130104", "mentions")
    assert "unit_supposed" in codes(report)


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("海关总署2017年政府信息公开年度报告", "地址：北京市东城区建国门内大街6号。"),
        ("国家税务总局2015年政府信息公开工作年度报告", "地址：北京市海淀区羊坊店西路5号，北京市邮编100038。"),
        ("教育部2016年政府信息公开工作年度报告", "地址：北京市西城区西单大木仓胡同37号。"),
    ],
)
def test_a_central_organ_is_of_no_division(title: str, address: str) -> None:
    assert read(None, address, PERIOD, title=title).region is None


@pytest.mark.parametrize(
    ("name", "central"),
    [
        ("海关总署", True),
        ("国家税务总局办公厅", True),
        ("中华人民共和国财政部", True),
        ("国家税务总局磐石市税务局", False),
        ("教育部门", False),
        ("磐石市教育局", False),
    ],
)
def test_names_of_central_organs(name: str, central: bool) -> None:
    assert is_central(name) == central


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        # the town's own name, however often, is no witness for its namesake
        ("滚马乡2011年年度报告", "滚马乡认真落实，滚马乡主动公开，根据岳阳县的通知", "430621"),
        # several namesakes, none of them there
        ("城关镇2011年年度报告", "根据岳阳县人民政府办公室的通知", "430621"),
    ],
)
def test_a_town_that_the_text_places_where_the_gazetteer_has_none(title: str, text: str, code: str) -> None:
    region, rule, warnings = resolve_region(site_region=None, title=title, agency=None, text=text)
    assert region is not None
    assert (region.code, region.certainty, rule) == (code, "context", "most_mentioned_for_town")
    assert [warn.code for warn in warnings] == ["township_not_in_gazetteer"]


def test_the_county_in_the_title_element_decides_between_towns_of_one_name() -> None:
    page = page_of("河田镇2019年政府信息公开工作年度报告", *TEXT).replace(b"</title>", "_长汀县</title>".encode())
    (report,) = gaispider.extract(page, URL)
    assert report.region is not None and (report.region.code, report.region.certainty) == ("350821106", "context")


INDEX = (
    "<table><tr><td>索引号</td><td>公开方式</td><td>发布机构</td></tr>"
    "<tr><td>11622/2018-00023</td><td>主动公开</td><td>{}</td></tr></table>"
)


def test_the_agency_of_an_index_table_with_a_head_row() -> None:
    report = read(None, PERIOD, table=INDEX.format("凉州区金羊镇人民政府"))
    assert report.agency is not None and report.agency.name == "凉州区金羊镇人民政府"
    assert report.index_number == "11622/2018-00023"
    titled = read(None, PERIOD, title="青溪县林业局" + TITLE, table=INDEX.format("凉州区金羊镇人民政府"))
    assert titled.agency is not None and titled.rules["agency"] == "header_unit_in_full"
    known = read(None, PERIOD, title="瑞安市林业局" + TITLE, table=INDEX.format("凉州区金羊镇人民政府"))
    assert known.agency is not None and known.agency.name == "瑞安市林业局"


@pytest.mark.parametrize("shown", ["机关", "本级", "办公室", "管理员"])
def test_a_header_that_names_no_unit(shown: str) -> None:
    report = read("330681", "本报告由安华镇人民政府编制。", bar=f"发布机构:{shown} 发布时间:2019-02-20")
    assert report.agency is not None and report.agency.name == "安华镇人民政府"
    assert read("330681", bar=f"发布机构:{shown} 发布时间:2019-02-20").agency is None


def test_two_characters_at_the_end_of_other_words_place_no_town() -> None:
    text = "根据《中华人民共和国政府信息公开条例》和县政府办公室的要求"
    region, _, _ = resolve_region(site_region=None, title="琴溪镇2014年年度报告", agency=None, text=text)
    assert region is not None and region.code == "341823104"


@pytest.mark.parametrize(
    ("site", "title", "text", "code"),
    [
        # on a prefecture's site the county that the text names, as without a site
        ("430600", "滚马乡2011年年度报告", "滚马乡认真落实岳阳县人民政府办公室的通知", "430621"),
        # a town that no gazetteer has
        ("430600", "碓窝坡乡2011年年度报告", "碓窝坡乡认真落实岳阳县人民政府办公室的通知", "430621"),
        # the county's own site stands, and so does a site in whose region the county of the text does not lie
        ("430621", "滚马乡2011年年度报告", "滚马乡认真落实岳阳县人民政府办公室的通知", "430621"),
        ("430600", "滚马乡2011年年度报告", "滚马乡认真落实磐石市人民政府办公室的通知", "430600"),
        # nothing says in which county it lies
        ("430600", "滚马乡2011年年度报告", "滚马乡认真落实上级的通知，主动公开", "430600"),
        ("430600", "滚马乡2011年年度报告", "岳阳县和平江县的做法，本乡均已学习", "430600"),
    ],
)
def test_on_a_site_the_county_of_the_text_counts_for_an_unknown_town(
    site: str, title: str, text: str, code: str
) -> None:
    region, _, warnings = resolve_region(site_region=site, title=title, agency=None, text=text)
    assert region is not None
    assert (region.code, region.certainty) == (code, "context")
    assert [warn.code for warn in warnings] == ["township_not_in_gazetteer"]
