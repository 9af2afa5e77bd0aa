"""Reads one file that a browser saved beside others: a page, or a document; with what is known of its address."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from gaispider.filetypes import ATTACHED, by_bytes
from gaispider.importing.mhtml import visits_of_mhtml
from gaispider.importing.saved_marks import find_mark
from gaispider.importing.visit import MAX_BODY, AddressFrom, Given, TimeFrom, Trouble, Visit
from gaispider.page.saved_page import saved_page

_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|title|meta|div|table|p|span|td|tr|h[1-6]|br)\b", re.I)
_HEAD = 1 << 16
# Where systems note the address of a download: an attribute of the file (curl, wget), a stream beside it (Windows).
_ATTRIBUTE = "user.xdg.origin.url"
_STREAM = ":Zone.Identifier"
_HOST_URL = re.compile(r"^HostUrl=(https?://\S+)", re.M)


def visits_of_file(path: Path, name: str, given: Given) -> Iterator[Visit | Trouble]:
    """The visit in a file that is no archive. Its time is the page's, else the person's, else its last change."""
    read = _read(path, name)
    if isinstance(read, Trouble):
        yield read
    else:
        yield from visits_of_bytes(*read, name, given, _noted_by_system(path))


def visits_of_bytes(
    body: bytes, changed: datetime, name: str, given: Given, noted: str | None = None
) -> Iterator[Visit | Trouble]:
    """As `visits_of_file`; `noted` is the address that the system noted of a download."""
    time = given.on or changed
    said = given.addresses.get(name) or given.addresses.get(name.rpartition("/")[2].rpartition("!")[2]) or given.url
    if not body.strip():
        yield Trouble(name, "it is empty")
        return
    if (saved := saved_page(body)) is not None:
        yield from visits_of_mhtml(body, saved, name, said, time)
        return
    file = by_bytes(body)
    if file is None and not _MARKUP.search(body[:_HEAD].replace(b"\0", b"")):
        yield Trouble(name, "it is no page, no archive and no document: nothing in it can be read")
        return
    if file is not None and file.what not in (*ATTACHED, "image"):
        yield Trouble(name, f"no page, but a file: {file.media_type or file.kind}", fault=False)
        return
    mark = find_mark(body) if file is None else None
    url, known = _address(said, mark.url if mark else None, noted)
    moment = mark.time if mark and mark.time else time
    dated: TimeFrom = "page" if mark and mark.time else "given" if given.on else "file"
    kind = file.media_type if file is not None else "text/html"
    yield Visit(url, body, name, moment, dated, known, kind)


def _read(path: Path, name: str) -> tuple[bytes, datetime] | Trouble:
    """What is in the file, and when it was changed last."""
    try:
        stat = path.stat()
        if stat.st_size > MAX_BODY:
            return Trouble(name, f"it is larger than {MAX_BODY >> 20} MB")
        body = path.read_bytes()
    except OSError as error:
        return Trouble(name, f"it cannot be read: {error.strerror}")
    return body, datetime.fromtimestamp(stat.st_mtime, UTC)


def _address(said: str | None, marked: str | None, noted: str | None) -> tuple[str, AddressFrom | None]:
    """The address and how it is known: a person goes before the page, and the page before the system."""
    if said:
        return said, "given"
    if marked:
        return marked, "page"
    return (noted, "system") if noted else ("", None)


def _noted_by_system(path: Path) -> str | None:
    try:
        noted = os.getxattr(path, _ATTRIBUTE).decode("utf-8", "replace")
    except (OSError, AttributeError):  # no such attribute, or a system without them
        noted = ""
    if noted.startswith(("http://", "https://")):
        return noted
    try:
        found = _HOST_URL.search(path.with_name(path.name + _STREAM).read_text("utf-8", "replace"))
    except OSError:
        return None
    return found[1] if found else None
