"""Decides which reading of a damaged date is right: the rules of docs/dates.md, each named after its section there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gaispider.text.dates.damaged.readings import Reading
from gaispider.text.dates.mention import Certainty

SIGN_OFF_WINDOW = 120
"""Days that may lie between the day under a report and the day the site gives for it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about the place where a run stands."""

    sign_off: bool = False
    publication: bool = False
    period: bool = False
    opens_period: bool = False
    published: date | None = None
    report_year: int | None = None


def decide(readings: tuple[Reading, ...], around: Surroundings) -> tuple[Reading | None, Certainty]:
    """The right reading and its certainty, or (None, ambiguous)."""
    if len(readings) == 1 and readings[0].joined:
        return readings[0], "certain"
    for rule in (_without_connector, _published_that_day, _within_window, _whole_year):
        left = rule(readings, around)
        if len(left) == 1:
            return left[0], "context"
    return None, "ambiguous"


def _without_connector(readings: tuple[Reading, ...], around: Surroundings) -> list[Reading]:
    """Rule *whole year*: a period without its connector is the calendar year, or the only reading."""
    if not around.period or any(reading.joined for reading in readings):
        return []
    return [reading for reading in readings if len(readings) == 1 or _is_whole_year(reading)]


def _published_that_day(readings: tuple[Reading, ...], around: Surroundings) -> list[Reading]:
    """Rule *label*: after 发布日期, the day that the page's header gives."""
    if not around.publication:
        return []
    return [reading for reading in readings if reading.start == reading.end == around.published]


def _within_window(readings: tuple[Reading, ...], around: Surroundings) -> list[Reading]:
    """Rule *window*: a report is signed on or before the day of its publication, and not long before."""
    return [reading for reading in readings if around.sign_off and _in_window(reading, around.published)]


def within_window(readings: tuple[Reading, ...], published: date | None) -> bool:
    """Whether any reading is a day on which a report that was published then may have been signed."""
    return any(_in_window(reading, published) for reading in readings)


def _in_window(reading: Reading, published: date | None) -> bool:
    if published is None or reading.precision not in ("day", "month"):
        return False
    return reading.start <= published and (published - reading.end).days <= SIGN_OFF_WINDOW


def _whole_year(readings: tuple[Reading, ...], around: Surroundings) -> list[Reading]:
    """Rule *first day*: 统计期限自200811起 is 1 January, not November, if the report is about that year."""
    days = [reading for reading in readings if reading.precision == "day"]
    if not (around.period and around.opens_period and len(days) == 1):
        return []
    return [day for day in days if day.start == date(day.start.year, 1, 1) and day.start.year == around.report_year]


def _is_whole_year(reading: Reading) -> bool:
    return (reading.start.month, reading.start.day, reading.end.month, reading.end.day) == (1, 1, 12, 31) and (
        reading.start.year == reading.end.year
    )
