"""Dates as offices really type them: letters for digits, years of two digits, mixed signs, ends at the year's close."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.text.dates import find_dates


def spans(text: str, published: date | None = None) -> list[tuple[date | None, date | None]]:
    return [(m.start, m.end) for m in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("截止2014年12月3l日,共公布", date(2014, 12, 31)),
        ("截止2014年l2月31日,共公布", date(2014, 12, 31)),
        ("本站2014年1O月1O日开通", date(2014, 10, 10)),
        ("沙坪乡人民政府\n二〇一四年一月一十八日", date(2014, 1, 18)),
        ("沙坪乡人民政府\n二\u041e一四年一月八日", date(2014, 1, 8)),
        ("填表日期:2014、12、31", date(2014, 12, 31)),
        ("日期:2014_03_19", date(2014, 3, 19)),
        ("发布时间:2014年12-05", date(2014, 12, 5)),
        ("沙坪乡人民政府\n2014年12.5", date(2014, 12, 5)),
        ("沙坪乡人民政府\n2014年1 2月5日", date(2014, 12, 5)),
        ("沙坪乡人民政府\n2014年12月1 5日", date(2014, 12, 15)),
        ("沙坪乡人民政府\n二〇一四年六月十 八日", date(2014, 6, 18)),
        ("沙坪乡人民政府\n2 0 1 4年2月21日", date(2014, 2, 21)),
        ("沙坪乡人民政府\n20 14年2月21日", date(2014, 2, 21)),
        ("沙坪乡人民政府\n20 １4年2月21日", date(2014, 2, 21)),
        ("沙坪乡人民政府\n14年2月21日", date(2014, 2, 21)),
        ("沙坪乡人民政府\n一四年元月五日", date(2014, 1, 5)),
        ("webmaster2014-12-05 09:12", date(2014, 12, 5)),
    ],
)
def test_a_day_however_it_is_typed(text: str, want: date) -> None:
    assert spans(text) == [(want, want)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("截至14年12月,共公布", date(2014, 12, 1), date(2014, 12, 31)),
        ("我镇14年度总结", date(2014, 1, 1), date(2014, 12, 31)),
        ("09年政务公开小结", date(2009, 1, 1), date(2009, 12, 31)),
        ("年度:2014 类型:年报", date(2014, 1, 1), date(2014, 12, 31)),
        ("公示期为2014年4月5日至25日", date(2014, 4, 5), date(2014, 4, 25)),
        ("任期自2014年7月1日至次年6月30日", date(2014, 7, 1), date(2015, 6, 30)),
        ("现将2014年上半年工作", date(2014, 1, 1), date(2014, 6, 30)),
        ("2014年下半年12件", date(2014, 7, 1), date(2014, 12, 31)),
        ("2014年第三季度抽查", date(2014, 7, 1), date(2014, 9, 30)),
        ("2014年4季度", date(2014, 10, 1), date(2014, 12, 31)),
        ("2014年前三季度", date(2014, 1, 1), date(2014, 9, 30)),
        ("2014年二至三季度", date(2014, 4, 1), date(2014, 9, 30)),
        ("2014上半年工作", date(2014, 1, 1), date(2014, 6, 30)),
        ("2014年下半年至2015年上半年", date(2014, 7, 1), date(2015, 6, 30)),
        ("20147,我局制定", date(2014, 7, 1), date(2014, 7, 31)),
        ("2014年第3期", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月1日至2014年底。", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月1日至2014年年底。", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月1日至年底。", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月至2014年底。", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月1日—14年12月31日。", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014年1月1日至15年3月31日。", date(2014, 1, 1), date(2015, 3, 31)),
        ("期限2014年1月1日一2014年12月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限自2014年1月1日起起至至2014年12月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限2014年1月1日→2014年12月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("期限为2014.1.1.—2014.12.31。", date(2014, 1, 1), date(2014, 12, 31)),
        ("统计期:2014.01—2014.12", date(2014, 1, 1), date(2014, 12, 31)),
        ("统计期限自2014年1月1日12月31日", date(2014, 1, 1), date(2014, 12, 31)),
        ("统计期限自201411日起20141231日止", date(2014, 1, 1), date(2014, 12, 31)),
        ("自2014年1月1 日至2014年1 2月31日止", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_period_month_or_year_however_it_is_typed(text: str, start: date, end: date) -> None:
    assert spans(text) == [(start, end)]


@pytest.mark.parametrize("text", ["截至2014年12月331日,共公布", "截至2014年112月27日,共公布"])
def test_three_digits_for_a_day_stay_open(text: str) -> None:
    (mention,) = find_dates(text, published=date(2015, 1, 20))
    assert (mention.start, mention.certainty) == (None, "ambiguous")
    assert mention.alternatives == [(mention.alternatives[0][0],) * 2]


def test_months_are_no_ends_where_a_day_follows_apart() -> None:
    text = "统计期限自2014年11至2014年12月 3 1日止"
    assert (date(2014, 11, 1), date(2014, 12, 31)) not in spans(text)
    assert spans("公布2014年1月至2014年12月31条") == [(date(2014, 1, 1), date(2014, 12, 31))]


def test_half_a_number_is_never_the_day() -> None:
    for text in ("沙坪乡\n二〇一一年四十 八", "我局于201412月3l日", "沙坪乡\n于1 2月1日"):
        assert all(m.precision != "day" or m.start is None for m in find_dates(text, published=date(2015, 1, 1)))


@pytest.mark.parametrize(
    "text",
    [
        "建校18年来",
        "近10年度平均",
        "连续12年度获评",
        "服务10年5月",
        "08—09年度小结",
        "工龄12年3个月",
        "有期徒刑15年6月",
        "通过ISO9001:2008认证",
        "人口平均02年龄",
        "牡丹路 201901",
        "订阅号20120101",
        "联系人:王某 20121231",
        "请拨打2012123",
        "监督电话:2015320、2015321",
        "厚度2012毫米",
        "用户访问总量 2012121",
        "政府集中采购 20121210",
        "政府集中采购 3 20121210",
        "行政许可 20121201",
        "门牌20121-3",
    ],
)
def test_numbers_beside_a_label_are_no_dates(text: str) -> None:
    assert find_dates(text) == []
