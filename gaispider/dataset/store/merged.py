"""The parts of all sites put together: one Parquet file and one CSV file a table, in the order of the sites' keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gaispider.dataset.store.arrow_schema import BATCH, TableWriter, arrow_schema, parquet_writer
from gaispider.dataset.store.csv_files import CsvTable

Change = Callable[[Any], Any]


def write_table(name: str, out: Path, pieces: Iterable[Any]) -> int:
    """Write a table of the release from pyarrow Tables of its schema; gives the number of rows. Raises OSError."""
    schema = arrow_schema(name)
    rows = 0
    with (
        parquet_writer(out / f"{name}.parquet", schema) as parquet,
        CsvTable(out / f"{name}.csv", schema.remove_metadata()) as csv,
    ):
        writer = TableWriter(parquet, schema, name)
        for piece in pieces:
            plain = piece.replace_schema_metadata(None)
            writer.add(piece.cast(schema))
            csv.add(plain.cast(pa.schema([field.remove_metadata() for field in schema])))
            rows += piece.num_rows
        writer.close()
    return rows


def parts_of(name: str, folders: Iterable[Path]) -> Iterator[Any]:
    """The rows of a table in the parts of some sites, a batch at a time."""
    for folder in folders:
        path = folder / f"{name}.parquet"
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH):
                if batch.num_rows:
                    yield pa.Table.from_batches([batch])
