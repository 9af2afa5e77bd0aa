"""Report years: where they are found, what decides nothing, and stale texts."""

from __future__ import annotations

import pytest

from gaispider.items import Period
from gaispider.report.year import report_year, stale_year, year_readings

URL = "http://www.example.gov.cn/a/b.html"


def period(start: str, end: str) -> Period:
    return Period(start, end, "raw", "intact", "certain")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("青岗镇2018年政府信息公开工作年度报告", 2018),
        ("2011年白石桥乡政府信息公开年度报告", 2011),
        ("临湖支行二○○八年度政务公开工作总结的报告", 2008),
        ("二〇一七年青岗镇信息公开年报", 2017),
        ("二00九年度信息公开年度报告", 2009),
        ("二O一一年政府信息公开年度报告", 2011),
        ("2015年年度政府信息公开报告", 2015),
        ("2022度政府信息公开工作年度报告", 2022),
        ("2025临湖市林业和草原局", 2025),
        ("09年政府信息公开工作总结", 2009),
        ("临湖县水务局15年信息公开年报", 2015),
        ("青岗镇 2 0 1 4 年政府信息公开年度报告", 2014),
        ("２０１３年政府信息公开年度报告", 2013),
        ("青岗镇2008年5月1日至12月31日政府信息公开年度报告", 2008),
        ("青岗镇政府信息公开年报(2020年)", 2020),
        ("2014年政务公开工作总结及2015年工作计划", 2014),
        ("青岗镇2018年政府信息公开年度报告（2019年1月30日）", 2018),
        ("临政办〔2016〕3号 青岗镇2015年政府信息公开年度报告", 2015),
    ],
)
def test_title(title: str, year: int) -> None:
    assert report_year(title, None, URL, "") == (year, "title")


@pytest.mark.parametrize(
    "title",
    [None, "", "政府信息公开年度报告", "2011-2012年政府信息公开年度报告", "临政办〔2016〕3号", "1998年年鉴", "12号楼"],
)
def test_title_that_names_no_year(title: str | None) -> None:
    assert report_year(title, None, URL, "") == (None, None)


def test_period() -> None:
    assert report_year("年度报告", period("2008-05-01", "2008-12-31"), URL, "") == (2008, "period")
    assert report_year("年度报告", period("2012-12-25", "2013-12-24"), URL, "") == (2013, "period")
    assert report_year("年度报告", period("2015-09-01", "2016-08-31"), URL, "") == (None, None)


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("/zfxxgk/zfxxgknb/zj/2021n/1533676551588134914.html", 2021),
        ("/zfxxgkzl/zfxxgknb/2010nb/dcqjd2010/202012/t20201217_2995533.html", 2010),
        ("/zwgk/gb2025/2025szbm/202601/t20260112_1.html", 2025),
        ("/wtqq/xzxxgknb2021/202201/cdd43033bc7f4639b4fef2c5f2f41db6.shtml", 2021),
        ("/zfxxgknb/nb_2022n/202301/t20230112_77916480.html", 2022),
        ("/xwzx/ztzl/zfxxgknb/2022/gzj/tpz/63d48a80f8fd1c4c213ab9ff.html", 2022),
        ("/gk/2022nd/a.html", 2022),
        ("/OpennessAnnualReport/year/show/12/2019.html", 2019),
    ],
)
def test_folder(path: str, year: int) -> None:
    assert report_year(None, None, "http://www.example.gov.cn" + path, "") == (year, "folder")


@pytest.mark.parametrize(
    "path",
    [
        "/art/2009/1/5/art_1_2.html",
        "/art/2022/art_0123456789abcdef0123456789abcdef.html",
        "/ndbg/201902/t20190227_544950.html",
        "/xxgkndbg/20200214/i1180025.html",
        "/10954/11064/2015/8/17/10348850.shtml",
        "/zfxxgknb/2015/8/17/1.shtml",
    ],
)
def test_publication_folders_are_no_report_year(path: str) -> None:
    assert report_year(None, None, "http://www.example.gov.cn" + path, "") == (None, None)


def test_parameter() -> None:
    url = "http://www.example.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=001008003001012&fbtime=2014"
    assert report_year("年度报告", None, url, "") == (2014, "parameter")


