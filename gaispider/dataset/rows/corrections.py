"""Corrections by people: data/corrections.csv, applied to table reports and kept beside what was read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaispider.dataset.release_schema import Column, panel_keys, tables

FIELDS = ("id", "field", "read", "value", "who", "why", "date", "source")
# What may be corrected beside the canonical figures: facts of the report, not of its capture.
_FACTS = (
    "unit_id", "unit_name", "agency_kind", "county_code", "county_code_then", "province", "level", "report_year",
    "kind", "published", "signed", "period_start", "period_end",
)  # fmt: skip
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
    """A correction that met its record: what is read now, and whether it was another value when it was corrected."""

    id: str
    field: str
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
    """Change a row of reports by the corrections of its record; gives what was read for each."""
    applied = []
    for one in corrections:
        read = row.get(one.field)
        written = "" if read is None else str(read)
        row[one.field] = parsed(one)
        if one.field in panel_keys():
            row[f"{one.field}_from"], row[f"{one.field}_certainty"] = "correction", "correction"
        applied.append(Applied(one.id, one.field, written, written != one.read))
    return applied
