"""The pictures of a page as one content: a report that was scanned page by page, a table a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from gaispider.documents.content import FileContent
from gaispider.filetypes import of_kind
from gaispider.page.model import Document


def is_picture(content: FileContent) -> bool:
    """Whether a content is that of a picture, not of a scan in a PDF."""
    return of_kind(content.kind).what == "image"


def joined_pictures(contents: Sequence[FileContent]) -> FileContent:
    """The text of recognised pictures, one after the other. Raises IndexError if there is none."""
    first = contents[0]
    document = Document()
    for content in contents:
        tables = len(document.tables)
        document.tables += content.document.tables
        document.blocks += [
            block if block.table is None else replace(block, table=block.table + tables)
            for block in content.document.blocks
        ]
    pages = sum(content.pages or 1 for content in contents)
    numbers = count(1)
    return replace(
        first,
        document=document,
        pages=pages,
        name=None,
        recognised=[next(numbers) for content in contents for _ in content.recognised],
        doubtful=frozenset().union(*(content.doubtful for content in contents)),
    )
