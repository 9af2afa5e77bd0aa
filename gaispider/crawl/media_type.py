"""The media type of a downloaded file by its first bytes, since servers and file extensions are often wrong."""

from __future__ import annotations

import re
from mmap import mmap

from gaispider.filetypes import by_bytes, by_media_type, of_kind

_BLANK = b"\xef\xbb\xbf \t\r\n"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|div|p)\b", re.I | re.S
)
_OFFICE_HTML = b"urn:schemas-microsoft-com:office"
_PROGRAM = re.compile(rb"<\?mso-application\s+progid=[\"'](Word|Excel)", re.I)
# Programs that save documents as web pages.
_SAVED_AS_HTML = frozenset({"doc", "docx", "wps", "works", "xls", "xlsx", "et"})
# Content types that servers send for files they do not know.
_VAGUE = ("octet-stream", "x-msdownload", "force-download", "x-download", "binary", "html", "unknown")


def media_type(body: bytes | mmap, declared: str | None, claimed: str | None) -> tuple[str | None, str | None]:
    """The media type of a file, and the problem if it is not a document.

    `declared` is the Content-Type header and `claimed` the type by the page's link; they are used only where the bytes
    do not tell. HTML saved by Word or Excel is a document; any other HTML is an error page or a viewer.
    """
    if file := by_bytes(body):
        return file.media_type, None
    head = body[:4096].lstrip(_BLANK)
    if program := _PROGRAM.search(head):
        return of_kind("doc" if program[1].lower() == b"word" else "xls").media_type, None
    if head[:13].lower() == b"mime-version:":
        return of_kind("mht").media_type, None
    header = (declared or "").partition(";")[0].strip().lower()
    if _HTML.match(head):
        office = _OFFICE_HTML in body[:4096] or (_is_office(header) and b"<table" in body[:].lower())
        return of_kind("html").media_type, None if office else "the answer is a web page, not the file"
    if head[:1] in (b"{", b"[") and "json" in header:
        return "application/json", "the answer is a message of the server, not the file"
    if header and not any(word in header for word in _VAGUE):
        named = by_media_type(header)
        return named.media_type if named else header, None
    return claimed, None


def may_be_page(body: bytes, declared: str | None) -> bool:
    """Whether an answer may be a page rather than a file or data.

    Servers declare pages as plain text and XML too, and an unknown media type excludes nothing.
    """
    if by_bytes(body):
        return False
    named = by_media_type(declared or "")
    return named is None or named.what == "page" or named.kind in ("txt", "xml")


def _is_office(header: str) -> bool:
    named = by_media_type(header)
    return named is not None and named.kind in _SAVED_AS_HTML
