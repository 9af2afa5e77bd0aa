"""CHANGES.csv: every value of table reports that differs from an earlier release, and why."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from gaispider.dataset.build import MANIFEST
from gaispider.dataset.build_settings import settings_digest
from gaispider.dataset.join.engine import files, ranges, rows
from gaispider.dataset.release_schema import panel_keys, tables
from gaispider.dataset.rows.corrections import FOLLOWING, applied_in

CHANGES = "CHANGES.csv"
_HEAD = ("id", "unit_id", "report_year", "field", "before", "after", "reason")
# They tell of the capture and the reading, and are the reasons of what differs.
_REASONS = ("extractor", "fetched_at", "warnings")
# Other reports decide them.
_OTHERS = ("duplicate_of", "duplicate_reason")


def write_changes(connection: duckdb.DuckDBPyConnection, before: Path, release: Path) -> int:
    """Compare the values of two releases; gives the number of changes. Raises OSError."""
    with (release / CHANGES).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEAD)
        return sum(writer.writerow(row) > 0 for row in changes(connection, before, release))


def changes(connection: duckdb.DuckDBPyConnection, before: Path, release: Path) -> Iterator[tuple[Any, ...]]:
    """A row a value that differs, by id and field: id, unit, year, field, before, after, reason.

    Reasons, the first that holds: new report, report gone; correction; new capture (its bytes were fetched anew); new
    reading (another version of the reader); vocabulary (the tables or rules of the build differ); other (none of
    these: an edited record, another report that it repeats).
    """
    last = "other" if _tables_digest(before) == settings_digest() else "vocabulary"
    why = _Why(_corrected(before) | _corrected(release), last)
    old, new = files([before / "reports.parquet"]), files([release / "reports.parquet"])
    known = {row[0] for row in rows(connection, f"SELECT column_name FROM (DESCRIBE SELECT * FROM {old})")}  # noqa: S608
    names = [name for name in tables()["reports"].names if name in known and name not in _REASONS]
    compared = [name for name in names if name != "id"]
    for key, unit, year in rows(
        connection,
        f"SELECT id, unit_id, report_year FROM {new} a ANTI JOIN {old} b ON a.id = b.id ORDER BY id",  # noqa: S608
    ):
        yield key, unit, year, "", "", "", "new report"
    for key, unit, year in rows(
        connection,
        f"SELECT id, unit_id, report_year FROM {old} a ANTI JOIN {new} b ON a.id = b.id ORDER BY id",  # noqa: S608
    ):
        yield key, unit, year, "", "", "", "report gone"
    for ids in ranges(connection, release / "reports.parquet", "id"):
        was, now = (f"(SELECT * FROM {table} WHERE {ids})" for table in (old, new))  # noqa: S608 - ids of our own
        yield from _differing(connection, was, now, compared, why)


def _differing(
    connection: duckdb.DuckDBPyConnection, old: str, new: str, compared: list[str], why: _Why
) -> Iterator[tuple[Any, ...]]:
    """A row a value that differs between two tables of reports, by id and field."""
    pairs = ", ".join(f'a."{name}"::VARCHAR, b."{name}"::VARCHAR' for name in compared)
    differs = " OR ".join(f'a."{name}"::VARCHAR IS DISTINCT FROM b."{name}"::VARCHAR' for name in compared)
    query = (
        "SELECT b.id, b.unit_id, b.report_year, a.fetched_at IS DISTINCT FROM b.fetched_at, "  # noqa: S608
        f"a.extractor IS DISTINCT FROM b.extractor, {pairs} FROM {old} a JOIN {new} b ON a.id = b.id "
        f"WHERE {differs} ORDER BY b.id"
    )
    for key, unit, year, captured, read, *values in rows(connection, query):
        for name, was, now in zip(compared, values[::2], values[1::2], strict=True):
            if was != now:
                corrected = (key, name) in why.corrected or _is_corrected(name, compared, values)
                last = "other" if name in _OTHERS else why.last
                reason = _reason(last, corrected=corrected, captured=captured, read=read)
                yield key, unit, year, name, _cell(was), _cell(now), reason


@dataclass(frozen=True, slots=True)
class _Why:
    """Record and field of what persons corrected, and the reason where nothing else is."""

    corrected: set[tuple[str, str]]
    last: str


def _corrected(release: Path) -> set[tuple[str, str]]:
    """Record and field of each correction that a release applied, with the fields that follow it."""
    lines = applied_in(release)
    return {(line["id"], name) for line in lines for name in (line["field"], *FOLLOWING.get(line["field"], ()))}


def _tables_digest(release: Path) -> str | None:
    """What the manifest of a release says its tables and rules were; None without a manifest."""
    path = release / MANIFEST
    return json.loads(path.read_text("utf-8")).get("tables_digest") if path.is_file() else None


def _is_corrected(name: str, compared: list[str], values: list[str | None]) -> bool:
    """Whether the value of a figure, before or now, is a correction: its `…_from` says so."""
    key = name.removesuffix("_from").removesuffix("_certainty")
    if key not in panel_keys():
        return False
    at = 2 * compared.index(f"{key}_from")
    return "correction" in values[at : at + 2]


def _reason(last: str, *, corrected: bool, captured: bool, read: bool) -> str:
    if corrected:
        return "correction"
    if captured:
        return "new capture"
    return "new reading" if read else last


def _cell(value: str | None) -> str:
    return "" if value is None else value
