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
