"""Files that call themselves Word or Excel and are markup: pages sent as .xls, Office's own HTML and XML."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.old_office import office_xml
from gaispider.documents.word.office import converted, program_version
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.body.document import read_document
from gaispider.page.html.blocks import read_lines
from gaispider.page.html.decode import decode
from gaispider.page.html.tree import parse
from gaispider.page.model import Document
from gaispider.page.saved_page import saved_page

_HEAD = 4096
_BLANK = b"\xef\xbb\xbf \t\r\n"
_OFFICE = re.compile(rb"schemas-microsoft-com:office|content=\"?microsoft (?:word|excel)", re.I)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def is_markup(body: bytes) -> bool:
    """Whether a file is HTML, XML or a web archive (MHTML)."""
    return _plain(body[:_HEAD]).lstrip(_BLANK).startswith(b"<") or saved_page(body) is not None


def read_markup(body: bytes, kind: str, seconds: float) -> FileContent:
    """The content of such a file, which calls itself `kind`. Raises UnreadableFileError for a mere web page.

    A page that is sent in place of a file (no such page, please log in) has no table and is not made by Office.
    """
    head = _plain(body[:_HEAD])
    if (made := office_xml(head)) is not None:
        return _of_office_xml(body, kind, seconds, made)
    saved = saved_page(body)
    document = page_of(body)
    if not document.tables and saved is None and not _OFFICE.search(_plain(body)[:_HEAD]):
        raise UnreadableFileError("damaged", "a web page stands in the place of the file")
    return FileContent(kind, "page", document)


def page_of(body: bytes) -> Document:
    """The blocks and tables of a page that is a file."""
    saved = saved_page(body)
    markup = saved.body if saved else _plain(body)
    root, _ = parse(decode(markup, saved.content_type if saved else None).markup)
    lines = read_lines(root)
    return read_document(lines, Body(0, 0, len(lines.text), "file", 0.0))


def _of_office_xml(body: bytes, kind: str, seconds: float, to: str) -> FileContent:
    from gaispider.documents.sheets import read_sheets
    from gaispider.documents.word.docx import read_docx

    made = converted({"file.xml": body}, to, seconds)
    if not made:
        raise UnreadableFileError("damaged", f"{program_version()} could not read it")
    found = next(iter(made.values()))
    content = read_sheets(found, to) if to == "xlsx" else read_docx(found)
    return replace(content, kind=kind, reader=f"{program_version()}, {content.reader}")


def _plain(body: bytes) -> bytes:
    """Bytes in UTF-8 where a mark says that they are in UTF-16."""
    for mark, charset in _WIDE.items():
        if body.startswith(mark):
            return body.decode(charset, "replace").encode()
    return body
