"""The rows of a table are cut into groups of a fixed size, however they come: the bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gaispider.dataset.store import arrow_schema, partitions
from gaispider.dataset.store.arrow_schema import TableWriter, parquet_writer
from gaispider.dataset.store.partitions import PartitionWriter, parquet_files

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


CELLS = pa.schema([("n", pa.int64()), ("form", pa.string()), ("report_year", pa.int64())])
FORMS, YEARS = ("C2021", None, "A2014"), (2021, 2022, None, 2014)


def cut(folder: Path, sizes: list[int]) -> dict[str, tuple[bytes, list[int]]]:
    """Files of a partitioned table in pieces of those sizes: bytes and rows by place."""
    writer = PartitionWriter(folder, CELLS, "figures", folder.with_name("spill"))
    start = 0
    for size in sizes:
        n = range(start, start + size)
        columns = {"n": list(n), "form": [FORMS[i % 3] for i in n], "report_year": [YEARS[i % 4] for i in n]}
        writer.add(pa.table(columns, schema=CELLS))
        start += size
    writer.close()
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), pq.read_table(path).column("n").to_pylist())
        for path in parquet_files(folder)
    }


def test_rows_come_to_the_file_of_their_form_and_year_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = cut(tmp_path / "one", [100])
    assert len(one) == 12
    assert one["no_form/2022.parquet"][1] == list(range(1, 100, 12))
    assert one["A2014/no_year.parquet"][1] == list(range(2, 100, 12))
    # Sorted into their files more often, and in other pieces, the bytes are the same.
    monkeypatch.setattr(partitions, "_SORTED", 10)
    assert cut(tmp_path / "many", [7, 30, 0, 1, 62]) == one
    assert pq.read_table(tmp_path / "many").num_rows == 100
    assert not (tmp_path / "spill").exists()
