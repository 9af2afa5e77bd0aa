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
_OF_PLACE = re.compile("^[省市县区旗州盟镇乡街]")
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


def unit_of(report: Report) -> UnitIdentity:
    """The unit of a report, by its agency and region."""
    name = report.agency.name if report.agency else None
    if name and is_central(name):
        rest = _plain(name)
        return UnitIdentity(f"{CENTRAL}-{rest}", name, rest, kind_of(rest), None, None, None, "central", "certain")
    region = report.region
    if region is None:
        return UnitIdentity(None, name, None, kind_of(_plain(name)) if name else None, *(None,) * 5)
    county = county_of(region.code)
    printed = (name or "", region.raw or "", report.title or "")
    then = code_then(county, report.report_year, printed)
    province = region.path[0] if region.path else None
    if name is None:
        return UnitIdentity(None, None, None, None, county, then, province, None, None)
    sure = "certain" if _is_certain(report) else "context"
    rest = full_name(_without_place(_plain(name), region))
    unit_id, level, kind = f"{county}-{rest}", str(region.level), kind_of(rest)
    town = _TOWN.fullmatch(rest)
    if _GOVERNMENT.fullmatch(rest) or rest == region.name:
        unit_id, kind = region.code, _kind_of_government(region)
    elif town and region.level != "township":
        unit_id, level, sure = f"{county}-{town[1]}", "township", "guess"
        kind = "street" if town[1].endswith("街道") else "township"
    elif region.level == "township":
        unit_id = f"{region.code}-{rest}"
    return UnitIdentity(unit_id, name, rest, kind, county, then, province, level, sure)


def county_of(code: str) -> str:
    """The six digits of the division that a unit belongs to: its county, prefecture or province, as they are now."""
    return next(one for one in ancestors(present_code(code)) if len(one) == 6)


def _is_certain(report: Report) -> bool:
    supposed = any(warning.code == "unit_supposed" for warning in report.warnings)
    parts = (report.agency, report.region)
    return not supposed and all(part is not None and part.certainty == "certain" for part in parts)


def _kind_of_government(region: Region) -> str:
    if region.level != "township":
        return "government"
    return "street" if region.name.endswith(("街道", "办事处")) else "township"


def _plain(name: str) -> str:
    """The name without white space and a note in brackets behind it."""
    folded = unicodedata.normalize("NFKC", "".join(name.split()))
    return _BRACKETS.sub("", folded) or folded


def _without_place(name: str, region: Region) -> str:
    """The name without the places that it begins with; empty if it is a place's own name."""
    for place in region.path:
        bare = stem(place)
        if name.startswith(place):
            name = name.removeprefix(place)
        elif len(bare) > 1 and name.startswith(bare) and not _OF_PLACE.match(name.removeprefix(bare)):
            name = name.removeprefix(bare)
    return name


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
