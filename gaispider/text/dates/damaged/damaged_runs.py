"""Damaged dates: finds the run of digits and date characters, its readings, and whether and which date it is."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates import date_context
from gaispider.text.dates.damaged.damaged_date import Run, is_date
from gaispider.text.dates.damaged.decide import Surroundings, decide, within_window
from gaispider.text.dates.damaged.readings import Reading, read_run
from gaispider.text.dates.date_characters import (
    ARABIC,
    CHINESE,
    MARKED_MONTHS,
    SPACE,
    day_of,
    fold,
    month_span,
    read_year,
    year_span,
)
from gaispider.text.dates.grammar import ARABIC_YEAR, ELIDED, RUN_ARABIC, RUN_CHINESE
from gaispider.text.dates.mention import Certainty, DateMention, Method
from gaispider.text.numerals import ZERO_GLYPHS

_LAST_NUMBER = re.compile(f"[{ARABIC}]+$")
_DAY_NEXT = re.compile(f"(?:[{SPACE}]*[{ARABIC}]){{1,3}}[{SPACE}]*(?:[日号號止,，。;；]|$)")
_LETTER = re.compile(f"[A-Za-z]|[{SPACE}]*[{ZERO_GLYPHS}]")
_DIGIT_NEXT = re.compile(f"[{SPACE}]*[{ARABIC}月日]|[{SPACE}]+[{CHINESE}]+(?!、)")
_LOOSE_END = " 至到起止自从-"
_BROKEN = re.compile(f"[{ARABIC}]{{4}}[{SPACE}]*年[{ARABIC}{SPACE}月]{{1,16}}日")
_LOST_MONTH = re.compile(
    f"(?P<year>[{ARABIC}{CHINESE}{ZERO_GLYPHS}]{{4}})[{SPACE}]*年[{SPACE}]*(?P<month>[{ARABIC}{CHINESE}]{{1,2}})[{SPACE}]*份"
    "(?=[,，。；;、)）起以底前后後至到]|$)"
)
_NUMBER = f"(?:[{SPACE}]*[{ARABIC}{CHINESE}])"
_SPLIT = re.compile(
    f"[{ARABIC}{CHINESE}{ZERO_GLYPHS}]{{4}}[{SPACE}]*年{_NUMBER}{{1,2}}[{SPACE}]*月{_NUMBER}{{1,3}}[{SPACE}]*日"
)
_OVERLONG = re.compile(
    f"(?P<year>[{ARABIC}]{{4}})年(?=[{ARABIC}月]*[{ARABIC}]{{3}}[月日])(?P<month>[{ARABIC}]{{1,3}})月(?P<day>[{ARABIC}]{{1,3}})日"
)
_SPLIT_NUMBER = re.compile(f"[{ARABIC}{CHINESE}][{SPACE}]+[{ARABIC}{CHINESE}]")
_CUT_AFTER = re.compile("[年月日度]|(?=[ 至到起止自从-])")
# A period whose end is a bare number stops there: 2月4日至19止, not 2月4日到15所学校.
_PERIOD_STOPS = re.compile(f"[{SPACE}]*(?:[止的,，。；;)）\\n]|为止|為止|期间|期間|$)")


def read_damaged(
    text: str, start: int, published: date | None, report_year: int | None, *, only_range: bool = False
) -> DateMention | None:
    """The date that the longest readable part of the run at `start` names; None if none does, or if it is no date."""
    folded = _folded_run(text, start)
    if folded is None or len(folded.rstrip(_LOOSE_END)) == 4:
        return None  # four digits and nothing more: most often a cell of a table
    for size in _cuts(folded):
        readings = _readings(text, start, folded[:size], only_range=only_range)
        if readings and not _goes_on(text, start, folded, size, readings):
            return _decided(text, start, start + size, folded[:size], readings, published, report_year)
    return None


def _folded_run(text: str, start: int) -> str | None:
    """The characters from `start` that may form a date, folded, without a count at the end (2018年12|件)."""
    arabic = ARABIC_YEAR.match(text, start) is not None
    run = (RUN_ARABIC if arabic else RUN_CHINESE).match(text, start)
    if run is None:
        return None
    raw, stop = run[0], run.end()
    last = _LAST_NUMBER.search(raw) if arabic else None
    if last and (date_context.counts(text, stop) or text[stop : stop + 1] in (":", "：")):
        raw = raw[: last.start()]
    return fold(raw)


def _readings(text: str, start: int, run: str, *, only_range: bool) -> tuple[Reading, ...]:
    """The readings of a shortened run. A year without 年 is none; a bare number ends a period only at the run's end."""
    readings = read_run(run)
    if only_range:
        readings = tuple(reading for reading in readings if reading.precision == "range")
    if not _PERIOD_STOPS.match(text, start + len(run)):
        readings = tuple(reading for reading in readings if not reading.bare_end)
    return () if readings and readings[0].precision == "year" and "年" not in run else readings


