"""Files inside archives, and archives that are none, are locked, or are bombs."""

from __future__ import annotations

import io
import zipfile

import py7zr
import pytest

from gaispider.documents import archives
from gaispider.documents.archives import members
from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import read_contents
from tests.documents import made
from tests.documents.reading import made_report

LOCK = "0000"
PICTURE = b"\xff\xd8\xff\xe0" + bytes(40)


def packed_by_windows(name: str, content: bytes) -> bytes:
    """A ZIP whose member has its name in GBK, without the sign for UTF-8."""
    plain = made.zipped({"x" * len(name.encode("gbk")): content})
    return plain.replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))


def seven(files: dict[str, bytes], password: str | None = None) -> bytes:
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", password=password) as archive:
        for name, content in files.items():
            archive.writef(io.BytesIO(content), name)
    return target.getvalue()


def test_names_in_gbk_are_read() -> None:
    (member,) = members(packed_by_windows("磐石市年报.doc", b"content"), "zip")
    assert (member.name, member.body) == ("磐石市年报.doc", b"content")


def test_reports_are_read_and_pictures_and_leftovers_passed_over() -> None:
    report = made.word(made_report(1)[1])
    files = {"附件/年报.docx": report, "附件/章.jpg": PICTURE, "__MACOSX/._年报.docx": b"x", "Thumbs.db": b"y"}
    for body in (made.zipped(files), seven(files)):
        contents = read_contents(body, "附件")
        assert [content.name for content in contents.read] == ["年报.docx"]
        assert contents.faults == []


def test_a_member_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    contents = read_contents(made.zipped({"a.docx": made.word(made_report(1)[1]), "b.pdf": b"%PDF-1.4 torn"}), "x.zip")
    assert [content.name for content in contents.read] == ["a.docx"]
    assert [(name, fault.cause) for name, fault in contents.faults] == [("b.pdf", "damaged")]


def test_an_archive_within_an_archive_is_not_opened() -> None:
    inner = made.zipped({"a.docx": b"never asked"})
    assert read_contents(made.zipped({"inner.zip": inner}), "x.zip").read == []


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, package.open("a.txt", "w") as file:
        for _ in range(70):
            file.write(bytes(1 << 20))
    return target.getvalue()


@pytest.mark.parametrize(
    ("body", "kind", "cause"),
    [
        (b"PK\x03\x04 torn", "zip", "damaged"),
        (b"7z\xbc\xaf\x27\x1c torn", "7z", "damaged"),
        (seven({"a.txt": b"a"}, password=LOCK), "7z", "encrypted"),
        (bomb(), "zip", "too_large"),
        (made.zipped({f"{n}.txt": b"" for n in range(archives.MOST_MEMBERS + 1)}), "zip", "too_large"),
        (b"\x1f\x8b\x08", "gz", "no_reader"),
    ],
    ids=["torn zip", "torn 7z", "locked 7z", "bomb", "too many", "gz"],
)
def test_what_cannot_be_opened_says_why(body: bytes, kind: str, cause: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        list(members(body, kind))
    assert raised.value.cause == cause


def test_a_locked_zip_says_so() -> None:
    body = bytearray(made.zipped({"a.txt": b"a"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(sign) + offset] |= 1
    with pytest.raises(UnreadableFileError) as raised:
        list(members(bytes(body), "zip"))
    assert raised.value.cause == "encrypted"
