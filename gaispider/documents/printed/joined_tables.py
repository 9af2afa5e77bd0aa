"""Joins the parts of a table that a page break, or the end of a text column, has cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gaispider.documents.pictures.figure_doubt import marked, unmarked
from gaispider.documents.printed.grid_cells.row_edges import is_figures
from gaispider.documents.printed.ruled_tables import RuledTable, has_two_heads
from gaispider.page.html.grids import joined_cell
from gaispider.page.model import Cell, Table

# Points by which the edges of the two parts may differ.
_TOLERANCE = 6.0
# A digit, or the Chinese number at the beginning of a label: the text is not the rest of another one.
_HAS_NUMBER = re.compile(r"\d|^[（(]?[一二三四五六七八九十]{1,2}[）)、]")
# The sign of a note behind a label is no figure.
_NOTE = re.compile(r"(?:注\d{1,2}|[\[［【〔(（]注?\d{1,2}[\]］】〕)）])$")
# A head of up to so many rows may be repeated after the break.
_HEAD = 4


def goes_on(first: RuledTable, second: RuledTable) -> bool:
    """Whether the second table, at the top of a page, continues the first.

    It does if both have the same outer sides, and every column edge of the table with fewer edges is one of the other.
    """
    if abs(first.x0 - second.x0) > _TOLERANCE or abs(first.x1 - second.x1) > _TOLERANCE:
        return False
    few, many = sorted((first.edges, second.edges), key=len)
    places = _places(few, many)
    return all(abs(edge - many[place]) <= _TOLERANCE for edge, place in zip(few, places, strict=True)) and all(
        left < right for left, right in pairwise(places)
    )


def beside(first: RuledTable, second: RuledTable) -> RuledTable | None:
    """The second table with the x positions of the first, if it continues the first in the next text column; else None.

    It continues the first if it lies to the right of it, has equally wide columns, and has a figure in its first row:
    a table of its own would begin with a head.
    """
    aside = second.x0 - first.x0
    if second.x0 < first.x1 or len(first.edges) != len(second.edges):
        return None
    if any(abs(edge + aside - other) > _TOLERANCE for edge, other in zip(first.edges, second.edges, strict=True)):
        return None
    if not any(cell.text.strip().isdigit() for cell in _rows(second.table)[0]):
        return None
    return RuledTable(second.table, first.x0, first.x1, second.top, second.bottom, first.edges, second.aside)


def join(first: RuledTable, second: RuledTable) -> RuledTable:
    """Both parts as one table; a head that is printed again is left out, a row that the break cut is one row."""
    edges = first.edges if len(first.edges) >= len(second.edges) else second.edges
    upper = _on(first, edges, [])
    lower = _on(second, edges, upper.cells)
    lower = _without_head(upper, lower)
    cells, offset = list(upper.cells), upper.rows
    if _is_rest_of_row(upper, lower):
        cells, lower = _with_rest(upper, lower)
    cells += [Cell(cell.text, cell.row + offset, cell.column, cell.rowspan, cell.colspan) for cell in lower.cells]
    dropped = second.table.rows - lower.rows
    pages = (*first.table.pages, *second.table.pages[dropped:])
    table = Table(cells, offset + lower.rows, len(edges) - 1, pages)
    below = {(row - dropped + offset, column) for row, column in _aside(second, edges) if row >= dropped}
    return RuledTable(table, first.x0, first.x1, first.top, second.bottom, edges, _aside(first, edges) | below)


def _places(few: Sequence[float], many: Sequence[float]) -> list[int]:
    return [min(range(len(many)), key=lambda n, edge=edge: abs(many[n] - edge)) for edge in few]  # type: ignore[misc]


def _on(part: RuledTable, edges: tuple[float, ...], above: list[Cell]) -> Table:
    """A part's cells in the columns of the joined table, below the cells of the other part.

    One column of the part may cover several of the joined table. A figure off the middle of such a cell may belong to
    one of these columns only, so it is marked as doubtful unless a head above covers the same columns.
    """
    if part.edges == edges:
        return part.table
    places = _places(part.edges, edges)
    cells: list[Cell] = []
    for cell in part.table.cells:
        column, along = places[cell.column], places[cell.column + cell.colspan] - places[cell.column]
        text = cell.text
        if (
            along > cell.colspan
            and (cell.row, cell.column) in part.aside
            and not _has_head(column, along, above, cells)
        ):
            text = marked(text, [])
        cells.append(Cell(text, cell.row, column, cell.rowspan, along))
    return Table(cells, part.table.rows, len(edges) - 1)


def _aside(part: RuledTable, edges: tuple[float, ...]) -> frozenset[tuple[int, int]]:
    places = _places(part.edges, edges)
    return frozenset((row, places[column]) for row, column in part.aside)


def _has_head(column: int, along: int, *parts: list[Cell]) -> bool:
    heads = (unmarked(cell.text) for cells in parts for cell in cells if (cell.column, cell.colspan) == (column, along))
    return any(text and not is_figures(text) and not has_two_heads(text) for text in heads)


def _rows(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _without_head(upper: Table, lower: Table) -> Table:
    first, second = _rows(upper), _rows(lower)
    same = 0
    while (
        same < min(_HEAD, len(first), len(second) - 1)
        and [cell.text for cell in first[same]] == [cell.text for cell in second[same]]
        and any(cell.text for cell in first[same])
    ):
        same += 1
    return _from_row(lower, same)


def _from_row(table: Table, start: int) -> Table:
    cells = [
        Cell(cell.text, cell.row - start, cell.column, cell.rowspan, cell.colspan)
        for cell in table.cells
        if cell.row >= start
    ]
    return Table(cells, table.rows - start, table.columns)


def _is_rest_of_row(upper: Table, lower: Table) -> bool:
    """Whether the first row below the break is only the rest of the last row above it.

    It is if its cells cover the same columns, some but not all have text, none has a number, and each continues a
    filled cell. If it has text in one cell only, the row above must have digits.
    """
    if not upper.rows or not lower.rows:
        return False
    last = [cell for cell in upper.cells if cell.row + cell.rowspan == upper.rows]
    rest = _rows(lower)[0]
    if [(cell.column, cell.colspan) for cell in _sorted(last)] != [(cell.column, cell.colspan) for cell in rest]:
        return False
    above = {cell.column: cell.text for cell in last}
    filled = [cell for cell in rest if cell.text]
    if not filled or len(filled) == len(rest) or any(_HAS_NUMBER.search(_NOTE.sub("", cell.text)) for cell in filled):
        return False
    if not all(above[cell.column] for cell in filled):
        return False
    return len(filled) > 1 or any(any(map(str.isdigit, text)) for text in above.values())


def _sorted(cells: list[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: cell.column)


def _with_rest(upper: Table, lower: Table) -> tuple[list[Cell], Table]:
    rest = {cell.column: cell for cell in _rows(lower)[0]}
    cells = []
    for cell in upper.cells:
        ends = cell.row + cell.rowspan == upper.rows and cell.column in rest
        text = joined_cell((cell.text, rest[cell.column].text)) if ends else cell.text
        cells.append(Cell(text, cell.row, cell.column, cell.rowspan, cell.colspan))
    return cells, _from_row(lower, 1)
