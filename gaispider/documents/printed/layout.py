"""Printed pages as a document: columns in their order, tables in their place, paragraphs over page breaks."""

from __future__ import annotations

from dataclasses import replace

from gaispider.documents.pictures.figure_doubt import unmarked
from gaispider.documents.printed.glyphs import Glyph, PrintedLine, PrintedPage, printed_lines
from gaispider.documents.printed.joined_tables import beside, goes_on, join
from gaispider.documents.printed.ruled_tables import RuledTable, inside, ruled_tables
from gaispider.documents.printed.text_order.footnotes import without_footnotes
from gaispider.documents.printed.text_order.margins import Side, main_size, without_margins
from gaispider.documents.printed.text_order.page_columns import in_columns
from gaispider.documents.printed.text_order.paragraphs import paragraphs
from gaispider.documents.printed.turned import standing_pages
from gaispider.page.html.grids import table_lines
from gaispider.page.model import Block, Document


def printed_document(pages: list[PrintedPage]) -> Document:
    """The blocks and tables of printed pages; the notes at their feet come last, as those of Word files do."""
    whole = len(pages)
    parts = [(number, part) for number, page in enumerate(pages, 1) for part in standing_pages([page])]
    pages = [part for _, part in parts]
    tables = [_of_page(ruled_tables(page), number) for number, page in parts]
    sides = [
        Side(page.height, _lines(page, own), min((table.top for table in own), default=page.height))
        for page, own in zip(pages, tables, strict=True)
    ]
    flow = _Flow()
    size = main_size(sides)
    notes: list[Block] = []
    for own, kept in zip(tables, without_margins(sides, whole), strict=True):
        lines, its_notes = without_footnotes(kept, size)
        flow.page(own, lines)
        notes += its_notes
    flow.close()
    flow.document.blocks += notes
    return flow.document


def _of_page(tables: list[RuledTable], number: int) -> list[RuledTable]:
    for ruled in tables:
        ruled.table.pages = (number,) * ruled.table.rows
    return tables


def _lines(page: PrintedPage, tables: list[RuledTable]) -> list[PrintedLine]:
    bands: list[list[Glyph]] = [[] for _ in range(len(tables) + 1)]
    for glyph in page.glyphs:
        if not inside(glyph, tables):
            bands[sum(table.top < glyph.middle for table in tables)].append(glyph)
    return [
        replace(line, x0=line.x0 - aside, x1=line.x1 - aside)
        for column, aside in in_columns(bands, page.width)
        for line in printed_lines(column)
    ]


class _Flow:
    """Takes pages in their order and keeps what may go on at the next: a paragraph, a table."""

    def __init__(self) -> None:
        self.document = Document()
        self._text: list[PrintedLine] = []
        self._table: RuledTable | None = None

    def page(self, tables: list[RuledTable], lines: list[PrintedLine]) -> None:
        """Add a page. Only a table that comes before any text can go on one of the page before."""
        text_first = bool(tables) and any(line.bottom <= tables[0].top for line in lines)
        if tables and self._table is not None and not text_first and goes_on(self._table, tables[0]):
            self._table = join(self._table, tables[0])
            tables = tables[1:]
        rest = list(lines)
        for table in tables:
            moved = beside(self._table, table) if self._table is not None else None
            if moved is not None and self._table is not None:
                self._table = join(self._table, moved)
                continue
            above = [line for line in rest if line.bottom <= table.top + line.size / 2]
            rest = [line for line in rest if line.bottom > table.top + line.size / 2]
            self._add(above)
            self._close_text()
            self._close_table()
            self._table = table
        self._add(rest)

    def _add(self, lines: list[PrintedLine]) -> None:
        if lines:
            self._close_table()
            self._text += lines

    def close(self) -> None:
        """The document has ended."""
        self._close_text()
        self._close_table()

    def _close_text(self) -> None:
        if self._text:
            self._close_table()
            self.document.blocks += paragraphs(self._text)
            self._text = []

    def _close_table(self) -> None:
        if self._table is not None:
            index = len(self.document.tables)
            self.document.tables.append(self._table.table)
            self.document.blocks += [Block(unmarked(line), "tr", index) for line in table_lines(self._table.table)]
            self._table = None
