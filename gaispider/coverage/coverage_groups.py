"""Sums of units × years: by place, by level and by year; and what is not known, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gaispider.coverage.held_units import Held
from gaispider.coverage.unit_years import HELD, MISSING, NOT_WATCHED, CoveredUnit, UnitYear
from gaispider.text.counted import counted

_EXPECTED = (HELD, MISSING, NOT_WATCHED)
# Of units that no division has.
ELSEWHERE = "(no division)"
_LEVELS = ("central", "province", "prefecture", "county", "township")


@dataclass(slots=True)
class Group:
    """Unit-years of one place, level or year, by status, and the number of units; of each year the same."""

    by: str
    name: str
    code: str = ""
    units: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    years: dict[int, Counter[str]] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """Reports that should be there: held, missing, or not watched."""
        return sum(self.counts[status] for status in _EXPECTED)

    @property
    def share(self) -> float | None:
        """Held of expected; None where nothing is expected."""
        return self.counts[HELD] / self.expected if self.expected else None

    def share_of(self, year: int) -> float | None:
        """The same of one year."""
        counts = self.years.get(year, Counter())
        expected = sum(counts[status] for status in _EXPECTED)
        return counts[HELD] / expected if expected else None

    def is_unknown_in(self, year: int) -> bool:
        """Nothing of what is expected in that year was watched, so that none held does not mean that none is there."""
        counts = self.years.get(year, Counter())
        return bool(counts[NOT_WATCHED]) and not counts[HELD] and not counts[MISSING]

    def add(self, cells: Iterable[UnitYear]) -> None:
        """Take in a unit with its years."""
        self.units += 1
        for cell in cells:
            self.counts[cell.status] += 1
            self.years.setdefault(cell.year, Counter())[cell.status] += 1

    def as_json(self) -> dict[str, object]:
        """One line of `scrapy coverage --json`."""
        return {
            "by": self.by,
            "name": self.name,
            "code": self.code or None,
            "units": self.units,
            "expected": self.expected,
            **{status: self.counts[status] for status in _EXPECTED},
            "share": None if self.share is None else round(self.share, 4),
        }


def groups_of(units: Sequence[CoveredUnit], *, by_division: bool) -> list[Group]:
    """The places (provinces, or with `by_division` each division), the levels and the years, in that order."""
    places = _grouped(units, "place", lambda unit: _place(unit, by_division))
    levels = _grouped(units, "level", lambda unit: (unit.level, unit.level))
    years: dict[int, Group] = {}
    for unit in units:
        for cell in unit.years:
            years.setdefault(cell.year, Group("year", str(cell.year))).add((cell,))
    order = {level: number for number, level in enumerate(_LEVELS)}
    levels.sort(key=lambda group: order.get(group.name, len(order)))
    return [*places, *levels, *(years[year] for year in sorted(years))]


def _grouped(units: Iterable[CoveredUnit], by: str, name_of: Callable[[CoveredUnit], tuple[str, str]]) -> list[Group]:
    found: dict[str, Group] = {}
    for unit in units:
        code, name = name_of(unit)
        found.setdefault(name, Group(by, name, code if by == "place" else "")).add(unit.years)
    return list(found.values())


def _place(unit: CoveredUnit, by_division: bool) -> tuple[str, str]:
    if not unit.place:
        return "", ELSEWHERE
    return (unit.code, "".join(unit.place)) if by_division else (f"{unit.code[:2]}0000", unit.place[0])


def group_lines(groups: Iterable[Group]) -> Iterator[str]:
    """The table for a person; a head before each kind of group."""
    line = "{:>8} {:>9} {:>9} {:>7} {:>9} {:>12}  {}"
    by = None
    for group in groups:
        if group.by != by:
            by = group.by
            yield line.format("UNITS", "EXPECTED", "HELD", "SHARE", "MISSING", "NOT WATCHED", by.upper())
        share = "-" if group.share is None else f"{group.share:.1%}"
        counts = (f"{group.counts[status]:,}" for status in (MISSING, NOT_WATCHED))
        yield line.format(
            f"{group.units:,}", f"{group.expected:,}", f"{group.counts[HELD]:,}", share, *counts, group.name
        )


def untold(held: Held) -> list[str]:
    """What the store has and the table does not count, a sentence each."""
    found = []
    if held.unread:
        found.append(f"the state of {', '.join(held.unread)} cannot be read: its reports are not counted")
    if held.unplaced:
        found.append(f"{counted(held.unplaced, 'report')} of an unknown unit or place: not counted")
    if held.undated:
        found.append(f"{counted(held.undated, 'report')} of an unknown or impossible year: not counted")
    return found
