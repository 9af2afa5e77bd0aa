"""Which unit's reports of which years the store holds, from the states of its sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gaispider.crawl.checks.deadlines import FIRST_YEAR
from gaispider.crawl.store import SiteStore
from gaispider.dataset.rows.unit_identity import CENTRAL, NamedUnit, kind_of, named_unit
from gaispider.items import Region
from gaispider.operate.coverage import rows_of_state
from gaispider.report.unit.central import is_central
from gaispider.sites.model import Site
from gaispider.text.places import division

_REPORTS = """
    SELECT unit, region, report_year, count(*) FROM records
    WHERE kind IS NULL OR kind != 'not_a_report' GROUP BY 1, 2, 3
"""


@dataclass(slots=True)
class HeldUnit:
    """A unit with its reports: the number of each year, the names that they print, the sites that gave them."""

    unit: NamedUnit
    years: Counter[int] = field(default_factory=Counter)
    names: dict[str, None] = field(default_factory=dict)
    sites: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Held:
    """All units of a store, by id. `collected` are the sites that have a state, `unread` those whose state cannot be
    read; `unplaced` counts reports whose unit or place nobody says, `undated` those of no or an impossible year.
    """

    units: dict[str, HeldUnit] = field(default_factory=dict)
    collected: dict[str, None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    unplaced: int = 0
    undated: int = 0

    def add(self, site: str, name: str | None, region: str | None, year: int | None, count: int, last: int) -> None:
        """Take in so many reports of a unit and year; `last` is the last year that there can be a report of."""
        if year is None or not FIRST_YEAR <= year <= last:
            self.undated += count
            return
        unit = unit_at(name, region) if name else None
        if unit is None:
            self.unplaced += count
            return
        held = self.units.setdefault(unit.unit_id, HeldUnit(unit))
        held.years[year] += count
        held.names[str(name)] = None
        held.sites[site] = None


def held_units(root: Path, sites: Mapping[str, Site], this_year: int) -> Held:
    """The reports of every site of the store, those that left the registry too."""
    found = Held()
    for key in _keys(root):
        store = SiteStore(root, key)
        own = sites[key].region if key in sites else None
        try:
            rows = rows_of_state(store, _REPORTS)
        except OSError:
            found.unread.append(key)
            continue
        if rows:
            found.collected[key] = None
        for name, region, year, count in rows:
            found.add(key, name, region or own, year, count, this_year - 1)
    return found


def unit_at(name: str, code: str | None) -> NamedUnit | None:
    """The unit of a printed name in a division; None if there is no such division."""
    if is_central(name):
        rest = "".join(name.split())
        return NamedUnit(f"{CENTRAL}-{rest}", rest, kind_of(rest), "", "", "central")
    place = division(code) if code else None
    if place is None:
        return None
    return named_unit(name, Region(place.code, place.name, place.level, list(place.path), found_in="site"))


def _keys(root: Path) -> Iterator[str]:
    """The sites that have a state in the store."""
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        try:
            store = SiteStore(root, path.name)
        except ValueError:
            continue
        if store.state.exists():
            yield path.name
