"""Sheets (XLS, XLSX, XLSB, ODS), by python-calamine: each sheet is a table, its notes lines of text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from gaispider.documents.content import EXTRA, FileContent, UnreadableFileError
from gaispider.documents.sheet_looks import SheetLook, sheet_looks
from gaispider.documents.sheet_looks.seen_rows import without_unseen
from gaispider.page.html.grids import table_lines
from gaispider.page.model import Block, Cell, Table

# The record that begins a workbook, of versions 5 and 8, and the one that says how it is encrypted.
_BEGIN = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0", re.S)
_FILE_PASS = b"\x2f\0"
_FIRST_RECORDS = 4
# Cells of one sheet; more is a data set, not a report.
_MOST_CELLS = 200_000
# What a sheet name may say of its figures: their year, or that they are samples or a template.
_TELLING = re.compile("20[0-9]{2}|上一?年|去年|样[表本]|模[板版]|示例|范[例本]")
_FIGURE = re.compile(r"[\d.,]+\D?")
# A sheet keeps whole numbers below this exactly.
_EXACT = 1e15
_EXAMPLES = 5
_UNTOLD: Final = ("damaged", "nothing tells what is hidden in it")
# Characters; a cell that stands alone in its row and is longer is a note.
_LONGEST_LABEL = 40


def read_sheets(body: bytes, kind: str) -> FileContent:
    """The content of a workbook. Hidden sheets, rows and columns are not read. Raises UnreadableFileError."""
    if _is_locked(body):  # calamine takes such a file for none of its formats, or reads what is encrypted
        raise UnreadableFileError("encrypted", "a password is needed")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        names = [
            data.name
            for data in book.sheets_metadata
            if str(data.visible).endswith("Visible") and str(data.typ).endswith("WorkSheet")
        ]
        looks = sheet_looks(body)
        content = FileContent(kind, f"python-calamine {version('python-calamine')}", pages=len(names))
        if looks is None:
            lacks = find_spec("xlrd") is None
            content.unread.append(("not_installed", f"xlrd, which tells what is hidden: {EXTRA}") if lacks else _UNTOLD)
        for name in names:
            _sheet(book, name, (looks or {}).get(name, SheetLook()), content)
    except PasswordError as error:
        raise UnreadableFileError("encrypted", "a password is needed") from error
    except (CalamineError, KeyError, ValueError, OSError, etree.LxmlError, zipfile.BadZipFile, zlib.error) as error:
        raise UnreadableFileError("damaged", f"no sheet that can be read ({type(error).__name__}: {error})") from error
    return content


def _is_locked(body: bytes) -> bool:
    """Whether the first records of an XLS workbook say that the others are encrypted (FilePass, MS-XLS 2.4.117)."""
    begun = _BEGIN.search(body)
    at = begun.start() if begun else len(body)
    for _ in range(_FIRST_RECORDS):
        kind, size = body[at : at + 2], int.from_bytes(body[at + 2 : at + 4], "little")
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False


def _sheet(book: CalamineWorkbook, name: str, look: SheetLook, content: FileContent) -> None:
    _require_few(name, look.rows, look.columns)  # before calamine makes a grid of it
    sheet = book.get_sheet_by_name(name)
    _require_few(name, sheet.height, sheet.width)
    rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in look.texts.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = " ".join(text.split())
    content.hidden += look.told
    if look.open:
        cells = ", ".join(look.open[:_EXAMPLES])
        content.unread.append(("damaged", f"sheet {name}: {len(look.open)} formulas without a value: {cells}"))
    table = _table(*without_unseen(rows, dict(sheet.merged_cell_ranges or []), look, content.hidden))
    document = content.document
    tells = _TELLING.search(name) and any(_FIGURE.fullmatch(cell.text) for cell in table.cells)
    # Over each table again, and over its own title, which knows better.
    due = bool(tells)
    for part in _parts(table):
        if due:
            document.blocks.append(Block(name.strip(), "p"))
        due = bool(tells) and isinstance(part, Table)
        if isinstance(part, str):
            document.blocks.append(Block(part, "p"))
            continue
        index = len(document.tables)
        document.tables.append(part)
        document.blocks += [Block(line, "tr", index) for line in table_lines(part)]


def _require_few(name: str, rows: int, columns: int) -> None:
    if rows * columns > _MOST_CELLS:
        raise UnreadableFileError("too_large", f"sheet {name} has {rows} rows and {columns} columns")


def _table(rows: list[list[str]], merged: dict[tuple[int, int], tuple[int, int]]) -> Table:
    covered = {
        (row, column)
        for (top, left), (bottom, right) in merged.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    width = max((len(row) for row in rows), default=0)
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if (number, column) in covered:
                continue
            bottom, right = merged.get((number, column), (number, column))
            cells.append(Cell(text, number, column, bottom - number + 1, right - column + 1))
    return Table(cells, len(rows), width)


def _parts(table: Table) -> Iterator[str | Table]:
    """The lines of text (titles, notes: one cell, over the whole width or long) and the tables between them."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    width = max((cell.column + 1 for cell in table.cells if cell.text), default=0)
    begun: int | None = None
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell.text]
        if len(filled) == 1 and _is_text(filled[0], width, first=begun is None):
            if begun is not None:
                yield _between(table, begun, number)
                begun = None
            yield filled[0].text
        elif filled and begun is None:
            begun = number
    if begun is not None:
        yield _between(table, begun, table.rows)


def _is_text(cell: Cell, width: int, *, first: bool) -> bool:
    return first or len(cell.text) > _LONGEST_LABEL or (cell.colspan > 1 and cell.column + cell.colspan >= width)


def _between(table: Table, start: int, end: int) -> Table:
    cells = [
        Cell(cell.text, cell.row - start, cell.column, min(cell.rowspan, end - cell.row), cell.colspan)
        for cell in table.cells
        if start <= cell.row < end
    ]
    return Table(cells, end - start, table.columns)


def _shown(value: Any) -> str:
    """A cell as a sheet shows it: whole numbers without a fraction, days as ISO days."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        value = round(value, 10)
        # Beyond fifteen digits a sheet does not know them: 1.2345678901234568e+18 is no figure.
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return " ".join(str(value).split())