def _goes_on(text: str, start: int, folded: str, size: int, readings: tuple[Reading, ...]) -> bool:
    """Whether the text after the cut belongs to the date, so that the cut would read half of it."""
    last, stop = folded[size - 1], start + size
    if readings[0].precision == "range" and last == "月" and _DAY_NEXT.match(text, stop):
        return True  # the day of the end stands apart: 2014年11至2014年12月|3 1日
    if last in "年月日":
        return False
    # A row of numbers, or half of one: 2018年 12 15 3; 2021年1| 2月31日. A letter typed for a digit: 201812月3l日.
    return _DIGIT_NEXT.match(folded, size) is not None or _LETTER.match(text, stop) is not None


def read_split(text: str, start: int) -> DateMention | None:
    """A date with all its characters and one number broken by a space: 2012年1 2月5日, 二〇一二年六月十 八日."""
    split = _SPLIT.match(text, start)
    if split is None or not _SPLIT_NUMBER.search(split[0]):
        return None
    readings = read_run(fold(split[0]).replace(" ", ""))
    if len(readings) != 1 or readings[0].precision != "day":
        return None
    return to_mention(text, split.span(), readings[0], "context", readings)


def read_overlong(text: str, start: int) -> DateMention | None:
    """A date with a month or day of three digits (12月311日): a digit doubled, or a period without its dash.

    Always open.
    """
    overlong = _OVERLONG.match(text, start)
    if overlong is None:
        return None
    year = read_year(fold(overlong["year"]))
    months, days = (_without_double(fold(overlong[name])) for name in ("month", "day"))
    readings = [
        (found, found) for month in months for day in days if year and (found := day_of(year, month, day)) is not None
    ]
    return DateMention(overlong[0], overlong.span(), None, None, None, "day", "repaired", "ambiguous", readings)


def _without_double(digits: str) -> set[int]:
    """The number; for three digits, the numbers that remain when one of two equal neighbours is removed."""
    if len(digits) < 3:
        return {int(digits)}
    return {int(digits[:at] + digits[at + 1 :]) for at in range(2) if digits[at] == digits[at + 1]}


def read_lost_month(text: str, start: int) -> DateMention | None:
    """A month that lost its 月 (2014年5份,共), or a count at the end of a clause, which stays open.

    05份 is no count.
    """
    lost = _LOST_MONTH.match(text, start)
    year = read_year(fold(lost["year"])) if lost else None
    number = fold(lost["month"]) if lost else ""
    month = MARKED_MONTHS.get(number)
    if lost is None or year is None or month is None:
        return None
    readings = (Reading(*month_span(year, month), "month"), Reading(*year_span(year), "year"))
    if number.startswith("0"):
        return to_mention(text, lost.span(), readings[0], "context", readings)
    return to_mention(text, lost.span(), None, "ambiguous", readings)


def read_broken(text: str, start: int) -> DateMention | None:
    """A date whose numbers are broken by spaces, read without them: 2019年 1月 1 1日."""
    broken = _BROKEN.match(text, start)
    if broken is None:
        return None
    readings = read_run(fold(broken[0]).replace(" ", ""))
    if not readings:
        return None
    reading = readings[0] if len(readings) == 1 else None
    return to_mention(text, broken.span(), reading, "context" if reading else "ambiguous", readings)


def _cuts(folded: str) -> list[int]:
    """Lengths of the run to try, longest first, since a run may include the number after the date."""
    whole = len(folded.rstrip(_LOOSE_END))
    cuts = {len(folded[: match.end()].rstrip(_LOOSE_END)) for match in _CUT_AFTER.finditer(folded, 0, whole)}
    return sorted((cut for cut in cuts | {whole} if cut > 4), reverse=True)


def _decided(
    text: str,
    start: int,
    stop: int,
    folded: str,
    readings: tuple[Reading, ...],
    published: date | None,
    report_year: int | None,
) -> DateMention | None:
    alone = date_context.stands_alone(text, start, stop)
    alone = alone and not (folded.isdecimal() and date_context.gives_count(text, start))
    period = date_context.states_period(text, start)
    signed = alone and within_window(readings, published)
    if not is_date(Run(text, start, stop, folded, readings, alone=alone, signed=signed, period=period)):
        return None
    around = Surroundings(
        sign_off=alone,
        publication=date_context.is_publication_label(text, start),
        period=period,
        opens_period=date_context.opens_period(text, start),
        published=published,
        report_year=report_year,
    )
    reading, certainty = decide(readings, around)
    return to_mention(text, (start, stop), reading, certainty, readings)


def to_mention(
    text: str,
    span: tuple[int, int],
    reading: Reading | None,
    certainty: Certainty,
    readings: tuple[Reading, ...],
) -> DateMention:
    """The mention for a decision. Without a decided `reading` it keeps all readings."""
    raw = text[span[0] : span[1]]
    if reading:
        method: Method = "intact" if ELIDED.fullmatch(fold(raw)) else "repaired"
        return DateMention(raw, span, reading.start, reading.end, None, reading.precision, method, certainty)
    finest = min(readings, key=lambda r: ("range", "day", "month", "year").index(r.precision)).precision
    spans = [(r.start, r.end) for r in readings]
    return DateMention(raw, span, None, None, None, finest, "repaired", "ambiguous", spans)
