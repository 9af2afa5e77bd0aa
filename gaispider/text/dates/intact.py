"""Dates with all their characters, read where they stand, with a time of day and the end of a period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from gaispider.text.dates.date_characters import (
    MARKED_DAYS,
    MARKED_MONTHS,
    ONE_TEN_DAYS,
    SLIPS,
    day_of,
    fold,
    month_span,
    read_year,
    year_span,
)
from gaispider.text.dates.grammar import (
    CONNECTOR,
    MIXED,
    MONTH_DAY,
    NUMERIC,
    NUMERIC_MONTH,
    NUMERIC_MONTH_DAY,
    POINT,
    TIME,
    YEAR_PART,
    YEAR_PART_BEGINS,
)
from gaispider.text.dates.mention import Method, Precision
from gaispider.text.numerals import read_digits, to_ascii_digits


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole date and where it ends in the text; `numeric` for 2015-1-1."""

    stop: int
    start: date
    end: date
    precision: Precision
    method: Method
    numeric: bool = False


_MONTH_ENDS = ("底", "末")

_Read = tuple[date, date, Precision, Method]


@lru_cache(maxsize=8192)
def _read(year: str, month: str | None, day: str | None) -> _Read | None:
    """First and last day of a year, month or day given as numerals; None if the calendar has none such."""
    year, month, day = fold(year), month and fold(month), day and fold(day)
    y = read_year(year)
    if y is None:
        return None
    method: Method = "intact" if f"{year}{month or ''}{day or ''}".replace(" ", "").isdecimal() else "chinese_numeral"
    if month is None:
        return *year_span(y), "year", method
    m = MARKED_MONTHS.get(month) or MARKED_MONTHS.get(month.translate(SLIPS))
    if m is None:
        return None
    if day is None:
        return *month_span(y, m), "month", method
    d = MARKED_DAYS.get(day) or ONE_TEN_DAYS.get(day) or MARKED_DAYS.get(day.translate(SLIPS))
    exact = day_of(y, m, d) if d else None
    return (exact, exact, "day", method) if exact else None


def _whole(match: re.Match[str], *, numeric: bool = False, year: str | None = None) -> Whole | None:
    groups = match.groupdict()
    read = _read(year or groups["year"], groups["month"], groups.get("day"))
    return Whole(match.end(), *read, numeric=numeric) if read else None


def read_point(text: str, at: int) -> Whole | None:
    """The whole date that begins with a year at `at`: 2015年1月1日, 二〇一五年一月, 2015年度, 2015-1-1, 2015.1.1."""
    match = POINT.match(text, at)
    if match:
        whole = _whole(match)
        if whole and whole.precision == "year" and text[whole.stop : whole.stop + 1] in YEAR_PART_BEGINS:
            return read_year_part(text, whole.stop, whole.start.year, whole.method) or whole
        return whole
    match = NUMERIC.match(text, at)
    return _whole(match, numeric=True) if match else None


def read_year_part(text: str, at: int, year: int, method: Method) -> Whole | None:
    """The half or the quarters of a year right after it: 2015年|上半年, 2015年|前三季度."""
    part = YEAR_PART.match(text, at)
    if part is None:
        return None
    if part["half"]:
        first, last = (1, 6) if part["half"] == "上" else (7, 12)
    else:
        quarter = read_digits(part["quarter"]) or 0
        last_quarter = (read_digits(part["last"]) or 0) if part["last"] else quarter
        first, last = (1 if part["first"] else 3 * quarter - 2), 3 * last_quarter
    if first > last:
        return None
    return Whole(part.end(), date(year, first, 1), month_span(year, last)[1], "range", method)


def read_mixed(text: str, at: int) -> Whole | None:
    """A date of mixed form, 2012年12-05: it needs a word that expects a date, or must stand as a sign-off."""
    match = MIXED.match(text, at)
    return _whole(match) if match else None


def find_impossible(text: str, at: int) -> int | None:
    """Where a date ends that is whole in form but in no calendar: 2020年2月30日; None if there is none."""
    match = POINT.match(text, at) or NUMERIC.match(text, at)
    return match.end() if match and match["month"] and _whole(match) is None else None


