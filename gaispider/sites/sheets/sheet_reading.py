"""Reads a sheet as spreadsheets save it: in UTF-8, GBK or UTF-16, with commas, semicolons or tabs, curly quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gaispider.filetypes import is_ole, is_zip
from gaispider.sites.sheets.sheet_columns import COLUMNS, Column, WrongCellError

_SEPARATORS = (",", ";", "\t")
_WIDE = {"，": ",", "；": ";"}
_NAMES = {column.name: column for column in COLUMNS}
_CURLY = re.compile("[“”„‟＂‘’]")
_WRAPPED = re.compile(r"[“”„‟＂](.*)[“”„‟＂]$", re.DOTALL)
# Columns whose words are prose, where quotes are part of what is said.
_PROSE = frozenset(("name", "caveats"))


class SheetError(ValueError):
    """A sheet that cannot be read at all. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with what its cells say, by field; None: the cell is empty. `where` is its place, for messages.

    `faults` are cells that cannot be read, each with its cure; `unwrapped` are columns whose value had curly quotes.
    """

    where: str
    facts: Mapping[str, object]
    faults: tuple[str, ...] = ()
    unwrapped: tuple[str, ...] = ()


def read_sheet(body: bytes) -> list[Row]:
    """The rows of a sheet; empty ones are left out. Raises SheetError."""
    text = _decoded(body)
    lines = text.splitlines()
    if not lines or not text.strip():
        raise SheetError("is empty; `scrapy sites --csv FILE.csv` writes a sheet to begin with")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(lines[0]), strict=True)
    try:
        return list(_rows(reader))
    except csv.Error as error:
        raise SheetError(
            f'line {reader.line_num}: {error}: a cell begins with a quote " that no quote ends, or text follows the end'
        ) from error


def _decoded(body: bytes) -> str:
    if is_zip(body) or is_ole(body):
        raise SheetError("is a workbook (xlsx, xls), not CSV; save it as CSV UTF-8")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as error:
        raise SheetError(f"line {line}: is neither UTF-8 nor GBK; save it as CSV UTF-8") from error


def _separator(head: str) -> str:
    """The sign that parts the columns' names. Raises SheetError if none does."""
    best = max(_SEPARATORS, key=lambda sign: sum(_name(cell) in _NAMES for cell in head.split(sign)))
    if any(_name(cell) in _NAMES for cell in head.split(best)):
        return best
    for wide, plain in _WIDE.items():
        if any(_name(cell) in _NAMES for cell in head.split(wide)):
            raise SheetError(f"line 1: the columns are parted by the full-width {wide}; write {plain}")
    raise SheetError(f"line 1: names no columns; the first row names them: {', '.join(_NAMES)}")


def _name(cell: str) -> str:
    return _CURLY.sub("", cell).strip().strip('"').strip().lower()


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    columns = _columns([_name(cell) for cell in next(reader)])
    line, number = reader.line_num + 1, 1  # type: ignore[attr-defined]  # of csv.reader
    for cells in reader:
        number += 1
        where = f"line {line}" if line == number else f"row {number} (line {line})"
        line = reader.line_num + 1  # type: ignore[attr-defined]
        if any(cell.strip() for cell in cells):
            yield _row(where, cells, columns)


def _columns(names: list[str]) -> list[Column | None]:
    """The column of each place; None where it is not read."""
    for number, name in enumerate(names):
        bracketed = name.startswith(("(", "（")) or not name
        if name not in _NAMES and not bracketed:
            near = get_close_matches(name, list(_NAMES), 1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(_NAMES)}"
            raise SheetError(f"line 1: {name} is no column{hint} A column of your own gets brackets: ({name})")
        if name in names[:number] and name in _NAMES:
            raise SheetError(f"line 1: the column {name} stands there twice; take one out")
    if "key" not in names and "region" not in names:
        raise SheetError("line 1: there is no column key, which says whose row it is; add it")
    return [_NAMES.get(name) for name in names]


def _row(where: str, cells: list[str], columns: list[Column | None]) -> Row:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    if extra or len(cells) < len(columns):
        curly = '; a cell with the separator in it stands in straight quotes ", not in curly ones' if extra else ""
        return Row(where, {}, (f"has {len(cells)} cells, and the first row names {len(columns)} columns{curly}",))
    facts: dict[str, object] = {}
    faults, unwrapped = [], []
    for column, cell in zip(columns, cells, strict=False):
        if column is None:
            continue
        text = cell.strip().replace("\r\n", "\n")
        if column.name not in _PROSE and (wrapped := _WRAPPED.match(text)):
            text = wrapped[1].strip()
            unwrapped.append(column.name)
        if column.name not in _PROSE and _CURLY.search(text):
            word = next(word for word in text.split() if _CURLY.search(word))
            faults.append(f"{column.name} has a curly quote in {word}; take it out")
            continue
        try:
            facts[column.field] = column.read(text) if text else None
        except WrongCellError as error:
            faults.append(f"{column.name} {error}")
    return Row(where, facts, tuple(faults), tuple(unwrapped))
