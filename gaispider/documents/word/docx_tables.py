"""Tables of DOCX files as grids: `gridSpan`, `hMerge` and `vMerge` resolved once, deleted and hidden rows left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gaispider.documents.word.tags import qn
from gaispider.page.model import Cell, Table

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPERS = frozenset(
    (*map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")),
     *(f"{_COMPATIBLE}{name}" for name in ("AlternateContent", "Choice", "Fallback")))
)  # fmt: skip
"""Elements around paragraphs, tables, rows and cells that are none themselves."""

# Word makes no table wider; a larger span is a slip.
_WIDEST = 63
# Half points or twentieths: a row that is no higher is not seen.
_LOWEST = 20


@dataclass(slots=True)
class Place:
    """A cell of the file, and where it stands in the grid."""

    element: etree._Element
    cell: Cell


@dataclass(slots=True)
class Places:
    """The cells of a table that are seen, without their texts; and the rows that are not."""

    places: list[Place] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    unseen: list[etree._Element] = field(default_factory=list)

    def grid(self, text_of: Callable[[etree._Element], str]) -> Table:
        """The table, `text_of` being asked for each cell once."""
        for place in self.places:
            place.cell.text = text_of(place.element)
        return Table([place.cell for place in self.places], self.rows, self.columns)


def read_places(element: etree._Element) -> Places:
    """The grid of a `w:tbl`."""
    found = Places()
    open_above: dict[int, Cell] = {}  # by column: the merged cell that the next row may continue
    for row in children(element, qn("w:tr")):
        if _is_unseen(row):
            found.unseen.append(row)
            continue
        column = min(_number(row, "w:trPr/w:gridBefore", 0), _WIDEST)
        above, open_above = open_above, {}
        beside: Cell | None = None
        for cell in children(row, qn("w:tc")):
            if cell.find("w:tcPr/w:cellDel", cell.nsmap) is not None:
                continue
            span = min(max(1, _number(cell, "w:tcPr/w:gridSpan", 1)), _WIDEST)
            merge, begun = cell.find("w:tcPr/w:vMerge", cell.nsmap), above.get(column)
            if _goes_on(cell.find("w:tcPr/w:hMerge", cell.nsmap)) and beside is not None:
                beside.colspan += span
            elif _goes_on(merge) and begun is not None:
                begun.rowspan += 1
                open_above[column] = beside = begun
            else:
                beside = Cell("", found.rows, column, 1, span)
                found.places.append(Place(cell, beside))
                if merge is not None:
                    open_above[column] = beside
            column += span
        found.columns = max(found.columns, column)
        found.rows += 1
    return found


def children(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The rows of a table, the cells of a row, also those in content controls and the like."""
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in WRAPPERS:
            found += children(child, tag)
    return found


def _is_unseen(row: etree._Element) -> bool:
    height = row.find("w:trPr/w:trHeight", row.nsmap)
    low = height is not None and height.get(qn("w:hRule")) == "exact" and 0 <= _int(height) <= _LOWEST
    gone = any(row.find(f"w:trPr/{tag}", row.nsmap) is not None for tag in ("w:del", "w:moveFrom"))
    hidden = row.find("w:trPr/w:hidden", row.nsmap)
    return low or gone or (hidden is not None and hidden.get(qn("w:val")) not in ("0", "false", "off"))


def _goes_on(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path, element.nsmap)
    return default if found is None or _int(found) < 0 else _int(found)


def _int(element: etree._Element) -> int:
    """The number that an element says; -1 if it says none."""
    value = element.get(qn("w:val")) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
