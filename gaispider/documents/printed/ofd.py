"""OFD files (GB/T 33190) as printed pages: a ZIP of XML, in millimetres."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.printed.fragments import loose_fragments
from gaispider.documents.printed.glyphs import Glyph, PrintedPage
from gaispider.documents.printed.layout import printed_document
from gaispider.documents.printed.legible import require_legible
from gaispider.documents.printed.ofd_page.ofd_objects import POINTS, numbers, objects_on

# Bytes of one part after unpacking; a page of text has some 100 KB.
_LARGEST = 32 * 1024 * 1024
_PICTURE = 0.4
_FEW = 20
_A4: Final = (210.0, 297.0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
# Signs that XML may not have, and some programs write.
_NO_SIGNS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bce-fBCE-F]|1[\da-fA-F]));"
)


def read_ofd(body: bytes, *, most_pages: int) -> FileContent:
    """The content of an OFD file. Raises UnreadableFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            pages = list(_Package(package).pages(most_pages))
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        ArithmeticError,
        RuntimeError,
        NotImplementedError,
        etree.LxmlError,
    ) as error:
        raise UnreadableFileError("damaged", f"no OFD that can be read ({type(error).__name__}: {error})") from error
    if not pages:
        raise UnreadableFileError("damaged", "no page could be found")
    require_legible("".join(glyph.text for page in pages for glyph in _all_glyphs(page)))
    pictured = [n for n, page in enumerate(pages, 1) if page.picture and len(_all_glyphs(page)) <= _FEW]
    document, fragments = printed_document(pages), loose_fragments(pages)
    return FileContent("ofd", "gaispider ofd", document, len(pages), pictured, fragments=fragments)


def _all_glyphs(page: PrintedPage) -> list[Glyph]:
    return [*page.glyphs, *(glyph for glyphs in page.turned.values() for glyph in glyphs)]


class _Package:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        # Names differ in case and leading slash between programs.
        self._names = {name.lower().lstrip("/"): name for name in package.namelist()}

    def pages(self, most: int) -> Iterator[PrintedPage]:
        """The pages of all documents of the file. Raises UnreadableFileError if they are more than `most`."""
        whole = 0
        for root in self._all(self._xml("OFD.xml"), "DocRoot"):
            path = (root.text or "").strip().lstrip("/")
            document = self._xml(path)
            folder = posixpath.dirname(path)
            box = self._box(document) or (0.0, 0.0, *_A4)
            templates = {
                node.get("ID", ""): self._xml(posixpath.join(folder, node.get("BaseLoc", "")))
                for node in self._all(document, "TemplatePage")
            }
            pages = [node for node in self._all(document, "Page") if node.get("BaseLoc")]
            whole += len(pages)
            if whole > most:
                raise UnreadableFileError("too_many_pages", f"{whole} pages, over the limit of {most}")
            for node in pages:
                content = self._xml(posixpath.join(folder, node.get("BaseLoc", "")))
                if etree.QName(content).localname != "Page":
                    raise UnreadableFileError("damaged", f"{node.get('BaseLoc')} is no page")
                yield self._page(content, templates, box)

    def _page(
        self, content: etree._Element, templates: dict[str, etree._Element], box: tuple[float, ...]
    ) -> PrintedPage:
        box = self._box(content) or box
        page = PrintedPage(box[2] * POINTS, box[3] * POINTS)
        named = (node.get("TemplateID", "") for node in self._all(content, "Template"))
        used = [templates[name] for name in named if name in templates]
        page.picture = objects_on((*used, content), page) > _PICTURE * page.width * page.height
        return page

    def _xml(self, path: str) -> etree._Element:
        name = self._names[posixpath.normpath(path).lower()]
        info = self._package.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableFileError("encrypted", "a password is needed")
        if info.file_size > _LARGEST:
            raise UnreadableFileError("too_large", f"{name} has {info.file_size} bytes")
        content = self._package.read(name)
        try:
            return etree.fromstring(content, _PARSER)
        except etree.XMLSyntaxError:
            mended = _NO_SIGNS.sub("\ufffd".encode(), content)
            if mended == content:
                raise
        return etree.fromstring(mended, _PARSER)

    @staticmethod
    def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
        return root.iter("{*}" + name)

    def _box(self, root: etree._Element) -> tuple[float, ...] | None:
        node = next(self._all(root, "PhysicalBox"), None)
        found = numbers(node.text or "") if node is not None else []
        return tuple(found[:4]) if len(found) >= 4 else None
