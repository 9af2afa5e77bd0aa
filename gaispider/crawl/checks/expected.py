"""Finds overdue reports, from what each unit of a site has reported so far and the legal deadlines.

A unit is expected to report for a year if it reported for at least MIN_REPORTED of the YEARS_BEFORE years before it.
Its report is overdue GRACE after the legal deadline, since sites publish late. Only the last two report years are
checked; older gaps are a matter of the dataset's coverage.
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
    """A known report: its unit as printed, the division code of its region, its report year."""

    unit: str
    region: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Missing:
    """An expected report: `due` is the legal deadline, `overdue` the first day on which it counts as missing."""

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
    """The reports that are overdue on `today`, sorted by year, then unit.

    `ended` maps units that stopped reporting to their last report year. Two names belong to one unit if one is the end
    of the other: 磐石市松山镇人民政府 and 松山镇. A name that fits two units (财政局 of two counties) counts for both.
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
    """By the unit's longest name: its first report of each year."""
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
    """The longest of `names` (longest first) that ends with `name`; `name` itself if several units do."""
    longer = [other for other in names if len(other) > len(name) and other.endswith(name)]
    return longer[0] if longer and all(longer[0].endswith(other) for other in longer) else name


def _missing_in(year: int, units: dict[str, dict[int, Reported]], ended: Mapping[str, int]) -> Iterator[Missing]:
    """The units expected to report for that year that have not reported, overdue or not."""
    present = [name for name, reports in units.items() if year in reports]
    ended_units = [_normalised(unit) for unit, last in ended.items() if last < year]
    for name, reports in units.items():
        recent = [reports[before] for before in range(year - 1, year - 1 - YEARS_BEFORE, -1) if before in reports]
        if len(recent) >= MIN_REPORTED and not any(_is_same_unit(name, other) for other in (*present, *ended_units)):
            yield Missing(recent[0].unit, recent[0].region, year, due_day(year, recent[0].unit))


def missing_sentence(missing: list[Missing], limit: int = 5) -> str:
    """`磐石市财政局 2023 (due 2024-01-31), …, 3 more`: the first `limit` reports, and the number of others."""
    parts = [f"{one.unit} {one.year} (due {one.due.isoformat()})" for one in missing[:limit]]
    if len(missing) > limit:
        parts.append(f"{len(missing) - limit} more")
    return ", ".join(parts)


def _is_same_unit(name: str, other: str) -> bool:
    return name.endswith(other) or other.endswith(name)


def _normalised(unit: str) -> str:
    """A unit name without white space and without endings that vary by year (人民政府, 政府, 办公室 ...)."""
    name = "".join(unit.split())
    for tail in ("办公室", "办公厅"):
        if name.endswith(f"政府{tail}"):
            name = name.removesuffix(tail)
    return name.removesuffix("人民政府").removesuffix("政府").removesuffix("办事处") or name
