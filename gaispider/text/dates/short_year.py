"""Years of two digits (08年, 18年度, 18年12月), and years with spaces between their digits (2 0 1 9年2月21日)."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates.date_characters import (
    ARABIC,
    CHINESE,
    DASH,
    MARKED_MONTHS,
    SPACE,
    fold,
    month_span,
    read_year,
    year_span,
)
from gaispider.text.dates.mention import DateMention
from gaispider.text.numerals import ZERO_GLYPHS, read_digits

LAST_SHORT_YEAR = 2035
_SIGN = f"[{CHINESE}{ARABIC}{ZERO_GLYPHS}]"
_LEFT = re.compile(
    f"(?:(?<![{ARABIC}.．/第共期刑徒役满滿近约約达達逾超过過续續务務龄龄计計{DASH}])['’‘]?(?P<short>[0-3][0-9])"
    f"|(?<![{CHINESE}{ARABIC}{ZERO_GLYPHS}近])(?P<chinese>[〇○零O0一二][〇○零一二三四五六七八九])"
    f"|(?P<spaced>[12１２一二](?:[{SPACE}]?{_SIGN}){{3}}))[{SPACE}]?年[{SPACE}]*$"
)
# Not years but spans of time: 05年期, 10年来; school years: 08年级.
_SPAN = re.compile(f"[{SPACE}]*(?:[期级級龄龄代来來间間内內以之制]|多|余|左右|[{ARABIC}]{{1,2}}个)")
_MONTH = re.compile(f"[{SPACE}]*(?P<month>[{ARABIC}]{{1,2}})[{SPACE}]*月份?(?!内|以)(?P<more>[{SPACE}]*[{ARABIC}])?")


def year_before(text: str, start: int, floor: int, published: date | None) -> tuple[int, int] | None:
    """The year right before a month at `start`, and where it begins; None if there is none of these kinds."""
    left = _LEFT.search(text, max(floor, start - 14), start)
    if left is None:
        return None
    if left["spaced"]:
        year = read_year(fold(re.sub(f"[{SPACE}]", "", left["spaced"])))
    else:
        year = 2000 + (read_digits(left["short"] or left["chinese"]) or 0)
    last = published.year if published else LAST_SHORT_YEAR
    return (year, left.start()) if year and year <= last else None


def read_short_year(text: str, sign: int, floor: int, published: date | None) -> DateMention | None:
    """The year of two digits, or its month, whose 年 is at `sign`.

    It is of the 21st century, and never later than `published`.
    """
    placed = year_before(text, sign + 1, floor, published)
    if placed is None or _SPAN.match(text, sign + 1):
        return None
    year, start = placed
    month = _MONTH.match(text, sign + 1)
    if month:
        number = MARKED_MONTHS.get(fold(month["month"]))
        if number is None or month["more"]:
            return None
        span = (start, month.end())
        return DateMention(text[slice(*span)], span, *month_span(year, number), None, "month", "repaired", "context")
    span = (start, sign + 1 + text.startswith("度", sign + 1))
    return DateMention(text[slice(*span)], span, *year_span(year), None, "year", "repaired", "context")
