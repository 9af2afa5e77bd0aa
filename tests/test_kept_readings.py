"""What was read of files comes back from the disk as it was, and goes when its file is taken down."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.contents import Contents, read_contents
from gaispider.file_readings.kept_readings import NAME, Kept, KeptReadings
from gaispider.file_readings.reader_version import reader_version
from gaispider.file_readings.reading_choice import (
    CHEAP,
    FULL,
    after_reading,
    before_reading,
    is_present,
    is_recognised,
    kept_form,
)
from gaispider.file_readings.stored_form import from_bytes, to_bytes
from gaispider.filetypes import of_kind
from tests.documents import made
from tests.documents.compound import excel5
from tests.documents.reading import made_report

DIGEST = f"sha256:{'1' * 64}"
WORD = made.word(made_report(1)[1])


def plain(content: FileContent) -> dict[str, object]:
    found = {one.name: getattr(content, one.name) for one in fields(content) if one.name != "document"}
    document = content.document
    return found | {
        "blocks": [(b.text, b.tag, b.table, b.bold, b.dates) for b in document.blocks],
        "t": document.tables,
    }


def test_contents_come_back_as_they_were() -> None:
    for body, name in ((WORD, "a.docx"), (made.pdf(made_report(2)[1], ruled=False), "a.pdf"), (b" ", "a.pdf")):
        contents = read_contents(body, name)
        again = from_bytes(to_bytes(contents))
        assert [plain(content) for content in again.read] == [plain(content) for content in contents.read]
        assert [(name, str(fault)) for name, fault in again.faults] == [(n, str(fault)) for n, fault in contents.faults]


def test_a_reading_is_kept_by_its_version_and_forgotten_with_its_file(tmp_path: Path) -> None:
    kind = of_kind("docx")
    with KeptReadings(tmp_path) as kept:
        assert kept.get(DIGEST) is None
        kept.keep(DIGEST, kept_form(kind, read_contents(WORD, "a.docx")))
        kept.note_made([("plain-1", "a reading")])
    with KeptReadings(tmp_path, read_only=True) as kept:
        found = kept.get(DIGEST)
        assert found is not None
        assert is_present(found.kind, found.version)
        assert not is_present(found.kind, "another version")
        assert kept.made("plain-1") == "a reading"
        kept.forget([DIGEST], ["plain-1"])
        assert (kept.get(DIGEST), kept.made("plain-1")) == (None, None)
    assert "宝山镇".encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_damaged_file_costs_the_readings_and_no_more(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database " * 500)
    with KeptReadings(tmp_path) as kept:
        assert kept.get(DIGEST) is None
        kept.keep(DIGEST, Kept("docx", "1", Contents()))
        assert kept.version(DIGEST) == ("docx", "1")


def test_what_another_version_read_is_used_until_the_present_one_has_read_it() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + b"\0\0"
    contents = Contents()
    older = Kept("doc", "another version", contents)
    if reader_version(of_kind("doc")).lacks is None:
        taken = before_reading(older, old, "a.doc", CHEAP)
        assert taken is not None
        assert (taken.contents, taken.left) == (contents, "office")
        assert before_reading(older, old, "a.doc", FULL) is None
    taken = before_reading(None, excel5([["规章", 12]]), "附表.xls", CHEAP)
    assert taken is not None
    assert taken.left == "office"
    assert before_reading(older, old, "a.doc", None).left == "off"  # type: ignore[union-attr]
    slow = Contents(faults=[("", UnreadableFileError("timeout", "not done after 30 s"))])
    assert after_reading(slow, older, CHEAP).contents is contents
    assert after_reading(slow, older, FULL).contents is slow


def test_a_recognised_reading_is_present_too() -> None:
    kind = of_kind("pdf")
    recognised, bare = (kept_form(kind, Contents(), ocr=ocr).version for ocr in (True, False))
    assert is_present("pdf", recognised)
    assert is_present("pdf", bare)
    assert is_recognised(recognised)
    assert not is_recognised(bare)
