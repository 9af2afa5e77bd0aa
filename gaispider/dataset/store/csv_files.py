"""A table as CSV: UTF-8 with BOM for spreadsheets, an empty cell where there is no value."""

from __future__ import annotations

import codecs
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

# Texts that a spreadsheet takes for a formula, by which a page could make it send requests; numbers are none.
_FORMULA = r"^[=+\-@\t\r]"
_NUMBER = r"^[+\-]?\d+(\.\d+)?$"


class CsvTable:
    """Writes pyarrow Tables of one schema to a CSV file."""

    def __init__(self, path: Path, schema: Any) -> None:
        self._file = path.open("wb")
        self._file.write(codecs.BOM_UTF8)
        self._writer = pa_csv.CSVWriter(self._file, schema, write_options=pa_csv.WriteOptions(quoting_style="needed"))

    def __enter__(self) -> CsvTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._writer.close()
        self._file.close()

    def add(self, table: Any) -> None:
        """A text that a spreadsheet would take for a formula gets a `'` before it."""
        columns = [_guarded(table.column(at)) for at in range(table.num_columns)]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=table.schema))


def _guarded(column: Any) -> Any:
    if not pa.types.is_string(column.type):
        return column
    risky = pc.and_(pc.match_substring_regex(column, _FORMULA), pc.invert(pc.match_substring_regex(column, _NUMBER)))
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
