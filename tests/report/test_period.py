"""The stated period in the wordings that offices use, and what is no period."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.report.period import read_period

_AROUND = "根据条例要求，特向社会公布{year}年度报告。{sentence}。如有疑问，请与办公室联系（电话：0577-65642241）。"


def read(sentence: str, year: int = 2012) -> tuple[str | None, str | None] | None:
    text = _AROUND.format(year=year, sentence=sentence)
    found, _ = read_period(text, published=date(year + 1, 2, 20), report_year=year)
    return (found.start, found.end) if found else None


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告中所列数据的统计期限自2012年1月1日起至2012年12月31日止",
        "本报告中所列数据的统计期限自2012年1月1日起，至2012年12月31日止",
        "统计期限自2012年1月1日起，截至2012年12月31日止",
        "统计期限自2012年1月1日起截止到2012年12月31日",
        "统计期限自2012年1月1日始至2012年12月31日止",
        "统计期限自2012年1月1日开始，至2012年12月31日结束",
        "统计期限自2012年1月1日起至当年12月31日止",
        "统计期限自2012年1月1日起至同年12月31日止",
        "统计期限自2012年1月1日零时起至2012年12月31日24时止",
        "统计期限自2012年元月1日起至12月底止",
        "统计期限为2012年1月1日至2012年12月底",
        "统计期限自2012年1月1日起止2012年12月31日",
        "统计时间为2012年1月1日（星期日）至12月31日",
        "统计数据从2012年1月1日至2012年12月31日止",
        # 至 or 、 between two runs lost
        "统计期限自2012年1月1日2012年12月31日止",
        "统计期限自2012年1月1日起2012年12月31日止",
        "统计期限自201211日起，至20121231日止",
        # the course of the year is no period
        "2012年上半年网站改版，本报告反映2012年1月1日至2012年12月31日的工作",
        # every word lost
        "报告中所列数据统计期限为2012111231日",
    ],
)
def test_wordings_of_a_whole_year(sentence: str) -> None:
    assert read(sentence) == ("2012-01-01", "2012-12-31")


@pytest.mark.parametrize(
    "sentence",
    [
        "统计期限自2008年5月1日《条例》实施之日起，至2008年12月31日止",
        "统计期限自2008年5月1日《条例》施行起至2008年12月31日止",
        "统计期限自2008年5月1日（《条例》施行之日）起至2008年12月31日止",
        "统计期限为2008年5月1日（《条例》正式施行）至12月31日",
        "统计期限自《条例》施行之日（2008年5月1日）起至2008年12月31日止",
    ],
)
def test_the_first_report_says_why_it_begins_in_may(sentence: str) -> None:
    assert read(sentence, 2008) == ("2008-05-01", "2008-12-31")


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2012年12月31日，共公开信息12条",
        "我局2012年1月5日召开会议，到2013年再次部署",
        "值班表：2012年1月1日2012年12月31日",
        "自2012年3月1日起，至今未收到申请",
    ],
)
def test_no_period(sentence: str) -> None:
    assert read(sentence) is None


def test_the_raw_is_what_stands_there() -> None:
    text = "统计期限自2008年5月1日《条例》实施之日起,至2008年12月31日止。"
    found, rule = read_period(text, published=None, report_year=None)
    assert found is not None
    assert rule == "stated_after_cue"
    assert (found.raw, found.certainty) == ("2008年5月1日《条例》实施之日起,至2008年12月31日", "certain")


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("统计期限自2012年1月1日起，2012年12月31日止", "2012年1月1日起，2012年12月31日"),
        ("统计期限自2012年1月1日起，12月31日止", "2012年1月1日起，12月31日"),
        ("统计期限自2012年1月1日，2012年12月31日止", "2012年1月1日，2012年12月31日"),
        ("统计期限从2012年1月1日开始、2012年12月31日结束", "2012年1月1日开始、2012年12月31日"),
        (
            "统计期限自二〇一二年一月一日起，二〇一二年十二月三十一日止",
            "二〇一二年一月一日起，二〇一二年十二月三十一日",
        ),
        ("统计时间自2012年1月1日0时起，2012年12月31日24时止", "2012年1月1日0时起，2012年12月31日"),
    ],
)
def test_from_and_until_say_what_to_would(sentence: str, raw: str) -> None:
    found, _ = read_period(_AROUND.format(year=2012, sentence=sentence), published=None, report_year=2012)
    assert found is not None
    assert (found.start, found.end, found.raw, found.certainty) == ("2012-01-01", "2012-12-31", raw, "certain")


@pytest.mark.parametrize(
    "sentence",
    [
        "2012年，我局就《青溪县现代林业建设规划（2012－2020年）》征求意见",
        "印发《青溪县人才发展规划（2010年—2020年）》",
        "按照全县三年行动计划（2012年1月至2014年12月）的要求",
        "实施“十二五”规划（2011-2015年），推进公开",
        "修订了《2010年1月1日至2012年12月31日工作方案》",
        "依据普法规划(2011年至2015年)开展宣传",
    ],
)
def test_the_years_of_a_cited_plan_are_no_period(sentence: str) -> None:
    assert read(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("本报告的统计期限（2012年1月1日至2012年12月31日）与往年相同", "2012-01-01"),
        ("本报告反映全年（2012年1月1日至12月31日）的工作", "2012-01-01"),
    ],
)
def test_a_period_in_brackets_that_no_plan_stands_before(sentence: str, start: str) -> None:
    found = read(sentence)
    assert found is not None and found[0] == start
