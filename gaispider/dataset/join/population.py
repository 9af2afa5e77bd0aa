"""The panel: every unit that should report, and every year, with what is known of its report and why.

Expected are units of which reports are known, and the governments of divisions. Rules for a year without a report, the
first that holds:
1. the unit became another in a reform before that year, or its site's entry says that it ended: not_expected;
2. it reported before and after: missing;
3. it reported before: missing (nobody says that it ended);
4. it reported later only: a government, which the law bound since 2008, missing; another unit not_expected, since
   nothing says that it was there;
5. no report is known: missing if its own site was collected, not_watched if not.
Before 2 to 5: where nothing but single reports is watched, a year without a report is not_watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gaispider.crawl.checks.deadlines import FIRST_YEAR

Unit = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The report that stands for a unit and a year, its status, and how many there are."""

    id: str
    status: str
    reports: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, as keys of sites by division code, and units that ended, by county.

    Of governments' own sites: `collected`, or only `registered`; `others` are sites of departments and towns where the
    government has none; `single` begin from single reports where it has no other. In the counties of `all_single` no
    site has a column.
    """

    collected: Mapping[str, str]
    registered: Mapping[str, str]
    ended: Mapping[str, Mapping[str, int]]
    others: Mapping[str, str] = field(default_factory=dict)
    single: Mapping[str, str] = field(default_factory=dict)
    all_single: Mapping[str, str] = field(default_factory=dict)

    def only_single(self, unit: Unit) -> str | None:
        """The site of which the unit's reports come, if that has no column; None if one is watched, or none is."""
        code = unit["county_code"] or ""
        return self.single.get(code) if _is_government(unit) else self.all_single.get(code)

    def last_year(self, unit: Unit) -> int | None:
        """The last year of a unit that no longer reports, by its name in the entry of a site of its division."""
        names = self.ended.get(unit["county_code"] or "", {})
        printed = str(unit["names"]).split("|")
        return next((year for name, year in names.items() if any(one.endswith(name) for one in printed)), None)


def years_of_panel(last_year: int) -> range:
    """The report years: from the first of the law to the last of which any report is known."""
    return range(FIRST_YEAR, last_year + 1)


def panel_rows(unit: Unit, reports: Mapping[int, Chosen], years: range, watched: Watched) -> Iterator[dict[str, Any]]:
    """A row for each year of one unit."""
    for year in years:
        chosen = reports.get(year)
        status, why = (chosen.status, "a report is known") if chosen else _without_report(unit, reports, year, watched)
        yield {
            "unit_id": unit["unit_id"],
            "report_year": year,
            "id": chosen.id if chosen else None,
            "status": status,
            "why": why,
            "reports": chosen.reports if chosen else 0,
        }


def _is_government(unit: Unit) -> bool:
    return "-" not in unit["unit_id"] and unit["level"] != "township"


def _without_report(unit: Unit, reports: Mapping[int, Chosen], year: int, watched: Watched) -> tuple[str, str]:
    became, ended = unit.get("successor_year"), watched.last_year(unit)
    if became and year >= became:
        return "not_expected", f"became {unit['successor_id']} by the reform of {became}"
    if ended and year > ended:
        return "not_expected", f"its site's entry says that it ended with {ended}"
    if (key := watched.only_single(unit)) is not None:
        return "not_watched", f"site {key} begins from single reports: no column is known"
    before, after = [one for one in reports if one < year], [one for one in reports if one > year]
    if before and after:
        return "missing", f"reported for {max(before)} and {min(after)}"
    if before:
        return "missing", f"reported until {max(before)}"
    if after and _is_government(unit):
        return "missing", f"bound by law, first report known is of {min(after)}"
    if after:
        return "not_expected", f"not known before {min(after)}"
    return _never_reported(unit, watched)


def _never_reported(unit: Unit, watched: Watched) -> tuple[str, str]:
    code = unit["county_code"] or ""
    if code in watched.collected:
        return "missing", f"bound by law, site {watched.collected[code]} was collected and has none"
    if code in watched.registered:
        return "not_watched", f"site {watched.registered[code]} was not collected"
    if code in watched.others:
        return (
            "not_watched",
            f"site {watched.others[code]} is of a department or town, none is its own",
        )
    return "not_watched", "no site in the registry"
