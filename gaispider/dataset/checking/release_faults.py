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
from gaispider.dataset.store.partitions import parquet_files
from gaispider.dataset.telling import Told, each_told

_EXAMPLES = 5


def file_faults(release: Path, tell: Told) -> Iterator[Finding]:
    """Files that are missing, or are not those that the manifest describes."""
    manifest: dict[str, Any] = json.loads((release / MANIFEST).read_text("utf-8"))
    wrong = []
    for name, said in each_told(list(manifest["files"].items()), tell, "comparing files with the manifest"):
        path = release / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        else:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != said["sha256"]:
                    wrong.append(f"{name} was changed")
    # Readers take every file of a table's folder.
    for folder in (path for path in release.iterdir() if path.suffix == ".parquet" and path.is_dir()):
        names = (path.relative_to(release).as_posix() for path in parquet_files(folder))
        wrong += [f"{name} is not in the manifest" for name in names if name not in manifest["files"]]
    if wrong:
        yield Finding("fault", "files", "files are not those of the manifest", len(wrong), tuple(wrong[:_EXAMPLES]))


def table_faults(connection: duckdb.DuckDBPyConnection, release: Path, tell: Told) -> Iterator[Finding]:
    """Faults of the Parquet files, table by table."""
    for table in each_told(list(tables().values()), tell, "checking tables"):
        path = release / f"{table.name}.parquet"
        shape = list(_shape_faults(table, path))
        yield from shape
        if not shape:
            yield from _key_faults(connection, table, files([path]))
            for column in table.columns:
                yield from _column_faults(connection, release, table, column)


def _shape_faults(table: Table, path: Path) -> Iterator[Finding]:
    """A table that is not there, or has other columns, types or nulls than the schema says."""
    wrong: set[str] = set()
    count = 0
    for file in parquet_files(path):
        try:
            schema = pq.read_schema(file)
        except (OSError, ValueError) as error:
            yield Finding("fault", "table", f"{table.name} cannot be read: {error}", 1)
            return
        if not schema.equals(arrow_schema(table.name)):
            wrong |= set(schema.names) ^ set(table.names)
            count += 1
    if count:
        sentence = f"{table.name} has not the columns or types of its schema"
        yield Finding("fault", "columns", sentence, count, tuple(sorted(wrong)))


def _key_faults(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> Iterator[Finding]:
    if table.primary:
        key = ", ".join(f'"{name}"' for name in table.primary)
        twice = f"SELECT concat_ws(' ', {key}) AS said FROM {source} GROUP BY {key} HAVING count(*) > 1"  # noqa: S608
        yield from _counted(connection, "key", f"{table.name}: a key stands twice", twice)


def _column_faults(
    connection: duckdb.DuckDBPyConnection, release: Path, table: Table, column: Column
) -> Iterator[Finding]:
    source, name = files([release / f"{table.name}.parquet"]), f'"{column.name}"'
    where = f"{table.name}.{column.name}"
    if column.values:
        # Grouped first: a list is asked for each value, not for each of millions of rows.
        query = (
            f"SELECT {name}, count(*) FROM {source} WHERE {name} IS NOT NULL GROUP BY 1 "  # noqa: S608
            f"HAVING NOT list_contains(?, {name}) ORDER BY 1"
        )
        found = list(rows(connection, query, [list(column.values)]))
        if found:
            examples = tuple(str(value) for value, _ in found[:_EXAMPLES])
            yield Finding("fault", "list", f"{where} is not on its list", sum(count for _, count in found), examples)
    if column.refers:
        other, _, key = column.refers.partition(".")
        target = files([release / f"{other}.parquet"])
        lost = (
            f"SELECT said FROM (SELECT DISTINCT {name} AS said FROM {source} WHERE {name} IS NOT NULL) "  # noqa: S608
            f'ANTI JOIN (SELECT "{key}" AS known FROM {target}) ON said = known'
        )
        yield from _counted(connection, "reference", f"{where} names what {other} does not have", lost)


def _counted(connection: duckdb.DuckDBPyConnection, what: str, sentence: str, query: str) -> Iterator[Finding]:
    """A fault if a query with one column `said` has rows: how many, and the first of them."""
    ((count, examples),) = rows(connection, f"SELECT count(*), min(said, {_EXAMPLES}) FROM ({query})")  # noqa: S608
    if count:
        yield Finding("fault", what, sentence, count, tuple(examples))
