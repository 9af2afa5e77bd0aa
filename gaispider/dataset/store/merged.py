"""The parts of all sites put together: a Parquet file (or a folder) and a CSV file a table, in
the order of the sites' keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gaispider.dataset.store.arrow_schema import BATCH, TableWriter, arrow_schema, parquet_writer
from gaispider.dataset.store.csv_files import CsvTable
from gaispider.dataset.store.partitions import PartitionWriter, parquet_files


def write_table(name: str, out: Path, pieces: Iterable[Any], spill: Path | None = None) -> int:
    """Write a table of the release from pyarrow Tables of its schema; gives the number of rows. Raises OSError.

    With `spill`, a folder for what waits, the Parquet form is a folder of files (partitions.py).
    """
    schema = arrow_schema(name)
    rows = 0
    with (
        _parquet(name, out / f"{name}.parquet", schema, spill) as parquet,
        CsvTable(out / f"{name}.csv", schema.remove_metadata()) as csv,
    ):
        for piece in pieces:
            plain = piece.replace_schema_metadata(None)
            parquet.add(plain.cast(schema))
            csv.add(plain.cast(pa.schema([field.remove_metadata() for field in schema])))
            rows += piece.num_rows
    return rows


@contextmanager
def _parquet(name: str, path: Path, schema: Any, spill: Path | None) -> Iterator[TableWriter | PartitionWriter]:
    if spill is not None:
        parts = PartitionWriter(path, schema, name, spill)
        yield parts
        parts.close()
        return
    with parquet_writer(path, schema) as file:
        writer = TableWriter(file, schema, name)
        yield writer
        writer.close()


def parts_of(name: str, folders: Iterable[Path]) -> Iterator[Any]:
    """The rows of a table in the parts of some sites, or in a release, a batch at a time; a large table is a folder."""
    for folder in folders:
        for path in parquet_files(folder / f"{name}.parquet"):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH):
                    if batch.num_rows:
                        yield pa.Table.from_batches([batch])
