"""Where a release contradicts its own schema: files, columns, types, keys, code lists, references."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from gaispider.dataset.build import MANIFEST
from gaispider.dataset.checking.findings import Finding
from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.release_schema import Column, Table, tables
from gaispider.dataset.store.arrow_schema import arrow_schema

_EXAMPLES = 5


def file_faults(release: Path) -> Iterator[Finding]:
    """Files that are missing, or are not those that the manifest describes."""
    manifest: dict[str, Any] = json.loads((release / MANIFEST).read_text("utf-8"))
    wrong = []
    for name, said in manifest["files"].items():
        path = release / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        else:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != said["sha256"]:
                    wrong.append(f"{name} was changed")
    if wrong:
        yield Finding("fault", "files", "files are not those of the manifest", len(wrong), tuple(wrong[:_EXAMPLES]))


def table_faults(connection: duckdb.DuckDBPyConnection, release: Path) -> Iterator[Finding]:
    """Faults of the Parquet files, table by table."""
    for table in tables().values():
        path = release / f"{table.name}.parquet"
        shape = list(_shape_faults(table, path))
        yield from shape
        if not shape:
            yield from _key_faults(connection, table, files([path]))
            for column in table.columns:
                yield from _column_faults(connection, release, table, column)


def _shape_faults(table: Table, path: Path) -> Iterator[Finding]:
    """A table that is not there, or has other columns, types or nulls than the schema says."""
    try:
        schema = pq.read_schema(path)
    except (OSError, ValueError) as error:
        yield Finding("fault", "table", f"{table.name} cannot be read: {error}", 1)
        return
    if not schema.equals(arrow_schema(table.name)):
        names = set(schema.names) ^ set(table.names)
        yield Finding(
            "fault", "columns", f"{table.name} has not the columns or types of its schema", 1, tuple(sorted(names))
        )


def _key_faults(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> Iterator[Finding]:
    if table.primary:
        key = ", ".join(f'"{name}"' for name in table.primary)
        query = f"SELECT {key} FROM {source} GROUP BY {key} HAVING count(*) > 1 ORDER BY {key}"  # noqa: S608
        twice = [" ".join(map(str, row)) for row in rows(connection, query)]
        if twice:
            yield Finding("fault", "key", f"{table.name}: a key stands twice", len(twice), tuple(twice[:_EXAMPLES]))


def _column_faults(
    connection: duckdb.DuckDBPyConnection, release: Path, table: Table, column: Column
) -> Iterator[Finding]:
    source, name = files([release / f"{table.name}.parquet"]), f'"{column.name}"'
    where = f"{table.name}.{column.name}"
    if column.values:
        listed = "list_contains(?, " + name + ")"
        query = f"SELECT {name}, count(*) FROM {source} WHERE {name} IS NOT NULL AND NOT {listed} GROUP BY 1 ORDER BY 1"  # noqa: S608
        found = list(rows(connection, query, [list(column.values)]))
        if found:
            examples = tuple(str(value) for value, _ in found[:_EXAMPLES])
            yield Finding("fault", "list", f"{where} is not on its list", sum(count for _, count in found), examples)
    if column.refers:
        other, _, key = column.refers.partition(".")
        target = files([release / f"{other}.parquet"])
        query = (
            f"SELECT DISTINCT {name} FROM {source} WHERE {name} IS NOT NULL "  # noqa: S608
            f'AND {name} NOT IN (SELECT "{key}" FROM {target}) ORDER BY 1'
        )
        lost = [str(row[0]) for row in rows(connection, query)]
        if lost:
            sentence = f"{where} names what {other} does not have"
            yield Finding("fault", "reference", sentence, len(lost), tuple(lost[:_EXAMPLES]))
