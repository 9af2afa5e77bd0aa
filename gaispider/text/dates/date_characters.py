"""The characters of dates: classes for patterns, folding to one spelling, numerals to numbers."""

from __future__ import annotations

from datetime import date

from gaispider.text.numerals import ZERO_GLYPHS, read_digits

ARABIC = "0-9０-９"
CHINESE = "一二三四五六七八九十〇○◯零廿卅"
SPACE = "  \u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""White space that may stand inside a date; not tab and newline, which end cells and lines."""
DASH = "\\-‐‑‒–—―−－─━~∼～〜"

FIRST_YEAR, LAST_YEAR = 1900, 2099
BARE_YEARS = frozenset(range(1990, 2036))
"""The years that digits without any sign may be."""

_FOLD: dict[int, str] = {
    **{0xFF10 + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−－─━~∼～〜"), "-"),
    **dict.fromkeys(
        [*map(ord, " \u00a0\u1680\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)],
        " ",
    ),
    **dict.fromkeys(map(ord, "號号"), "日"),
    **dict.fromkeys(map(ord, "／"), "/"),
    **dict.fromkeys(map(ord, "．"), "."),
    ord("從"): "从",
}


def fold(run: str) -> str:
    """The run with one spelling for each date character; its length does not change."""
    return run.translate(_FOLD)


_ONES = "一二三四五六七八九"
_CHINESE_DAYS = {
    **{char: n for n, char in enumerate(_ONES, 1)},
    "十": 10,
    "二十": 20,
    "三十": 30,
    "廿": 20,
    "卅": 30,
    "三十一": 31,
    "卅一": 31,
    **{f"十{char}": 10 + n for n, char in enumerate(_ONES, 1)},
    **{f"{tens}{char}": 20 + n for tens in ("二十", "廿") for n, char in enumerate(_ONES, 1)},
}
_POSITIONAL = {
    first + second: 10 * tens + ones
    for tens, first in enumerate("一二三", 1)
    for ones, second in [*enumerate(_ONES, 1), *((0, zero) for zero in "〇○零0")]
    if 10 * tens + ones <= 31
}
_ZERO_LED = {zero + char: n for zero in "〇○零" for n, char in enumerate(_ONES, 1)}
_ARABIC_DAYS = {text: n for n in range(1, 32) for text in (str(n), f"{n:02d}")}

DAYS = {**_ARABIC_DAYS, **_CHINESE_DAYS}
MONTHS = {text: n for text, n in DAYS.items() if n <= 12} | {"元": 1}
MARKED_DAYS = {**_POSITIONAL, **_ZERO_LED, **DAYS}
"""Days whose 日 is there: only then 二一 can be read digit by digit."""
MARKED_MONTHS = {text: n for text, n in MARKED_DAYS.items() if n <= 12} | {"元": 1}

ONE_TEN_DAYS = {f"一十{char}": 10 + n for n, char in enumerate(_ONES, 1)}
"""一十八日: only in dates that have all their signs; else 十一十八日 would have two readings."""

SLIPS = str.maketrans("lIOoＯ〇○", "1100000")
"""Letters and circles that stand for 1 and 0 between digits: 1O月3l日."""

YEAR_SIGNS = frozenset("一二三四五六七八九123456789" + ZERO_GLYPHS)


def read_year(text: str) -> int | None:
    """A year of four characters, Arabic or Chinese, between 1900 and 2099; None for others."""
    if len(text) != 4 or not YEAR_SIGNS.issuperset(text):
        return None
    year = read_digits(text)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day; None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(following.toordinal() - 1)


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
