"""A heat map in HTML: the number of reports by county and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from gaispider.crawl.store import SiteStore
from gaispider.operate.coverage import reports_by_county
from gaispider.operate.site_status import SiteStatus
from gaispider.text.places import division

# The first reports are those on 2008, when the regulation came into force; some cities began before it.
_FIRST_YEAR = 2003
# A cell's colour step is the number of these thresholds that its count reaches.
STEPS = (1, 2, 5, 20, 100)
Years = Counter[int | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """Records by county code (None: unknown) and year (None: impossible), and the sites whose state is unreadable."""

    counties: Mapping[str | None, Years]
    unread: Sequence[str] = ()

    def within(self, province: str) -> Counted:
        """The counties of a province (its two digits, as `province_code` gives them)."""
        return Counted({code: years for code, years in self.counties.items() if province_code(code) == province})

    def by_province(self) -> Counted:
        """The counties of each province put together."""
        found: dict[str | None, Years] = defaultdict(Counter)
        for code, years in self.counties.items():
            found[f"{code[:2]}0000" if code else None].update(years)
        return Counted(found, self.unread)


def heat_map(counted: Counted, *, linked: str = "") -> Iterator[str]:
    """The table in pieces of HTML: a row for each county, grouped by province, the newest year first (for phones).

    Records of an unknown or impossible year are in a column of their own. `linked`: the folder of the provinces' pages;
    then each row is a province that leads to its page.
    """
    if counted.unread:
        names = escape(", ".join(counted.unread))
        yield f'<p class="small">The state could not be read, and is missing here: {names}.</p>\n'
    counties = counted.counties
    with_records = {region: years for region, years in counties.items() if years.total()}
    if not with_records:
        yield '<p class="dim">No records yet.</p>\n'
        return
    columns = _columns(with_records.values())
    yield _scale()
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Reports by county and year">\n<table>\n'
    yield from _head(columns, "province" if linked else "county")
    yield from _provinces(with_records, columns, linked) if linked else _body(with_records, columns)
    yield "</table></div>\n"
    without_records = [region for region in counties if region not in with_records]
    if without_records:
        names = ", ".join(escape(_name(region)) for region in sorted(without_records, key=str))
        yield f'<p class="small dim">Crawled, but without a record: {names}.</p>\n'


def count_reports(root: Path, rows: Iterable[SiteStatus], this_year: int) -> Counted:
    """Count the reports of the sites by their states."""
    counties: dict[str | None, Years] = defaultdict(Counter)
    unread: list[str] = []
    for row in rows:
        if row.outcome is None:
            continue
        try:
            found = reports_by_county(SiteStore(root, row.key))
        except OSError:
            unread.append(row.key)
            continue
        _ = counties[row.region]  # a crawled county without reports is listed too
        for (county, year), count in found.items():
            possible = year is not None and _FIRST_YEAR <= year <= this_year
            counties[county or row.region][year if possible else None] += count
    return Counted(counties, unread)


def _columns(counties: Iterable[Years]) -> list[int | None]:
    """All years from the newest to the oldest, then None if there are records of an unknown year."""
    years = {year for found in counties for year in found}
    known = [year for year in years if year is not None]
    columns: list[int | None] = [*range(max(known), min(known) - 1, -1)] if known else []
    return [*columns, None] if None in years else columns


def _head(columns: list[int | None], first: str) -> Iterator[str]:
    yield "<thead><tr>"
    yield '<th scope="col"><span class="dim">' + first + "</span></th>"
    yield '<th scope="col" title="all years">all</th>'
    for year in columns:
        yield f'<th scope="col" title="{_year(year)}">{"?" if year is None else year}</th>'
    yield "</tr></thead>\n"


def _body(counties: dict[str | None, Years], columns: list[int | None]) -> Iterator[str]:
    provinces: dict[str, list[str | None]] = defaultdict(list)
    for region in sorted(counties, key=lambda code: code or "~"):
        provinces[province_name(province_code(region))].append(region)
    for province, regions in provinces.items():
        yield f'<tbody><tr><th class="group" scope="rowgroup" colspan="{len(columns) + 2}">'
        yield f"{escape(province)}</th></tr>\n"
        for region in regions:
            yield _row(region, escape(_name(region)), counties[region], columns)
        yield "</tbody>\n"


def _provinces(counties: Mapping[str | None, Years], columns: list[int | None], folder: str) -> Iterator[str]:
    yield "<tbody>\n"
    for region in sorted(counties, key=lambda code: code or "~"):
        name = f'<a href="{folder}/{province_code(region)}.html#map">{escape(_name(region))}</a>'
        yield _row(region, name, counties[region], columns)
    yield "</tbody>\n"


def _row(region: str | None, label: str, years: Years, columns: list[int | None]) -> str:
    name = escape(_name(region))
    cells = "".join(_cell(years[year], name, year) for year in columns)
    title = f"{name} {region or ''}".strip()
    return f'<tr><th scope="row" title="{title}">{label}</th><td class="sum">{_short(years.total())}</td>{cells}</tr>\n'


def _cell(count: int, name: str, year: int | None) -> str:
    text = _short(count) if count else "·"
    return f'<td class="h{step(count)}" title="{name} {_year(year)}: {count}">{text}</td>'


def step(count: int) -> int:
    """The colour step of a count: 0 for none, 5 for a hundred and more."""
    return sum(count >= least for least in STEPS)


def _scale() -> str:
    spans = [f"{low}-{high - 1}" if high - low > 1 else f"{low}" for low, high in pairwise(STEPS)]
    names = ["none", *spans]
    names.append(f"{STEPS[-1]} and more")
    items = "".join(f'<li><b class="h{number}"></b>{name}</li>' for number, name in enumerate(names))
    return f'<ul class="scale" aria-label="Records in a cell">{items}</ul>\n'


def _short(count: int) -> str:
    return str(count) if count < 1000 else f"{count / 1000:.0f}k" if count >= 10000 else f"{count / 1000:.1f}k"


def _year(year: int | None) -> str:
    return "year unknown" if year is None else str(year)


def _name(region: str | None) -> str:
    if region is None:
        return "(no region)"
    place = division(region)
    return place.name if place else region


def province_code(region: str | None) -> str:
    """The first two digits of a division code; `00` for sites without a region."""
    return region[:2] if region else "00"


def province_name(code: str) -> str:
    """The name of a province by its two digits."""
    place = division(f"{code}0000")
    return place.name if place else "(no region)" if code == "00" else code
