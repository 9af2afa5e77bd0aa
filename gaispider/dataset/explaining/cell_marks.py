"""Where on a page a value stands: cells are found by reading the page again with other numbers in them.

What reads the tables also says which cell it took for what: in a copy of the page each number is replaced by one that
stands there alone, and the figure that then has it stands in that cell. That holds for every form and layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from gaispider.dataset.explaining.trace_value import CellName, Place
from gaispider.items import Tables
from gaispider.report.forms.labels import read_label, vocabulary

MARK = "outline:3px solid #d00;background:#fff3b0;color:#000"
_NUMBER = re.compile(r"\d[\d,，.]*")
# The first number put into a copy; all have four digits, which no table takes for too many.
_FIRST, _MOST = 1_001, 8_999
# Reads the tables of a page in its HTML; None if it has none.
ReadTables = Callable[[etree._Element], Tables | None]


@dataclass(slots=True)
class Marks:
    """Elements in which places were found, in the order of the places; None for a place that was not found."""

    elements: list[etree._Element | None] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(element is not None for element in self.elements)


def mark(
    root: etree._Element, places: Iterable[Place], figures: Mapping[CellName, str | None], read: ReadTables
) -> Marks:
    """Mark cells of figures and the smallest elements that have a string. `figures` are all raw strings of the report.

    A label that stands twice, and a string that is not there, mark nothing.
    """
    places = list(places)
    cells = cells_of_figures(root, figures, read) if any(place.cell for place in places) else {}
    marks = Marks([_found(root, place, cells) for place in places])
    for element in marks.elements:
        if element is not None and MARK not in element.get("style", ""):
            element.set("style", f"{element.get('style', '')};{MARK}".lstrip(";"))
    return marks


def _found(root: etree._Element, place: Place, cells: Mapping[CellName, etree._Element]) -> etree._Element | None:
    if place.cell is None:
        return _smallest(root, place.raw)
    return cells[place.cell] if place.cell in cells else _row(root, place)


def cells_of_figures(
    root: etree._Element, figures: Mapping[CellName, str | None], read: ReadTables
) -> dict[CellName, etree._Element]:
    """The cell of each figure; none at all if the page with other numbers is not read as the page itself was."""
    copied = deepcopy(root)
    cells = [cell for cell in root.iter("td", "th") if _is_number(cell)]
    copies = [cell for cell in copied.iter("td", "th") if _is_number(cell)]
    if not cells or len(cells) > _MOST:
        return {}
    for number, cell in enumerate(copies, start=_FIRST):
        tail = cell.tail
        attributes = dict(cell.attrib)
        cell.clear()
        cell.text, cell.tail = str(number), tail
        cell.attrib.update(attributes)
    tables = read(copied)
    found = _numbered(tables, cells) if tables else {}
    known = {name for name, raw in figures.items() if raw and _NUMBER.fullmatch(squeezed(raw))}
    same = found.keys() == known and all(text_of(found[name]) == squeezed(figures[name] or "") for name in found)
    return found if same else {}


def _is_number(cell: etree._Element) -> bool:
    """Whether a cell without cells in it shows a number."""
    return sum(1 for _ in cell.iter("td", "th", "table")) == 1 and bool(_NUMBER.fullmatch(text_of(cell)))


def _numbered(tables: Tables, cells: list[etree._Element]) -> dict[CellName, etree._Element]:
    found = {}
    for name, raw in raw_figures(tables).items():
        at = int(raw) - _FIRST if raw and raw.isdecimal() else -1
        if 0 <= at < len(cells):
            found[name] = cells[at]
    return found


def raw_figures(tables: Tables) -> dict[CellName, str | None]:
    """The raw string of each cell of a report's tables by table, row and column."""
    found: dict[CellName, str | None] = {}
    for name, rows in (("t2", tables.t2), ("t3", tables.t3), ("t4", tables.t4)):
        for row, columns in (rows or {}).items():
            found.update({(name, row, column): figure.raw for column, figure in columns.items()})
    for label, entry in (tables.a or {}).items():
        found["a", label, "value"] = entry.raw
        if entry.cumulative is not None:
            found["a", label, "cumulative"] = entry.cumulative.raw
    return found


def _row(root: etree._Element, place: Place) -> etree._Element | None:
    """The row of the label, if one row alone has it; in it the one cell that prints the string, if there is one."""
    table, key, _ = place.cell or ("", "", "")
    if table == "t4":
        return None  # its figures stand in columns, under headings of three rows
    wanted = vocabulary(table, "row").printed.get(key) or read_label(key.rpartition("/")[2]).body
    several = [
        row for row in root.iter("tr") if any(read_label(text_of(cell)).body == wanted for cell in row.iter("td", "th"))
    ]
    if len(several) != 1:
        return None
    cells = [cell for cell in several[0].iter("td", "th") if text_of(cell) == squeezed(place.raw or "")]
    return cells[0] if len(cells) == 1 else several[0]


def _smallest(root: etree._Element, raw: str | None) -> etree._Element | None:
    wanted = squeezed(raw or "")
    if not wanted:
        return None
    found = root if wanted in text_of(root) else None
    inner: etree._Element | None = found
    while inner is not None:
        found = inner
        inner = next((child for child in inner if isinstance(child.tag, str) and wanted in text_of(child)), None)
    return found


def text_of(element: etree._Element) -> str:
    return squeezed("".join(map(str, element.itertext())))


def squeezed(text: str) -> str:
    return "".join(text.split())
