"""A folder of saved pages and reports: which files are pages or reports, in a fixed order, and why others are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from gaispider.filetypes import by_bytes
from gaispider.importing.read_visits import is_part_of_page
from gaispider.maintenance.reread import is_archive
from gaispider.page.saved_page import saved_page

_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|title|meta|div|table|p|span|td|tr|h[1-6]|br)\b", re.I)
# So many bytes of a file show whether it holds markup; UTF-16 has a zero beside each ASCII character.
_HEAD = 1 << 16


class Found(NamedTuple):
    """A file of a folder; `why_not` is a sentence if it is no page, `is_fault` if it could not be read."""

    path: Path
    why_not: str | None
    is_fault: bool = False


def read_folder(folder: Path, read: Callable[[Path, str], int], tell: Callable[[str], int]) -> int:
    """Read the pages of a folder, tell of each other file why it is none; the worst exit code.

    `read` takes a page and its name in the folder as an address. A folder without a page is a fault.
    """
    codes = []
    for path, why_not, is_fault in files_of(folder):
        if why_not is None:
            codes.append(read(path, f"file:{path.relative_to(folder).as_posix()}"))
        else:
            code = tell(f"{path}: {why_not}")
            codes += [code] if is_fault else []
    return max(codes) if codes else tell(f"{folder}: there is no page in it")


def files_of(folder: Path) -> Iterator[Found]:
    """The files of a folder and of the folders in it, by name. What a browser saved beside a page is passed over."""
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        if path.is_file() and not any(name.startswith(".") for name in within) and not is_part_of_page(folder, within):
            try:
                yield Found(path, _why_no_page(path))
            except OSError as error:
                yield Found(path, f"cannot be read: {error.strerror}", is_fault=True)


def _why_no_page(path: Path) -> str | None:
    if is_archive(path):
        return "an archive of a crawl: name it by itself"
    body = path.read_bytes()
    if not body.strip():
        return "is empty"
    if file := by_bytes(body):
        return None if file.reader and file.what != "image" else f"no page, but a file: {file.media_type or file.kind}"
    if saved_page(body) is None and not _MARKUP.search(body[:_HEAD].replace(b"\0", b"")):
        return "no page: there is no markup in it"
    return None
