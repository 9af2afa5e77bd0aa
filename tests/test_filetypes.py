"""One table says what a file is by name, media type and bytes, and no other place of the product says it again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from gaispider.crawl.media_type import media_type
from gaispider.filetypes import (
    ATTACHED,
    NO_PAGE,
    Condition,
    FileType,
    by_bytes,
    by_extension,
    by_media_type,
    endings,
    file_types,
    of_kind,
)
from gaispider.page import read_page
from gaispider.page.article.attachment_links import read_attachments
from tests.test_rooms import modules

_ROWS = file_types()
_KINDS = "pdf doc docx wps et dps rtf xls xlsx csv ppt pptx ofd odt ods zip rar 7z gz tif jpg png gif bmp webp svg mp4"


def _zip(*members: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for member in members:
            # Of a fixed time: the bytes are in the names of tests.
            file.writestr(ZipInfo(member), "<?xml version='1.0'?><a>年度报告</a>")
    return made.getvalue()


def _bytes_of(alternative: tuple[Condition, ...]) -> bytes:
    """A file of which all these conditions hold."""
    made = bytearray(600)
    for condition in alternative:
        if condition.kind == "zip":
            return _zip("[Content_Types].xml", condition.sign.decode() + ".xml")
        if condition.kind == "ole":
            return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + condition.sign.ljust(128, b"\0")
        offset = condition.offset if condition.kind == "at" else 20
        made[offset : offset + len(condition.sign)] = condition.sign
    return bytes(made)


def test_every_kind_that_sites_have_is_held_and_each_name_once() -> None:
    assert set(_KINDS.split()) <= {row.kind for row in _ROWS}
    for names in ([row.kind for row in _ROWS], [e for row in _ROWS for e in row.extensions]):
        assert len(names) == len(set(names))
    types = [name.lower() for row in _ROWS for name in row.media_types]
    assert len(types) == len(set(types))
    assert {row.what for row in _ROWS} == {*ATTACHED, *NO_PAGE, "page", "unknown"}


@pytest.mark.parametrize("row", _ROWS, ids=[row.kind for row in _ROWS])
def test_every_row_is_found_by_all_that_it_says(row: FileType) -> None:
    assert bool(row.example) == bool(row.extensions)
    for extension in row.extensions:
        assert by_extension(extension) is by_extension(extension.upper()) is row
    for name in row.media_types:
        assert by_media_type(f"{name.upper()}; charset=gbk") is row
    if row.example:
        assert by_extension(row.example.rpartition(".")[2]) is row
    for alternative in row.magic:
        body = _bytes_of(alternative)
        assert by_bytes(body) is row
        # Programs that send files may print blank lines first.
        assert by_bytes(b"\r\n\r\n" + body) is row
        assert media_type(body, "text/html", "application/pdf") == (row.media_type, None)


@pytest.mark.parametrize("row", _ROWS, ids=[row.kind for row in _ROWS])
def test_links_to_files_are_offers_where_the_table_says_so(row: FileType) -> None:
    if not row.example:
        return
    page = read_page(f"<p><a href='/up/{row.example}'>附件</a></p>".encode(), "http://www.qx.gov.cn/a.html")
    found = read_attachments(page.root, page.url, [page.root], page.root)
    # A picture that is called an attachment is one: a scan of the report.
    assert [file.media_type for file in found] == ([row.media_type] if row.what in (*ATTACHED, "image") else [])
    page = read_page(f"<p><a href='/up/{row.example}'>查看大图</a></p>".encode(), "http://www.qx.gov.cn/a.html")
    found = read_attachments(page.root, page.url, [page.root], page.root)
    assert [file.media_type for file in found] == ([row.media_type] if row.what in ATTACHED else [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        # A ZIP with Word files or with a folder of that name is a ZIP.
        (_zip("年报/2018.docx", "word/2018.doc"), "zip"),
        (_zip("word/document.xml")[:60], "docx"),
        (_zip("[Content_Types].xml", "xl/workbook.bin"), "xlsx"),
        (b"<p>%PDF-1.4 is what a PDF begins with</p>", None),
        (b"BM\xe7\xbd\x91\xe7\xab\x99" + b" " * 20, None),
        (b"RIFF and WEBP", None),
        (b"GIF8 is a name", None),
        (b"ID3 lists", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ole"),
        (b"", None),
    ],
    # A ZIP holds the time: names by its bytes would differ between the processes of a test run.
    ids=range(10),
)
def test_bytes_that_are_near_to_another_kind(body: bytes, kind: str | None) -> None:
    found = by_bytes(body)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("application/x-rar-compressed", "application/vnd.rar"),
        ("application/x-msexcel;charset=UTF-8", "application/vnd.ms-excel"),
        ("application/vnd.ms-works", "application/vnd.ms-works"),
        ("application/x-never-heard-of", "application/x-never-heard-of"),
    ],
)
def test_what_a_server_says_is_said_in_one_way(declared: str, said: str) -> None:
    assert media_type(b"\x00\x01\x02", declared, None) == (said, None)


def test_a_longer_ending_is_tried_first() -> None:
    found = re.match(rf"\.({endings(*ATTACHED)})", ".docx")
    assert found
    assert found[1] == "docx"
    assert of_kind("wps").media_type != "application/vnd.ms-works"


_TYPED = [extension for row in _ROWS if row.what in (*ATTACHED, "image", "film") for extension in row.extensions]
_ANY = "|".join(map(re.escape, sorted(_TYPED, key=len, reverse=True)))
# An extension as an alternative of a pattern; docx? and jpe?g are written so too.
_ALTERNATIVE = re.compile(rf"(?<![a-z0-9])(?:{_ANY}|docx\?|xlsx\?|pptx\?|jpe\?g|tiff\?)(?![a-z0-9?])")


def _alternatives(text: str) -> set[str]:
    """Extensions in a text that stand beside a `|`."""
    low = text.lower()
    return {
        found[0]
        for found in _ALTERNATIVE.finditer(low)
        if low[found.start() - 1 : found.start()] == "|" or low[found.end() : found.end() + 1] == "|"
    }


def _collections(tree: ast.AST) -> Iterator[set[str]]:
    """The plain strings in each tuple, list, set and in the keys of each dictionary, and what patterns alternate."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _alternatives(node.value)
        members = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        texts = [member.value for member in members if isinstance(member, ast.Constant)]
        yield {text.lower().lstrip(".") for text in texts if isinstance(text, str)} & set(_TYPED)


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_no_module_lists_endings_of_its_own(name: str, path: Path) -> None:
    if name in ("gaispider.crawl.media_type", "gaispider.evaluation.made_files.file_kinds"):
        return  # name kinds of the table
    for found in _collections(ast.parse(path.read_text("utf-8"))):
        assert len(found) < 2, f"{name} lists {found}: data/reference/file_types.tsv does"
    text = path.read_text("utf-8")
    assert "%PDF" not in text, name
    assert "\\xd0\\xcf" not in text.lower() or name == "gaispider.filetypes", name
