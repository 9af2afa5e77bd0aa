"""DuckDB as the joins use it: one thread, so that sums and orders are the same every time, with a bound on memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb

MEMORY = "256MB"
_BATCH = 4_096
# Rows of the first table of a join that are joined at once.
_ROWS_JOINED = 50_000


@contextmanager
def engine(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that keeps what does not fit into memory in the folder `spill`."""
    with closing(duckdb.connect()) as connection:
        connection.execute("SET threads = 1")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET temp_directory = ?", [str(spill)])
        # Its bar would stand among the findings on standard output.
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = true")
        yield connection


def files(paths: Sequence[Path], *options: str) -> str:
    """Parquet files as a table of SQL, in their order; `options` are those of read_parquet."""
    listed = ", ".join(_quoted(str(path)) for path in paths)
    return f"read_parquet({', '.join([f'[{listed}]', *options])})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def batches(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
    """The result of a query as pyarrow Tables, a batch at a time."""
    import pyarrow as pa

    reader: Any = connection.sql(query, params=list(parameters) or None).to_arrow_reader(_BATCH)
    for batch in reader:
        yield pa.Table.from_batches([batch])


def rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
    """The result of a query row by row, as tuples; the connection must not be used until it is read."""
    found = connection.execute(query, list(parameters))
    while some := found.fetchmany(_BATCH):
        yield from some


def ranges(connection: duckdb.DuckDBPyConnection, path: Path, column: str) -> Iterator[str]:
    """Conditions on a column of strings, in their order, that cut a Parquet file into parts which fit into memory.

    Every string is in one of them, whatever the file has; where it is sorted by the column, they are equally large.
    """
    some = f"SELECT DISTINCT {column} FROM {files([path], 'file_row_number = true')} "  # noqa: S608 - names of our own
    firsts = [row[0] for row in rows(connection, f"{some} WHERE file_row_number % {_ROWS_JOINED} = 0 ORDER BY ALL")]
    for first, end in zip_longest([None, *firsts[1:]] if firsts else [], firsts[1:]):
        bounds = [
            f"{column} {sign} {_quoted(bound)}" for sign, bound in ((">=", first), ("<", end)) if bound is not None
        ]
        yield " AND ".join(bounds) or "true"
