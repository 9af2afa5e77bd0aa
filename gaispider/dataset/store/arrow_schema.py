"""The schema of a table for Parquet, and the one way to write it, so that the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gaispider.dataset.release_schema import Column, tables

# Rows of a row group; fixed, since the bytes of a file depend on it.
GROUP = 65_536
# Rows that hold whole texts take more memory: fewer make a group.
_GROUPS = {"sections": 8_192, "texts": 2_048, "reports": 16_384, "panel": 16_384}
# Rows that are kept in memory before they are written as a part of a row group.
BATCH = 4_096
_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
# What joins need beside the tables, and no release has.
EXTRA = {
    "fingerprints": pa.schema([("id", pa.string()), ("hash", pa.int64())]),
    "texts": pa.schema([("id", pa.string()), ("digest", pa.string()), ("text", pa.string())]),
}


@cache
def arrow_schema(name: str) -> Any:
    """The pyarrow schema of a table, with the descriptions of its columns; or of one of EXTRA."""
    if name in EXTRA:
        return EXTRA[name]
    return pa.schema([_field(column) for column in tables()[name].columns])


def _field(column: Column) -> Any:
    said = {"description": column.english} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.type], nullable=not column.required, metadata=said)


@contextmanager
def parquet_writer(path: Path, schema: Any) -> Iterator[pq.ParquetWriter]:
    """A writer of zstd Parquet without times or names of machines. Raises OSError."""
    with pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=6, version="2.6", store_schema=True
    ) as writer:
        yield writer


class TableWriter:
    """Writes rows or Arrow batches to one Parquet file in row groups of a fixed size, however they come."""

    def __init__(self, writer: pq.ParquetWriter, schema: Any, table: str = "") -> None:
        self._writer, self._schema, self._group = writer, schema, _GROUPS.get(table, GROUP)
        self._waiting: list[Any] = []
        self._rows = 0
        self._is_empty = True

    def add(self, batch: Any) -> None:
        """A pyarrow Table of the schema."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        while self._rows >= self._group:
            whole = pa.concat_tables(self._waiting)
            self._write(whole.slice(0, self._group))
            self._waiting = [whole.slice(self._group)]
            self._rows -= self._group

    def close(self) -> None:
        if self._rows or self._is_empty:
            self._write(pa.concat_tables(self._waiting) if self._waiting else self._schema.empty_table())
        self._waiting, self._rows = [], 0

    def _write(self, table: Any) -> None:
        self._is_empty = False
        # One chunk a column: the pages of a file depend on how its memory is cut.
        self._writer.write_table(table.combine_chunks(), row_group_size=self._group)


def as_tables(rows: Iterable[dict[str, Any]], name: str) -> Iterator[Any]:
    """Rows as pyarrow Tables of BATCH rows, so that no table need be in memory; one that is empty if there are none."""
    left = iter(rows)
    batch = list(islice(left, BATCH))
    yield as_table(batch, name)
    while batch := list(islice(left, BATCH)):
        yield as_table(batch, name)


def as_table(rows: Iterable[dict[str, Any]], name: str) -> Any:
    """Rows as a pyarrow Table; ISO days become dates."""
    schema = arrow_schema(name)
    days = {field.name for field in schema if field.type == pa.date32()}
    plain = (
        [{key: _day(value) if key in days else value for key, value in row.items()} for row in rows] if days else rows
    )
    return pa.Table.from_pylist(list(plain), schema=schema)


def _day(value: Any) -> date | None:
    """A day that no calendar has is none: its string stays in the record."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
