"""A DOCX file opened: also of the strict kind (ISO 29500-1), templates, and files with macros, of which none is run."""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote

from docx.document import Document as Package
from docx.opc.part import PartFactory
from docx.package import Package as OpcPackage
from docx.parts.document import DocumentPart
from lxml import etree

# python-docx knows the plain kind alone; templates and files with macros are built alike.
_MAIN = "application/vnd.{}.main+xml"
for _kind in (
    "openxmlformats-officedocument.wordprocessingml.template",
    "ms-word.document.macroEnabled",
    "ms-word.template.macroEnabledTemplate",
):
    PartFactory.part_type_for[_MAIN.format(_kind)] = DocumentPart

# The names that the strict kind has for the spaces of the other (ISO 29500-4, annex A).
_STRICT = b"http://purl.oclc.org/ooxml/"
_SPACES = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_ROOT = "_rels/.rels"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def opened(body: bytes) -> tuple[Package, list[str]]:
    """The document of a DOCX file, and the names of parts that it refers to and lacks.

    Raises TypeError if its main part is no Word document, and what python-docx and zipfile raise.
    """
    whole, missing = _mended(body)
    part = OpcPackage.open(io.BytesIO(whole)).main_document_part
    if not isinstance(part, DocumentPart):
        raise TypeError(f"its main part is {part.content_type}")
    document: Package = part.document
    settle_alternatives(document.element)
    return document, missing


def parsed(part: bytes) -> etree._Element:
    """The root of a part that python-docx leaves as bytes; nothing that it names is fetched."""
    root = etree.fromstring(part, _PARSER)
    settle_alternatives(root)
    return root


def settle_alternatives(root: etree._Element) -> None:
    """Leave one of the forms in which a thing is given for newer and older programs, so that it is read once."""
    for both in list(root.iter(f"{_COMPATIBLE}AlternateContent")):
        kept = both.find(f"{_COMPATIBLE}Choice")
        for form in list(both):
            if kept is not None and form is not kept:
                both.remove(form)


def _mended(body: bytes) -> tuple[bytes, list[str]]:
    """The package as python-docx reads it: not of the strict kind, and without links to parts that are missing."""
    changed: dict[str, bytes] = {}
    missing: list[str] = []
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        names = package.namelist()
        is_strict = _STRICT in package.read(_ROOT)
        for name in names:
            if name.endswith(".rels"):
                changed |= _without_missing(name, package.read(name), set(names), missing)
        if not is_strict and not changed:
            return body, missing
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as other:
            for name in names:
                content = changed.get(name) or package.read(name)
                for strict, plain in _SPACES if is_strict and name.endswith((".xml", ".rels")) else ():
                    content = content.replace(strict, plain)
                other.writestr(name, content)
    return made.getvalue(), missing


def _without_missing(name: str, content: bytes, names: set[str], missing: list[str]) -> dict[str, bytes]:
    """The links of a part (`name/_rels/part.rels`) without those that lead nowhere; nothing where all are sound."""
    root = etree.fromstring(content, _PARSER)
    folder = posixpath.dirname(posixpath.dirname(name))
    lost = []
    for link in root:
        target = unquote(link.get("Target", "").partition("#")[0])
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if link.get("TargetMode") != "External" and path not in names:
            lost.append(link)
            missing += [path] if path.endswith(".xml") else []
    for link in lost:
        root.remove(link)
    return {name: etree.tostring(root, encoding="utf-8", xml_declaration=True)} if lost else {}