def test_text() -> None:
    heading = "青岗镇2011年政府信息公开工作报告\n为切实推进政府信息公开，现报告如下。"
    assert report_year("年度报告", None, URL, heading) == (2011, "text")
    announced = "根据条例要求，特向社会公布2016年度青岗镇政府信息公开年度报告。"
    assert report_year(None, None, URL, announced) == (2016, "text")
    opening = (
        "2008年，我街道在区政府的正确领导下，大力推进政府信息公开工作，不断规范公开内容，创新公开形式，提高公开水平。"
        * 2
    )
    assert report_year(None, None, URL, opening) == (2008, "text")
    mentioned = "近年来，市政务公开领导小组认真贯彻2005年国务院会议精神，政务公开工作取得了较好成效。"
    assert report_year(None, None, URL, mentioned) == (None, None)
    masked = "XX年，我市按照20XX年要求，政务公开工作取得较好成效。"
    assert report_year(None, None, URL, masked) == (None, None)


def test_stale_year() -> None:
    title = "青岗镇2017年政府信息公开年度报告"
    assert stale_year(title, period("2017-01-01", "2017-12-31"), "2017年，我镇主动公开信息。") is None
    by_period = stale_year(title, period("2016-01-01", "2016-12-31"), "")
    assert by_period and by_period.code == "stale_year" and "2016" in by_period.detail
    announced = stale_year(title, None, "特向社会公布2016年度青岗镇政府信息公开年度报告。")
    assert announced and "2016" in announced.detail
    spoken = stale_year(title, None, "2016年，我镇高度重视。2016年度共主动公开信息5条。")
    assert spoken and "2016" in spoken.detail
    cited = "根据《2016年政务公开工作要点》，2017年我镇认真落实。"
    assert stale_year(title, None, cited) is None
    assert stale_year("年度报告", None, cited) is None
    both = "2017年，我镇公布2016年度财政预算及信息公开情况。现将2016年以来政务公开工作情况报告如下。"
    assert stale_year(title, None, both) is None
    left_over = "本年报是由青岗镇编制的2014年度政府信息公开年度报告。\n一、概述\n2017年我镇按照要求开展工作。"
    itself = stale_year(title, None, left_over)
    assert itself and "2014" in itself.detail


def test_last_years_report_told_of_in_the_text_makes_no_stale_year() -> None:
    text = "一、概述\n2012年，按时公布2011年区政府信息公开工作年度报告，并检查各部门公布情况。"
    title = "云岭区2012年政府信息公开工作年度报告"
    assert stale_year(title, period("2012-01-01", "2012-12-31"), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2015年，我镇在县委领导下，认真开展政府信息公开工作。\n一、概述",
        "根据《县政府办公室关于做好2015年度政府信息公开工作年度报告编制工作的通知》要求，编制本报告。",
        "根据上级要求，现将2015年度各项工作总结如下，2016年将继续努力。",
    ],
)
def test_the_opening_names_the_year(text: str) -> None:
    assert report_year("政府信息公开年报", None, URL, text) == (2015, "text")


def test_two_notices_of_different_years_leave_it_open() -> None:
    text = "根据《关于做好2014年年度报告的通知》和《关于做好2015年年度报告的通知》要求，编制本报告。"
    assert report_year("政府信息公开年报", None, URL, text) == (None, None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("大竹县2009年政府信息公开工作年度报告（以下简称年报）根据条例编制。", 2009),
        ("特向社会公布2011年青溪县财政局政府信息公开年度报告。", 2011),
        ("根据《条例》要求，现公布青溪县教育局2013年度政府信息公开工作年度报告。", 2013),
        ("现公布《青溪县水利局2014年政府信息公开年度报告》，欢迎监督。", 2014),
        ("《青溪县2010年政府信息公开年度报告》（以下简称《报告》）已编制完成。", 2010),
        ("本报告是由三界镇编制的2008年度政府信息公开年度报告。", 2008),
    ],
)
def test_what_the_preamble_says_of_itself_comes_before_the_period(text: str, year: int) -> None:
    counted = period(f"{year - 1}-01-01", f"{year - 1}-12-31")
    assert next(year_readings("政府信息公开年度报告", counted, URL, text)) == (
        year,
        "text",
        "year_of_announcement",
        "context",
    )
    stale = stale_year("政府信息公开年度报告", counted, text)
    assert stale and stale.code == "stale_year" and str(year) in stale.detail


@pytest.mark.parametrize(
    "text",
    [
        "已公布2011年政府信息公开年度报告。",
        "按时公布2011年政府信息公开年度报告。",
        "根据《关于公布2011年政府信息公开年度报告的通知》，编制本报告。",
        "一、概述\n公布2011年政府信息公开年度报告。",
        "公布2011年政府信息公开年度报告和2012年政府信息公开年度报告（以下简称年报）。",
    ],
)
def test_other_reports_that_a_text_tells_of(text: str) -> None:
    counted = period("2012-01-01", "2012-12-31")
    assert next(year_readings("政府信息公开年度报告", counted, URL, text))[:2] == (2012, "period")
    assert stale_year("政府信息公开年度报告", counted, text) is None
