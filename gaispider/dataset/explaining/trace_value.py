"""A value of table reports, the strings it was read from, and the rule that chose it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from gaispider.crawl.store import SiteStore
from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.release_schema import panel_keys, tables
from gaispider.dataset.rows.canonical_figures import canonical_figures
from gaispider.dataset.rows.corrections import FOLLOWING, applied_in
from gaispider.explain.rule_table import meaning
from gaispider.items import Report
from gaispider.records.fold import newest
from gaispider.report.forms.labels import vocabulary


class NotFoundError(LookupError):
    """The release has no such report or field; the message says what it has."""


# Table, row and column of a cell, as in the table figures.
CellName = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a string stands: a cell (`t3 1/total`) or a sentence. `raw` is as printed, None for a blank."""

    where: str
    raw: str | None
    value: str | None
    method: str | None
    certainty: str | None
    cell: CellName | None = None


@dataclass(slots=True)
class TracedValue:
    """A field of the report with its value, and where it was read from. `rule` chose it, `means` explains the rule.

    `corrections` are sentences on values that a person put in its place: which, who, when, why and by which source.
    """

    name: str
    value: Any
    source: str | None = None
    certainty: str | None = None
    places: list[Place] = field(default_factory=list)
    rule: str | None = None
    means: str | None = None
    corrections: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TracedReport:
    """A report of a release, its record in the store (None if the store has none), and the values asked for.

    `attachments` are its rows of that table, `figures` the raw strings of all its cells.
    """

    row: dict[str, Any]
    capture: dict[str, Any]
    record: Report | None
    values: list[TracedValue]
    attachments: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[CellName, str | None] = field(default_factory=dict)

    @property
    def text_from(self) -> str | None:
        """`page`, or the name of the file that the text was read from."""
        said: str | None = self.row["text_from"]
        return said

    @property
    def tables_from(self) -> str | None:
        """The same of the tables, which may be a file's where the text is the page's."""
        own = self.record.statistics.tables_from if self.record else None
        return own or self.text_from


# Fields of reports that a record reads from a string of its own: the part of the record, and the key of its rule.
_FACTS = {
    "unit_name": ("agency", "agency"),
    "unit_id": ("agency", "agency"),
    "county_code": ("region", "region"),
    "published": ("published", "published"),
    "signed": ("signed", "signed"),
    "period_start": ("period", "period"),
    "period_end": ("period", "period"),
}


def trace(
    connection: duckdb.DuckDBPyConnection, release: Path, store: Path, wanted: tuple[str, int | None], fields: list[str]
) -> TracedReport:
    """Trace fields of a report; without `fields` every canonical figure that it has.

    `wanted` is a record's id and None, or a unit's id and a year. Raises NotFoundError, OSError.
    """
    row = _report(connection, release, wanted)
    (capture,) = _dicts(connection, release / "captures.parquet", "id = ?", row["id"])
    known = tables()["reports"].names
    for name in fields:
        if name not in known:
            raise NotFoundError(f"reports has no column {name!r}; codebook.md of the release lists them")
    record = _record(store, row)
    names = fields or [key for key in panel_keys() if row[key] is not None]
    values = [_value(connection, release, row, record, name) for name in names]
    corrected = [line for line in applied_in(release) if line["id"] == row["id"]]
    for one in values:
        one.corrections = [told for line in corrected if (told := _correction(line, one.name))]
    attachments = sorted(
        _dicts(connection, release / "attachments.parquet", "id = ?", row["id"]), key=lambda one: int(one["place"])
    )
    figures = {
        (one["table"], one["row"], one["column"]): one["raw"]
        for one in _dicts(connection, release / "figures.parquet", "id = ?", row["id"])
    }
    return TracedReport(row, capture, record, values, attachments, figures)


def capture_of_record(connection: duckdb.DuckDBPyConnection, release: Path, record: str) -> dict[str, Any] | None:
    """The row of a record in the table captures, also of one that is no report; None if there is none."""
    return next(_dicts(connection, release / "captures.parquet", "id = ?", record), None)


