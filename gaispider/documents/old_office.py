"""Files of old Office that LibreOffice reads, unlike others of their kind: Excel 5 and 95, the XML of Office 2003."""

from __future__ import annotations

from mmap import mmap

# The stream of a workbook, by the version that wrote it, and in how many bytes its name stands (MS-XLS 2.1.2).
_STREAM_OF_95 = "\0Book\0".encode("utf-16-le")[1:]
_STREAM_OF_97 = "Workbook\0".encode("utf-16-le")
_DIRECTORY = 4 << 20
# The XML of Office 2003, by what its first element names.
_HEAD = 4096
_BLANK = b"\xef\xbb\xbf \t\r\n"
_XML_SHEET = b"schemas-microsoft-com:office:spreadsheet"
_XML_WORD = b"schemas.microsoft.com/office/word/2003/wordml"


def is_old_sheet(body: bytes | mmap) -> bool:
    """Whether a file is of Excel 5 or 95, whose texts in GBK calamine does not decode."""
    head = body[:_DIRECTORY]
    return _STREAM_OF_95 in head and _STREAM_OF_97 not in head


def office_xml(head: bytes) -> str | None:
    """What LibreOffice makes of the XML of Office 2003 (`xlsx`, `docx`), by a file's beginning; None for others."""
    head = head[:_HEAD]
    if not head.lstrip(_BLANK).startswith(b"<?xml"):
        return None
    return "xlsx" if _XML_SHEET in head else "docx" if _XML_WORD in head else None
