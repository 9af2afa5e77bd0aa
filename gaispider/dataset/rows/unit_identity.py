"""Whose report it is, under an id that stays over the years: a division code, or a code and an agency's name.

`220284` the government of a county, `220284108` of a town, `220284-财政局` an agency of the county, `220284-宝山乡` a
town that no list has, `000000-海关总署` an organ of the central government.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.rows.then_codes import code_then
from gaispider.items import Region, Report
from gaispider.report.unit.central import is_central
from gaispider.text.places.gazetteer import ancestors, division, present_code
from gaispider.text.places.names import stem

CENTRAL = "000000"
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_KIND_OF_PLACE = re.compile("^[省市县区旗州盟镇乡街]")
_GOVERNMENT = re.compile("(?:人民政府|政府|街道办事处|办事处|街道办|街道)?")
_TOWN = re.compile("(.*?(?:镇|乡|苏木|街道))(?:人民政府|政府|办事处)?")


@dataclass(frozen=True, slots=True)
class UnitIdentity:
    """A unit; `unit_id` is None where nobody says whose report it is. `rest` is its name without its place."""

    unit_id: str | None
    unit_name: str | None
    rest: str | None
    agency_kind: str | None
    county_code: str | None
    county_code_then: str | None
    province: str | None
    level: str | None
    certainty: str | None


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit by name and region. `code` is the division that the name says; `is_supposed_town`: a town of no list."""

    unit_id: str
    rest: str
    agency_kind: str | None
    code: str
    county_code: str
    level: str
    is_supposed_town: bool = False


def unit_of(report: Report) -> UnitIdentity:
    """The unit of a report, by its agency and region."""
    name = report.agency.name if report.agency else None
    if name and is_central(name):
        rest = _plain(name)
        return UnitIdentity(f"{CENTRAL}-{rest}", name, rest, kind_of(rest), None, None, None, "central", "certain")
    region = report.region
    if region is None:
        return UnitIdentity(None, name, None, kind_of(_plain(name)) if name else None, *(None,) * 5)
    province = region.path[0] if region.path else None
    printed = (name or "", region.raw or "", report.title or "")
    if name is None:
        county = county_of(region.code)
        then = code_then(county, report.report_year, printed)
        return UnitIdentity(None, None, None, None, county, then, province, None, None)
    unit = named_unit(name, region)
    then = code_then(unit.county_code, report.report_year, printed)
    sure = "certain" if unit.code == region.code and _is_certain(report) else "context"
    sure = "guess" if unit.is_supposed_town else sure
    return UnitIdentity(
        unit.unit_id, name, unit.rest, unit.agency_kind, unit.county_code, then, province, unit.level, sure
    )


def named_unit(name: str, region: Region) -> NamedUnit:
    """The unit that a printed name means in a region."""
    code, rest = _of_place(_plain(name), region)
    rest = full_name(rest)
    county, level = county_of(code), _level(code, region)
    unit_id, kind = f"{county}-{rest}", kind_of(rest)
    town = _TOWN.fullmatch(rest)
    supposed = False
    if _GOVERNMENT.fullmatch(rest):
        unit_id, kind = code, _kind_of_government(rest, code, region)
    elif town and level != "township":
        unit_id, level, supposed = f"{county}-{town[1]}", "township", True
        kind = "street" if town[1].endswith("街道") else "township"
    elif level == "township":
        unit_id = f"{code}-{rest}"
    return NamedUnit(unit_id, rest, kind, code, county, level, supposed)


def unit_of_id(unit_id: str, year: int | None) -> dict[str, str | None]:
    """The columns of reports that follow from a unit's id alone; the name is the place's and the agency's."""
    code, _, rest = unit_id.partition("-")
    place = division(code)
    kind, name = kind_of(rest) if rest else None, rest or None
    county, province, level = None, None, "central" if code == CENTRAL else None
    if place is not None:
        region = Region(code, place.name, place.level, list(place.path), "site", place.name, "certain")
        unit = named_unit(rest or place.name, region)
        name, kind, province = f"{place.name}{rest}", unit.agency_kind, province_of(code)
        county, level = unit.county_code, unit.level
    then = code_then(county, year, (name or "",)) if county else None
    values = (name, kind, county, then, province, level)
    return dict(
        zip(("unit_name", "agency_kind", "county_code", "county_code_then", "province", "level"), values, strict=True)
    )


def _level(code: str, region: Region) -> str:
    found = division(code)
    return found.level if found else region.level


def county_of(code: str) -> str:
    """The six digits of the division that a unit belongs to: its county, prefecture or province, as they are now."""
    return next(one for one in ancestors(present_code(code)) if len(one) == 6)


def _is_certain(report: Report) -> bool:
    supposed = any(warning.code == "unit_supposed" for warning in report.warnings)
    parts = (report.agency, report.region)
    return not supposed and all(part is not None and part.certainty == "certain" for part in parts)


def _kind_of_government(rest: str, code: str, region: Region) -> str:
    if _level(code, region) != "township":
        return "government"
    found = division(code)
    name = found.name if found else region.name
    return "street" if name.endswith(("街道", "办事处")) or "办事处" in rest else "township"


def _plain(name: str) -> str:
    """The name without white space and a note in brackets behind it."""
    folded = unicodedata.normalize("NFKC", "".join(name.split()))
    return _BRACKETS.sub("", folded) or folded


def _of_place(name: str, region: Region) -> tuple[str, str]:
    """The division that a name begins with, and the rest, which is empty if the name is a place's own.

    A site of a county may hold a report of its prefecture: 吉林市财政局 is no agency of 磐石市. Without a place, or
    with the stem of one above it, a name is of the region.
    """
    codes = [*reversed(ancestors(region.code))]
    code = region.code
    for at, place in enumerate(region.path):
        bare = stem(place)
        if name.startswith(place):
            name = name.removeprefix(place)
            code = codes[at] if len(codes) == len(region.path) else region.code
        elif len(bare) > 1 and name.startswith(bare) and not _KIND_OF_PLACE.match(name.removeprefix(bare)):
            name = name.removeprefix(bare)
            code = region.code
    return code, name


@cache
def _short_names() -> dict[str, str]:
    return {row["before"]: row["after"] for row in reference_rows("agency_changes.tsv") if row["relation"] == "short"}


def full_name(rest: str) -> str:
    """The full name of an agency that is named in short: 发改局 → 发展和改革局."""
    return _short_names().get(rest, rest)


@cache
def kind_of(rest: str) -> str | None:
    """The kind of an agency, by its name without its place; None if no row of agency_kinds.tsv is found."""
    for row in reference_rows("agency_kinds.tsv"):
        if rest.endswith(row["text"]) if row["match"] == "end" else row["text"] in rest:
            return row["kind"]
    return None


def province_of(code: str) -> str | None:
    """The name of the province of a division code."""
    found = division(code)
    return found.path[0] if found else None
