"""Corrections by people: data/corrections.csv, applied to table reports and kept beside what was read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gaispider.dataset.release_schema import Column, panel_keys, tables
from gaispider.dataset.rows.then_codes import code_then
from gaispider.dataset.rows.unit_identity import province_of, unit_of_id

CORRECTIONS = "corrections.csv"
FIELDS = ("id", "field", "read", "value", "who", "why", "date", "source")
# What may be corrected beside the canonical figures: facts of the report, not of its capture.
_FACTS = (
    "unit_id", "unit_name", "agency_kind", "county_code", "county_code_then", "province", "level", "report_year",
    "kind", "published", "signed", "period_start", "period_end",
)  # fmt: skip
# The state of each line in the release's corrections.csv.
APPLIED, STALE, NO_REPORT = "applied", "not applied: read value has changed", "no such report"
NOT_BUILT = "its site is not in this release"
# Fields that say of others what they are: corrected first, the others are derived anew.
FOLLOWING: dict[str, tuple[str, ...]] = {
    "unit_id": (
        "unit_name", "agency_kind", "county_code", "county_code_then", "province", "level", "unit_certainty",
    ),
    "county_code": ("county_code_then", "province"),
    "report_year": ("county_code_then",),
}  # fmt: skip
Value = str | int | float | None


class CorrectionError(ValueError):
    """A line of the file that cannot be applied; the message names line and field."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line. `read` is the value that the correction was made against, as the release printed it."""

    id: str
    field: str
    read: str
    value: str
    who: str
    why: str
    date: str
    source: str

    @property
    def site(self) -> str:
        """The key of the site, with which the record's id begins."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that met its record: what is read now; `changed`: it was made against another value, not applied."""

    id: str
    field: str
    read: str
    read_now: str
    changed: bool


def read_corrections(path: Path) -> list[Correction]:
    """The lines of a file, UTF-8 with or without BOM. Raises OSError, CorrectionError."""
    found = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != FIELDS:
            raise CorrectionError(f"{path}: the columns are {', '.join(FIELDS)}")
        for number, row in enumerate(reader, start=2):
            where = f"{path}, line {number}"
            if row["field"] not in (*_FACTS, *panel_keys()):
                raise CorrectionError(f"{where}: {row['field']!r} is no field of reports that may be corrected")
            missing = [name for name in ("id", "who", "why", "date", "source") if not row[name]]
            if missing:
                raise CorrectionError(
                    f"{where}: {', '.join(missing)} is missing; a correction says who, why and from where"
                )
            correction = Correction(**{name: row[name] or "" for name in FIELDS})
            parsed(correction, where)
            found.append(correction)
    return found


def parsed(correction: Correction, where: str = "corrections") -> Value:
    """The new value in the type of its column; an empty one takes the value away. Raises CorrectionError."""
    column = _column(correction.field)
    if not correction.value:
        return None
    if column.values and correction.value not in column.values:
        raise CorrectionError(f"{where}: {correction.field} is one of {', '.join(column.values)}")
    try:
        if column.type == "integer":
            return int(correction.value)
        return float(correction.value) if column.type == "number" else correction.value
    except ValueError as error:
        raise CorrectionError(f"{where}: {correction.value!r} is no {column.type}") from error


def _column(name: str) -> Column:
    return next(column for column in tables()["reports"].columns if column.name == name)


def correct(row: dict[str, Any], corrections: Iterable[Correction]) -> list[Applied]:
    """Change a row of reports by the corrections of its record; gives what was read for each.

    One that was made against another value than is read now changes nothing.
    """
    applied, read, done = [], dict(row), set()
    for one in sorted(corrections, key=lambda one: _order(one.field)):
        # A field that follows another is compared as it was read, one that is corrected twice as it is by now.
        now = row.get(one.field) if one.field in done else read.get(one.field)
        fits = _is_read(one, now)
        if fits:
            done.add(one.field)
            row[one.field] = parsed(one)
            row.update(_derived(row, one.field))
            if one.field in panel_keys():
                row[f"{one.field}_from"], row[f"{one.field}_certainty"] = "correction", "correction"
        applied.append(Applied(one.id, one.field, one.read, "" if now is None else str(now), not fits))
    return applied


def _order(field: str) -> int:
    fields = list(FOLLOWING)
    return fields.index(field) if field in FOLLOWING else len(fields)


def _is_read(one: Correction, now: Any) -> bool:
    try:
        return bool(parsed(replace(one, value=one.read)) == now)
    except CorrectionError:
        return False


def _derived(row: dict[str, Any], field: str) -> dict[str, Any]:
    """The fields that follow a corrected one, as they are with its new value."""
    if field == "unit_id" and row["unit_id"]:
        return unit_of_id(row["unit_id"], row["report_year"]) | {"unit_certainty": "certain"}
    if field == "unit_id":
        return {"unit_certainty": None}
    if field not in FOLLOWING:
        return {}
    county, printed = row["county_code"], (row["unit_name"] or "", row["title"] or "")
    found = {"county_code_then": code_then(county, row["report_year"], printed) if county else None}
    return found | ({"province": province_of(county) if county else None} if field == "county_code" else {})


def corrections_of(release: Path) -> list[dict[str, str]]:
    """The lines of a release's own corrections.csv with what became of each; none if it has no such file."""
    try:
        with (release / CORRECTIONS).open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError:
        return []


def applied_in(release: Path) -> list[dict[str, str]]:
    """Those of them that the release applied."""
    return [line for line in corrections_of(release) if line["outcome"] not in (STALE, NO_REPORT, NOT_BUILT)]
