"""Finds the dates of a text: whole forms where they stand, damaged ones by enumeration and decision."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates import evidence
from gaispider.text.dates.bare_year import read_bare_year
from gaispider.text.dates.damaged import (
    read_broken,
    read_damaged,
    read_lost_month,
    read_overlong,
    read_split,
    to_mention,
)
from gaispider.text.dates.decide import within_window
from gaispider.text.dates.grammar import BEGIN, MONTH_DAY_NEXT
from gaispider.text.dates.intact import (
    Whole,
    find_connector,
    find_impossible,
    read_mixed,
    read_month_day,
    read_numeric_month,
    read_point,
    read_second,
    read_time,
)
from gaispider.text.dates.mention import DateMention, Method
from gaispider.text.dates.readings import Reading
from gaispider.text.dates.short_year import read_short_year
from gaispider.text.dates.signs import ARABIC, CHINESE, SPACE, month_span
from gaispider.text.dates.yearless import read_glued_day, read_yearless

_DIGIT_NEXT = re.compile(f"[{SPACE}]*[{ARABIC}月日]")
_CHINESE_NEXT = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}月日]")
_PATH = frozenset("@=&#\\")
_NAMED = re.compile("[a-z]{2}$")
_JOINS = frozenset("/-_.．")
_LOOSE_SIGNS = frozenset("、_")
_NEXT_YEAR = frozenset("12１２一二起")


def find_dates(text: str, *, published: date | None = None, report_year: int | None = None) -> list[DateMention]:
    """Every date and period in the text, in order, without overlap.

    `published` is the day the page's header gives, `report_year` the year the report is about; both only serve to
    decide between readings of damaged dates and are never reported as if the text said so. Years alone (2012年) are
    mentions of precision `year`. Counts, phones, index and document numbers are left alone.
    """
    mentions: list[DateMention] = []
    search = BEGIN.search
    at = 0
    while True:
        begin = search(text, at)
        if begin is None:
            return mentions
        start = begin.start()
        if begin.lastgroup == "month":
            mention = read_yearless(text, start, at, mentions, published, report_year)
        elif begin.lastgroup == "short":
            dated = MONTH_DAY_NEXT.match(text, start + 1)
            mention = (
                read_yearless(text, dated.start("m"), at, mentions, published, report_year)
                if dated
                else read_short_year(text, start, at, published)
            )
        elif begin.lastgroup == "day":
            mention = read_glued_day(text, start, at, mentions, published, report_year)
        else:
            mention = _from_year(text, start, published, report_year)
        if mention is None:
            at = begin.end()
        else:
            mentions.append(mention)
            at = max(mention.span[1], begin.end())


def _from_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    whole = read_point(text, start)
    if whole is None:
        impossible = find_impossible(text, start)
        if impossible:
            raw = text[start:impossible]
            return DateMention(raw, (start, impossible), None, None, None, "day", "repaired", "ambiguous")
        month = read_numeric_month(text, start)
        if month and evidence.is_expected(text, start, month.stop) and _numeric_stands(text, start, month):
            whole = month
    if whole is None:
        return read_damaged(text, start, published, report_year) or read_bare_year(text, start, published, report_year)
    if whole.numeric and not _numeric_stands(text, start, whole):
        return None
    follows = find_connector(text, whole.stop)
    if follows is not None:
        second = read_second(text, follows, whole)
        if second and _is_clean(text, second):
            method: Method = "chinese_numeral" if "chinese_numeral" in (whole.method, second.method) else "intact"
            span = (start, second.stop)
            return DateMention(
                text[start : second.stop], span, whole.start, second.end, None, "range", method, "certain"
            )
        damaged = read_damaged(text, start, published, report_year, only_range=True)
        if damaged:
            return damaged
        split = read_split(text, follows) if whole.precision == "day" else None
        if split and split.end and split.end > whole.start:
            span = (start, split.span[1])
            return DateMention(text[slice(*span)], span, whole.start, split.end, None, "range", "repaired", "context")
    elif whole.precision == "day" and text[whole.stop : whole.stop + 1] in _NEXT_YEAR:
        # 统计期限自2012年1月1日|2012年12月31日: 至 alone between two runs was lost.
        begin = whole.stop + text.startswith("起", whole.stop)
        second = read_point(text, begin) or read_month_day(text, begin, whole.start.year)
        joined = second and second.precision == "day" and whole.start < second.start
        if second and joined and evidence.states_period(text, start):
            span = (start, second.stop)
            return DateMention(text[slice(*span)], span, whole.start, second.end, None, "range", "repaired", "context")
    elif not _is_clean(text, whole):
        mixed = read_mixed(text, start)
        alone = mixed is not None and evidence.stands_alone(text, start, mixed.stop)
        if mixed and (alone or evidence.is_expected(text, start, mixed.stop)):
            return _mixed(text, (start, mixed.stop), mixed.start, published if alone else None)
        damaged = (
            read_split(text, start)
            or read_overlong(text, start)
            or read_lost_month(text, start)
            or read_damaged(text, start, published, report_year)
        )
        if damaged is None or damaged.span[1] <= whole.stop:
            damaged = read_broken(text, start)
        if damaged and damaged.span[1] > whole.stop:
            return damaged
    stop, time = whole.stop, None
    if whole.precision == "day":
        clock = read_time(text, stop)
        if clock:
            time, stop = clock
    raw = text[start:stop]
    return DateMention(raw, (start, stop), whole.start, whole.end, time, whole.precision, whole.method, "certain")


def _mixed(text: str, span: tuple[int, int], day: date, published: date | None) -> DateMention:
    """2012年12-05 is a day; 2017年11-12 is a day or two months, which only the sign-off window settles."""
    readings: tuple[Reading, ...] = (Reading(day, day, "day"),)
    if "-" in text[slice(*span)] and day.month < day.day <= 12:
        readings += (Reading(day.replace(day=1), month_span(day.year, day.day)[1], "range"),)
        if not within_window(readings, published):
            return to_mention(text, span, None, "ambiguous", readings)
    return to_mention(text, span, readings[0], "context", readings)


def _is_clean(text: str, whole: Whole) -> bool:
    """Whether no digit follows that may belong to the date: 2018年|11日 is damaged, 2018年|12件 is not."""
    if whole.precision in ("day", "range"):
        return True
    pattern = _CHINESE_NEXT if whole.method == "chinese_numeral" else _DIGIT_NEXT
    return pattern.match(text, whole.stop) is None


def _numeric_stands(text: str, start: int, whole: Whole) -> bool:
    """Whether 2015-1-1 is a date and no part of a longer number, path or index."""
    if text[start + 4] not in _LOOSE_SIGNS and _NAMED.search(text, max(0, start - 2), start):
        return read_time(text, whole.stop) is not None  # the name of who put it there: admin2012-12-05 09:12
    if evidence.names_number(text, start):
        return False
    left, outer = text[max(0, start - 1) : start], text[max(0, start - 2) : max(0, start - 1)]
    if _is_word(left) or left in _PATH or (left in _JOINS and not outer.isspace() and outer <= "\x7f"):
        return False
    if text[start + 4] in _LOOSE_SIGNS:
        return evidence.is_expected(text, start, whole.stop)
    if read_time(text, whole.stop):
        return True
    right, beyond = text[whole.stop : whole.stop + 1], text[whole.stop + 1 : whole.stop + 2]
    if _is_word(right) or right in _PATH:
        return False
    if right in _JOINS and (_is_word(beyond) or right == "_"):
        follows = find_connector(text, whole.stop)
        return follows is not None and read_second(text, follows, whole) is not None
    return True


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
