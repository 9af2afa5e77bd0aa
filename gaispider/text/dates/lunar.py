"""Dates of the lunar calendar (农历腊月十六日至正月十七日): converted by a solar date beside them, never by a guess."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from gaispider.paths import REFERENCE
from gaispider.text.dates.date_characters import SPACE
from gaispider.text.dates.intact import find_connector, read_point, read_second
from gaispider.text.dates.mention import DateMention, Precision

_NAMES = {"正": 1, "冬": 11, "腊": 12, "臘": 12}
_NUMBERS = {"十一": 11, "十二": 12, **{name: n for n, name in enumerate("一二三四五六七八九十", 1)}}
_DAYS = {
    **{
        prefix + ones: base + n
        for prefix, base in (("初", 0), ("十", 10), ("廿", 20), ("二十", 20))
        for n, ones in enumerate("一二三四五六七八九", 1)
    },
    "初十": 10,
    "十": 10,
    "二十": 20,
    "廿十": 20,
    "三十": 30,
    "卅": 30,
}
_POINT = re.compile(
    f"(?P<leap>闰|閏)?(?P<month>[正冬腊臘]|十[一二]?|[一二三四五六七八九])月[{SPACE}]*(?P<day>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅)日?"
)
_JOIN = re.compile(f"[{SPACE}]*(?:至|到|[-—–]+)[{SPACE}]*")
_LABEL = re.compile("(?:农历|農曆|农曆|阴历|陰曆|旧历|舊曆)[^，,。；;\\n]{0,8}$")
_BRACKET = re.compile("[(（](?:即|公历|公曆|阳历|陽曆)?")
_BESIDE = 40
_LAST = 8  # at most so many mentions can stand that near


def is_lunar(text: str, start: int) -> bool:
    """Whether the month at `start` is lunar: by the word 农历 before it, or by its own name."""
    return text[start] in "正腊臘冬" or _LABEL.search(text[max(0, start - 12) : start]) is not None


def read_lunar(text: str, start: int, mentions: list[DateMention], published: date | None) -> DateMention | None:
    """A lunar day or span as solar days. A solar date beside it that agrees decides its year; else it stays open."""
    first = _POINT.match(text, start)
    if first is None:
        return None
    stop, second = first.end(), None
    join = _JOIN.match(text, stop)
    if join:
        second = _POINT.match(text, join.end())
        stop = second.end() if second else stop
    label = _LABEL.search(text[max(0, start - 12) : start])
    begin = start - (len(label[0]) if label else 0)
    near = (mention for mention in mentions[-_LAST:] if mention.span[1] >= begin - _BESIDE)
    beside = _solar_after(text, stop) | {day for mention in near for day in (mention.start, mention.end)}
    spans = [span for year in _lunar_years(published, beside) for span in _spans(first, second, year)]
    agreeing = [span for span in spans if span[0] in beside or span[1] in beside]
    raw, place = text[begin:stop], (begin, stop)
    precision: Precision = "range" if second else "day"
    if len(agreeing) == 1:
        return DateMention(raw, place, *agreeing[0], None, precision, "chinese_numeral", "context")
    return DateMention(raw, place, None, None, None, precision, "chinese_numeral", "ambiguous", spans)


def _solar_after(text: str, at: int) -> set[date | None]:
    """The solar days in brackets right after it: 腊月廿三(2020年1月17日)."""
    bracket = _BRACKET.match(text, at)
    first = read_point(text, bracket.end()) if bracket else None
    if first is None:
        return set()
    follows = find_connector(text, first.stop)
    second = read_second(text, follows, first) if follows is not None else None
    return {first.start, second.end if second else first.end}


def _lunar_years(published: date | None, beside: set[date | None]) -> list[int]:
    years = {day.year + back for day in (published, *beside) if day is not None for back in (-1, 0)}
    return sorted(years)


def _spans(first: re.Match[str], second: re.Match[str] | None, year: int) -> list[tuple[date, date]]:
    start = _solar(first, year)
    if start is None:
        return []
    if second is None:
        return [(start, start)]
    ends = [end for later in (year, year + 1) if (end := _solar(second, later)) and end > start]
    return [(start, ends[0])] if ends else []


def _solar(point: re.Match[str], year: int) -> date | None:
    """The solar day; None if that lunar year has no such day, or is not in the table."""
    name = point["month"]
    month = _NAMES.get(name) or _NUMBERS[name]
    lengths = _months().get((year, month, point["leap"] is not None))
    day = _DAYS.get(point["day"])
    if lengths is None or day is None or day > lengths[1]:
        return None
    return lengths[0] + timedelta(days=day - 1)


@cache
def _months() -> dict[tuple[int, int, bool], tuple[date, int]]:
    """First solar day and length of each lunar month, by (lunar year, month, leap)."""
    lines = (REFERENCE / "lunar_months.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    starts = [((int(year), int(month), leap == "1"), date.fromisoformat(day)) for year, month, leap, day in rows]
    return {key: (day, (following - day).days) for (key, day), (_, following) in pairwise(starts)}
