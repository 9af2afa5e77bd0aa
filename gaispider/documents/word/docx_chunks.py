"""Files that stand in a Word document in the place of paragraphs (`w:altChunk`): Word, HTML, text."""

from __future__ import annotations

from collections.abc import Callable

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.markup_file import is_markup, page_of
from gaispider.documents.old_office import office_xml
from gaispider.filetypes import by_bytes


def chunk_content(body: bytes, read_word: Callable[[bytes], FileContent]) -> FileContent:
    """What such a file holds. Raises UnreadableFileError, also for what only LibreOffice reads."""
    kind = by_bytes(body)
    if kind is not None and kind.reader == "word":
        return read_word(body)
    if kind is None and is_markup(body) and office_xml(body) is None:
        return FileContent("html", "page", page_of(body))
    named = kind.kind if kind else "unknown"
    raise UnreadableFileError("no_reader", f"a file of the kind {named} in the place of a part of the text")