def _report(connection: duckdb.DuckDBPyConnection, release: Path, wanted: tuple[str, int | None]) -> dict[str, Any]:
    key, year = wanted
    if year is not None:
        chosen = list(
            rows(
                connection,
                f"SELECT id, status, why FROM {files([release / 'panel.parquet'])} "  # noqa: S608
                "WHERE unit_id = ? AND report_year = ?",
                [key, year],
            )
        )
        if not chosen:
            raise NotFoundError(f"the panel has no unit {key} in {year}")
        ((found, status, why),) = chosen
        if found is None:
            raise NotFoundError(f"no report of {key} for {year}: {status}, {why}")
        key = found
    reports = list(_dicts(connection, release / "reports.parquet", "id = ?", key))
    if not reports:
        raise NotFoundError(f"the release has no report {key}; a unit needs its year: scrapy explain UNIT YEAR")
    return reports[0]


def _dicts(
    connection: duckdb.DuckDBPyConnection, path: Path, condition: str, *values: object
) -> Iterator[dict[str, Any]]:
    found = connection.execute(f"SELECT * FROM {files([path])} WHERE {condition}", list(values))  # noqa: S608
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))


def _record(store: Path, row: dict[str, Any]) -> Report | None:
    records = SiteStore(store, row["site"]).records
    version = newest(sorted(records.glob("*.jsonl")), lambda _path, _number, _error: None).get(row["id"])
    return version.read() if version else None


def _value(
    connection: duckdb.DuckDBPyConnection, release: Path, row: dict[str, Any], record: Report | None, name: str
) -> TracedValue:
    if name not in panel_keys():
        return _fact(row, record, name)
    found = TracedValue(name, row[name], row[f"{name}_from"], row[f"{name}_certainty"])
    source = _source_read(record, name) if found.source == "correction" else found.source
    table, _, place = (source or "").partition(":")
    if table == "narrative":
        for one in _dicts(connection, release / "narrative.parquet", 'id = ? AND "key" = ?', row["id"], place):
            value = _plain(one["value"])
            found.places.append(Place(f"sentence {place}", one["phrase"], value, one["method"], one["certainty"]))
    elif table in ("t2", "t3", "t4", "annex"):
        for part in [f"{place}/value"] if table == "annex" else place.split("+"):
            label, _, column = part.rpartition("/")
            found.places.extend(
                _cells(connection, release, row["id"], "a" if table == "annex" else table, label, column)
            )
    return found


def _source_read(record: Report | None, name: str) -> str | None:
    """Where the figure was read that a person has corrected."""
    read = canonical_figures(record).figures.get(name) if record else None
    return read.source if read else None


def _correction(line: dict[str, str], name: str) -> str | None:
    """What a correction did to a field: its own, or one that follows it."""
    who = f"by {line['who']} on {line['date']}: {line['why']} ({line['source']})"
    if line["field"] == name:
        return f"corrected from {line['read_now'] or 'nothing'} {who}"
    return f"follows {line['field']}, corrected {who}" if name in FOLLOWING.get(line["field"], ()) else None


def _cells(
    connection: duckdb.DuckDBPyConnection, release: Path, record: str, table: str, row: str, column: str
) -> Iterator[Place]:
    condition = 'id = ? AND "table" = ? AND "row" = ? AND "column" = ?'
    for one in _dicts(connection, release / "figures.parquet", condition, record, table, row, column):
        where = f"table {table}, row {_labelled(table, 'row', row)}, column {_labelled(table, 'column', column)}"
        yield Place(where, one["raw"], _plain(one["value"]), one["method"], one["certainty"], (table, row, column))


def _labelled(table: str, role: str, key: str) -> str:
    """The key of a row or column, with the label that the official form prints there."""
    printed = vocabulary(table, role).printed.get(key)
    return f"{key} ({printed})" if printed and printed != key else key


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:g}" if abs(value) < 1e15 else str(value)


def _fact(row: dict[str, Any], record: Report | None, name: str) -> TracedValue:
    found = TracedValue(name, row[name])
    part, key = _FACTS.get(name, (None, name))
    if record is None:
        return found
    found.rule = record.rules.get(key)
    found.means = meaning(key, found.rule) if found.rule else None
    read = getattr(record, part) if part else None
    if read is not None:
        raw, where = getattr(read, "raw", None), getattr(read, "found_in", None) or "text"
        method, certainty = getattr(read, "method", None), getattr(read, "certainty", None)
        found.places.append(Place(f"{where}", raw, str(row[name]), method, certainty))
    elif name in ("title", "report_year", "kind"):
        found.places.append(Place(record.title_found_in or "title", record.title, str(row[name]), None, None))
    return found
