"""What is done with a file: taken from what was read before, read now, or left.

A crawl and a re-reading of an archive read what is cheap; `scrapy documents` reads all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from mmap import mmap

from gaispider.documents.apart import MEMORY, OCR_SECONDS, SECONDS
from gaispider.documents.contents import Contents, is_slow, kind_of
from gaispider.documents.file_reader import MOST_PAGES
from gaispider.documents.pictures import reader_name
from gaispider.file_readings.kept_readings import Kept
from gaispider.file_readings.reader_version import reader_version
from gaispider.filetypes import FileType, of_kind

# What stands in a version before the recogniser.
_RECOGNISED = ", with "
# Causes that a reading with more time, memory and pages may not meet.
_SLOW = ("timeout", "memory", "too_many_pages")


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What the reading of one file may use: seconds, bytes of memory, pages.

    `cheap` leaves what needs LibreOffice, `ocr` recognises pages that are pictures.
    """

    seconds: float
    memory: int
    pages: int
    cheap: bool
    ocr: bool = False


CHEAP = ReadingLimits(30.0, 1 << 30, 100, cheap=True)
FULL = ReadingLimits(SECONDS, MEMORY, MOST_PAGES, cheap=False)
RECOGNISING = ReadingLimits(OCR_SECONDS, MEMORY, MOST_PAGES, cheap=False, ocr=True)


@dataclass(frozen=True, slots=True)
class Taken:
    """The contents of a file for its record, or None; `left` is why the present version has not read it.

    `office`: it needs LibreOffice; `slow`: it took too long; `not_installed`: a program is missing; `off`: by the
    settings. `read` says that it was read just now.
    """

    contents: Contents | None = None
    left: str | None = None
    read: bool = False


def is_present(kind: str, version: str) -> bool:
    """Whether a reading was made by the version that this machine has, with or without recognition."""
    try:
        present = reader_version(of_kind(kind) if kind else None).name
    except StopIteration:
        return False
    return version == present or version.startswith(f"{present}{_RECOGNISED}")


def is_recognised(version: str) -> bool:
    """Whether a reading recognised pictures, by the recogniser that this machine has."""
    return version.endswith(f"{_RECOGNISED}{reader_name()}")


def before_reading(kept: Kept | None, body: bytes | mmap, name: str, limits: ReadingLimits | None) -> Taken | None:
    """What is known without reading the file; None if it is to be read. Without `limits` nothing is read."""
    older = kept.contents if kept else None
    if kept is not None and is_present(kept.kind, kept.version):
        return Taken(kept.contents)
    if limits is None:
        return Taken(older, "off")
    kind = kind_of(body, name)
    if kind is not None and reader_version(kind).lacks:
        return Taken(older, "not_installed")
    if limits.cheap and is_slow(body, name):
        return Taken(older, "office")
    return None


def after_reading(contents: Contents, kept: Kept | None, limits: ReadingLimits) -> Taken:
    """What the record gets of a file that was read just now."""
    older = kept.contents if kept else None
    if contents.left:
        return Taken(older, "office")
    causes = {fault.cause for _, fault in contents.faults}
    if limits.cheap and not contents.read and causes & set(_SLOW):
        return Taken(older, "slow")
    return Taken(contents, read=True)


def kept_form(kind: FileType | None, contents: Contents, *, ocr: bool = False) -> Kept:
    """A reading as it is kept; `ocr`: with recognition."""
    version = reader_version(kind).name
    return Kept(kind.kind if kind else "", f"{version}{_RECOGNISED}{reader_name()}" if ocr else version, contents)


def readings_of(files: Mapping[str, tuple[str, str] | None]) -> str:
    """The readings that a record is made with, in a line: digests of files, each with the version that read it."""
    return " ".join(f"{digest}={known[1] if known else '-'}" for digest, known in sorted(files.items()))
