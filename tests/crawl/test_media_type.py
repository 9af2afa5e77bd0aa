"""Files are known by their bytes, whatever server and extension say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from gaispider.crawl.media_type import may_be_page, media_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0\0"


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name in names:
            # A day of its own: the tests are named by these bytes, in every process alike.
            file.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "declared", "claimed", "kind"),
    [
        (b"%PDF-1.7\n", "application/octet-stream", None, "application/pdf"),
        (b"\r\n\r\n%PDF-1.3", "text/html", "application/msword", "application/pdf"),
        (stream("WordDocument"), "text/html; charset=gbk", "application/pdf", "application/msword"),
        (stream("Workbook"), None, None, "application/vnd.ms-excel"),
        (stream("Book"), "application/msword", None, "application/vnd.ms-excel"),
        (OLE, "application/msword", None, "application/x-ole-storage"),
        (packed("[Content_Types].xml", "word/document.xml"), "application/zip", None, DOCX),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.ms-excel", None, XLSX),
        (packed("OFD.xml", "Doc_0/Document.xml"), None, None, "application/ofd"),
        (packed("reports/2018.doc"), None, DOCX, "application/zip"),
        (packed("word/document.xml")[:40], None, DOCX, "application/zip"),
        (b"{\\rtf1\\ansi", "application/msword", "application/msword", "application/rtf"),
        (b"Rar!\x1a\x07\x00", "application/octet-stream", None, "application/vnd.rar"),
        (b"\xff\xd8\xff\xe0", "application/pdf", None, "image/jpeg"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', None, None, "application/msword"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", None, "application/msword", "multipart/related"),
        (b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', "application/msword", None, "text/html"),
        (b"<html><body><TABLE><tr><td>1", "application/vnd.ms-excel", None, "text/html"),
        (b"a,b\n1,2\n", "text/csv", None, "text/csv"),
        (b"\x00\x01\x02", "application/octet-stream", "application/vnd.ms-works", "application/vnd.ms-works"),
        (b"\x00\x01\x02", None, None, None),
    ],
)
def test_a_file_is_what_its_bytes_say(body: bytes, declared: str | None, claimed: str | None, kind: str | None) -> None:
    assert media_type(body, declared, claimed) == (kind, None)


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "application/pdf"),
        (b"\xef\xbb\xbf\n<!-- x --><html><script>location='/login'</script></html>", "application/octet-stream"),
        (b"<script>alert('no such file');history.back()</script>", "application/msword"),
        (b'{"code":500,"msg":"error"}', "application/json"),
    ],
)
def test_a_message_in_a_files_place_is_a_problem(body: bytes, declared: str) -> None:
    assert media_type(body, declared, "application/pdf")[1] is not None


@pytest.mark.parametrize(
    ("body", "declared", "page"),
    [
        (b"<html>", "text/html; charset=gbk", True),
        (b"<html>", "text/plain", True),
        (b"<html>", "application/octet-stream", True),
        (b"<html>", "application/x-never-heard-of", True),
        (b"<html>", None, True),
        (b"%PDF-1.4", "text/html", False),
        (packed("2018.doc"), None, False),
        (b"\xff\xd8\xff\xe0", "text/html", False),
        (b"{}", "application/json", False),
        (b"a{}", "text/css", False),
        (b"a,b", "text/csv", False),
    ],
)
def test_an_answer_is_a_page_or_a_file(body: bytes, declared: str | None, page: bool) -> None:
    assert may_be_page(body, declared) is page
