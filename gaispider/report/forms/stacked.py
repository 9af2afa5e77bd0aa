"""Tables that a copy of a page shows cell by cell: each cell on a line of its own, with or without a bar after it.

规章, 0, 0, 0 are four lines. A blank cell is a line with only a bar, or no line at all. A row is read only if as many
figures follow its label as the form has columns there: where blank cells left no line, nothing tells which column a
figure belongs to.
"""

from __future__ import annotations

from collections.abc import Callable

from gaispider.page.model import Block, Cell, Document, Table
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import Label, read_label, vocabulary
from gaispider.report.forms.t2 import is_title
from gaispider.report.forms.t4 import COLUMNS, GROUPS
from gaispider.report.forms.values import is_value

_OPENINGS = ("第二十条", "信息内容", "一、本年新收")
_BARS = ("|", "｜")
_LONGEST = 90  # characters of a cell's line
_SUITS = len(COLUMNS) * len(GROUPS)


def stacked_tables(document: Document) -> list[Table]:
    """The rows of the forms among the document's lines, as one table; empty where a line holds several cells."""
    blocks = document.blocks
    start = next((at for at, block in enumerate(blocks) if block.table is None and _opens(block)), None)
    cells = _cells(blocks[start:]) if start is not None else []
    rows = _Stack(cells).read()
    if not any(len(row) > 1 for row in rows):
        return []
    made = [Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return [Table(made, len(rows), max(map(len, rows)))]


class _Stack:
    """Reads cells one below the other as rows of the forms."""

    def __init__(self, cells: list[str]) -> None:
        self._cells = cells
        self._at = 0
        self._rows: list[list[str]] = []
        self._width = 0  # columns of the block of table 2 that was opened last
        self._leaves: list[str] = []
        self._applicants: list[str] = []
        self._lost = False  # nothing tells which column of table 3 comes first

    def read(self) -> list[list[str]]:
        while self._at < len(self._cells):
            text = self._cells[self._at]
            self._at += 1
            label = read_label(text)
            if is_title(label):
                self._rows.append([text])
            elif vocabulary("t2", "stub").find(label):
                self._open_block(text)
            else:
                self._read_row(text, label)
        return self._rows

    def _open_block(self, stub: str) -> None:
        """The header of a block of table 2: 信息内容 and its columns."""
        head = self._until(lambda cell: is_value(cell) or _row(read_label(cell)) is not None)
        known = any(vocabulary("t2", "column").find(read_label(cell)) for cell in head)
        self._width = len(head) if known else 0
        if known:
            self._rows.append([stub, *head])

    def _read_row(self, text: str, label: Label) -> None:
        """Take a label with the figures below it. Headers of tables 3 and 4 are kept until their figures come."""
        # (七)总计 and 3.其他 are rows, not headers.
        applicant, leaf = (None if label.number else vocabulary(t, "column").find(label) for t in ("t3", "t4"))
        if applicant:
            self._applicants.append(applicant)
        if leaf:
            self._leaves.append(leaf)
        values = self._until(lambda cell: not is_value(cell))
        if not values:
            return
        if leaf == "total" and tuple(self._leaves[-_SUITS:]) == COLUMNS * len(GROUPS) and _fits(values, _SUITS):
            printed = vocabulary("t4", "column").printed
            self._rows.extend(([printed[key] for _ in GROUPS for key in COLUMNS], values[:_SUITS]))
        else:
            self._add_row(text, _row(label), values)

    def _add_row(self, text: str, table: str | None, values: list[str]) -> None:
        """Add a row of table 2 or 3, if it has as many figures as the table has columns there."""
        wanted = {"t2": self._width, "t3": len(APPLICANTS)}.get(table or "", 0)
        if not wanted or not _fits(values, wanted):
            return
        if table == "t3" and self._applicants:
            # 总计 stands first in the order of some authors, or where a damaged copy has lost 自然人 before it.
            self._lost = self._applicants[0] == "total" and "natural" not in self._applicants
            if not self._lost:
                self._rows.append(["", *_applicants(self._applicants)])
            self._applicants = []
        if table == "t3" and self._lost:
            return
        self._rows.append([text, *values[:wanted]])

    def _until(self, ends: Callable[[str], bool]) -> list[str]:
        """The next cells, up to the first for which `ends` holds."""
        start = self._at
        while self._at < len(self._cells) and not ends(self._cells[self._at]):
            self._at += 1
        return self._cells[start : self._at]


def _opens(block: Block) -> bool:
    return block.text.lstrip("|｜ \u3000").startswith(_OPENINGS)


def _cells(blocks: list[Block]) -> list[str]:
    """The cells of the lines; a bar alone is a blank cell. Empty if a line has two cells with text."""
    cells: list[str] = []
    for block in blocks:
        text = block.text.strip()
        if block.table is not None or len(text) > _LONGEST:
            continue
        bar = next((mark for mark in _BARS if mark in text), "")
        parts = [part.strip() for part in text.removesuffix(bar).split(bar)] if bar else [text]
        if "\t" in text or sum(1 for part in parts if part) > 1:
            return []
        cells.extend(parts)
    return cells


def _row(label: Label) -> str | None:
    """The table that has a row with this label; None if none has."""
    return next((table for table in ("t2", "t3") if vocabulary(table, "row").find(label)), None)


def _applicants(seen: list[str]) -> list[str]:
    """The header of table 3 in the order of its columns; some authors put 总计 first."""
    printed = vocabulary("t3", "column").printed
    first = ("total",) if seen[0] == "total" else ()
    return [printed[key] for key in (*first, *(key for key in APPLICANTS if key not in first))]


def _fits(values: list[str], wanted: int) -> bool:
    """Whether there are `wanted` values, besides blank ones that fill the row on the right."""
    return len(values) >= wanted and not any(values[wanted:])
