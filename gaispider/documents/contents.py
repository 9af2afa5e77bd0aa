"""The contents of a file: one, or those of the members of an archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from mmap import mmap

from gaispider.documents.archives import members
from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.file_reader import MOST_PAGES, OFFICE_SECONDS, read_file
from gaispider.documents.old_office import is_old_sheet, office_xml
from gaispider.filetypes import FileType, by_bytes, by_extension

_HEAD = 4096
# What an archive may hold beside reports.
_PASSED_OVER = ("image", "film", "sound", "page", "part", "data", "slides")


@dataclass(slots=True)
class Contents:
    """What a file gave: its contents, and for each part that could not be read its name and why.

    A part without a name is the file itself. `left` names what a cheap reading did not read.
    """

    read: list[FileContent] = field(default_factory=list)
    faults: list[tuple[str, UnreadableFileError]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read_contents(
    body: bytes,
    name: str = "",
    *,
    most_pages: int = MOST_PAGES,
    seconds: float = OFFICE_SECONDS,
    cheap: bool = False,
    ocr: bool = False,
) -> Contents:
    """All that a file holds, `ocr` as in `read_file`. Never raises UnreadableFileError: faults are in the result.

    A `cheap` reading leaves what takes seconds for each file: what only LibreOffice reads.
    """
    contents = Contents()
    kind = by_bytes(body)
    try:
        if kind is None or kind.what != "archive":
            if cheap and is_slow(body, name):
                contents.left.append("")
            else:
                contents.read.append(read_file(body, name, most_pages=most_pages, seconds=seconds, ocr=ocr))
            return contents
        for member in members(body, kind.kind):
            if cheap and is_slow(member.body, member.name):
                contents.left.append(member.name)
            else:
                _member(member.name, member.body, contents, most_pages, seconds, ocr)
    except UnreadableFileError as fault:
        contents.faults.append(("", fault))
    return contents


def is_dear(kind: FileType | None) -> bool:
    """Whether all files of the kind are read by LibreOffice, which takes seconds, however small they are."""
    return kind is not None and kind.reader == "office"


def is_slow(body: bytes | mmap, name: str) -> bool:
    """Whether a file is read by LibreOffice: all of its kind, or one as this one is (Excel 5, XML of Office 2003)."""
    kind = kind_of(body, name)
    if kind is not None and kind.reader == "sheets" and is_old_sheet(body):
        return True
    return is_dear(kind) or (by_bytes(body) is None and office_xml(body[:_HEAD]) is not None)


def kind_of(body: bytes | mmap, name: str) -> FileType | None:
    """The kind of a file by its bytes, else by its name."""
    return by_bytes(body) or by_extension(name.rpartition(".")[2])


def _member(name: str, body: bytes, contents: Contents, most_pages: int, seconds: float, ocr: bool) -> None:
    kind = by_bytes(body)
    if kind is not None and kind.what == "archive":
        contents.faults.append((name, UnreadableFileError("no_reader", "an archive within an archive is not opened")))
        return
    if kind is not None and kind.what in _PASSED_OVER and not (ocr and kind.what == "image"):
        return
    try:
        content = read_file(body, name, most_pages=most_pages, seconds=seconds, ocr=ocr)
    except UnreadableFileError as fault:
        contents.faults.append((name, fault))
        return
    except MemoryError:
        raise
    except Exception as error:  # what one member does must not cost the others
        contents.faults.append((name, UnreadableFileError("crash", f"{type(error).__name__}: {error}")))
        return
    content.name = name
    contents.read.append(content)


def read_recognised(body: bytes, name: str = "") -> Contents:
    """As `read_contents`, with pages that are pictures recognised."""
    return read_contents(body, name, ocr=True)
