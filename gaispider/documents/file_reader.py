"""Which reader a file's bytes need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gaispider.documents import pictures
from gaispider.documents.content import EXTRA, FileContent, UnreadableFileError
from gaispider.documents.locks import is_locked
from gaispider.documents.markup_file import is_markup, read_markup
from gaispider.documents.old_office import is_old_sheet
from gaispider.documents.packages import require_small, require_sound
from gaispider.documents.picture_size import is_small
from gaispider.documents.word.office import converted, program_version
from gaispider.filetypes import by_bytes, by_extension

# Seconds for one file; a report of 200 pages takes 20.
OFFICE_SECONDS = 120.0
# What a file without content is full of.
BLANK = b"\0 \t\r\n"
MOST_PAGES = 300


def read_file(
    body: bytes, name: str = "", *, most_pages: int = MOST_PAGES, seconds: float = OFFICE_SECONDS, ocr: bool = False
) -> FileContent:
    """The content of a file; `name` is asked only where the bytes do not tell. Raises UnreadableFileError.

    `ocr`: pages without text are recognised, which takes seconds a page and needs the extra `ocr`.
    """
    require_content(body)
    found = by_bytes(body)
    if found is None and is_markup(body):
        named = by_extension(name.rpartition(".")[2])
        return read_markup(body, named.kind if named else "html", seconds)
    found = found or by_extension(name.rpartition(".")[2])
    if found is None or found.reader not in READERS:
        kind = found.kind if found else "unknown"
        raise UnreadableFileError("no_reader", f"nothing here reads files of the kind {kind}")
    if ocr and found.reader in _WITH_PICTURES and not is_small(body):
        return _recognised(body, found.kind, most_pages)
    try:
        return READERS[found.reader](body, found.kind, most_pages, seconds)
    except ImportError as error:
        needed = f"reading {found.kind} files needs the package {error.name}: {EXTRA}"
        raise UnreadableFileError("not_installed", needed) from error


def require_content(body: bytes) -> None:
    """Raises UnreadableFileError for a file that is empty or locked, or a package that is too large or torn."""
    if not body.strip(BLANK):
        raise UnreadableFileError("empty", "the file has no content")
    if is_locked(body):
        raise UnreadableFileError("encrypted", "a password is needed")
    require_small(body)
    require_sound(body)


# Each reader is imported when needed: they are an extra, and take half a second.
def _printed_pdf(body: bytes, _kind: str, most_pages: int, _seconds: float) -> FileContent:
    from gaispider.documents.printed.pdf import read_pdf

    return read_pdf(body, most_pages=most_pages)


def _printed_ofd(body: bytes, _kind: str, most_pages: int, _seconds: float) -> FileContent:
    from gaispider.documents.printed.ofd import read_ofd

    return read_ofd(body, most_pages=most_pages)


def _sheets(body: bytes, kind: str, _most_pages: int, seconds: float) -> FileContent:
    from gaispider.documents.sheets import read_sheets

    content = read_sheets(body, kind)
    if not is_old_sheet(body):
        return content
    made = converted({f"file.{kind}": body}, "xlsx", seconds)
    if not made:
        raise UnreadableFileError("damaged", f"{program_version()} could not read it")
    content = read_sheets(next(iter(made.values())), kind)
    return replace(content, reader=f"{program_version()}, {content.reader}")


def _word(body: bytes, _kind: str, _most_pages: int, _seconds: float) -> FileContent:
    from gaispider.documents.word.docx import read_docx

    return read_docx(body)


def _office(body: bytes, kind: str, _most_pages: int, seconds: float) -> FileContent:
    made = converted({f"file.{kind}": body}, "docx", seconds)
    if not made:
        raise UnreadableFileError("damaged", f"{program_version()} could not read it")
    return content_of_office(next(iter(made.values())), kind)


def content_of_office(document: bytes, kind: str) -> FileContent:
    """The content of the DOCX that LibreOffice made of a file of the kind. Raises UnreadableFileError."""
    from gaispider.documents.word.docx import read_docx

    content = read_docx(document)
    return replace(content, kind=kind, reader=f"{program_version()}, {content.reader}")


def _unread_picture(body: bytes, kind: str, _most_pages: int, _seconds: float) -> FileContent:
    return FileContent(kind, "", pictured=[] if is_small(body) else [1])


def _recognised(body: bytes, kind: str, most_pages: int) -> FileContent:
    if not pictures.installed():
        raise UnreadableFileError("not_installed", pictures.MISSING)
    from gaispider.documents.pictures.picture_file import read_pictures

    return read_pictures(body, kind, most_pages=most_pages)


READERS: dict[str, Callable[[bytes, str, int, float], FileContent]] = {
    "printed_pdf": _printed_pdf,
    "printed_ofd": _printed_ofd,
    "sheets": _sheets,
    "word": _word,
    "office": _office,
    "pictures": _unread_picture,
}
"""By the reader that file_types.tsv names: a function of the bytes, the kind, the most pages and the most seconds."""

# The readers that know pages without text.
_WITH_PICTURES = frozenset(("printed_pdf", "pictures"))
