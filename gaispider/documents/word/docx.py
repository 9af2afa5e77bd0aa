"""DOCX files, by python-docx: paragraphs with their automatic numbers, tables with their merged cells.

What is deleted (tracked), hidden, struck or white on white is no text, and is told. Notes stand at the end. Text boxes
stand where they are anchored.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from importlib.metadata import version

from docx.document import Document as Package
from docx.opc.exceptions import OpcError
from lxml import etree

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.word.docx_chunks import chunk_content
from gaispider.documents.word.docx_look import Looks
from gaispider.documents.word.docx_numbering import Numbering
from gaispider.documents.word.docx_package import opened, parsed
from gaispider.documents.word.docx_tables import WRAPPERS, read_places
from gaispider.documents.word.docx_text import ParagraphText, TextReader, boxes_of
from gaispider.documents.word.tags import qn
from gaispider.page.html.grids import joined_cell, table_lines
from gaispider.page.model import Block, Document

_BLACK = ("黑体", "simhei", "heiti", "小标宋", "bold", "black")
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NOTES = (("/footnotes", qn("w:footnoteReference")), ("/endnotes", qn("w:endnoteReference")))
# Cells with text from which on a table is a grid; characters of a cell that is an article. As in pages.
_FEW, _PROSE = 12, 600
_GONE = (qn("w:del"), qn("w:moveFrom"))
_DEEPEST = 2  # files that lie in files


def read_docx(body: bytes, within: int = 0) -> FileContent:
    """The content of a DOCX file, which lies in `within` others. Raises UnreadableFileError."""
    try:
        package, missing = opened(body)
        content = _Reader(package, within).content()
    except (
        OpcError,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RecursionError,
        etree.LxmlError,
    ) as error:
        raise UnreadableFileError(
            "damaged", f"no Word document that can be read ({type(error).__name__}: {error})"
        ) from error
    content.unread += [("damaged", f"the part {name} is missing") for name in missing]
    return content


class _Reader:
    def __init__(self, package: Package, within: int) -> None:
        self._package, self._within = package, within
        self._numbering = Numbering(package)
        self._texts = TextReader(Looks(package.styles.element))
        self._read: dict[etree._Element, tuple[str, str]] = {}
        self._document = Document()
        self._content = FileContent("docx", f"python-docx {version('python-docx')}", self._document)

    def content(self) -> FileContent:
        body = self._package.element.body
        self._blocks(body)
        self._notes(body)
        pictures = sum(1 for tag in _PICTURES for picture in body.iter(tag) if not _is_gone(picture))
        self._content.images = pictures
        if pictures and self._content.text_chars < 50:
            self._content.pictured = list(range(1, pictures + 1))
        for thing in body.iter(_OBJECT):
            if "sheet" in (thing.get("ProgID") or "").lower():
                self._content.unread.append(("no_reader", "a sheet that is an object in the text"))
        return self._content

    def _blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag == qn("w:altChunk"):
                self._chunk(child.get(_RELATION) or "")
            elif child.tag in WRAPPERS:
                self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        for line in self._text(paragraph).splitlines():
            if line.strip():
                face = self._texts.is_all(paragraph, _BLACK)
                self._document.blocks.append(Block(line.strip(), "p", face=face))
        for box in boxes_of(paragraph):
            self._blocks(box)

    def _text(self, paragraph: etree._Element, *, strokes: bool = False) -> str:
        if paragraph not in self._read:
            found = self._texts.text(paragraph)
            self._tell(found)
            is_seen = bool(found.stroked.strip())
            # Word counts paragraphs without text, too, but none that is hidden or deleted.
            label = self._numbering.label(paragraph, found.stroked) if is_seen or not found.whole else ""
            texts = found.shown, found.stroked
            self._read[paragraph] = (label + texts[0], label + texts[1]) if is_seen else ("", "")
        return self._read[paragraph][strokes]

    def _tell(self, found: ParagraphText) -> None:
        if found.unseen:
            self._content.hidden.append(found.unseen)

    def _table(self, element: etree._Element) -> None:
        found = read_places(element)
        for row in found.unseen:
            self._content.hidden.append(
                "\t".join(self._texts.text(part).whole for part in row.iter(qn("w:p"))).strip() or "a row without text"
            )
        nested = [table for place in found.places for table in place.element.iter(qn("w:tbl"))]
        table = found.grid(self._cell)
        filled = [cell.text for cell in table.cells if cell.text]
        if len(filled) < 2 or table.columns < 2 or (len(filled) < _FEW and (nested or max(map(len, filled)) > _PROSE)):
            # A table of one column, or around other tables and articles, only lays out the page.
            for place in found.places:
                self._blocks(place.element)
            return
        index = len(self._document.tables)
        self._document.tables.append(table)
        self._document.blocks += [Block(line, "tr", index) for line in table_lines(table)]
        for inner in nested:
            if next(inner.iterancestors(qn("w:tbl"))) is element and _is_grid(inner):
                self._table(inner)

    def _cell(self, cell: etree._Element) -> str:
        """The text of a cell; tables in it that are more than a few cells stand behind it."""
        own = [part for part in cell.iter(qn("w:p")) if not _is_apart(part, cell)]
        return joined_cell(line.strip() for part in own for line in self._text(part, strokes=True).splitlines())

    def _chunk(self, relation: str) -> None:
        """A file that stands in the place of paragraphs."""
        part = self._package.part.related_parts.get(relation)
        if part is None or self._within >= _DEEPEST:
            self._content.unread.append(("no_reader", "a file in the place of a part of the text"))
            return
        try:
            content = chunk_content(part.blob, lambda body: read_docx(body, self._within + 1))
        except UnreadableFileError as fault:
            self._content.unread.append((fault.cause, fault.message))
            return
        tables = len(self._document.tables)
        self._document.tables += content.document.tables
        self._document.blocks += [
            block if block.table is None else replace(block, table=block.table + tables)
            for block in content.document.blocks
        ]
        self._content.hidden += content.hidden
        self._content.unread += content.unread

    def _notes(self, body: etree._Element) -> None:
        """The notes that the text refers to."""
        for relation in self._package.part.rels.values():
            for kind, sign in _NOTES if not relation.is_external else ():
                if relation.reltype.endswith(kind):
                    named = {sign.get(qn("w:id")) for sign in body.iter(sign)}
                    for note in parsed(relation.target_part.blob):
                        if note.get(qn("w:type")) is None and note.get(qn("w:id")) in named:
                            self._blocks(note)


def _is_grid(table: etree._Element) -> bool:
    """Whether a table within a cell is more than a few cells."""
    return sum(any(text.text for text in cell.iter(qn("w:t"))) for cell in table.iter(qn("w:tc"))) >= _FEW


def _is_gone(element: etree._Element) -> bool:
    return next(element.iterancestors(*_GONE), None) is not None


def _is_apart(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph within a cell is of a table that stands behind it, or is deleted with its box."""
    for parent in paragraph.iterancestors():
        if parent is cell:
            return False
        if parent.tag in _GONE or (parent.tag == qn("w:tbl") and _is_grid(parent)):
            return True
    return False
