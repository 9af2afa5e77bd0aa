"""Whole dates: forms, periods, times, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaispider.paths import ROOT
from gaispider.text.dates import DateMention, find_dates
from gaispider.text.docnumbers import find_document_numbers
from tests.growth import assert_linear

_DAY = date(2013, 5, 6)


def one(text: str, **known: object) -> DateMention:
    found = find_dates(text, **known)  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "2013年5月6日",
        "2013年05月06日",
        "2013 年 5 月 6 日",
        "2013\u00a0年\u30005月 6日",
        "２０１３年５月６日",
        "2013年5月6号",
        "2013年5月6號",
        "2013-5-6",
        "2013-05-06",
        "2013.5.6",
        "2013/05/06",
        "二〇一三年五月六日",
        "二○一三年五月六日",
        "二0一三年五月六日",
        "二O一三年五月六日",
        "二零一三年五月六日",
        "二〇一三年5月6日",
        "2０一三年五月六日",
    ],
)
def test_a_day_in_its_many_forms(text: str) -> None:
    mention = one(f"现于{text}公布。")
    assert (mention.start, mention.end, mention.precision, mention.certainty) == (_DAY, _DAY, "day", "certain")
    assert mention.raw == text
    assert mention.method in ("intact", "chinese_numeral")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("二〇一三年十二月三十一日", date(2013, 12, 31)),
        ("二〇一三年十二月卅一日", date(2013, 12, 31)),
        ("二〇一三年元月廿日", date(2013, 1, 20)),
        ("二〇一三年一〇月二一日", date(2013, 10, 21)),
        ("一九九八年七月十日", date(1998, 7, 10)),
    ],
)
def test_chinese_numbers(text: str, want: date) -> None:
    mention = one(text)
    assert (mention.start, mention.method, mention.certainty) == (want, "chinese_numeral", "certain")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2013-05-06 15:09", "15:09"),
        ("2013-05-06 15:09:07", "15:09:07"),
        ("2013-05-06 9:05:07.0", "09:05:07"),
        ("2013-05-06T15:09:07+08:00", "15:09:07"),
        ("2013年5月6日 15:09来源:阅读:", "15:09"),
        ("2013年5月6日15时9分", "15:09"),
        ("2013-05-0615:09", "15:09"),
        ("2013年5月6日 ", None),
    ],
)
def test_the_time_after_a_day(text: str, time: str | None) -> None:
    assert [(m.start, m.time) for m in find_dates(text)] == [(_DAY, time)]


@pytest.mark.parametrize(
    "text",
    [
        "2013年1月1日至2013年12月31日",
        "2013年1月1日起至2013年12月31日",
        "2013年1月1日到12月31日",
        "2013年1月1日——2013年12月31日",
        "2013年1月1日--12月31日",
        "2013年1月1日～2013年12月31日",
        "2013年1月1日—12月31日",
        "2013 年 1 月 1 日起至2013  年 12 月 31 日",
        "2013年01月01日至2013年12月31日",
        "2013-1-1起至2013-12-31",
        "2013.1.1-2013.12.31",
        "2013.1.1—12.31",
        "2013/1/1至2013/12/31",
        "二〇一三年一月一日至二〇一三年十二月三十一日",
        "2013年1-12月",
        "2013年1月至12月",
        "2013年1月1日（含）起至2013年12月31日",
        "2013年1月1日0时至12月31日",
    ],
)
def test_a_period_in_its_many_forms(text: str) -> None:
    mention = one(f"统计期限自{text}止。")
    assert (mention.start, mention.end) == (date(2013, 1, 1), date(2013, 12, 31))
    assert (mention.precision, mention.certainty, mention.raw) == ("range", "certain", text)
    assert mention.method != "repaired"


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2013年", date(2013, 1, 1), date(2013, 12, 31), "year"),
        ("2013年度", date(2013, 1, 1), date(2013, 12, 31), "year"),
        ("2015年年度", date(2015, 1, 1), date(2015, 12, 31), "year"),
        ("二○○八年度", date(2008, 1, 1), date(2008, 12, 31), "year"),
        ("2008年2月起", date(2008, 2, 1), date(2008, 2, 29), "month"),
        ("2011年12月底", date(2011, 12, 1), date(2011, 12, 31), "month"),
        ("2008—2010年", date(2008, 1, 1), date(2010, 12, 31), "range"),
        ("2012年5月1日至31日", date(2012, 5, 1), date(2012, 5, 31), "range"),
    ],
)
def test_months_years_and_spans_of_them(text: str, start: date, end: date, precision: str) -> None:
    mention = one(text)
    assert (mention.start, mention.end, mention.precision, mention.certainty) == (start, end, precision, "certain")


def test_a_day_no_calendar_has_stays_open() -> None:
    for text in ("2019年2月30日", "2019年13月1日", "2019-02-30"):
        mention = one(text)
        assert (mention.start, mention.certainty, mention.raw) == (None, "ambiguous", text)


def test_counts_after_a_year_are_counts() -> None:
    assert [m.raw for m in find_dates("2018年12件,2017年11个部门,2016年1月12次")] == ["2018年", "2017年", "2016年1月"]
    assert [m.raw for m in find_dates("指标 2018年 12 15 3")] == ["2018年"]


@pytest.mark.parametrize(
    "text", ["办公室/2013-05-06", "[2013-05-06]", "2013-05-06/综合政务", "日期2013.05.06.", "\t2013-5-6\t"]
)
def test_signs_around_a_numeric_day(text: str) -> None:
    assert one(text).start == _DAY


@pytest.mark.parametrize(
    "piece", ["2", "2012", "2012年", "2012 ", "月", "一", "二〇一二", "年1月", "2012年1月1日至", "〔2012〕", "2012 1 "]
)
def test_long_runs_take_no_longer_than_their_length(piece: str) -> None:
    def work(size: int) -> None:
        find_dates(piece * (size // len(piece)))
        find_document_numbers(piece * (size // len(piece)))

    assert_linear(work, 7_500)


def test_mentions_come_in_order_and_without_overlap() -> None:
    text = "2012年,我局于2012年3月4日和二〇一二年五月六日开会;截至2012年12月31日共3次。"
    found = find_dates(text)
    assert [m.raw for m in found] == ["2012年", "2012年3月4日", "二〇一二年五月六日", "2012年12月31日"]


@given(st.text(alphabet="0129一二〇○十年月日至起止自-—./:：号〔〕() \n\t农历腊正截报统计期限件A@", max_size=40))
def test_any_text_gives_ordered_mentions_that_quote_it(text: str) -> None:
    at = 0
    for mention in find_dates(text, published=date(2019, 2, 20), report_year=2018):
        first, last = mention.span
        assert at <= first < last
        assert mention.raw == text[first:last]
        assert (mention.start is None) == (mention.certainty == "ambiguous")
        assert mention.start is None or (mention.end is not None and mention.start <= mention.end)
        at = last


@pytest.mark.skipif(not (ROOT.parent / "shared/corpus/dates.tsv").exists(), reason="the labelled corpus is not here")
def test_the_labelled_tokens() -> None:
    from gaispider.evaluation.tokens import score_dates

    misses = [miss for tally in score_dates(ROOT.parent / "shared/corpus/dates.tsv") for miss in tally.misses]
    assert not misses
