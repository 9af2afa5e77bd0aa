"""Web archives of browsers (.mhtml, .mht): one file with a page, its address, frames and pictures (RFC 2557)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

# The head of such a file is a mail's; so much of a body is looked at.
_HEAD = 4096
_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:[A-Za-z][\w-]*:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n)+")
_SAVED = re.compile(rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_MARKUP = frozenset(("text/html", "application/xhtml+xml"))
_ADDRESS = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page in a web archive: its bytes, its address and its Content-Type, each None if the archive gives none.

    `saved_at` is when the browser saved it, an ISO time in UTC.
    """

    body: bytes
    url: str | None
    content_type: str | None
    saved_at: str | None = None


def saved_page(body: bytes) -> SavedPage | None:
    """The page in a web archive; None if the bytes are no such archive, or it holds no page. Never raises."""
    head = _MAIL.match(body[:_HEAD])
    if head is None or not _SAVED.search(head[0]):
        return None
    try:
        archive = message_from_bytes(body)
        part = _root(archive)
        if part is None:
            return None
        content = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (MessageError, LookupError, ValueError, RecursionError):
        return None
    if not isinstance(content, bytes):
        return None
    kind = f"text/html; charset={charset}" if charset else None
    return SavedPage(content, _address(archive, part), kind, _moment(archive))


def _moment(archive: Message) -> str | None:
    """The time in the archive's head, an ISO time in UTC.

    None if there is none. A time without a zone is taken as UTC.
    """
    try:
        moment = parsedate_to_datetime(str(archive.get("Date", "")))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _root(archive: Message) -> Message | None:
    """The part that is the page: the one that the archive names as its start, else the first of HTML; None if none."""
    start = archive.get_param("start")
    parts = [part for part in archive.walk() if part.get_content_type() in _MARKUP and not part.is_multipart()]
    named = (part for part in parts if start and part.get("Content-ID") == start)
    return next(named, parts[0] if parts else None)


def _address(archive: Message, part: Message) -> str | None:
    """Where the page came from, by its own part, else by the archive."""
    said = (part.get("Content-Location"), archive.get("Snapshot-Content-Location"), archive.get("Content-Location"))
    for text in said:
        # A long address is folded over several lines.
        found = _ADDRESS.fullmatch("".join(str(text).split())) if text else None
        if found:
            return found[0]
    return None
