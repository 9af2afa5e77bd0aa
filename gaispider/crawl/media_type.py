"""What a downloaded file is, by its own first bytes; servers and extensions often say otherwise."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD, _EXCEL, _POWERPOINT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
_OOXML = "application/vnd.openxmlformats-officedocument."
# Streams of a compound file, as its directory names them ([MS-CFB] 2.6); WPS Office uses Microsoft's names.
_STREAMS = {
    "WordDocument": _WORD,
    "Workbook": _EXCEL,
    "Book": _EXCEL,
    "PowerPoint Document": _POWERPOINT,
    "MatOST": "application/vnd.ms-works",
}
_PARTS = {
    "word/": f"{_OOXML}wordprocessingml.document",
    "xl/": f"{_OOXML}spreadsheetml.sheet",
    "ppt/": f"{_OOXML}presentationml.presentation",
    "OFD.xml": "application/ofd",
}
_MAGIC = (
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|div|p)\b", re.I | re.S
)
_OFFICE_HTML = b"urn:schemas-microsoft-com:office"
_PROGRAM = re.compile(rb"<\?mso-application\s+progid=[\"'](Word|Excel)", re.I)
# Types that say nothing: servers give them to whatever they do not know.
_VAGUE = ("octet-stream", "x-msdownload", "force-download", "x-download", "binary", "html", "unknown")


def media_type(body: bytes, declared: str | None, claimed: str | None) -> tuple[str | None, str | None]:
    """The media type of a file, and why it is no document if it is none.

    `declared` is the Content-Type header, `claimed` the type that the page's link promises; they count only where the
    bytes say nothing. Word and Excel also save as HTML, which stays a document; any other page in a file's place is
    an error page or a viewer.
    """
    head = body[:4096].lstrip(_BLANK)
    if b"%PDF-" in body[:1024]:
        return "application/pdf", None
    if body.startswith(_OLE):
        return _compound(body), None
    if body.startswith(b"PK\x03\x04"):
        return _zipped(body), None
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind, None
    if program := _PROGRAM.search(head):
        return (_WORD if program[1].lower() == b"word" else _EXCEL), None
    if head[:13].lower() == b"mime-version:":
        return "multipart/related", None
    header = (declared or "").partition(";")[0].strip().lower()
    if _HTML.match(head):
        office = _OFFICE_HTML in body[:4096] or (_is_office(header) and b"<table" in body.lower())
        return "text/html", None if office else "the answer is a web page, not the file"
    if head[:1] in (b"{", b"[") and "json" in header:
        return "application/json", "the answer is a message of the server, not the file"
    if header and not any(word in header for word in _VAGUE):
        return header, None
    return claimed, None


def _compound(body: bytes) -> str:
    for name, kind in _STREAMS.items():
        if name.encode("utf-16-le") + b"\0\0" in body:
            return kind
    return "application/x-ole-storage"


def _zipped(body: bytes) -> str:
    try:
        with ZipFile(BytesIO(body)) as file:
            names = file.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return "application/zip"
    return next(
        (kind for part, kind in _PARTS.items() if any(name.startswith(part) for name in names)), "application/zip"
    )


def _is_office(header: str) -> bool:
    return "msword" in header or "ms-excel" in header or "officedocument" in header
