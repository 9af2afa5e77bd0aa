"""The rows of a table are cut into groups of a fixed size, however they come: the bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gaispider.dataset.store import arrow_schema
from gaispider.dataset.store.arrow_schema import TableWriter, parquet_writer

SCHEMA = pa.schema([("id", pa.string()), ("n", pa.int64())])


def written(path: Path, sizes: list[int]) -> bytes:
    """The file of 0, 1, 2 … in pieces of those sizes."""
    with parquet_writer(path, SCHEMA) as parquet:
        writer = TableWriter(parquet, SCHEMA)
        start = 0
        for size in sizes:
            numbers = range(start, start + size)
            writer.add(pa.table({"id": [str(n) for n in numbers], "n": list(numbers)}, schema=SCHEMA))
            start += size
        writer.close()
    return path.read_bytes()


def test_groups_do_not_depend_on_the_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_schema, "GROUP", 10)
    one = written(tmp_path / "a.parquet", [25])
    assert written(tmp_path / "b.parquet", [3, 9, 1, 0, 12]) == one
    file = pq.ParquetFile(tmp_path / "a.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [10, 10, 5]
    assert file.read().column("n").to_pylist() == list(range(25))


def test_a_table_without_rows_is_a_file_with_columns(tmp_path: Path) -> None:
    written(tmp_path / "a.parquet", [])
    assert pq.read_table(tmp_path / "a.parquet").schema.names == ["id", "n"]
