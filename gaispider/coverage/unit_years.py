"""Every unit and year with what is known of its report, by the rules of a release's panel.

Beside the units that reported there is each government of the table of home pages, also where no entry watches it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gaispider.coverage.held_units import Held, HeldUnit
from gaispider.crawl.checks.deadlines import FIRST_YEAR, due_day
from gaispider.crawl.checks.expected import GRACE
from gaispider.dataset.join.population import Chosen, Unit, Watched, panel_rows
from gaispider.dataset.join.successors import became, successor_of
from gaispider.dataset.join.watched_sites import watched_sites
from gaispider.dataset.rows.unit_identity import full_name
from gaispider.sites.model import Site
from gaispider.sites.portals import Portal, portals
from gaispider.text.places.gazetteer import ancestors, division

HELD, MISSING, NOT_WATCHED, NOT_DUE, NOT_EXPECTED = "held", "missing", "not_watched", "not_due", "not_expected"
# `not_due` and `not_expected` are no part of what is expected.
STATUSES = (HELD, MISSING, NOT_WATCHED, NOT_DUE, NOT_EXPECTED)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One year of a unit: a word of STATUSES, why, and the number of reports."""

    year: int
    status: str
    why: str
    reports: int


@dataclass(frozen=True, slots=True)
class CoveredUnit:
    """A unit with its years. `code` is its division (empty: the central government, 新疆生产建设兵团), `level` that of
    the division, `is_government` whether it is that division's government; `sites` gave its reports.
    """

    unit_id: str
    name: str
    code: str
    place: tuple[str, ...]
    level: str
    is_government: bool
    sites: tuple[str, ...]
    years: tuple[UnitYear, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: divisions (codes or their beginnings; empty: all), levels (empty: all), report years."""

    regions: Collection[str] = ()
    levels: Collection[str] = ()
    years: Collection[int] = ()

    def has_place(self, code: str) -> bool:
        """Whether a division lies in one of the wanted ones."""
        return not self.regions or any(
            code.startswith(region) or (code and region in ancestors(code)) for region in self.regions
        )


def covered_units(held: Held, sites: Mapping[str, Site], today: date, wanted: Wanted) -> Iterator[CoveredUnit]:
    """The wanted units in the order of their divisions, governments first, each with the wanted years."""
    watched = watched_sites(sites, held.collected)
    years = range(FIRST_YEAR, today.year)
    successors = {full_name(row["after"]) for row in became()}
    known = {unit_id for unit_id in held.units if unit_id.partition("-")[2] in successors}
    waiting = {portal.code or portal.key: portal for portal in portals()}
    rows: list[tuple[str, HeldUnit | None, Portal | None]] = [
        (unit_id, one, waiting.pop(unit_id, None)) for unit_id, one in held.units.items()
    ]
    rows += [(unit_id, None, portal) for unit_id, portal in waiting.items()]
    # A government's id is its code, so it stands before the units of its division.
    for unit_id, one, portal in sorted(rows, key=lambda row: row[0]):
        unit = _unit(unit_id, one, portal)
        if wanted.has_place(unit["county_code"]) and (not wanted.levels or unit["level"] in wanted.levels):
            successor = successor_of(unit_id, known) if one else {}
            yield _covered(unit | successor, one, years, watched, today, wanted)


def _unit(unit_id: str, held: HeldUnit | None, portal: Portal | None) -> Unit:
    """The unit as the rules of the panel take it."""
    if held is not None:
        names = "|".join(held.names)
        return {
            "unit_id": unit_id,
            "county_code": held.unit.county_code,
            "names": names,
            "level": held.unit.level,
            "name": max(held.names, key=len),
        }
    name = portal.name if portal else unit_id
    code, level = (portal.code, portal.level) if portal else ("", "")
    place = division(code) if code else None
    return {
        "unit_id": unit_id,
        "county_code": code,
        "names": name,
        "level": place.level if place else level,
        "name": name,
    }


def _covered(
    unit: Unit, held: HeldUnit | None, years: range, watched: Watched, today: date, wanted: Wanted
) -> CoveredUnit:
    reports = {year: Chosen("", "reported", count) for year, count in held.years.items()} if held else {}
    code = unit["county_code"]
    place = division(code) if code else None
    return CoveredUnit(
        unit["unit_id"],
        unit["name"],
        code,
        place.path if place else (),
        unit["level"],
        "-" not in unit["unit_id"] and unit["level"] != "township",
        tuple(held.sites) if held else (),
        tuple(
            _year(row, unit["name"], today)
            for row in panel_rows(unit, reports, years, watched)
            if not wanted.years or row["report_year"] in wanted.years
        ),
    )


def _year(row: Mapping[str, object], name: str, today: date) -> UnitYear:
    year, status, why = int(str(row["report_year"])), str(row["status"]), str(row["why"])
    if status == "reported":
        status = HELD
    elif status != NOT_EXPECTED and today <= due_day(year, name) + GRACE:
        status, why = NOT_DUE, f"due {due_day(year, name).isoformat()}; late from {GRACE.days} days after it"
    return UnitYear(year, status, why, int(str(row["reports"])))
