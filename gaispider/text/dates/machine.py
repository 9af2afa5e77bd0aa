"""Days as machines print them, in Beijing time: forms of Java and JavaScript, RFC 5322, ISO 8601 with an offset.

A trailing Z proves little, because many systems print local time with it. 16:00:00Z is midnight in Beijing. Before
16:00 the day is the same in both zones. Later, both days are kept, and another source decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_BEIJING = timedelta(hours=8)
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
_WEEKDAY = "(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?"
_MONTH_REST = "(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])"
_MONTH = f"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec){_MONTH_REST}"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?: ?(?P<half>[AaPp][Mm]))?"
_OFFSET = r"(?:(?:GMT|UTC)?[+-]\d\d?:?(?:\d\d)?|[A-Z]{1,4})(?![A-Za-z\d])"
# Fri Mar 02 00:00:00 CST 2018
_JAVA = rf"{_WEEKDAY},? {_MONTH} (?P<day>\d{{1,2}}) {_CLOCK}(?: (?P<zone>{_OFFSET}))? (?P<year>\d{{4}})(?!\d)"
# Fri Mar 02 2018 09:30:00 GMT+0800 (中国标准时间)
_SCRIPT = (
    rf"{_WEEKDAY},? {_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})"
    rf"(?: {_CLOCK}(?: (?P<zone>{_OFFSET})(?: \([^()]*\))?)?)?"
)
# Fri, 02 Mar 2018 09:30:00 GMT
_MAIL = rf"(?:{_WEEKDAY}, )?(?P<day>\d{{1,2}})[ -]{_MONTH}[ -](?P<year>\d{{4}})(?: {_CLOCK}(?: (?P<zone>{_OFFSET}))?)?"
# Mar 2, 2018 9:30:00 AM
_MEDIUM = rf"{_MONTH}\.? (?P<day>\d{{1,2}}), (?P<year>\d{{4}})(?:,? {_CLOCK})?"
_ISO = (
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?:T|\s+)"
    rf"{_CLOCK} ?(?P<zone>Z|(?:GMT|UTC)?[+-]\d\d?:?(?:\d\d)?|GMT|UTC)(?![A-Za-z\d])"
)
_FORMS = tuple(re.compile(rf"(?<![A-Za-z\d]){form}") for form in (_JAVA, _SCRIPT, _MAIL, _MEDIUM, _ISO))
_EPOCH = re.compile(r"/Date\((?P<milliseconds>\d{12,13})(?:[+-]\d{4})?\)/")
_LETTER = re.compile(r"[A-Z][a-z]{2}")
# China Standard Time, as Java prints it on the servers that these pages come from.
_NAMED = {"CST": 8, "HKT": 8, "GMT": 0, "UTC": 0, "UT": 0}
_PARTS = re.compile(r"(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?")
_ZONE_BEHIND = re.compile(
    r"(?:\.\d+)?\s?(?:Z(?![A-Za-z])|(?:GMT|UTC)?[+-]\d\d:?\d\d(?!\d)|(?:GMT|UTC)[+-]\d(?!\d)|(?:GMT|UTC)(?![A-Za-z\d]))"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time (`HH:MM` or `HH:MM:SS`) in Beijing; midnight, which systems print for no time, is None.

    Where several days are possible, `day` is None and `readings` has each with its time.
    """

    day: date | None
    time: str | None
    readings: tuple[tuple[date, str | None], ...] = ()


def find_machine(text: str) -> str | None:
    """The first such string in a text, as printed, in a form that the grammar of dates does not have; else None."""
    if _LETTER.search(text) is None:
        found = _EPOCH.search(text) if "/Date(" in text else None
        return found[0] if found else None
    found = next((match for form in _FORMS[:-1] if (match := form.search(text))), None)
    return found[0].strip() if found else None


def zone_end(text: str, at: int) -> int:
    """Where an offset ends that begins at `at`, after a time of day; `at` itself if there is none."""
    zone = _ZONE_BEHIND.match(text, at)
    return zone.end() if zone else at


def read_machine(raw: str) -> Moment | None:
    """The day in a machine's string; None if it has none, or a zone that is not known."""
    epoch = _EPOCH.search(raw) if "/Date(" in raw else None
    if epoch:
        return _shown(datetime.fromtimestamp(int(epoch["milliseconds"]) / 1000, UTC).replace(tzinfo=None) + _BEIJING)
    for form in _FORMS if _LETTER.search(raw) else _FORMS[-1:]:  # all but ISO name the month
        match = form.search(raw)
        if match:
            return _moment(match.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> Moment | None:
    printed = _printed(parts)
    if printed is None:
        return None
    weekday = parts.get("weekday")
    if weekday and _WEEKDAYS[weekday.lower()] != printed.weekday():
        return Moment(None, None, ((printed.date(), None),))
    if parts.get("hour") is None:
        return Moment(printed.date(), None)
    zone = parts.get("zone")
    if zone == "Z":
        return _of_z(printed)
    offset = _offset(zone) if zone else _BEIJING
    if offset is None:
        return Moment(None, None, ((printed.date(), None),))
    return _shown(printed - offset + _BEIJING, seconds=parts.get("second") is not None)


def _printed(parts: dict[str, str | None]) -> datetime | None:
    month = parts["month"] or ""
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    number = int(month) if month.isdecimal() else _MONTHS[month[:3].lower()]
    try:
        return datetime(
            int(parts["year"] or 0),
            number,
            int(parts["day"] or 0),
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
        )
    except ValueError:
        return None


def _offset(zone: str) -> timedelta | None:
    if zone in _NAMED:
        return timedelta(hours=_NAMED[zone])
    parts = _PARTS.fullmatch(zone)
    if parts is None:
        return None
    span = timedelta(hours=int(parts["hours"]), minutes=int(parts["minutes"] or 0))
    return span if parts["sign"] == "+" else -span


def _of_z(printed: datetime) -> Moment:
    here = printed + _BEIJING
    if (printed.hour, printed.minute, printed.second) == (16, 0, 0):
        return Moment(here.date(), None)
    if (printed.hour, printed.minute, printed.second) == (0, 0, 0):
        return Moment(printed.date(), None)
    readings = tuple((each.date(), _clock(each)) for each in (printed, here))
    return Moment(printed.date() if printed.date() == here.date() else None, None, readings)


def _shown(here: datetime, *, seconds: bool = True) -> Moment:
    clock = _clock(here)
    return Moment(here.date(), clock if seconds or clock is None else clock[:5])


def _clock(here: datetime) -> str | None:
    clock = f"{here:%H:%M:%S}"
    return None if is_placeholder(clock) else clock


def is_placeholder(clock: str) -> bool:
    """Whether a time of day stands for no time: midnight, or the last second of a day."""
    return clock in ("00:00", "00:00:00", "23:59:59")
