"""What a file is by its first bytes, where an address answers with a document instead of a page.

Signatures: ISO 32000-1 7.5.2 (PDF), MS-CFB 2.2 (OLE), APPNOTE.TXT 4.3.7 (ZIP), GB/T 33190 (OFD, a ZIP with OFD.xml),
RTF 1.9.1, and the image formats' own specifications.
"""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.page.attachments import MEDIA_TYPES

_SIGNATURES = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", MEDIA_TYPES["rtf"]),
    (b"Rar!\x1a\x07", MEDIA_TYPES["rar"]),
    (b"7z\xbc\xaf\x27\x1c", MEDIA_TYPES["7z"]),
    (b"\x1f\x8b\x08", "application/gzip"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of parts that tell what a ZIP container is.
_PARTS = ((b"OFD.xml", "ofd"), (b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"))
# The names of streams that tell what an OLE file is; directories hold them in UTF-16.
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
# A PDF may have this much before its header.
_PDF_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """A document by its bytes; `media_type` is None for an OLE file of unknown make."""

    media_type: str | None

    @property
    def is_image(self) -> bool:
        """Whether the file is a picture."""
        return (self.media_type or "").startswith("image/")


def file_kind(body: bytes) -> FileKind | None:
    """What kind of document the bytes are; None if they may be a page."""
    for signature, media_type in _SIGNATURES:
        if body.startswith(signature):
            return FileKind(media_type)
    if body.startswith(_ZIP):
        return FileKind(MEDIA_TYPES[next((kind for part, kind in _PARTS if part in body), "zip")])
    if body.startswith(_OLE):
        kinds = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in body)
        return FileKind(MEDIA_TYPES[kind] if (kind := next(kinds, None)) else None)
    if body.startswith(b"BM") and body[6:10] == bytes(4):  # the two reserved fields of a bitmap
        return FileKind("image/bmp")
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return FileKind("image/webp")
    pdf = body.find(b"%PDF-", 0, _PDF_WITHIN)
    return FileKind(MEDIA_TYPES["pdf"]) if pdf >= 0 and b"<" not in body[:pdf] else None
