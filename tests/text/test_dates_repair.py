"""Damaged dates: every reading enumerated, one chosen only by rule, the rest kept open."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.evaluation.damage import generate, score
from gaispider.text.dates import find_dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("河口镇人民政府 2017318", date(2017, 3, 18), date(2017, 3, 18)),
        ("截止20141231日,全乡", date(2014, 12, 31), date(2014, 12, 31)),
        ("截止201412月31日,全乡", date(2014, 12, 31), date(2014, 12, 31)),
        ("截止2014年1231,全乡", date(2014, 12, 31), date(2014, 12, 31)),
        ("期限自201411日起至20141231日止", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限自20141月1日起至201412月31日止", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年11日至2014年1231日", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限从201411日到1231日止", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限201411-20141231,", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014年1月1日起至201414年12月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014年1月1日至2014年12月月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("20147月起", date(2014, 7, 1), date(2014, 7, 31)),
        ("二〇一四三月九日", date(2014, 3, 9), date(2014, 3, 9)),
    ],
)
def test_one_reading_is_taken(text: str, start: date, end: date) -> None:
    (mention,) = find_dates(text)
    assert (mention.start, mention.end, mention.method, mention.certainty) == (start, end, "repaired", "certain")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("时段为2014年11日始至2014年630日。", date(2014, 1, 1), date(2014, 6, 30)),
        ("期限自20147月1至到20141231日止", date(2014, 7, 1), date(2014, 12, 31)),
        ("自20085月1日,至200812月31止", date(2008, 5, 1), date(2008, 12, 31)),
        ("时间跨度为201311—1231，如有疑问", date(2013, 1, 1), date(2013, 12, 31)),
        ("报告期:20120501 - 20130228;", date(2012, 5, 1), date(2013, 2, 28)),
        ("报告涵盖20142月4日起到19。", date(2014, 2, 4), date(2014, 2, 19)),
        ("二〇一四一一起至十二三十一，共收到申请", date(2014, 1, 1), date(2014, 12, 31)),
        ("本报告反映201411——1231的工作", date(2014, 1, 1), date(2014, 12, 31)),
        ("统计口径为2014  1  1 —2014  12  31 的数据", date(2014, 1, 1), date(2014, 12, 31)),
        ("第二批二〇一四八二、第三批公示", date(2014, 8, 2), date(2014, 8, 2)),
        ("(20140322县政府常务会议通过", date(2014, 3, 22), date(2014, 3, 22)),
        ("申请书2014  7  24 送达", date(2014, 7, 24), date(2014, 7, 24)),
        ("第二中学\n2014722", date(2014, 7, 22), date(2014, 7, 22)),
        ("二〇一四年三～八，共收到申请", date(2014, 3, 1), date(2014, 8, 31)),
        ("申请人二〇一四八十六向我局提出", date(2014, 8, 16), date(2014, 8, 16)),
        ("新网站2014 年 2  19 上线", date(2014, 2, 19), date(2014, 2, 19)),
        ("期限自2014 年 1 月 1 ,至2014 年 12  31 止", date(2014, 1, 1), date(2014, 12, 31)),
        ("索引号: 发布日期:20140221", date(2014, 2, 21), date(2014, 2, 21)),
        ("文号： 成文日期：20140221 来源", date(2014, 2, 21), date(2014, 2, 21)),
        ("2014 年 9 ,我局制定了指南", date(2014, 9, 1), date(2014, 9, 30)),
        ("(2014 年 10 月起至2014 年 12 )", date(2014, 10, 1), date(2014, 12, 31)),
    ],
)
def test_words_spaces_and_signs_of_other_hands(text: str, start: date, end: date) -> None:
    (mention,) = find_dates(text)
    assert (mention.start, mention.end, mention.certainty) == (start, end, "certain")


@pytest.mark.parametrize("text", ["2014年2月4日到15所学校", "2014年2月4日至19个村"])
def test_a_number_that_counts_ends_no_period(text: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.start, mention.precision) == (date(2014, 2, 4), "day")


def test_a_month_before_a_lost_sign_may_be_a_count() -> None:
    (mention,) = find_dates("2014年5份,共办理")
    assert mention.alternatives == [(date(2014, 5, 1), date(2014, 5, 31)), (date(2014, 1, 1), date(2014, 12, 31))]
    (padded,) = find_dates("截至2014年05份,共办理")
    assert (padded.start, padded.certainty) == (date(2014, 5, 1), "context")
    (counted,) = find_dates("2014年5份报告")
    assert (counted.raw, counted.precision) == ("2014年", "year")


def test_the_last_day_alone_may_have_lost_its_month() -> None:
    (mention,) = find_dates("公示期为2014年1月5日至25日")
    assert set(mention.alternatives) == {(date(2014, 1, 5), date(2014, 1, 25)), (date(2014, 1, 5), date(2014, 2, 5))}


def test_a_dash_between_two_numbers_parts_month_and_day_or_two_months() -> None:
    (mention,) = find_dates("时段为2014年11-12。")
    assert mention.alternatives == [(date(2014, 11, 12),) * 2, (date(2014, 11, 1), date(2014, 12, 31))]
    (signed,) = find_dates("河口镇人民政府\n2014年11-12", published=date(2014, 11, 20))
    assert (signed.start, signed.certainty) == (date(2014, 11, 12), "context")


def test_two_readings_stay_open_without_a_publication_day() -> None:
    (mention,) = find_dates("河口镇人民政府\n2016119")
    assert (mention.start, mention.end, mention.certainty, mention.precision) == (None, None, "ambiguous", "day")
    assert mention.alternatives == [(date(2016, 1, 19),) * 2, (date(2016, 11, 9),) * 2]


@pytest.mark.parametrize(
    ("published", "want"),
    [
        (date(2016, 1, 28), date(2016, 1, 19)),
        (date(2016, 11, 9), date(2016, 11, 9)),
        (date(2016, 10, 1), None),  # 9 November has not come, 19 January is too long ago
        (date(2018, 1, 1), None),
    ],
)
def test_a_sign_off_lies_before_publication_and_not_long_before(published: date, want: date | None) -> None:
    (mention,) = find_dates("河口镇人民政府\n2016119日", published=published)
    assert mention.start == want
    assert mention.certainty == ("context" if want else "ambiguous")


def test_the_window_serves_sign_offs_only() -> None:
    (mention,) = find_dates("我局于2016119日召开会议", published=date(2016, 1, 28))
    assert mention.certainty == "ambiguous"


def test_a_month_or_a_day_both_count_as_readings() -> None:
    (mention,) = find_dates("河口镇人民政府 201211")
    assert set(mention.alternatives) == {(date(2012, 1, 1),) * 2, (date(2012, 11, 1), date(2012, 11, 30))}


def test_both_ends_of_a_period_are_told_alike() -> None:
    (mention,) = find_dates("统计期限自200911起至20091231止")
    assert (mention.start, mention.end) == (date(2009, 1, 1), date(2009, 12, 31))


def test_a_period_of_part_of_a_year_is_not_made_whole() -> None:
    (mention,) = find_dates("统计期限自2009101日起至20091231日止", report_year=2009)
    assert mention.certainty == "ambiguous"
    assert (date(2009, 10, 1), date(2009, 12, 31)) in mention.alternatives
    (clear,) = find_dates("统计期限自200851日起至20081231日止", report_year=2008)
    assert (clear.start, clear.end) == (date(2008, 5, 1), date(2008, 12, 31))


def test_a_period_without_its_connector_needs_the_words_around() -> None:
    (mention,) = find_dates("统计数据时限为2012111231。")
    assert (mention.start, mention.end, mention.certainty) == (date(2012, 1, 1), date(2012, 12, 31), "context")
    assert find_dates("客服QQ2012111231。") == []


@pytest.mark.parametrize(
    ("text", "published", "report_year", "want"),
    [
        ("截止12月31日止,本镇2014年度共", None, None, date(2014, 12, 31)),
        ("统计期限1月1日至2月3日", None, 2014, date(2014, 1, 1)),
        ("统计期限1月1日至2000年2月3日", None, 2014, date(2000, 1, 1)),
        ("2014年,我镇于5月3日开会", None, None, date(2014, 5, 3)),
        ("数据截至12月31日", None, 2014, date(2014, 12, 31)),
        ("现予公布。\n年二月三日", date(2014, 2, 20), None, date(2014, 2, 3)),
        ("5月3日,我镇开会", date(2014, 2, 20), 2013, None),
        ("5月3日,我镇开会", None, None, None),
    ],
)
def test_a_lost_year_comes_from_the_sentence_or_stays_open(
    text: str, published: date | None, report_year: int | None, want: date | None
) -> None:
    mention = next(m for m in find_dates(text, published=published, report_year=report_year) if "月" in m.raw)
    assert mention.start == want
    assert mention.certainty == ("context" if want else "ambiguous")


def test_an_end_without_year_and_month_sign() -> None:
    mention, _ = find_dates("截止1231日,本镇2014年度共公开")
    assert (mention.raw, mention.start) == ("1231日", date(2014, 12, 31))
    assert find_dates("工期为120日,共365日") == []
    assert find_dates("截止111日", report_year=2014) == []


def test_numbers_broken_by_spaces_are_put_together() -> None:
    (mention,) = find_dates("河口镇人民政府 2019年 1月 1 1日")
    assert (mention.start, mention.certainty) == (date(2019, 1, 11), "context")


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("特向社会公布2017江北区水利局", "context"),
        ("2017,我镇认真贯彻", "context"),
        ("2017-,我局", "context"),
        ("时间:2017• 类型:报告", "certain"),
        ("关于2009部门决算", "ambiguous"),
    ],
)
def test_a_bare_year_is_taken_only_where_a_sentence_has_one(text: str, certainty: str) -> None:
    (mention,) = find_dates(text, published=date(2018, 2, 1))
    assert (mention.precision, mention.certainty) == ("year", certainty)


def test_lunar_days_are_placed_by_the_solar_day_beside_them() -> None:
    _, mention = find_dates("至2024年2月24日(农历腊月初十至正月十五日)")
    assert (mention.start, mention.end) == (date(2024, 1, 20), date(2024, 2, 24))
    behind, _ = find_dates("自腊月二十三(2020年1月17日)起")
    assert (behind.start, behind.end) == (date(2020, 1, 17),) * 2
    span, _ = find_dates("农历腊月初十至正月十五(2024年1月20日至2月24日)")
    assert (span.start, span.end) == (date(2024, 1, 20), date(2024, 2, 24))
    (alone,) = find_dates("农历正月十五日")
    assert alone.certainty == "ambiguous"


@pytest.mark.parametrize("seed", [1, 7, 2024])
def test_generated_damage_is_never_decided_wrong(seed: int) -> None:
    rows = {row.kind: row for row in score(generate(4000, seed))}
    for row in rows.values():
        assert (row.wrong, row.open_without_truth, row.not_found) == (0, 0, 0), row.examples
        assert row.decided >= 0.9, row


def test_generated_dates_without_damage_are_all_read() -> None:
    for row in score(generate(1200, 3, p=0.0)):
        assert row.right == row.cases, row.examples
