"""Dates that begin with a year: the rules by which one is read, in a written order of trust.

A date that is whole in form is taken as printed, unless the text right after it belongs to it, too. Else: an impossible
day stays open, a numeric month needs a word that expects a date, a damaged date is decided among its readings, and a
year alone comes last.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from gaispider.text.dates import date_context
from gaispider.text.dates.bare_year import read_bare_year
from gaispider.text.dates.damaged.damaged_runs import (
    read_broken,
    read_damaged,
    read_lost_month,
    read_overlong,
    read_split,
    to_mention,
)
from gaispider.text.dates.damaged.decide import within_window
from gaispider.text.dates.damaged.readings import Reading
from gaispider.text.dates.date_characters import ARABIC, CHINESE, SPACE, month_span
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

_DIGIT_NEXT = re.compile(f"[{SPACE}]*[{ARABIC}月日]")
_CHINESE_NEXT = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}月日]")
_PATH = frozenset("@=&#\\")
_NAMED = re.compile("[a-z]{2}$")
_JOINS = frozenset("/-_.．")
_LOOSE_SIGNS = frozenset("、_")
_NEXT_YEAR = frozenset("12１２一二起")
_BEGUN = re.compile(
    f"[{SPACE}]*(?:[0０]{{1,2}}[时時点點])?[{SPACE}]*(?P<begun>起|始|开始|開始)?[{SPACE}]*[,，、;；]?[{SPACE}]*(?=[{ARABIC}一二十])"
)
_UNTIL = re.compile(f"[{SPACE}]*(?:[{ARABIC}]{{1,2}}[时時点點])?[{SPACE}]*(?:止|为止|為止|截止|结束)")


class _Year(NamedTuple):
    """A year at `start` of the text, and the days that the page gives."""

    text: str
    start: int
    published: date | None
    report_year: int | None


def read_from_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    """The date or period that begins with the year at `start`, or None if the digits are no date."""
    at = _Year(text, start, published, report_year)
    whole = read_point(text, start)
    if whole is not None:
        return _from_whole(at, whole)
    for rule in (_impossible_day, _expected_month, _damaged, _bare_year):
        mention = rule(at)
        if mention is not None:
            return mention
    return None


def _impossible_day(at: _Year) -> DateMention | None:
    """A day that no calendar has: 2020年2月30日. It stays open."""
    stop = find_impossible(at.text, at.start)
    if not stop:
        return None
    span = (at.start, stop)
    return DateMention(at.text[slice(*span)], span, None, None, None, "day", "repaired", "ambiguous")


def _expected_month(at: _Year) -> DateMention | None:
    """A numeric month where a word expects a date: 截至2015-01."""
    month = read_numeric_month(at.text, at.start)
    if month and date_context.is_expected(at.text, at.start, month.stop) and _numeric_stands(at.text, at.start, month):
        return _read_on(at, month)
    return None


def _damaged(at: _Year) -> DateMention | None:
    return read_damaged(at.text, at.start, at.published, at.report_year)


def _bare_year(at: _Year) -> DateMention | None:
    return read_bare_year(at.text, at.start, at.published, at.report_year)


def _from_whole(at: _Year, whole: Whole) -> DateMention | None:
    if whole.numeric and not _numeric_stands(at.text, at.start, whole):
        return None
    return _read_on(at, whole)


def _read_on(at: _Year, whole: Whole) -> DateMention:
    """The date with the text after it that belongs to it: the end of a period, remaining digits, a time of day."""
    follows = find_connector(at.text, whole.stop)
    if follows is not None:
        longer = _joined_period(at, whole, follows)
    elif whole.precision == "day" and (ended := _ended_period(at, whole)):
        longer = ended
    elif whole.precision == "day" and at.text[whole.stop : whole.stop + 1] in _NEXT_YEAR:
        longer = _unjoined_period(at, whole)
    elif not _is_clean(at.text, whole):
        longer = _with_digits(at, whole)
    else:
        longer = None
    return longer or _as_printed(at, whole)


def _joined_period(at: _Year, whole: Whole, follows: int) -> DateMention | None:
    """A period whose end begins at `follows`: whole, else damaged, else broken by a space; None if there is none."""
    for rule in (_whole_end, _damaged_end, _split_end):
        mention = rule(at, whole, follows)
        if mention is not None:
            return mention
    return None


def _whole_end(at: _Year, whole: Whole, follows: int) -> DateMention | None:
    second = read_second(at.text, follows, whole)
    if not (second and _is_clean(at.text, second)):
        return None
    method: Method = "chinese_numeral" if "chinese_numeral" in (whole.method, second.method) else "intact"
    span = (at.start, second.stop)
    return DateMention(at.text[slice(*span)], span, whole.start, second.end, None, "range", method, "certain")


def _damaged_end(at: _Year, _whole: Whole, _follows: int) -> DateMention | None:
    return read_damaged(at.text, at.start, at.published, at.report_year, only_range=True)


def _split_end(at: _Year, whole: Whole, follows: int) -> DateMention | None:
    """A period whose end is broken by a space: 2012年1月1日至2012年12月3 1日."""
    split = read_split(at.text, follows) if whole.precision == "day" else None
    if not (split and split.end and split.end > whole.start):
        return None
    span = (at.start, split.span[1])
    return DateMention(at.text[slice(*span)], span, whole.start, split.end, None, "range", "repaired", "context")


def _unjoined_period(at: _Year, whole: Whole) -> DateMention | None:
    """A period that lost the 至 between two lines: 统计期限自2012年1月1日|2012年12月31日."""
    begin = whole.stop + at.text.startswith("起", whole.stop)
    second = read_point(at.text, begin) or read_month_day(at.text, begin, whole.start.year)
    if not (second and second.precision == "day" and whole.start < second.start):
        return None
    if not date_context.states_period(at.text, at.start):
        return None
    span = (at.start, second.stop)
    return DateMention(at.text[slice(*span)], span, whole.start, second.end, None, "range", "repaired", "context")


def _ended_period(at: _Year, whole: Whole) -> DateMention | None:
    """A period with 起 and 止 instead of 至: 自2013年1月1日起,2013年12月31日止."""
    begun = _BEGUN.match(at.text, whole.stop)
    if begun is None:
        return None
    second = read_point(at.text, begun.end()) or read_month_day(at.text, begun.end(), whole.start.year)
    if not (second and second.precision == "day" and whole.start < second.start):
        return None
    if not (_UNTIL.match(at.text, second.stop) and (begun["begun"] or date_context.opens_period(at.text, at.start))):
        return None
    method: Method = "chinese_numeral" if "chinese_numeral" in (whole.method, second.method) else "intact"
    span = (at.start, second.stop)
    return DateMention(at.text[slice(*span)], span, whole.start, second.end, None, "range", method, "certain")


def _with_digits(at: _Year, whole: Whole) -> DateMention | None:
    """A date of another form that includes the digits after a year or month."""
    mixed = read_mixed(at.text, at.start)
    alone = mixed is not None and date_context.stands_alone(at.text, at.start, mixed.stop)
    if mixed and (alone or date_context.is_expected(at.text, at.start, mixed.stop)):
        return _mixed(at.text, (at.start, mixed.stop), mixed.start, at.published if alone else None)
    damaged = _longest_damaged(at, whole.stop)
    return damaged if damaged and damaged.span[1] > whole.stop else None


def _longest_damaged(at: _Year, stop: int) -> DateMention | None:
    """The first damaged form that reads on beyond `stop`; forms broken by spaces are tried last."""
    damaged = (
        read_split(at.text, at.start)
        or read_overlong(at.text, at.start)
        or read_lost_month(at.text, at.start)
        or _damaged(at)
    )
    return damaged if damaged and damaged.span[1] > stop else read_broken(at.text, at.start)


def _mixed(text: str, span: tuple[int, int], day: date, published: date | None) -> DateMention:
    """Mixed forms: 2012年12-05 is a day; 2017年11-12 is a day or two months, which only the sign-off window decides."""
    readings: tuple[Reading, ...] = (Reading(day, day, "day"),)
    if "-" in text[slice(*span)] and day.month < day.day <= 12:
        readings += (Reading(day.replace(day=1), month_span(day.year, day.day)[1], "range"),)
        if not within_window(readings, published):
            return to_mention(text, span, None, "ambiguous", readings)
    return to_mention(text, span, readings[0], "context", readings)


def _as_printed(at: _Year, whole: Whole) -> DateMention:
    """The whole date, with the time of day behind it."""
    clock = read_time(at.text, whole.stop) if whole.precision == "day" else None
    time, stop = clock or (None, whole.stop)
    span = (at.start, stop)
    return DateMention(
        at.text[slice(*span)], span, whole.start, whole.end, time, whole.precision, whole.method, "certain"
    )


def _is_clean(text: str, whole: Whole) -> bool:
    """Whether no digit follows that may belong to the date: 2018年|11日 is damaged, 2018年|12件 is not."""
    if whole.precision in ("day", "range"):
        return True
    pattern = _CHINESE_NEXT if whole.method == "chinese_numeral" else _DIGIT_NEXT
    return pattern.match(text, whole.stop) is None


def _numeric_stands(text: str, start: int, whole: Whole) -> bool:
    """Whether 2015-1-1 is a date, and not part of a longer number, path or index."""
    loose = text[start + 4] in _LOOSE_SIGNS
    if not loose and _NAMED.search(text, max(0, start - 2), start):
        return read_time(text, whole.stop) is not None  # the name of the editor: admin2012-12-05 09:12
    if date_context.names_number(text, start) or _goes_on_left(text, start):
        return False
    if loose:
        return date_context.is_expected(text, start, whole.stop) or _signs_off(text, start, whole.stop)
    return read_time(text, whole.stop) is not None or not _goes_on_right(text, whole)


def _signs_off(text: str, start: int, stop: int) -> bool:
    """Whether 2017、12、20 stands as a sign-off's day: last on its line, after a unit's name."""
    return date_context.stands_alone(text, start, stop) and date_context.follows_unit(text, start)


def _goes_on_left(text: str, start: int) -> bool:
    left, outer = text[max(0, start - 1) : start], text[max(0, start - 2) : max(0, start - 1)]
    return _is_word(left) or left in _PATH or (left in _JOINS and not outer.isspace() and outer <= "\x7f")


def _goes_on_right(text: str, whole: Whole) -> bool:
    right, beyond = text[whole.stop : whole.stop + 1], text[whole.stop + 1 : whole.stop + 2]
    if _is_word(right) or right in _PATH:
        return True
    if right in _JOINS and (_is_word(beyond) or right == "_"):
        follows = find_connector(text, whole.stop)
        return follows is None or read_second(text, follows, whole) is None
    return False


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
