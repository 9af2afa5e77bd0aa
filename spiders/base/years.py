"""Parses the spider argument `years`."""

from __future__ import annotations

import re

from scrapy.exceptions import UsageError

_YEARS = re.compile(r"(\d{4})(?:-(\d{4})?)?$")


def parse_years(text: str | None) -> range | None:
    """`2018`, `2015-2019` or `2015-` as a range of report years; None for no text. Raises UsageError."""
    if text is None or not text.strip():
        return None
    match = _YEARS.match(text.strip())
    if match is None:
        raise UsageError(
            f"years={text}: write a year or a span of years, such as 2018, 2015-2019 or 2015-", print_help=False
        )
    first = int(match[1])
    last = int(match[2]) if match[2] else (first if "-" not in text else 2100)
    if last < first:
        raise UsageError(f"years={text}: the span ends before it begins", print_help=False)
    return range(first, last + 1)
