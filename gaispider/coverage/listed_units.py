"""The sites' own lists of who has to report: pages such as 年度报告公布情况, no reports, that say who reported."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gaispider.coverage.held_units import Held, HeldUnit, unit_at
from gaispider.crawl.store import SiteStore
from gaispider.dataset.rows.unit_identity import county_of, kind_of
from gaispider.items import Report
from gaispider.operate.coverage import rows_of_state
from gaispider.reference import Phrases
from gaispider.schema import InvalidRecordError, decode
from gaispider.text.counted import counted

_TITLE = Phrases("report_titles.tsv", "list_of_units")
_LISTS = "SELECT DISTINCT file FROM records WHERE kind = 'not_a_report' AND report_year IS NOT NULL"
# 应公布2020年…年度报告的行政机关共37家.
_TOTAL = re.compile(r"应[^。；]{0,60}?(\d+)\s*[家个]")
_BETWEEN = re.compile(r"[、，,；;。：:\s]+")
_TOWN = re.compile(r".*(?:镇|乡|苏木|街道|街道办事处|人民政府)$")
# 县教体局 on a page of the county.
_OWN_PLACE = re.compile(r"^[省市县区旗州盟](?=..)")


@dataclass(frozen=True, slots=True)
class ListedUnits:
    """What a page of a site says of one division and year: how many must report (None: not said), and the names on it.

    `held` are those of which the store has that year's report, `not_held` units known by other years, `unknown`
    names by which no unit is known here. `reports_held` counts the division's units with a report of the year.
    """

    site: str
    url: str
    code: str
    year: int
    total: int | None
    reports_held: int
    held: tuple[str, ...]
    not_held: tuple[str, ...]
    unknown: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """One line of `scrapy coverage --json`."""
        return {
            "by": "list",
            "site": self.site,
            "url": self.url,
            "code": self.code,
            "year": self.year,
            "listed": self.total,
            "held": self.reports_held,
            "named_held": list(self.held),
            "named_not_held": list(self.not_held),
            "named_unknown": list(self.unknown),
        }

    def line(self) -> str:
        """The same for a person."""
        named = f"; named and not held: {'、'.join(self.not_held)}" if self.not_held else ""
        unknown = f"; {counted(len(self.unknown), 'name')} of no known unit" if self.unknown else ""
        must = "an unsaid number" if self.total is None else str(self.total)
        return (
            f"{self.code} {self.year}: {must} of units must report, by the site's own list; {self.reports_held} held"
            f"{named}{unknown} ({self.url})"
        )


def listed_units(root: Path, held: Held) -> Iterator[ListedUnits]:
    """The lists that were read of the sites of a store; the newest of each site, division and year."""
    by_county: dict[str, list[HeldUnit]] = defaultdict(list)
    for unit in held.units.values():
        by_county[unit.unit.county_code].append(unit)
    for key in held.collected:
        found: dict[tuple[str, int], ListedUnits] = {}
        for record in _records(SiteStore(root, key)):
            region, year = record.region, record.report_year
            if region is not None and year is not None:
                county = county_of(region.code)
                found[county, year] = _listed(key, record, region.code, year, by_county[county])
        yield from found.values()


def _records(store: SiteStore) -> Iterator[Report]:
    """The records of lists, the oldest first. A file that cannot be read is told by other commands."""
    try:
        files = sorted(str(row[0]) for row in rows_of_state(store, _LISTS))
    except OSError:
        return
    for name in files:
        path = store.records / name
        try:
            with path.open("rb") as lines:
                for line in lines:
                    if b"not_a_report" in line and (record := _read(line)) and _TITLE.find(record.title or ""):
                        yield record
        except OSError:
            continue


def _read(line: bytes) -> Report | None:
    try:
        return decode(line)
    except InvalidRecordError:
        return None


def _listed(key: str, record: Report, region: str, year: int, units: list[HeldUnit]) -> ListedUnits:
    text = record.text or ""
    total = _TOTAL.search(text)
    known = {unit.unit.unit_id: unit for unit in units}
    sorted_names: dict[str, list[str]] = {"held": [], "not_held": [], "unknown": []}
    for name in dict.fromkeys(filter(_is_unit, _BETWEEN.split(text))):
        found = unit_at(_OWN_PLACE.sub("", name), region)
        unit = known.get(found.unit_id) if found else None
        kind = "unknown" if unit is None else "held" if unit.years[year] else "not_held"
        sorted_names[kind].append(name)
    return ListedUnits(
        key,
        record.url,
        county_of(region),
        year,
        int(total[1]) if total else None,
        sum(1 for unit in units if unit.years[year]),
        *(tuple(sorted_names[kind]) for kind in ("held", "not_held", "unknown")),
    )


def _is_unit(name: str) -> bool:
    return 2 < len(name) < 30 and (kind_of(name) is not None or _TOWN.match(name) is not None)
