"""The table of file types (data/reference/file_types.tsv): look-ups by extension, media type and bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from mmap import mmap
from typing import IO, cast
from zipfile import BadZipFile, ZipFile

from gaispider.paths import REFERENCE

# The uses of files that count as attachments. Images are parts of the page.
ATTACHED = ("document", "sheet", "slides", "archive")
# The uses of files that are neither a page nor a section of a site.
NO_PAGE = (*ATTACHED, "image", "film", "sound", "part", "data")

# Programs that send a file may print blank lines before it.
_BLANK = b"\xef\xbb\xbf \t\r\n"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Bytes. A PDF may have so many before its header; so much of a body is searched.
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a file's bytes: `kind` is `at`, `within`, `zip` or `ole`; `offset` is that of `at`."""

    kind: str
    sign: bytes
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FileType:
    """A row of the table. `what` is the use of the file: document, sheet, image, page ...

    Records use the first of `media_types`. `magic` is a list of alternatives, each a list of conditions that must all
    hold; it is empty if the bytes do not tell the type. `reader` names what reads such files; empty where nothing does.
    """

    kind: str
    what: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    magic: tuple[tuple[Condition, ...], ...]
    reader: str
    example: str

    @property
    def media_type(self) -> str | None:
        """The media type in records; None if the type has none."""
        return self.media_types[0] if self.media_types else None


@cache
def file_types() -> tuple[FileType, ...]:
    """The rows of the table, in its order."""
    lines = (REFERENCE / "file_types.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple(
        FileType(
            kind, what, _list(extensions), _list(media), tuple(map(_alternative, _list(magic, "|"))), reader, example
        )
        for kind, what, extensions, media, magic, reader, example in rows
    )


@cache
def of_kind(kind: str) -> FileType:
    """The row of a kind. Raises StopIteration if the table has none."""
    return next(row for row in file_types() if row.kind == kind)


def by_extension(extension: str) -> FileType | None:
    """The file type of an extension such as `pdf` or `DOCX`; None if it is unknown."""
    return _extensions().get(extension.lower())


def by_media_type(header: str) -> FileType | None:
    """The file type of a Content-Type header; None if it is unknown."""
    return _media_types().get(header.partition(";")[0].strip().lower())


@cache
def endings(*whats: str) -> str:
    """Alternatives of a pattern: the extensions of files of these uses, longer ones first, for `\\.(?:...)$`."""
    found = (re.escape(name) for row in file_types() if row.what in whats for name in row.extensions)
    return "|".join(sorted(found, key=lambda name: (-len(name), name)))


def by_bytes(body: bytes | mmap) -> FileType | None:
    """The file type of a body by its bytes, which may be on disk; None if it may be a page, or they do not tell."""
    head = body[:_HEAD]
    blank = len(head) - len(head.lstrip(_BLANK))
    if head.startswith(b"<", blank):
        return None  # a page, and no kind of the table
    for start in (0, blank) if blank else (0,):
        file = _File(body, start)
        for row in file_types():
            if any(all(map(file.holds, alternative)) for alternative in row.magic):
                return row
    return None


def is_zip(body: bytes) -> bool:
    """Whether a body is a ZIP file, or one of the formats that are."""
    return body.startswith(_ZIP)


def is_ole(body: bytes) -> bool:
    """Whether a body is a compound file: Office's formats before 2007, and locked ones of today."""
    return body.startswith(_OLE)


class _File:
    """A body whose file begins at `start`."""

    def __init__(self, body: bytes | mmap, start: int) -> None:
        self._body = body
        self._start = start

    def holds(self, condition: Condition) -> bool:
        if condition.kind == "at":
            return self._begins(condition.sign, self._start + condition.offset)
        if condition.kind == "within":
            found = self._body.find(condition.sign, 0, _HEAD)
            return found >= 0 and b"<" not in self._body[:found]
        if condition.kind == "zip":
            return any(name.startswith(condition.sign) for name in self._members)
        return self._begins(_OLE, self._start) and self._body.find(condition.sign) >= 0

    def _begins(self, sign: bytes, at: int) -> bool:
        return self._body[at : at + len(sign)] == sign

    @cached_property
    def _members(self) -> list[bytes]:
        """The member names of a ZIP file; for a truncated one, those in the local headers."""
        if not self._begins(_ZIP, self._start):
            return []
        try:
            with ZipFile(
                BytesIO(self._body) if isinstance(self._body, bytes) else cast("IO[bytes]", self._body)
            ) as file:
                return [name.encode() for name in file.namelist()]
        except (BadZipFile, ValueError, NotImplementedError):
            heads = re.finditer(rb"PK\x03\x04.{22}(..)..", self._body, re.S)
            return [self._body[head.end() : head.end() + int.from_bytes(head[1], "little")] for head in heads]


@cache
def _extensions() -> dict[str, FileType]:
    return {extension: row for row in file_types() for extension in row.extensions}


@cache
def _media_types() -> dict[str, FileType]:
    return {name.lower(): row for row in file_types() for name in row.media_types}


def _alternative(written: str) -> tuple[Condition, ...]:
    return tuple(map(_condition, _list(written, "&")))


def _condition(written: str) -> Condition:
    kind, _, sign = written.partition(":")
    if kind == "within":
        return Condition(kind, bytes.fromhex(sign))
    if kind == "zip":
        return Condition(kind, sign.encode())
    if kind == "ole":
        # Directories hold names in UTF-16, with a zero after them.
        return Condition(kind, sign.encode("utf-16-le") + b"\0\0")
    return Condition("at", bytes.fromhex(sign), int(kind))


def _list(written: str, separator: str = ",") -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, written.split(separator))))
