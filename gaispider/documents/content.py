"""What reading a file gives, and why a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gaispider.documents.printed.glyphs import Fragment
from gaispider.page.model import Document

FaultCause = Literal[
    "empty", "encrypted", "damaged", "fonts", "too_many_pages", "too_large", "no_reader", "not_installed",
    "timeout", "memory", "crash",
]  # fmt: skip

EXTRA = "the extra `documents` is not installed (docs/documents.md)"
"""What a person is told where a reader's package is missing."""


@dataclass(slots=True)
class FileContent:
    """The content of one file.

    `kind` is the file type's, `reader` the program that read it with its version. `pages` counts printed pages or
    sheets; None where the format has none. `pictured` are the numbers of the pages, from 1, that are pictures without
    text. `name` is that of the member where the file lay in an archive. `recognised` are the numbers of the pages that
    were read from pictures, `doubtful` the numbers in their lines of text that were not read for sure; figures in
    their tables carry a mark instead (gaispider.documents.pictures.figure_doubt). `fragments` are the pieces of lines
    of a printed file that has figures outside of ruled tables. `hidden` are lines with what the file holds and does
    not show, `unread` parts of it that could not be read, and why. `images` counts the pictures in a text.
    """

    kind: str
    reader: str
    document: Document = field(default_factory=Document)
    pages: int | None = None
    pictured: list[int] = field(default_factory=list)
    name: str | None = None
    recognised: list[int] = field(default_factory=list)
    doubtful: frozenset[str] = frozenset()
    fragments: list[Fragment] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unread: list[tuple[FaultCause, str]] = field(default_factory=list)
    images: int = 0

    @property
    def text_chars(self) -> int:
        """Characters of the text, without line breaks and tabs."""
        return sum(len(block.text.replace("\t", "")) for block in self.document.blocks)


class UnreadableFileError(Exception):
    """The file cannot be read; `cause` is one word of a closed list, the message a sentence."""

    def __init__(self, cause: FaultCause, message: str) -> None:
        super().__init__(cause, message)
        self.cause = cause
        self.message = message

    def __str__(self) -> str:
        return f"{self.cause}: {self.message}"
