"""RAR files of both versions: what is stored or packed in them, names, bombs, passwords."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

import pytest

from gaispider.documents import archives
from gaispider.documents.contents import read_contents
from tests.documents import made
from tests.documents.rar import rar4, rar5
from tests.documents.reading import made_report, wrong_cells

FIGURES, PARTS = made_report(1)
MAKERS: dict[str, Callable[..., bytes]] = {"version 4": rar4, "version 5": rar5}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_what_is_stored_in_a_rar_is_read(maker: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing is packed in it, so that the program is not asked.
    monkeypatch.setattr(archives.shutil, "which", lambda name: f"/usr/bin/{name}")
    word = made.word(PARTS)
    contents = read_contents(maker({"附件/年报.docx": word, "附件/图.png": b"\x89PNG\r\n\x1a\n"}), "附件.rar")
    assert contents.faults == []
    assert [(content.name, wrong_cells(FIGURES, content)) for content in contents.read] == [("年报.docx", [])]
    cut = read_contents(maker({"年报.docx": word})[: len(word) // 2], "附件.rar")
    assert (cut.read, [fault.cause for _, fault in cut.faults]) == ([], ["damaged"])
    assert [fault.cause for _, fault in read_contents(maker({}), "附件.rar").faults] == ["empty"]


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_a_rar_bomb_an_archive_in_it_and_a_password_are_named(
    maker: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives.shutil, "which", lambda name: f"/usr/bin/{name}")

    def causes(body: bytes) -> list[tuple[str, str]]:
        return [(name, fault.cause) for name, fault in read_contents(body, "附件.rar").faults]

    assert causes(maker({"年报.doc": b"x"}, size=300 << 20)) == [("", "too_large")]
    assert causes(maker({"里面.rar": maker({"a.docx": b"x"})})) == [("里面.rar", "no_reader")]
    assert causes(made.zipped({"里面.rar": maker({"a.docx": b"x"})})) == [("里面.rar", "no_reader")]
    assert causes(rar4({"年报.doc": b"x"}, locked=True)) == [("", "encrypted")]
    monkeypatch.setattr(archives, "LARGEST", 2000)
    files = {f"{n}.doc": bytes(1500) for n in range(3)}
    assert causes(maker(files))[-1] == ("", "too_large")


@pytest.mark.parametrize("name", ["年报.txt", "年报1.txt", "附件\\年报.txt"])
def test_names_in_a_rar_are_utf_8_or_gbk(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives.shutil, "which", lambda program: f"/usr/bin/{program}")
    for written in (name.encode("gbk"), name.encode()):
        (member,) = archives.members(rar4({written: b"x"}), "rar")
        assert member.name == name.rpartition("\\")[2]


@pytest.mark.services
@pytest.mark.skipif(shutil.which("unar") is None, reason="unar is not installed")
@pytest.mark.parametrize("maker", [rar4, partial(rar4, solid=True), rar5], ids=["version 4", "solid", "version 5"])
def test_what_is_packed_in_a_rar_is_unpacked_by_a_program(maker: Callable[..., bytes]) -> None:
    files = {"年报.docx": made.word(PARTS), "说明.docx": made.word(["全镇主动公开政府信息216条。"])}
    contents = read_contents(maker(files, packed=True), "附件.rar")
    assert contents.faults == []
    assert [content.name for content in contents.read] == [*files]
    assert wrong_cells(FIGURES, contents.read[0]) == []
    assert [fault.cause for _, fault in read_contents(maker(files, packed=True)[:3000], "a.rar").faults] == ["damaged"]


def test_a_packed_rar_without_a_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives.shutil, "which", lambda _: None)
    (fault,) = [fault for _, fault in read_contents(rar4({"a.docx": b"x"}), "附件.rar").faults]
    assert (fault.cause, "apt-get install unar" in fault.message) == ("not_installed", True)
