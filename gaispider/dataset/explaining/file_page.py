"""A file as HTML: its text and tables as they were read, so that places in it can be shown."""

from __future__ import annotations

from lxml import etree
from lxml.builder import E

from gaispider.documents.apart import contents_of
from gaispider.page.model import Document, Table


def file_page(body: bytes, name: str) -> tuple[etree._Element, str | None]:
    """The content of a file, member by member of an archive, and why what could not be read could not be."""
    contents = contents_of(body, name)
    parts = [_content(content.document, content.name) for content in contents.read]
    faults = "; ".join(f"{part or name}: {fault}" for part, fault in contents.faults) or None
    return E.html(E.body(*(element for part in parts for element in part))), faults


def _content(document: Document, name: str | None) -> list[etree._Element]:
    made: list[etree._Element] = [E.h2(name)] if name else []
    shown: set[int] = set()
    for block in document.blocks:
        if block.table is None:
            made.append(E.p(_plain(block.text)))
        elif block.table not in shown:
            shown.add(block.table)
            made.append(_table(document.tables[block.table], block.table + 1))
    return made


def _table(table: Table, number: int) -> etree._Element:
    """Cells carry their place in the file: table, row and column, from 1, and the page of printed files."""
    rows = [E.tr() for _ in range(table.rows)]
    for cell in table.cells:
        spans = {"rowspan": str(cell.rowspan), "colspan": str(cell.colspan)}
        place = {"data-table": str(number), "data-row": str(cell.row + 1), "data-column": str(cell.column + 1)}
        if cell.row < len(table.pages):
            place["data-page"] = str(table.pages[cell.row])
        rows[cell.row].append(E.td(_plain(cell.text), spans | place))
    return E.table(*rows, {"border": "1", "style": "border-collapse:collapse"})


def place_in_file(element: etree._Element) -> str | None:
    """`page 3, table 2, row 5, column 8` of a cell that `file_page` made, without page if the file has none printed.

    None for any other element.
    """
    if element.get("data-table") is None:
        return None
    parts = [part for part in ("page", "table", "row", "column") if element.get(f"data-{part}") is not None]
    return ", ".join(f"{part} {element.get(f'data-{part}')}" for part in parts)


def _plain(text: str) -> str:
    """Text that XML can hold."""
    return "".join(character for character in text if character >= " " or character in "\t\n")
