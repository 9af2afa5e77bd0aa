"""Reads a web archive of a browser (.mhtml, .mht): the page, the frames in it, and files that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from gaispider.filetypes import ATTACHED, by_bytes
from gaispider.importing.visit import AddressFrom, TimeFrom, Trouble, Visit
from gaispider.page.saved_page import SavedPage

_MARKUP = frozenset({"text/html", "application/xhtml+xml"})


def visits_of_mhtml(
    body: bytes, saved: SavedPage, name: str, given: str | None, time: datetime
) -> Iterator[Visit | Trouble]:
    """The page of the archive that `saved` was read from, then its other parts with an address of their own.

    `given` is the page's address if a person names it, `time` the time of the file if the archive has none.
    """
    moment = datetime.fromisoformat(saved.saved_at) if saved.saved_at else time
    dated: TimeFrom = "mhtml" if saved.saved_at else "file"
    known: AddressFrom | None = "given" if given else "mhtml" if saved.url else None
    url = given or saved.url or ""
    yield Visit(url, saved.body, name, moment, dated, known, saved.content_type)
    try:
        parts = list(message_from_bytes(body).walk())
    except (MessageError, LookupError, ValueError, RecursionError):
        return
    for part in parts:
        address = "".join(str(part.get("Content-Location", "")).split())
        content = _content(part) if address.startswith(("http://", "https://")) and address != saved.url else None
        if content is None:
            continue
        file = by_bytes(content)
        if part.get_content_type() in _MARKUP or (file is not None and file.what in ATTACHED):
            charset = part.get_content_charset()
            kind = f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()
            yield Visit(address, content, name, moment, dated, "mhtml", kind)


def _content(part: Message) -> bytes | None:
    try:
        content = part.get_payload(decode=True)
    except (LookupError, ValueError):
        return None
    return content if isinstance(content, bytes) else None
