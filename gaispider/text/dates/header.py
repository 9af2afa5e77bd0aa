"""The one date of a header string, and the date in Word's markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gaispider.text.dates.date_characters import day_of, fold
from gaispider.text.dates.date_finder import find_dates
from gaispider.text.dates.intact import read_time
from gaispider.text.dates.machine import is_placeholder, read_machine
from gaispider.text.dates.mention import Certainty, Method
from gaispider.text.lookalikes import plain

_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d))?(?!\d)"
)
# What stands between a day and its time of day: 2016-07-15-08:02:00 (gov.cn's meta tags), 2016年7月15日 星期五 08:02.
_BEFORE_TIME = re.compile(r"(?<=\d)-(?=\d{1,2}[:：∶]\d\d)|[(（]?(?:星期|周)[一二三四五六日天][)）]?")
_COLONS = ":：∶︰﹕"
_LETTERS = re.compile(r"[A-Za-z]{3}")
_DIGITS = re.compile(r"\d")


@dataclass(slots=True)
class HeaderDate:
    """The day of a header string and its time (`HH:MM` or `HH:MM:SS`), each None if it has none.

    Where several days are possible, `day` is None and `alternatives` has them. Method and certainty are None if there
    is no day at all.
    """

    day: date | None = None
    time: str | None = None
    method: Method | None = None
    certainty: Certainty | None = None
    alternatives: list[date] = field(default_factory=list)


def read_header(raw: str, witness: date | None = None) -> HeaderDate:
    """The day and the time of day in a header string or meta value.

    Reads `2019-12-31 10:46:11`, `2012年2月20日`, `2018-02-27 09:04:10.0`, `( 2022-04-26)`, `20190227`,
    `2024-02-05T11:25:00+08:00`, `2016-07-15-08:02:00`. Other forms (`27 February 2019`) go to dateparser in strict
    mode. Times with an offset are converted to Beijing's; 00:00 and 23:59:59 count as no time. `witness` is a day from
    elsewhere on the page (its address): it decides where a trailing Z leaves two days possible.
    """
    moment = read_machine(raw)
    if moment is not None:
        seen = next((reading for reading in moment.readings if reading[0] == witness), None)
        if moment.day is not None:
            return HeaderDate(moment.day, moment.time, "intact", "certain")
        days = [day for day, _ in moment.readings]
        return HeaderDate(*seen, "intact", "context") if seen else HeaderDate(None, None, "intact", "ambiguous", days)
    found = _read(plain(raw))
    if found.time is not None and is_placeholder(found.time):
        found.time = None
    return found


def _read(raw: str) -> HeaderDate:
    if any(colon in raw for colon in _COLONS):
        raw = _BEFORE_TIME.sub(" ", raw)
    undecided = HeaderDate()
    for mention in find_dates(raw):
        if mention.precision != "day":
            continue
        if mention.start and mention.certainty != "ambiguous":
            return HeaderDate(mention.start, mention.time, mention.method, mention.certainty)
        if mention.alternatives and not undecided.alternatives:
            days = [start for start, _ in mention.alternatives]
            undecided = HeaderDate(None, None, mention.method, mention.certainty, days)
    day, time = _compact(raw)
    return HeaderDate(day, time, "intact", "certain") if day else undecided


def _compact(raw: str) -> tuple[date | None, str | None]:
    """Eight digits, or forms for other grammars."""
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
    """The day in the attributes of Word's `st1:chsdate`; None for dates of the lunar calendar or the Republic era."""
    flags = {name.lower(): value.lower() for name, value in attributes.items()}
    if flags.get("islunardate") == "true" or flags.get("isrocdate") == "true":
        return None
    try:
        return date(int(flags["year"]), int(flags["month"]), int(flags["day"]))
    except (KeyError, ValueError):
        return None
