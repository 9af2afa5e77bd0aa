"""Dates without a year (12月31日止, 年八月二十八日): the sentence gives the year, or it stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gaispider.text.dates import date_context
from gaispider.text.dates.damaged.decide import Surroundings, decide
from gaispider.text.dates.damaged.readings import Reading
from gaispider.text.dates.date_characters import ARABIC, CHINESE, DAYS, MONTHS, SPACE, day_of, read_year
from gaispider.text.dates.intact import find_connector, read_month_day, read_point
from gaispider.text.dates.lunar import is_lunar, read_lunar
from gaispider.text.dates.mention import Certainty, DateMention, Precision
from gaispider.text.dates.short_year import year_before
from gaispider.text.numerals import to_ascii_digits

_MONTH_BEFORE = re.compile(f"(?:[{ARABIC}]{{1,2}}|[{CHINESE}正腊臘冬]{{1,2}}|元)[{SPACE}]*$")
_GLUED = re.compile(f"(?:截止|截至)[至到]?[{SPACE}]*(?P<digits>[{ARABIC}]{{3,4}})$")
_SPLIT_NUMBER = re.compile(f"[01０１十][{SPACE}]$")
_LEAP_YEAR = 2000  # any 29 February is read before its year is known
_EVERY_YEAR = re.compile("每一?年[^。；;,，\\n]{0,12}$")
_UNTIL = re.compile("(?:截止|截至)[^，,。；;\\n]{0,4}$")
_YEAR_AFTER = re.compile(f"[^。；;\\n]{{0,14}}?(?P<year>[12１２][09０９][{ARABIC}]{{2}})[{SPACE}]*年")
_SENTENCE_END = re.compile("[。；;\\n！？!?]")
_SENTENCE_REACH = 80


def read_yearless(
    text: str,
    sign: int,
    floor: int,
    mentions: list[DateMention],
    published: date | None,
    report_year: int | None,
) -> DateMention | None:
    """The date around the 月 at `sign`, not further left than `floor`; None if there is none."""
    low = max(floor, sign - 4)
    month = _MONTH_BEFORE.search(text[low:sign])
    if month is None:
        return None
    start = low + month.start()
    if _EVERY_YEAR.search(text, max(0, start - 16), start):
        return None  # 每年12月15日前: a day of every year is no date
    if is_lunar(text, start):
        return read_lunar(text, start, mentions, published)
    first = read_month_day(text, start, _LEAP_YEAR)
    if first is None or first.precision != "day":
        return None
    days, stop, precision, given = [(first.start, first.start)], first.stop, "day", None
    follows = find_connector(text, first.stop)
    if follows is not None:
        dated = read_point(text, follows)
        second = dated or read_month_day(text, follows, _LEAP_YEAR)
        if second and second.precision == "day":
            given = dated.start.year if dated else None
            days, stop, precision = [(first.start, second.start)], second.stop, "range"
    placed = year_before(text, start, floor, published)
    if placed:
        given, start = given or placed[0], placed[1]
    elif _SPLIT_NUMBER.search(text, max(floor, start - 2), start):
        return None  # 于1 2月1日: half of a number is not the month
    elif start and text[start - 1] == "年":
        start -= 1
    return _place(text, (start, stop), days[0], precision, given, mentions, published, report_year)


def read_glued_day(
    text: str,
    sign: int,
    floor: int,
    mentions: list[DateMention],
    published: date | None,
    report_year: int | None,
) -> DateMention | None:
    """The end of a period that lost its year and 月: 截止1231日. Only after 截止 or 截至, and if just one day fits."""
    glued = _GLUED.search(text, max(floor, sign - 12), sign)
    if glued is None:
        return None
    digits = to_ascii_digits(glued["digits"])
    days = {
        day
        for split in (1, 2)
        if (month := MONTHS.get(digits[:split])) and (number := DAYS.get(digits[split:]))
        if (day := day_of(_LEAP_YEAR, month, number))
    }
    if len(days) != 1:
        return None
    day = days.pop()
    return _place(text, (glued.start("digits"), sign + 1), (day, day), "day", None, mentions, published, report_year)


def _place(
    text: str,
    span: tuple[int, int],
    days: tuple[date, date],
    precision: str,
    given: int | None,
    mentions: list[DateMention],
    published: date | None,
    report_year: int | None,
) -> DateMention | None:
    """The days, in the one year that the text gives, else in the one that the sign-off window allows, else open."""
    kind: Precision = "range" if precision == "range" else "day"
    years = [given] if given else _years_of_sentence(text, span, mentions)
    if not years and report_year and (kind == "range" or date_context.states_period(text, span[0])):
        years = [report_year]
    found = _in_years(days, years, kind)
    if len(found) == 1 and (given is not None or not _is_to_come(found[0], kind, published)):
        return _repaired(text, span, kind, found[0], "context", ())
    readings = _in_years(days, sorted({*years, *_open_years(published, report_year)}), kind)
    around = Surroundings(
        sign_off=kind == "day" and date_context.stands_alone(text, *span),
        published=published,
        report_year=report_year,
    )
    return _repaired(text, span, kind, *_only_by_window(readings, around), readings)


def _is_to_come(reading: Reading, kind: Precision, published: date | None) -> bool:
    """Whether the period would begin after the page was published."""
    return published is not None and kind == "range" and reading.start > published


def _open_years(published: date | None, report_year: int | None) -> set[int]:
    """The years that are possible for a day without one, by what the page gives."""
    reported = {report_year, report_year + 1} if report_year else set()
    return reported | ({published.year - 1, published.year} if published else set())


def _in_years(days: tuple[date, date], years: Iterable[int], kind: Precision) -> tuple[Reading, ...]:
    return tuple(reading for year in years if (reading := _in_year(days, year, kind)))


def _repaired(
    text: str,
    span: tuple[int, int],
    kind: Precision,
    reading: Reading | None,
    certainty: Certainty,
    readings: tuple[Reading, ...],
) -> DateMention:
    start, end = (reading.start, reading.end) if reading else (None, None)
    others = [] if reading else [(other.start, other.end) for other in readings]
    return DateMention(text[slice(*span)], span, start, end, None, kind, "repaired", certainty, others)


def _only_by_window(readings: tuple[Reading, ...], around: Surroundings) -> tuple[Reading | None, Certainty]:
    """Decide a year by the sign-off window only. That no other year was listed proves nothing."""
    if not (around.sign_off and around.published and readings):
        return None, "ambiguous"
    # A reading far outside represents the years not listed, so that a single listed reading does not win by itself.
    reading, certainty = decide((*readings, replace(readings[0], start=date.max, end=date.max)), around)
    return reading, certainty


def _years_of_sentence(text: str, span: tuple[int, int], mentions: list[DateMention]) -> list[int]:
    """The years that the sentence names before the date.

    For the end of a period also those after it: 截止12月31日,2011年度.
    """
    left = max(0, span[0] - _SENTENCE_REACH)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, left, span[0])]
    left = ends[-1] if ends else left
    before = {
        year.year
        for mention in mentions[-4:]
        if mention.span[0] >= left
        for year in (mention.start, mention.end)
        if year is not None
    }
    if before:
        return sorted(before)
    after = _YEAR_AFTER.match(text, span[1])
    if after and _UNTIL.search(text[max(0, span[0] - 8) : span[0]]):
        year = read_year(to_ascii_digits(after["year"]))
        return [year] if year else []
    return []


def _in_year(days: tuple[date, date], year: int, kind: Precision) -> Reading | None:
    try:
        start, end = days[0].replace(year=year), days[1].replace(year=year)
    except ValueError:
        return None
    if start > end:
        start = start.replace(year=year - 1) if (start.month, start.day) != (2, 29) else end
    return Reading(start, end, kind) if start < end or kind == "day" else None
