"""DOCX files, by python-docx: paragraphs with their automatic numbers, tables with their merged cells.

Deleted (tracked) and hidden text is not read. Notes stand at the end. Text boxes stand where they are anchored.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from importlib.metadata import version

from docx.document import Document as Package
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package as OpcPackage
from docx.parts.document import DocumentPart
from lxml import etree

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.word.docx_numbering import Numbering
from gaispider.documents.word.docx_tables import read_grid
from gaispider.page.html.grids import table_lines
from gaispider.page.model import Block, Document

# python-docx knows the plain kind alone; templates and files with macros are built alike, and no macro is run.
_MAIN = "application/vnd.{}.main+xml"
for _kind in (
    "openxmlformats-officedocument.wordprocessingml.template",
    "ms-word.document.macroEnabled",
    "ms-word.template.macroEnabledTemplate",
):
    PartFactory.part_type_for[_MAIN.format(_kind)] = DocumentPart

_BLACK = ("黑体", "simhei", "heiti", "小标宋", "bold", "black")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = frozenset((*(qn(tag) for tag in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:instrText")), _FALLBACK))
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")


def read_docx(body: bytes) -> FileContent:
    """The content of a DOCX file. Raises UnreadableFileError."""
    try:
        return _Reader(_opened(body)).content()
    except (
        PackageNotFoundError,
        KeyError,
        TypeError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        etree.XMLSyntaxError,
    ) as error:
        raise UnreadableFileError(
            "damaged", f"no Word document that can be read ({type(error).__name__}: {error})"
        ) from error


def _opened(body: bytes) -> Package:
    """The document of a package. Raises TypeError if its main part is none."""
    part = OpcPackage.open(io.BytesIO(body)).main_document_part
    if not isinstance(part, DocumentPart):
        raise TypeError(f"its main part is {part.content_type}")
    document: Package = part.document
    return document


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering = Numbering(package)
        self._document = Document()

    def content(self) -> FileContent:
        body = self._package.element.body
        self._blocks(body)
        self._notes()
        pictures = sum(1 for tag in _PICTURES for _ in body.iter(tag))
        content = FileContent("docx", f"python-docx {version('python-docx')}", self._document)
        if pictures and content.text_chars < 50:
            content.pictured = list(range(1, pictures + 1))
        return content

    def _blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        text = self._text(paragraph)
        for line in text.splitlines():
            if line.strip():
                self._document.blocks.append(Block(line.strip(), "p", face=self._is_bold(paragraph)))
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(parent.tag in _DROPPED for parent in box.iterancestors()):
                self._blocks(box)

    def _text(self, paragraph: etree._Element) -> str:
        text = "".join(_shown(paragraph)).strip("\n")
        return self._numbering.label(paragraph) + text if text.strip() else ""

    def _table(self, element: etree._Element) -> None:
        table = read_grid(element, self._text)
        if len([cell for cell in table.cells if cell.text]) < 2 or table.columns < 2:
            # A table of one column or cell only lays out the page.
            for row in element.iter(qn("w:tc")):
                self._blocks(row)
            return
        index = len(self._document.tables)
        self._document.tables.append(table)
        self._document.blocks += [Block(line, "tr", index) for line in table_lines(table)]

    def _notes(self) -> None:
        for relation in self._package.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
                continue
            root = etree.fromstring(relation.target_part.blob)
            for note in root:
                if note.get(qn("w:type")) is None:
                    self._blocks(note)

    def _is_bold(self, paragraph: etree._Element) -> bool:
        runs = [run for run in paragraph.iter(qn("w:r")) if "".join(_shown(run)).strip()]
        return bool(runs) and all(_is_black(run) for run in runs)


def _shown(element: etree._Element) -> Iterator[str]:
    """The visible text of an element; boxes anchored in it are not in it."""
    for child in element:
        tag = child.tag
        if tag in _DROPPED or tag == qn("w:txbxContent"):
            continue
        if tag == qn("w:r") and _is_hidden(child):
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag == qn("w:tab"):
            yield " "
        elif tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            continue
        elif isinstance(tag, str):
            yield from _shown(child)


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(qn("w:rPr"))
    return properties is not None and any(
        _is_on(properties.find(qn(tag))) for tag in ("w:vanish", "w:strike", "w:dstrike", "w:webHidden")
    )


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off")


def _is_black(run: etree._Element) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    if _is_on(properties.find(qn("w:b"))):
        return True
    fonts = properties.find(qn("w:rFonts"))
    names = [] if fonts is None else [fonts.get(qn("w:eastAsia")) or "", fonts.get(qn("w:ascii")) or ""]
    return any(word in name.lower() for name in names for word in _BLACK)
