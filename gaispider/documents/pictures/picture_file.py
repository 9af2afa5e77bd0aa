"""Files that are pictures, recognised: scans in PDFs, and pictures of every kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.pictures import reader_name
from gaispider.documents.pictures.figure_doubt import unmarked
from gaispider.documents.pictures.picture_page import ReadPage, read_page
from gaispider.documents.pictures.rasters import pdf_page, picture_pages
from gaispider.documents.pictures.recogniser import Picture, recogniser
from gaispider.documents.printed.glyphs import PrintedPage
from gaispider.documents.printed.layout import printed_document
from gaispider.documents.printed.pdf import printed_pages

MOST_PAGES = 300


def read_pictures(
    body: bytes, kind: str, pages: Collection[int] | None = None, *, most_pages: int = MOST_PAGES
) -> FileContent:
    """The content of a PDF or a picture, with the pages that have no text recognised.

    `pages` are the numbers of those to recognise, from 1; by default all that are pictures. It takes seconds a page and
    belongs into a process of its own. Raises UnreadableFileError.
    """
    if kind == "pdf":
        return _read_scan(body, pages, most_pages)
    read = [read_page(picture, recogniser()) for picture in picture_pages(body, most_pages)]
    if not read:
        raise UnreadableFileError("no_reader", "a picture too small to hold text")
    return _content(kind, reader_name(), [one.page for one in read], list(range(1, len(read) + 1)), read, [])


def _read_scan(body: bytes, wanted: Collection[int] | None, most_pages: int) -> FileContent:
    printed = printed_pages(body, most_pages)
    pictured = printed.pictured if printed.legible else list(range(1, len(printed.pages) + 1))
    numbers = [number for number in pictured if wanted is None or number in wanted]
    read = [read_page(picture, recogniser()) for picture in _pictures(body, numbers)]
    pages = list(printed.pages)
    for number, one in zip(numbers, read, strict=True):
        pages[number - 1] = one.page
    names = ", ".join(filter(None, (printed.reader if len(numbers) < len(pages) else "", reader_name())))
    left = [number for number in pictured if number not in numbers]
    return _content("pdf", names if numbers else printed.reader, pages, numbers, read, left)


def _pictures(body: bytes, numbers: list[int]) -> Iterator[Picture]:
    for number in numbers:
        yield pdf_page(body, number)


def _content(
    kind: str, reader: str, pages: list[PrintedPage], numbers: list[int], read: list[ReadPage], left: list[int]
) -> FileContent:
    document = printed_document(pages)
    for block in document.blocks:
        block.text = unmarked(block.text)
    doubtful = frozenset(number for one in read for number in one.doubtful)
    return FileContent(kind, reader, document, len(pages), left, recognised=numbers, doubtful=doubtful)
