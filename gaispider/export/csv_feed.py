"""The feed exporter for `-O records.csv`: a flat table that opens in a spreadsheet."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter

from gaispider.adapters.item_access import is_record
from gaispider.draft import WORKING
from gaispider.export.flat_columns import cell, columns, row


class FlatCsvItemExporter(CsvItemExporter):
    """Scrapy's feed exporter `csv` with one row for each record and the columns of gaispider.export.flat_columns.

    The file is UTF-8 with a byte order mark, which Excel needs for Chinese. FEED_EXPORT_FIELDS selects and orders
    columns; a name includes all columns below it (`region` includes `region.code`). Additional fields of other
    projects' pipelines come last, if the first item has them. An item that is no record gets a column for each field.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        if (kwargs.get("encoding") or "utf-8").lower() in ("utf-8", "utf8"):
            kwargs["encoding"] = "utf-8-sig"
        super().__init__(file, **kwargs)
        self._file = file
        self._chosen = self.fields_to_export
        self._columns: list[str] | None = None

    def export_item(self, item: Any) -> None:
        values = {name: value for name, value in ItemAdapter(item).asdict().items() if name != WORKING}
        ours = columns() if is_record(item) else {}
        extra = {name: cell(value) for name, value in values.items() if name not in {path[0] for path in ours.values()}}
        flat = {**(row(values) if ours else {}), **extra}
        if self._columns is None:
            self._columns = self._header(list(flat))
        super().export_item({name: flat.get(name, "") for name in self._columns})

    def _header(self, names: list[str]) -> list[str]:
        """The columns to write, selected from the names that the first item has; sets the header."""
        chosen = self._chosen
        wanted = names if chosen is None else [one for field in chosen for one in names if _lies_in(one, field)]
        called = {name: chosen.get(name, name) for name in wanted} if isinstance(chosen, dict) else wanted
        self.fields_to_export = called
        # `-o` appends to an existing file; the header is not repeated if it is the same.
        titles = [*called.values()] if isinstance(called, dict) else called
        self._headers_not_written = self.include_headers_line and titles != _first_row(self._file)
        return wanted


def _lies_in(column: str, field: str) -> bool:
    return column == field or column.startswith(f"{field}.")


def _first_row(file: Any) -> list[str] | None:
    """The header of a file that is appended to; None for a new file."""
    try:
        if file.tell() == 0:
            return None
        with Path(file.name).open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), None)
    except (OSError, AttributeError, TypeError, ValueError):
        return None
