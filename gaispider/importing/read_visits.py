"""Reads what a person names on the command line: a file of any kind by its bytes, or a folder of such files."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from gaispider.importing.saved_file import visits_of_file
from gaispider.importing.visit import Given, Trouble, Visit
from gaispider.importing.wacz import is_wacz, visits_of_wacz
from gaispider.importing.warc import GZIP, Survey, survey, visits_of_warc

_ZIP = b"PK\x03\x04"
_WARC = (b"WARC/", b"filedesc://")
# Where browsers put the pictures and scripts of NAME.html.
PARTS = ("_files", ".files", "_文件")
_PAGES = (".html", ".htm", ".shtml", ".xhtml")
# What systems put beside files, and tables of addresses.
_NOT_SAVED = (":Zone.Identifier", ".cdx", ".cdxj", ".log")


def read_visits(path: Path, given: Given) -> Iterator[Visit | Trouble]:
    """The answers in a file or folder, and the parts of it that cannot be taken. Never raises for their content."""
    if not path.is_dir():
        yield from _of_file(path, path.name, given)
        return
    count = 0
    for file in sorted(path.rglob("*")):
        within = file.relative_to(path)
        if file.is_symlink() or not file.is_file() or any(part.startswith(".") for part in within.parts):
            continue
        if file.name.endswith(_NOT_SAVED):
            continue
        is_part = is_part_of_page(path, within.parts)
        if is_part and file.suffix not in _PAGES:
            continue
        count += 1
        for found in _of_file(file, within.as_posix(), given):
            # Frames of a page are saved among its parts, with their addresses; a part without one is none of these.
            if not is_part or (isinstance(found, Visit) and found.url):
                yield found
    if not count:
        yield Trouble(path.name, "there is no saved page in it")


def is_part_of_page(folder: Path, within: tuple[str, ...]) -> bool:
    """Whether a file of `folder` lies in the folder of parts that a browser made for a page beside it."""
    around = folder
    for name in within[:-1]:
        page = next((name.removesuffix(end) for end in PARTS if name.endswith(end)), None)
        if page and any((around / f"{page}{ending}").is_file() for ending in _PAGES):
            return True
        around /= name
    return False


def _of_file(path: Path, name: str, given: Given) -> Iterator[Visit | Trouble]:
    try:
        with path.open("rb") as file:
            head = file.read(64)
            is_package = head.startswith(_ZIP) and _is_package(file)
        size = path.stat().st_size
    except OSError as error:
        yield Trouble(name, f"it cannot be read: {error.strerror}")
        return
    if is_package:
        with path.open("rb") as file:
            yield from visits_of_wacz(file, name, given)
    elif head.startswith(_WARC) or (head.startswith(GZIP) and _unpacked_head(path).startswith(_WARC)):
        opened, known = partial(cast("partial[BinaryIO]", path.open), "rb"), Survey()
        survey(opened, size, known)
        yield from visits_of_warc(opened, size, name, known)
    elif name.lower().endswith((".wacz", ".warc", ".warc.gz")):
        yield Trouble(name, "by its name an archive, and its beginning is not one: it is cut off or damaged")
    else:
        yield from visits_of_file(path, name, given)


def _is_package(file: BinaryIO) -> bool:
    try:
        with ZipFile(file) as package:
            return is_wacz(package.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _unpacked_head(path: Path) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(64)
    except (OSError, EOFError, zlib.error):
        return b""