def read_numeric_month(text: str, at: int) -> Whole | None:
    """A numeric month, 2015-01, 2015.1, 2015/1: it needs a word that expects a date."""
    match = NUMERIC_MONTH.match(text, at)
    return _whole(match, numeric=True) if match else None


def read_month_day(text: str, at: int, year: int) -> Whole | None:
    """A date that leaves its year out: 12月31日, 十二月."""
    match = MONTH_DAY.match(text, at)
    return _whole(match, year=f"{year:04d}") if match else None


def find_connector(text: str, at: int) -> int | None:
    """Where the end of a period begins, if a connector stands at `at`: 起至, 到, ——; else None."""
    match = CONNECTOR.match(text, at)
    return match.end() if match else None


def read_second(text: str, at: int, first: Whole) -> Whole | None:
    """The end of a period: a whole date, or one that takes its year from the first."""
    second = read_point(text, at) or (read_numeric_month(text, at) if first.numeric else None)
    second = second or _year_end(text, at, first) or _short_year_second(text, at, first)
    if second is None and first.precision != "year":
        second = read_month_day(text, at, first.start.year)
        match = NUMERIC_MONTH_DAY.match(text, at) if second is None and first.numeric else None
        if match:
            second = _whole(match, numeric=True, year=f"{first.start.year:04d}")
    if (
        second
        and second.precision == "month"
        and first.precision == "day"
        and text[second.stop : second.stop + 1] in _MONTH_ENDS
    ):
        second = replace(second, stop=second.stop + 1, start=second.end, precision="day")
    if second and second.precision == "year" != first.precision:
        stop = second.stop + text.startswith("年", second.stop)
        if text[stop : stop + 1] in _MONTH_ENDS:
            second = _last_of(second.start.year, stop + 1, first)
    return second if second and second.precision == first.precision and first.start < second.start else None


def _last_of(year: int, stop: int, first: Whole) -> Whole:
    """The last day or month of a year, as precise as the first date: 2018年1月1日至2018年底."""
    end = date(year, 12, 31)
    return Whole(stop, end if first.precision == "day" else date(year, 12, 1), end, first.precision, "intact")


def _year_end(text: str, at: int, first: Whole) -> Whole | None:
    """The end of a period such as 2018年1月1日至年底."""
    return _last_of(first.start.year, at + 2, first) if text.startswith(("年底", "年末"), at) else None


def _short_year_second(text: str, at: int, first: Whole) -> Whole | None:
    """An end whose year has two digits or is a word: 2010年1月1日至10年12月31日, 至次年6月30日.

    It is the year of the first date, or the next one.
    """
    if text.startswith(("次年", "翌年"), at):
        match = MONTH_DAY.match(text, at + 2)
        return _whole(match, year=f"{first.start.year + 1:04d}") if match else None
    for year in (first.start.year, first.start.year + 1):
        if text.startswith(f"{year % 100:02d}年", at):
            match = MONTH_DAY.match(text, at + 3)
            return _whole(match, year=f"{year:04d}") if match else None
    return None


def read_time(text: str, at: int) -> tuple[str, int] | None:
    """A time of day after a date, as HH:MM or HH:MM:SS, and where it ends."""
    match = TIME.match(text, at)
    if match is None:
        return None
    hour = _of_the_day(int(match["hour"]), match["half"] or match["half2"])
    parts = [str(hour), match["minute"] or match["minute2"], *([match["second"]] if match["second"] else [])]
    return ":".join(to_ascii_digits(part).zfill(2) for part in parts), match.end()


def _of_the_day(hour: int, half: str | None) -> int:
    """An hour of twelve as one of twenty-four: 下午3 is 15, 上午12 is 0; 下午15, which servers print, too, is 15."""
    if half is None:
        return hour
    if half in ("上午", "凌晨", "早上") or half[0] in "Aa":
        return hour % 12 if hour == 12 else hour
    early = 11 if half == "中午" else 12  # 中午11点 is before noon
    return hour + 12 if hour < early else hour
