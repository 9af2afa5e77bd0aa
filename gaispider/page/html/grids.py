"""HTML tables as grids: every cell at the row and column where a browser would put it (HTML Standard, 4.9.12).

A table that only lays out the page is no grid: its cells hold paragraphs and tables. `read_data_table` gives None for
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from gaispider.page.html.blocks import PageLines
from gaispider.page.model import Cell, Table

# Word and the sites' editors make no wider tables; a larger colspan is an error that means "the whole row".
_WIDEST_SPAN = 50
# Most columns that cells from above may cover; where there are more, the row spans are an error, too.
_MOST_COVERED = 200
# Characters: a cell with more holds an article, not a value or a label.
_PROSE = 600
# A table with at least so many cells with text is a grid, even if one cell is a long note.
_FEW = 12
# The part of a table that belongs to the document is a grid if it has at least so many cells.
_PART = 6

# Two characters that would join to one number or word if the line break between them were dropped.
_GLUE = re.compile(r"[0-9A-Za-z０-９.+-]\s*[0-9A-Za-z０-９.+-]")
_DIGITS = re.compile(r"\s*\+?(\d{1,6})", re.ASCII)
_CELLS = frozenset(("td", "th"))
_GROUPS = {"thead": 0, "tfoot": 2}
_SINGLE = (None, None)

_Row = list[etree._Element]


def read_data_table(page: PageLines, box: int, *, hidden: bool = False, lines: range | None = None) -> Table | None:
    """`read_table`, or None if the table only lays out the page, so that its cells are to be read as blocks.

    It does where a cell holds a further grid, where only one cell has text, where there is only one column, or where
    one of a few cells holds an article.
    """
    tables = tables_in(page, box)
    if any(_has_cells(page, inner) for inner in tables):
        return None
    table = read_table(page, box, hidden=hidden, lines=lines)
    filled = [cell.text for cell in table.cells if cell.text]
    if len(filled) < (2 if lines is None else _PART) or table.columns < 2:
        return None
    if len(filled) < _FEW and max(map(len, filled)) > _PROSE:
        for cell in _cell_boxes(page, box):
            numbers = range(page.first[cell], page.end[cell])
            if len(numbers) > 1 and sum(len(page.text[number]) for number in numbers) > _PROSE:
                return None
    return table


def read_table(page: PageLines, box: int, *, hidden: bool = False, lines: range | None = None) -> Table:
    """The grid of the `table` element of a box; with `hidden` hidden lines are text of the cells too.

    Cells outside `lines`, if given, are blank: title and date of the page may stand in the first rows. Rows and cells
    that the page hides (`display: none`) are left out. `thead` comes first and `tfoot` last, as shown. Text of a nested
    table is text of its cell. A rowspan ends with its row group (0 means up to there). A colspan that is too large
    fills the width that the other rows have.
    """
    element = page.element(box)
    boxes = _cell_boxes(page, box)
    first, end, plain = page.first, page.end, not page.hidden
    texts = {
        cell: page.text[first[number]] if plain and end[number] - first[number] == 1 else _text(page, number, hidden)
        for cell, number in zip(element.iter("td", "th"), boxes, strict=False)
    }
    if lines is not None:
        outside = {
            cell for cell, number in zip(element.iter("td", "th"), boxes, strict=False) if first[number] not in lines
        }
        texts = {cell: "" if cell in outside else text for cell, text in texts.items()}
    return _place(_rows(element, bool(tables_in(page, box)), page.gone), texts)


def _cell_boxes(page: PageLines, box: int) -> list[int]:
    return [inner for inner, tag in enumerate(page.tag[box + 1 : page.last[box]], box + 1) if tag in _CELLS]


def tables_in(page: PageLines, box: int) -> list[int]:
    """The tables inside a box of the page."""
    tags = page.tag[box + 1 : page.last[box]]
    return [inner for inner, tag in enumerate(tags, box + 1) if tag == "table"] if "table" in tags else []


def _has_cells(page: PageLines, box: int) -> bool:
    """Whether a table has more than one cell."""
    cells = (inner for inner in range(box + 1, page.last[box]) if page.tag[inner] in _CELLS)
    return len(list(islice(cells, 2))) > 1


def table_lines(table: Table) -> list[str]:
    """The rows as lines for reading: cells joined by tabs, blank rows left out."""
    lines: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row].append(cell.text)
    return ["\t".join(line).rstrip("\t") for line in lines if any(line)]


def _place(rows: list[tuple[int, _Row]], texts: dict[etree._Element, str]) -> Table:
    cells: list[Cell] = []
    free_from: dict[int, int] = {}  # for each column that a cell from above covers: the first row it leaves free
    columns = width = 0
    for number, (end_of_group, row) in enumerate(rows):
        column = 0
        for cell in row:
            while free_from and free_from.get(column, 0) > number:
                column += 1
            spans = cell.get("colspan"), cell.get("rowspan")
            if spans == _SINGLE:
                cells.append(Cell(texts.get(cell, ""), number, column))
                column += 1
                continue
            colspan = _span(cell, "colspan")
            if colspan > _WIDEST_SPAN:
                width = width or _width(rows)
                colspan = max(1, width - column)
            rowspan = _span(cell, "rowspan") if len(free_from) < _MOST_COVERED else 1
            if rowspan != 1:
                rest = end_of_group - number
                rowspan = min(rowspan or rest, rest)
                for covered in range(column, column + colspan):
                    free_from[covered] = max(free_from.get(covered, 0), number + rowspan)
            cells.append(Cell(texts.get(cell, ""), number, column, rowspan, colspan))
            column += colspan
        columns = max(columns, column)
    return Table(cells, len(rows), columns)


def _width(rows: list[tuple[int, _Row]]) -> int:
    """The number of columns of the widest row whose spans are plausible."""
    spans = ([_span(cell, "colspan") for cell in row] for _, row in rows)
    return max((sum(row) for row in spans if row and max(row) <= _WIDEST_SPAN), default=1)


def _rows(element: etree._Element, mixed: bool, gone: set[etree._Element]) -> list[tuple[int, _Row]]:
    """Every row in the order shown, as the number of the row at which its row group ends, and its cells.

    If the table is `mixed`, it has nested tables, whose rows are left out. `gone` are elements that the page hides.
    """
    groups: list[tuple[int, list[_Row]]] = []
    last = None
    for row in element.iter("tr"):
        if (mixed and next(row.iterancestors("table")) is not element) or row in gone:
            continue
        parent = row.getparent()
        while parent is not element and parent is not None and parent.tag not in ("thead", "tbody", "tfoot"):
            parent = parent.getparent()
        if parent is None:
            continue
        if parent is not last:
            groups.append((_GROUPS.get(str(parent.tag), 1), []))
            last = parent
        groups[-1][1].append(_cells(row, gone))
    if not groups:  # cells without any row, as the parser leaves them
        loose = _cells(element, gone)
        return [(1, loose)] if loose else []
    rows: list[tuple[int, _Row]] = []
    for _, group in sorted(groups, key=lambda group: group[0]):
        end = len(rows) + len(group)
        rows.extend((end, row) for row in group)
    return rows


def _cells(parent: etree._Element, gone: set[etree._Element]) -> _Row:
    """The cells of a row, also where a misplaced element, such as a form, stands between row and cell."""
    cells: _Row = []
    for child in parent:
        tag = child.tag
        if tag in ("td", "th"):
            if child not in gone:
                cells.append(child)
        elif isinstance(tag, str) and tag not in ("table", "tr", "caption", "colgroup"):
            cells.extend(_cells(child, gone))
    return cells


def _span(cell: etree._Element, name: str) -> int:
    """The value of a span attribute as browsers read it: leading digits, else 1; a colspan of 0 is 1."""
    value = cell.get(name)
    if value is None:
        return 1
    match = _DIGITS.match(value)
    number = int(match[1]) if match else 1
    return number or int(name == "colspan")


def _text(page: PageLines, cell: int, hidden: bool) -> str:
    first, end = page.first[cell], page.end[cell]
    if first == end:
        return ""
    return joined_cell(page.text[number] for number in range(first, end) if hidden or number not in page.hidden)


def joined_cell(lines: Iterable[str]) -> str:
    """The lines of a cell joined to one.

    A line break in a cell is dropped, so that labels stay whole. Between two digits or two letters it becomes a space:
    12 above 34 is not 1234.
    """
    joined = ""
    for part in lines:
        if part:
            joined += f" {part}" if joined and _GLUE.fullmatch(joined[-1] + part[0]) else part
    return joined
