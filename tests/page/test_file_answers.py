"""An address that answers with a document: the record says so, with the document as its one attachment."""

from __future__ import annotations

import io
import zipfile

import pytest

from gaispider.filetypes import by_bytes
from gaispider.page import read_page
from gaispider.reading import extract

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _zip(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "<?xml version='1.0'?><a>年度报告</a>")
    return made.getvalue()


def _ole(stream: str) -> bytes:
    """The header of a compound file, its allocation table, and the directory entries of root and stream."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480)
    entries = [name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", stream)]
    return header + b"\xff" * 512 + b"".join(entries)


_PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"

FILES: list[tuple[bytes, str]] = [
    (_PDF, "application/pdf"),
    (b"\r\n" + _PDF, "application/pdf"),
    (_ole("WordDocument"), "application/msword"),
    (_ole("Workbook"), "application/vnd.ms-excel"),
    (_ole("Book"), "application/vnd.ms-excel"),
    (_ole("Contents"), "application/x-ole-storage"),
    (_zip("[Content_Types].xml", "word/document.xml"), _WORD),
    (_zip("[Content_Types].xml", "xl/workbook.xml"), _EXCEL),
    (_zip("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
    (_zip("2018.txt"), "application/zip"),
    (rb"{\rtf1\ansi\ansicpg936 }", "application/rtf"),
    (b"Rar!\x1a\x07\x00" + bytes(20), "application/vnd.rar"),
    (_PNG, "image/png"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "image/jpeg"),
    (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "image/gif"),
    (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00", "image/bmp"),
]


@pytest.mark.parametrize(("body", "media_type"), FILES)
def test_a_file_in_a_pages_place_is_said_to_be_one(body: bytes, media_type: str) -> None:
    url = "http://www.qx.gov.cn/P02019/2018%E5%B9%B4%E6%8A%A5.bin?x=1"
    page = read_page(body, url)
    assert (page.charset, page.charset_found_by, page.listing.items) == (None, "magic", [])
    (report,) = extract(body, url)
    assert (report.text, report.title, report.sections) == (None, None, [])
    assert [(a.url, a.name, a.media_type) for a in report.attachments] == [(url, "2018年报.bin", media_type)]
    wanted = "body_is_image" if media_type.startswith("image/") else "attachment_only"
    # These files are cut: what reads files (docs/documents.md) says so, too; or that it has no reader of pictures.
    by_reader = ("unreadable_attachment", "needs_ocr")
    assert [warn.code for warn in report.warnings if warn.code not in by_reader] == [wanted]
    assert report.capture is not None
    assert report.capture.charset is None


def test_a_file_without_a_name_or_an_address() -> None:
    assert [a.name for a in read_page(_PDF, "http://www.qx.gov.cn/").article.attachments] == [None]
    assert read_page(_PDF, "").article.attachments == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        "BM网上办事".encode(),
        b"<html><p>PK</p></html>",
        "<p>下载 %PDF-1.4 文件</p>".encode(),
        "RIFF<p>年报</p>".encode(),
        b"GIF",
    ],
)
def test_a_page_is_no_file(body: bytes) -> None:
    assert by_bytes(body) is None
