"""Tables that a copy of a page shows cell by cell: each cell a line of its own, with or without a bar behind it.

规章, 0, 0, 0 are four lines; a blank cell is a line with nothing but a bar, or no line at all. A row is read only if as
many figures follow its label as the form has columns there: where blank cells left no trace, nothing tells whose a
figure is.
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
    """The rows of the forms among the document's lines, as one table; none where the lines hold several cells each."""
    blocks = document.blocks
    start = next((at for at, block in enumerate(blocks) if block.table is None and _opens(block)), None)
    cells = _cells(blocks[start:]) if start is not None else []
    rows: list[list[str]] = []
    width = 0
    leaves: list[str] = []
    applicants: list[str] = []
    at = 0
    while at < len(cells):
        text = cells[at]
        at += 1
        label = read_label(text)
        if is_title(label):
            rows.append([text])
            continue
        if vocabulary("t2", "stub").find(label):
            head = _until(cells, at, lambda cell: is_value(cell) or _row(read_label(cell)) is not None)
            at += len(head)
            known = any(vocabulary("t2", "column").find(read_label(cell)) for cell in head)
            width = len(head) if known else 0
            if known:
                rows.append([text, *head])
            continue
        # (七)总计 and 3.其他 are rows, not headers.
        applicant, leaf = (None if label.number else vocabulary(t, "column").find(label) for t in ("t3", "t4"))
        if applicant:
            applicants.append(applicant)
        leaves = [*leaves, leaf] if leaf else leaves
        values = _until(cells, at, lambda cell: not is_value(cell))
        if not values:
            continue
        at += len(values)
        table = _row(label)
        wanted = {"t2": width, "t3": len(APPLICANTS)}.get(table or "", 0)
        if leaf == "total" and tuple(leaves[-_SUITS:]) == COLUMNS * len(GROUPS) and _fits(values, _SUITS):
            printed = vocabulary("t4", "column").printed
            rows.extend(([printed[key] for _ in GROUPS for key in COLUMNS], values[:_SUITS]))
        elif wanted and _fits(values, wanted):
            if table == "t3" and applicants:
                rows.append(["", *_applicants(applicants)])
                applicants = []
            rows.append([text, *values[:wanted]])
    if not any(len(row) > 1 for row in rows):
        return []
    made = [Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return [Table(made, len(rows), max(map(len, rows)))]


def _opens(block: Block) -> bool:
    return block.text.lstrip("|｜ \u3000").startswith(_OPENINGS)


def _cells(blocks: list[Block]) -> list[str]:
    """The cells of the lines, blank ones where a bar stands for them; none if a line has two cells with text."""
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
    """The table that has a row of this label."""
    return next((table for table in ("t2", "t3") if vocabulary(table, "row").find(label)), None)


def _applicants(seen: list[str]) -> list[str]:
    """The header of table 3 in the order of its columns: some authors put 总计 first."""
    printed = vocabulary("t3", "column").printed
    first = ("total",) if seen[0] == "total" else ()
    return [printed[key] for key in (*first, *(key for key in APPLICANTS if key not in first))]


def _until(cells: list[str], start: int, ends: Callable[[str], bool]) -> list[str]:
    end = start
    while end < len(cells) and not ends(cells[end]):
        end += 1
    return cells[start:end]


def _fits(values: list[str], wanted: int) -> bool:
    """Whether there are as many as wanted, blank ones aside that pad the row on the right."""
    return len(values) >= wanted and not any(values[wanted:])
