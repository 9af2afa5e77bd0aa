"""The one date of a header string, and the date that Word's markup names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from gaispider.text.dates.find import find_dates
from gaispider.text.dates.intact import read_time
from gaispider.text.dates.signs import day_of, fold

_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d))?(?!\d)"
)
# What stands between a day and its time of day: 2016-07-15-08:02:00 (gov.cn's meta tags), 2016年7月15日 星期五 08:02.
_BEFORE_TIME = re.compile(r"(?<=\d)-(?=\d{1,2}:\d\d)|[(（]?(?:星期|周)[一二三四五六日天][)）]?")
_LETTERS = re.compile(r"[A-Za-z]{3}")
_DIGITS = re.compile(r"\d")


def read_header_date(raw: str) -> tuple[date | None, str | None]:
    """Day and time (`HH:MM` or `HH:MM:SS`) of a header string or meta value; (None, None) if it names no single day.

    Reads `2019-12-31 10:46:11`, `2012年2月20日`, `2018-02-27 09:04:10.0`, `( 2022-04-26)`, `20190227`,
    `2024-02-05T11:25:00+08:00`, `2016-07-15-08:02:00`; what our grammar does not know
    (`Feb 27, 2019`) goes to dateparser, strictly.
    """
    if ":" in raw or "：" in raw:
        raw = _BEFORE_TIME.sub(" ", raw)
    for mention in find_dates(raw):
        if mention.precision == "day" and mention.start and mention.certainty != "ambiguous":
            return mention.start, mention.time
    compact = _COMPACT.search(fold(raw))
    if compact:
        day = day_of(int(compact[1]), int(compact[2]), int(compact[3]))
        if compact[4]:
            return day, f"{compact[4]}:{compact[5]}:{compact[6]}" if day else None
        clock = read_time(raw, compact.end()) if day else None
        return day, clock[0] if clock else None
    if _LETTERS.search(raw) and _DIGITS.search(raw):
        return _foreign(raw)
    return None, None


def _foreign(raw: str) -> tuple[date | None, str | None]:
    """English forms, by dateparser: only whole dates, nothing relative to today."""
    import dateparser  # slow to load and seldom needed

    found: datetime | None = dateparser.parse(
        raw.strip(" ()[]（）【】\t\r\n"),
        languages=["en"],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )
    if found is None:
        return None, None
    clock = f"{found:%H:%M:%S}" if re.search(r"\d:\d\d:\d\d", raw) else f"{found:%H:%M}"
    return found.date(), clock if re.search(r"\d:\d\d", raw) else None


def read_chsdate(attributes: Mapping[str, str]) -> date | None:
    """The day that the attributes of Word's `st1:chsdate` name; None for lunar and Republic dates."""
    flags = {name.lower(): value.lower() for name, value in attributes.items()}
    if flags.get("islunardate") == "true" or flags.get("isrocdate") == "true":
        return None
    try:
        return date(int(flags["year"]), int(flags["month"]), int(flags["day"]))
    except (KeyError, ValueError):
        return None
