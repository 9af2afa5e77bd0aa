"""Which reports should be there today and are not: from what a site's units have reported so far, and the calendar.

A unit is expected to report for a year if it did for at least OFTEN of the LOOK_BACK years before it. Its report is
overdue GRACE after the day that the law sets, since sites load late; nobody is woken for a day. The last two report
years are looked at: what is older is history, and belongs to the dataset's coverage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gaispider.crawl.checks.deadlines import FIRST_YEAR, due_day

YEARS_BEFORE = 3
MIN_REPORTED = 2
GRACE = timedelta(days=30)
_YEARS = 2


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that the site is known to have: its unit as printed, the division code of its region, its year."""

    unit: str
    region: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that should be there: `due` is the law's day, `overdue` the day since which it counts as missing."""

    unit: str
    region: str | None
    year: int
    due: date

    @property
    def overdue(self) -> date:
        return self.due + GRACE + timedelta(days=1)

    def as_json(self) -> dict[str, Any]:
        """As the run's summary has it."""
        return {"unit": self.unit, "region": self.region, "year": self.year, "due": self.due.isoformat()}


def missing_reports(reported: Iterable[Reported], today: date, ended: Mapping[str, int] | None = None) -> list[Missing]:
    """What is overdue on that day, oldest year first, then by unit. `ended`: units and the last year they reported for.

    Names of one unit are brought together: 磐石市松山镇人民政府 and 松山镇 are one, as a name is another's end; 财政局
    alone, where there are those of two counties, answers for either.
    """
    units = _units(reported)
    found = [
        missing
        for year in range(max(today.year - _YEARS, FIRST_YEAR), today.year)
        for missing in _missing_in(year, units, ended or {})
        if today >= missing.overdue
    ]
    return sorted(found, key=lambda missing: (missing.year, missing.unit))


def _units(reported: Iterable[Reported]) -> dict[str, dict[int, Reported]]:
    """Each unit's first report of a year, by the unit's longest name."""
    by_name: defaultdict[str, list[Reported]] = defaultdict(list)
    for report in reported:
        by_name[_normalised(report.unit)].append(report)
    names = sorted(by_name, key=len, reverse=True)
    units: defaultdict[str, dict[int, Reported]] = defaultdict(dict)
    for name in names:
        unit = units[_full_name(name, names)]
        for report in by_name[name]:
            unit.setdefault(report.year, report)
    return units


def _full_name(name: str, names: list[str]) -> str:
    """Of 市财政局 and 磐石市财政局 the longest is the unit's name; `names` has the longest first."""
    longer = [other for other in names if len(other) > len(name) and other.endswith(name)]
    return longer[0] if longer and all(longer[0].endswith(other) for other in longer) else name


def _missing_in(year: int, units: dict[str, dict[int, Reported]], ended: Mapping[str, int]) -> Iterator[Missing]:
    """Units that were used to report and have no report of that year, overdue or not."""
    present = [name for name, reports in units.items() if year in reports]
    ended_units = [_normalised(unit) for unit, last in ended.items() if last < year]
    for name, reports in units.items():
        recent = [reports[before] for before in range(year - 1, year - 1 - YEARS_BEFORE, -1) if before in reports]
        if len(recent) >= MIN_REPORTED and not any(_is_same_unit(name, other) for other in (*present, *ended_units)):
            yield Missing(recent[0].unit, recent[0].region, year, due_day(year, recent[0].unit))


def missing_sentence(missing: list[Missing], limit: int = 5) -> str:
    """`2023: 磐石市财政局 (due 2024-01-31), …`, with a count of those that are left out."""
    parts = [f"{one.unit} {one.year} (due {one.due.isoformat()})" for one in missing[:limit]]
    if len(missing) > limit:
        parts.append(f"{len(missing) - limit} more")
    return ", ".join(parts)


def _is_same_unit(name: str, other: str) -> bool:
    return name.endswith(other) or other.endswith(name)


def _normalised(unit: str) -> str:
    """A name without white space, and without what a government is called by in one year and not in the next."""
    name = "".join(unit.split())
    for tail in ("办公室", "办公厅"):
        if name.endswith(f"政府{tail}"):
            name = name.removesuffix(tail)
    return name.removesuffix("人民政府").removesuffix("政府").removesuffix("办事处") or name
