"""Files that unpack to too much, archives and their names, and files with too many pages."""

from __future__ import annotations

import io
import zipfile

import pytest

from gaispider.documents import archives, packages
from gaispider.documents.contents import read_contents
from gaispider.documents.file_reader import read_file
from gaispider.evaluation.made_files.packed import packed_by_windows, seven
from tests.documents import made
from tests.documents.test_kinds import cause


def of_zeros(name: str, megabytes: int, files: dict[str, bytes] | None = None) -> bytes:
    """A ZIP with a member of zeros that costs next to nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, content in (files or {}).items():
            package.writestr(other, content)
        with package.open(name, "w") as file:
            for _ in range(megabytes):
                file.write(bytes(1 << 20))
    return target.getvalue()


@pytest.mark.parametrize(
    ("member", "name"), [("年报.doc", "附件.zip"), ("word/document.xml", "年报.docx"), ("xl/workbook.xml", "附表.xlsx"),
                         ("OFD.xml", "年报.ofd")],
)  # fmt: skip
def test_300_megabytes_of_nothing_are_not_unpacked(member: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = of_zeros(member, 300)
    assert len(body) < 3 << 20
    unpacked: list[int] = []
    plain = zipfile.ZipExtFile.read

    def counted(file: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        unpacked.append(len(found := plain(file, n)))
        return found

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    assert [fault.cause for _, fault in read_contents(body, name).faults] == ["too_large"]
    assert sum(unpacked) <= archives.LARGEST + 1


def test_a_7z_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 1 << 20)
    body = seven({"年报.doc": bytes(3 << 20)})
    assert [fault.cause for _, fault in read_contents(body, "附件.7z").faults] == ["too_large"]


def test_a_bomb_within_a_document_within_an_archive_costs_that_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST", 1 << 20)
    files = {"好.docx": made.word(["一行"]), "坏.docx": of_zeros("word/document.xml", 3)}
    contents = read_contents(made.zipped(files), "附件.zip")
    assert [content.name for content in contents.read] == ["好.docx"]
    assert [(name, fault.cause) for name, fault in contents.faults] == [("坏.docx", "too_large")]


@pytest.mark.parametrize("body", [made.zipped({"a.docx": b"x"}), seven({"a.docx": b"x"})], ids=["zip", "7z"])
def test_an_archive_within_an_archive_is_named(body: bytes) -> None:
    contents = read_contents(made.zipped({"里面.zip": body}), "附件.zip")
    assert contents.read == []
    assert [(name, fault.cause) for name, fault in contents.faults] == [("里面.zip", "no_reader")]


def test_an_archive_without_files_says_so() -> None:
    assert [fault.cause for _, fault in read_contents(made.zipped({}), "附件.zip").faults] == ["empty"]


def test_names_without_a_sign_are_utf_8_or_gbk() -> None:
    word = made.word(["一行"])
    assert read_contents(packed_by_windows("年报.docx", word), "a.zip").read[0].name == "年报.docx"
    name = "青溪县水利局年报.docx".encode()
    plain = made.zipped({"x" * len(name): word}).replace(b"x" * len(name), name)
    assert read_contents(plain, "a.zip").read[0].name == "青溪县水利局年报.docx"


def test_500_pages_are_too_many() -> None:
    paper = made.pdf(["页"] * 30)
    assert read_file(paper, "x.pdf").pages == 1
    from tests.documents.test_pdf import drawn

    assert cause(drawn(*[[(60, 100, "页", 12)]] * 500), "年报.pdf") == "too_many_pages"
