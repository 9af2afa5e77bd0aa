"""A large table in one Parquet file for each form and year, so that a question reads only what it asks for.

`figures.parquet` is then a folder with the files `FORM/YEAR.parquet`, each with all columns: pandas, pyarrow and DuckDB
read it under the name that the one file of a small release has, with the same columns, types and nulls. (Folders named
`form=C2021` would take the columns out of the files: readers guess their types then, and pandas fails at a null.)
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gaispider.dataset.store.arrow_schema import TableWriter, parquet_writer

# Tables that are a folder once they are large, and the columns by which they are cut.
PARTITIONED: Mapping[str, tuple[str, str]] = {"figures": ("form", "report_year")}
# Rows from which such a table is a folder: about 80,000 reports.
LARGE = 5_000_000
# Rows that are sorted into their files at once: fewer would make the waiting files' batches tiny.
_SORTED = 65_536


def is_large(name: str, rows: int, large: int = LARGE) -> bool:
    """Whether a table of so many rows is written as a folder."""
    return name in PARTITIONED and rows >= large


class PartitionWriter:
    """Writes rows in any order to the files of a folder; each file keeps the order in which its rows came.

    Rows wait in a file for each part under `spill`, so that memory does not grow with their number.
    """

    def __init__(self, folder: Path, schema: Any, name: str, spill: Path) -> None:
        self._folder, self._schema, self._name, self._spill = folder, schema, name, spill
        self._waiting: list[Any] = []
        self._rows = 0
        self._files: dict[str, Any] = {}
        shutil.rmtree(spill, ignore_errors=True)
        spill.mkdir(parents=True)

    def add(self, table: Any) -> None:
        """A pyarrow Table of the schema."""
        self._waiting.append(table)
        self._rows += table.num_rows
        if self._rows >= _SORTED:
            self._sort()

    def close(self) -> None:
        """Write the files of the folder. Raises OSError."""
        self._sort()
        for file in self._files.values():
            file.close()
        for place in sorted(self._files):
            path = self._folder / f"{place}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            with parquet_writer(path, self._schema) as parquet, pa.OSFile(str(self._file(place))) as waiting:
                writer = TableWriter(parquet, self._schema, self._name)
                for batch in pa.ipc.open_stream(waiting):
                    writer.add(pa.Table.from_batches([batch], self._schema))
                writer.close()
            self._file(place).unlink()
        self._spill.rmdir()

    def _file(self, place: str) -> Path:
        return self._spill / f"{place.replace('/', '-')}.arrows"

    def _sort(self) -> None:
        for place, rows in _parts(pa.concat_tables(self._waiting), PARTITIONED[self._name]) if self._waiting else ():
            if place not in self._files:
                options = pa.ipc.IpcWriteOptions(compression="lz4")
                self._files[place] = pa.ipc.new_stream(str(self._file(place)), self._schema, options=options)
            self._files[place].write_table(rows.combine_chunks())
        self._waiting, self._rows = [], 0


def _parts(table: Any, columns: tuple[str, str]) -> Iterator[tuple[str, Any]]:
    """The rows of a table by their file, `FORM/YEAR`; `no_form` and `no_year` where there is none."""
    words = [table.column(name).cast(pa.string()).fill_null(f"no_{name.rpartition('_')[2]}") for name in columns]
    places = pc.binary_join_element_wise(*words, "/").combine_chunks()
    order = pc.sort_indices(places)
    sorted_places, rows = places.take(order), table.take(order)
    start = 0
    for run in pc.run_end_encode(sorted_places).run_ends.to_pylist():
        yield sorted_places[start].as_py(), rows.slice(start, run - start)
        start = run


def parquet_files(path: Path) -> list[Path]:
    """The Parquet files of a table, which is one file or a folder of them."""
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
