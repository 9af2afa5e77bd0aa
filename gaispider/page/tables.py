"""HTML tables as grids: every cell at the row and column where a browser would put it (HTML Standard, 4.9.12).

A table that only lays out the page (`is_layout`) is not read as a grid: its cells hold paragraphs and other tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gaispider.page.model import Cell, Table

# Word and the editors of the sites never make wider tables; a larger colspan is a slip that means "the whole row".
_WIDEST_SPAN = 50
# Text of one cell beyond which the cell holds an article, not a value or a label.
_PROSE = 600

_string = etree.XPath("string()")
_nested = etree.XPath("boolean(.//table)")
_nested_grids = etree.XPath("boolean(.//table[.//td[2] or .//th[2] or .//tr[2]])")
_not_shown = etree.XPath("boolean(.//script | .//style | .//template | .//noscript)")
_broken = etree.XPath("count(.//p | .//br | .//div | .//li | .//tr | .//hr) > 1 or boolean(.//br)")

_SPACE = re.compile(r"\s+")
# Two characters that would read as one number or word if a line break between them were dropped.
_GLUE = re.compile(r"[0-9A-Za-z０-９.+-]\s*[0-9A-Za-z０-９.+-]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_BREAKS = frozenset(("p", "br", "div", "li", "tr", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"))
_SILENT = frozenset(("script", "style", "template", "noscript"))
_GROUPS = {"thead": 0, "tfoot": 2}


def read_table(element: etree._Element) -> Table:
    """The grid of a `table` element.

    Rows and cells that the page hides (`display: none`) are left out; `thead` comes first and `tfoot` last, as shown.
    Text of a table nested in a cell is text of that cell. Spans are clamped: a rowspan ends with its row group
    (0 means up to there), a colspan beyond any sense fills the width that the other rows have.
    """
    groups = _row_groups(element)
    slow = _not_shown(element)
    rows = [
        [(_span(cell, "colspan"), _span(cell, "rowspan"), cell) for cell in row] for group in groups for row in group
    ]
    width = max((sum(c for c, _, _ in row) for row in rows if all(c <= _WIDEST_SPAN for c, _, _ in row)), default=1)
    ends = [sum(map(len, groups[: n + 1])) for n, group in enumerate(groups) for _ in group]
    cells: list[Cell] = []
    free_from: list[int] = []  # for each column the first row that no cell from above covers
    for number, row in enumerate(rows):
        column = 0
        for colspan, rowspan, cell in row:
            while column < len(free_from) and free_from[column] > number:
                column += 1
            if colspan > _WIDEST_SPAN:
                colspan = max(1, width - column)
            rest = ends[number] - number
            rowspan = rest if rowspan == 0 else min(rowspan, rest)
            end = column + colspan
            free_from.extend([0] * (end - len(free_from)))
            for covered in range(column, end):
                free_from[covered] = max(free_from[covered], number + rowspan)
            cells.append(Cell(_text(cell, slow), number, column, rowspan, colspan))
            column = end
    return Table(cells, len(rows), len(free_from))


def is_layout(element: etree._Element) -> bool:
    """Whether a `table` element only lays out the page: what its cells hold is to be read as blocks.

    So it is where a cell holds a further grid, where only one cell has any text, or where a cell holds an article.
    """
    if _nested(element) and _nested_grids(element):
        return True
    filled = 0
    for group in _row_groups(element):
        for row in group:
            for cell in row:
                text = _string(cell)
                if text and not text.isspace():
                    filled += 1
                    if len(text) > _PROSE and len("".join(text.split())) > _PROSE and _broken(cell):
                        return True
    return filled <= 1


def table_lines(table: Table) -> list[str]:
    """The rows as lines for reading: cells joined by tabs, blank rows left out."""
    lines: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row].append(cell.text)
    return ["\t".join(line).rstrip("\t") for line in lines if any(line)]


def _row_groups(element: etree._Element) -> list[list[list[etree._Element]]]:
    """Rows of cells, by row group in the order shown. Rows of nested tables are not in it."""
    groups: list[tuple[int, etree._Element, list[list[etree._Element]]]] = []
    mixed = _nested(element)
    for row in element.iter("tr"):
        if (mixed and next(row.iterancestors("table")) is not element) or _hidden(row):
            continue
        parent = row.getparent()
        while parent is not None and parent is not element and parent.tag not in ("thead", "tbody", "tfoot"):
            parent = parent.getparent()
        if parent is None:
            continue
        if not groups or groups[-1][1] is not parent:
            groups.append((_GROUPS.get(str(parent.tag), 1), parent, []))
        groups[-1][2].append(list(_cells(row)))
    if not groups:  # cells without any row, as the parser leaves them
        loose = list(_cells(element))
        return [[loose]] if loose else []
    return [rows for _, _, rows in sorted(groups, key=lambda group: group[0])]


def _cells(parent: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, also where a form or another misplaced element stands between row and cell."""
    for child in parent:
        tag = child.tag
        if tag in ("td", "th"):
            if not _hidden(child):
                yield child
        elif isinstance(tag, str) and tag not in ("table", "tr", "caption", "colgroup"):
            yield from _cells(child)


def _hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and "none" in style.lower() and _HIDDEN.search(style))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name)
    if value is None:
        return 1
    match = re.match(r"\s*(\d{1,6})", value)
    if match is None:
        return 1
    number = int(match[1])
    return number if number or name == "rowspan" else 1


def _text(cell: etree._Element, slow: bool) -> str:
    """All text nodes joined with nothing, white space folded.

    A line break in a cell is dropped, so that labels stay whole, but where digits or letters stand on both sides it
    becomes a space: 12 over 34 is not 1234.
    """
    text: str = _string(cell)
    if slow or (_GLUE.search(text) and _broken(cell)):
        text = _join("".join(_pieces(cell)))
    return " ".join(text.split())


def _join(text: str) -> str:
    """Line breaks (U+2028 here) become a space between letters or digits, nothing elsewhere."""
    parts = [part.strip() for part in text.split("\u2028")]
    joined = ""
    for part in filter(None, parts):
        joined += f" {part}" if joined and _GLUE.fullmatch(joined[-1] + part[0]) else part
    return joined


def _pieces(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pass
        elif event == "start":
            if node.tag in _BREAKS:
                yield "\u2028"
            if node.text and node.tag not in _SILENT:
                yield node.text
            continue
        elif node.tag in _BREAKS:
            yield "\u2028"
        if node is not element and node.tail:
            yield node.tail
