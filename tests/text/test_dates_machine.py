"""Days as machines print them: zones, epochs, midnight for none, and what a trailing Z leaves open."""

from __future__ import annotations

from datetime import date

import pytest

import gaispider
from gaispider.text.dates import read_header
from tests.report.pages import URL, page_of


@pytest.mark.parametrize(
    ("raw", "day", "time"),
    [
        ("Fri Mar 02 00:00:00 CST 2018", date(2018, 3, 2), None),
        ("Fri Mar 02 09:30:15 CST 2018", date(2018, 3, 2), "09:30:15"),
        ("Thu Mar 01 20:10:00 GMT 2018", date(2018, 3, 2), "04:10:00"),
        ("Thu Mar 01 20:10:00 UTC 2018", date(2018, 3, 2), "04:10:00"),
        ("Fri Mar 02 2018 09:30:00 GMT+0800 (中国标准时间)", date(2018, 3, 2), "09:30:00"),
        ("Fri, 02 Mar 2018 09:30:00 +0800", date(2018, 3, 2), "09:30:00"),
        ("Thu, 01 Mar 2018 17:30:00 GMT", date(2018, 3, 2), "01:30:00"),
        ("Mar 2, 2018 9:30:00 PM", date(2018, 3, 2), "21:30:00"),
        ("Mar 2, 2018 12:00:00 AM", date(2018, 3, 2), None),
        ("/Date(1520586600000)/", date(2018, 3, 9), "17:10:00"),
        ("/Date(1520524800000+0800)/", date(2018, 3, 9), None),
        ("2018-03-08T20:10:00+00:00", date(2018, 3, 9), "04:10:00"),
        ("2018-03-08 20:10 +0000", date(2018, 3, 9), "04:10"),
        ("2018-03-09T09:10:00+08:00", date(2018, 3, 9), "09:10:00"),
        ("2018-03-09T09:10:00.123+0800", date(2018, 3, 9), "09:10:00"),
        ("2018-03-08T16:00:00.000Z", date(2018, 3, 9), None),
        ("2018-03-08T16:00:00Z", date(2018, 3, 9), None),
        # The day is the same in both zones, the time is not.
        ("2018-03-08T10:10:00Z", date(2018, 3, 8), None),
        ("2018-03-09 00:00", date(2018, 3, 9), None),
        ("2018-03-09 00:00:00.0", date(2018, 3, 9), None),
        ("2018年3月9日 23:59:59", date(2018, 3, 9), None),
        ("2018-03-09 10∶08", date(2018, 3, 9), "10:08"),
        ("2018-03-09 10︰08︰21", date(2018, 3, 9), "10:08:21"),
        ("２０１８年０３月０９日 １０：０８", date(2018, 3, 9), "10:08"),
        ("2018年3⽉9⽇", date(2018, 3, 9), None),
    ],
)
def test_strings_that_are_sure(raw: str, day: date, time: str | None) -> None:
    read = read_header(raw)
    assert (read.day, read.time, read.certainty, read.alternatives) == (day, time, "certain", [])


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("2018-03-08T20:10:00Z", [date(2018, 3, 8), date(2018, 3, 9)]),
        ("2018-12-31T23:59:00.000Z", [date(2018, 12, 31), date(2019, 1, 1)]),
        # A weekday that is not the day's, a zone that nobody here has.
        ("Sat Mar 02 00:00:00 CST 2018", [date(2018, 3, 2)]),
        ("Fri Mar 02 20:00:00 EDT 2018", [date(2018, 3, 2)]),
    ],
)
def test_strings_that_leave_days_open(raw: str, days: list[date]) -> None:
    read = read_header(raw)
    assert (read.day, read.time, read.certainty, read.alternatives) == (None, None, "ambiguous", days)


@pytest.mark.parametrize(("witness", "time"), [(date(2018, 3, 8), "20:10:00"), (date(2018, 3, 9), "04:10:00")])
def test_another_witness_decides_what_z_means(witness: date, time: str) -> None:
    read = read_header("2018-03-08T20:10:00Z", witness)
    assert (read.day, read.time, read.certainty) == (witness, time, "context")
    assert read_header("2018-03-08T20:10:00Z", date(2018, 5, 1)).day is None


@pytest.mark.parametrize("raw", ["Fri Feb 30 00:00:00 CST 2018", "Maybe 2, 2018", "UTC", "2018-13-40T10:00:00Z", ""])
def test_strings_that_are_no_day(raw: str) -> None:
    assert read_header(raw).day is None


TITLE = "青溪县林业局2017年政府信息公开工作年度报告"
TEXT = ("一、概述", "2017年，我局认真贯彻落实条例，健全工作机制，及时更新栏目内容。" * 3)


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("bar", "head", "url", "value", "time", "found_in"),
    [
        ("发布时间:2018-03-09", meta("PubDate", "2018-03-08T20:10:00+00:00"), URL, "2018-03-09", "04:10:00", "meta"),
        ("发布时间:2018-03-09", meta("PubDate", "2018-03-08T20:10:00Z"), URL, "2018-03-09", None, "header"),
        ("发布时间:2018-03-09", meta("PubDate", "2018-03-08T16:00:00Z"), URL, "2018-03-09", None, "header"),
        ("来源:林业局", meta("PubDate", "2018-03-08T16:00:00.000Z"), URL, "2018-03-09", None, "meta"),
        ("来源:林业局", meta("PubDate", "2018-03-08T20:10:00Z"), URL, None, None, "meta"),
        (
            "来源:林业局",
            meta("PubDate", "2018-03-08T20:10:00Z"),
            "http://www.qx.gov.cn/t20180309_1.html",
            "2018-03-09",
            "04:10:00",
            "meta",
        ),
        ("发布时间:Fri Mar 09 09:30:00 CST 2018", "", URL, "2018-03-09", "09:30:00", "header"),
        ("发布时间:2018-03-09 00:00", meta("PubDate", "2018-03-09 09:12"), URL, "2018-03-09", "09:12", "meta"),
        ("发布时间:2018-03-09", meta("createDate", "2020-05-01 10:00"), URL, "2018-03-09", None, "header"),
        ("发布时间:2018-03-09", meta("lastmod", "2020-05-01"), URL, "2018-03-09", None, "header"),
        ("发布时间:2018-03-09", meta("Date", "2024-11-02 03:15:21"), URL, "2018-03-09", None, "header"),
        ("发布时间:03月09日 18:10", "", URL, None, None, "header"),
    ],
)
def test_on_a_page(bar: str, head: str, url: str, value: str | None, time: str | None, found_in: str) -> None:
    (report,) = gaispider.extract(page_of(TITLE, *TEXT, bar=bar, head=head), url)
    published = report.published
    assert published is not None
    assert (published.value, published.time, published.found_in) == (value, time, found_in)
    assert published.raw in bar + head
    assert "date_conflict" not in [warn.code for warn in report.warnings]


def test_a_tag_of_publication_that_says_another_day_is_a_conflict() -> None:
    page = page_of(TITLE, *TEXT, head=meta("PubDate", "2020-05-01 10:00"))
    (report,) = gaispider.extract(page, URL)
    assert [warn.code for warn in report.warnings] == ["date_conflict"]
