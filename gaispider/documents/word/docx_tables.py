"""Tables of DOCX files as grids: `gridSpan` and `vMerge` resolved once."""

from __future__ import annotations

from collections.abc import Callable

from docx.oxml.ns import qn
from lxml import etree

from gaispider.page.html.grids import joined_cell
from gaispider.page.model import Cell, Table

_WRAPPERS = frozenset(qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml"))


def read_grid(element: etree._Element, text_of: Callable[[etree._Element], str]) -> Table:
    """The grid of a `w:tbl`; `text_of` gives a paragraph's text. Text of nested tables is text of their cell."""
    cells: list[Cell] = []
    open_above: dict[int, Cell] = {}  # by column: the merged cell that the next row may continue
    width = number = 0
    for row in _children(element, qn("w:tr")):
        if _deleted(row):
            continue
        column = _number(row, "w:trPr/w:gridBefore", 0)
        above, open_above = open_above, {}
        for cell in _children(row, qn("w:tc")):
            span = max(1, _number(cell, "w:tcPr/w:gridSpan", 1))
            merge = cell.find("w:tcPr/w:vMerge", cell.nsmap)
            begun = above.get(column)
            if merge is not None and merge.get(qn("w:val")) != "restart" and begun is not None:
                begun.rowspan += 1
                open_above[column] = begun
            else:
                made = Cell(_text(cell, text_of), number, column, 1, span)
                cells.append(made)
                if merge is not None:
                    open_above[column] = made
            column += span
        width = max(width, column)
        number += 1
    return Table(cells, number, width)


def _children(parent: etree._Element, tag: str) -> list[etree._Element]:
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _children(child, tag)
    return found


def _deleted(row: etree._Element) -> bool:
    return row.find("w:trPr/w:del", row.nsmap) is not None


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path, element.nsmap)
    value = "" if found is None else found.get(qn("w:val")) or ""
    return int(value) if value.isdigit() else default


def _text(cell: etree._Element, text_of: Callable[[etree._Element], str]) -> str:
    return joined_cell(line.strip() for part in cell.iter(qn("w:p")) for line in text_of(part).splitlines())
