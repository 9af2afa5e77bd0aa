"""HTML tables as grids: every cell at the row and column where a browser would put it (HTML Standard, 4.9.12).

A table that only lays out the page is no grid (`read_data_table` says None): its cells hold paragraphs and tables.
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
# From this many cells with text on, a table is a grid, with a long note perhaps.
_FEW = 12

_nested = etree.XPath("boolean(.//table)")
_nested_grids = etree.XPath("boolean(.//table[.//td[2] or .//th[2] or .//tr[2]])")
_not_shown = etree.XPath("boolean(.//script | .//style | .//template | .//noscript)")
_broken = etree.XPath("count(.//p | .//br | .//div | .//li | .//tr | .//td | .//hr) > 1 or boolean(.//br)")

# Two characters that would read as one number or word if a line break between them were dropped.
_GLUE = re.compile(r"[0-9A-Za-z０-９.+-]\s*[0-9A-Za-z０-９.+-]")
_DIGITS = re.compile(r"\s*\+?(\d{1,6})", re.ASCII)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_BREAKS = frozenset(
    ("p", "br", "div", "li", "tr", "td", "th", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table")
)
_SILENT = frozenset(("script", "style", "template", "noscript"))
_GROUPS = {"thead": 0, "tfoot": 2}

_Row = list[etree._Element]


def read_data_table(element: etree._Element) -> Table | None:
    """`read_table`, or None if the table only lays out the page: what its cells hold is to be read as blocks.

    So it is where a cell holds a further grid, where only one cell has any text, where there is but one column, or
    where one of a few cells holds an article.
    """
    if _nested(element) and _nested_grids(element):
        return None
    rows = _rows(element)
    table = _place(rows, bool(_not_shown(element)))
    filled = sum(1 for cell in table.cells if cell.text)
    if filled < 2 or table.columns < 2:
        return None
    if filled < _FEW:
        elements = (cell for _, row in rows for cell in row)
        for cell, source in zip(table.cells, elements, strict=True):
            if len(cell.text) > _PROSE and _broken(source):
                return None
    return table


def read_table(element: etree._Element) -> Table:
    """The grid of a `table` element.

    Rows and cells that the page hides (`display: none`) are left out; `thead` comes first and `tfoot` last, as shown.
    Text of a table nested in a cell is text of that cell. Spans are clamped: a rowspan ends with its row group
    (0 means up to there), a colspan beyond any sense fills the width that the other rows have.
    """
    return _place(_rows(element), bool(_not_shown(element)))


def table_lines(table: Table) -> list[str]:
    """The rows as lines for reading: cells joined by tabs, blank rows left out."""
    lines: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row].append(cell.text)
    return ["\t".join(line).rstrip("\t") for line in lines if any(line)]


def _place(rows: list[tuple[int, _Row]], slow: bool) -> Table:
    cells: list[Cell] = []
    free_from: dict[int, int] = {}  # for each column that a cell from above covers: the first row it leaves free
    columns = 0
    for number, (end_of_group, row) in enumerate(rows):
        column = 0
        for cell in row:
            while column in free_from and free_from[column] > number:
                column += 1
            colspan = _span(cell, "colspan")
            if colspan > _WIDEST_SPAN:
                colspan = max(1, _width(rows) - column)
            rowspan = _span(cell, "rowspan")
            if rowspan != 1:
                rest = end_of_group - number
                rowspan = min(rowspan or rest, rest)
                for covered in range(column, column + colspan):
                    free_from[covered] = max(free_from.get(covered, 0), number + rowspan)
            cells.append(Cell(_text(cell, slow), number, column, rowspan, colspan))
            column += colspan
        columns = max(columns, column)
    return Table(cells, len(rows), columns)


def _width(rows: list[tuple[int, _Row]]) -> int:
    """Columns of the widest row whose spans make sense."""
    spans = ([_span(cell, "colspan") for cell in row] for _, row in rows)
    return max((sum(row) for row in spans if row and max(row) <= _WIDEST_SPAN), default=1)


def _rows(element: etree._Element) -> list[tuple[int, _Row]]:
    """Every row in the order shown: the number of the row at which its row group ends, and its cells.

    Rows of nested tables are not in it.
    """
    groups: list[tuple[int, list[_Row]]] = []
    mixed = bool(_nested(element))
    last = None
    for row in element.iter("tr"):
        if (mixed and next(row.iterancestors("table")) is not element) or _hidden(row):
            continue
        parent = row.getparent()
        while parent is not element and parent is not None and parent.tag not in ("thead", "tbody", "tfoot"):
            parent = parent.getparent()
        if parent is None:
            continue
        if parent is not last:
            groups.append((_GROUPS.get(str(parent.tag), 1), []))
            last = parent
        groups[-1][1].append(_cells(row))
    if not groups:  # cells without any row, as the parser leaves them
        loose = _cells(element)
        return [(1, loose)] if loose else []
    rows: list[tuple[int, _Row]] = []
    for _, group in sorted(groups, key=lambda group: group[0]):
        end = len(rows) + len(group)
        rows.extend((end, row) for row in group)
    return rows


def _cells(parent: etree._Element) -> _Row:
    """The cells of a row, also where a form or another misplaced element stands between row and cell."""
    cells: _Row = []
    for child in parent:
        tag = child.tag
        if tag in ("td", "th"):
            if not _hidden(child):
                cells.append(child)
        elif isinstance(tag, str) and tag not in ("table", "tr", "caption", "colgroup"):
            cells.extend(_cells(child))
    return cells


def _hidden(element: etree._Element) -> bool:
    style = element.get("style")
    if style and ("isplay" in style or "ISPLAY" in style) and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None


def _span(cell: etree._Element, name: str) -> int:
    """The value of a span attribute as browsers read it: leading digits, else 1; a colspan of 0 is 1."""
    value = cell.get(name)
    if value is None:
        return 1
    match = _DIGITS.match(value)
    number = int(match[1]) if match else 1
    return number or int(name == "colspan")


def _plain(cell: etree._Element) -> str:
    return etree.tostring(cell, method="text", encoding="unicode", with_tail=False)


def _text(cell: etree._Element, slow: bool) -> str:
    """All text nodes joined with nothing, white space folded.

    A line break in a cell is dropped, so that labels stay whole, but where digits or letters stand on both sides it
    becomes a space: 12 over 34 is not 1234.
    """
    text = " ".join(_plain(cell).split())
    if slow or ((" " in text or _GLUE.search(text)) and _broken(cell)):
        text = " ".join(_join("".join(_pieces(cell))).split())
    return text


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
