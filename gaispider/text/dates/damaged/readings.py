"""Every reading of a damaged run. 年, 月 and 日 may each be lost; digits never are, and their order never changes.

A run is folded text (date_characters.fold) such as `201811日起至20181231日`. Spaces separate numbers. A character that
is there stands at its place; a doubled one (`12月月31日`, `2015年年度`) counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from gaispider.text.dates.date_characters import (
    DAYS,
    MARKED_DAYS,
    MARKED_MONTHS,
    MONTHS,
    day_of,
    month_span,
    read_year,
    year_span,
)
from gaispider.text.dates.mention import Precision

# Connectors between the two days of a period: 起至, 至, 到, a dash. After folding every dash is `-`.
_CONNECTOR = re.compile(r" *(?:起|止|[开開]?始|以来)? *(?:[,，]? *[至到]{1,2}|-+)(?: *[自从])? *")
# The word after the first day, where the connector is lost: 201611日起20161231日.
_STARTED = re.compile(r" *(?:起|开始) *")
# A year with one or two digits written twice: 202020年, 20200年, 22020年.
_STUTTER = re.compile(r"[0-9]{5,6}(?= *年)")
_LONGEST_YEAR_RANGE = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """First and last day of one reading.

    `joined` is False if the connector of a period had to be supplied. `bare_end` is True if its end is only a day that
    lost its 日 (2月4日至19).
    """

    start: date
    end: date
    precision: Precision
    joined: bool = True
    bare_end: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    stop: int
    year: int
    month: int | None = None
    day: int | None = None
    elided: bool = False
    bare: bool = False

    def span(self) -> tuple[date, date] | None:
        if self.month is None:
            return year_span(self.year)
        if self.day is None:
            return month_span(self.year, self.month)
        day = day_of(self.year, self.month, self.day)
        return (day, day) if day else None

    @property
    def precision(self) -> Precision:
        return "year" if self.month is None else "month" if self.day is None else "day"


@lru_cache(maxsize=8192)
def read_run(run: str) -> tuple[Reading, ...]:
    """All readings of the whole run that are valid dates; periods only if no single day, month or year fits."""
    run = run.strip()
    single: dict[Reading, None] = {}
    joined: dict[Reading, None] = {}
    supplied: dict[Reading, None] = {}
    for first in _points(run, 0):
        span = first.span()
        if span is None:
            continue
        if first.stop == len(run):
            single[Reading(*span, first.precision)] = None
            continue
        connector = _CONNECTOR.match(run, first.stop)
        found = joined if connector else supplied
        gap = connector or _STARTED.match(run, first.stop)
        for second in _second_points(run, gap.end() if gap else first.stop, first):
            until = second.span()
            if second.stop == len(run) and until and _is_period(first, second, span, until):
                if not connector and second.elided and (span[0], until[1]) != year_span(first.year):
                    continue  # 12月311日 is a slip of one day, no period
                found[Reading(span[0], until[1], "range", joined=bool(connector), bare_end=second.bare)] = None
    return tuple(single or joined or supplied)


def _is_period(first: _Point, second: _Point, span: tuple[date, date], until: tuple[date, date]) -> bool:
    if first.precision != second.precision or span[0] >= until[0]:
        return False
    return first.month is not None or second.year - first.year <= _LONGEST_YEAR_RANGE


def _points(run: str, at: int) -> Iterator[_Point]:
    """All dates, months and years that begin with a year at `at`."""
    for stop, year in _years(run, at):
        after, _ = _mark(run, stop, "年")
        if run.startswith("度", after):
            yield _Point(after + 1, year)
            continue
        yield _Point(after, year)
        yield from _months(run, after, year)


def _years(run: str, at: int) -> Iterator[tuple[int, int]]:
    stutter = _STUTTER.match(run, at)
    if stutter:
        digits = stutter[0]
        extra = len(digits) - 4
        kept = {digits[:i] + digits[i + extra :] for i in range(len(digits) - extra) if _repeats(digits, i, extra)}
        years = {year for text in kept if (year := read_year(text))}
        if len(years) == 1:
            yield stutter.end(), years.pop()
    year = read_year(run[at : at + 4])
    if year:
        yield at + 4, year


def _repeats(digits: str, at: int, extra: int) -> bool:
    """Whether the `extra` digits at `at` are there twice in a row."""
    return digits[at : at + extra] == digits[at + extra : at + 2 * extra]


def _months(run: str, at: int, year: int) -> Iterator[_Point]:
    for stop, month, _ in _numbers(run, at, "月", MONTHS, MARKED_MONTHS, 2):
        yield _Point(stop, year, month)
        yield from _days(run, stop, year, month)


def _days(run: str, at: int, year: int, month: int) -> Iterator[_Point]:
    # 号 is folded into 日; alone, without 月, it would be a house or file number, which the caller rules out.
    for stop, day, _ in _numbers(run, at, "日", DAYS, MARKED_DAYS, 3):
        yield _Point(stop, year, month, day)


def _second_points(run: str, at: int, first: _Point) -> Iterator[_Point]:
    """The ends of a period: a full date, or one that takes its year (and month) from the first."""
    yield from _points(run, at)
    if first.month is None:
        return
    for point in _months(run, at, first.year):
        yield replace(point, elided=True)
    if first.day is not None:
        for stop, day, marked in _numbers(run, at, "日", DAYS, MARKED_DAYS, 3):
            yield _Point(stop, first.year, first.month, day, elided=True, bare=not marked)


def _numbers(
    run: str, at: int, sign: str, plain: dict[str, int], marked: dict[str, int], longest: int
) -> Iterator[tuple[int, int, bool]]:
    """Numbers of one to `longest` characters at `at`.

    Each with where it and its sign end, its value, and whether the sign is there.
    """
    for length in range(1, longest + 1):
        text = run[at : at + length]
        if len(text) < length or text not in marked:
            continue
        stop, seen = _mark(run, at + length, sign)
        if seen or text in plain:
            yield stop, marked[text], seen


def _mark(run: str, at: int, sign: str) -> tuple[int, bool]:
    """The position after the sign (once or twice) and the spaces around it, and whether it was there."""
    stop = at
    while run.startswith(" ", stop):
        stop += 1
    seen = False
    while run.startswith(sign, stop):
        seen = True
        stop += 1
        while run.startswith(" ", stop):
            stop += 1
        if run.startswith("份", stop) and sign == "月":
            stop += 1
    return stop, seen
