"""Old Word files through LibreOffice, where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.file_reader import read_file
from gaispider.documents.word import office
from tests.documents import made
from tests.documents.reading import lines_of, made_report, text_of, wrong_cells

needs_office = pytest.mark.skipif(
    office.program() is None, reason="LibreOffice is not installed (make test-services tries to)"
)


@pytest.mark.services
@needs_office
def test_doc_rtf_and_odt_come_back_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    figures, parts = made_report(2)
    source = {"a.docx": made.word(parts), "b.docx": made.word(parts[:2])}
    for kind in ("doc", "rtf", "odt"):
        files = office.converted(source, kind, 300)
        assert sorted(files) == ["a.docx", "b.docx"]
        content = read_file(files["a.docx"], f"a.{kind}", seconds=300)
        assert content.kind == kind
        assert content.reader.startswith("LibreOffice ")
        assert wrong_cells(figures, content) == []
        if kind != "rtf":  # LibreOffice writes the 、 of numbers into RTF as ?
            assert text_of(content) == lines_of(parts)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.services
@needs_office
def test_noise_that_calls_itself_a_document_is_damaged() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_file(b"{\\rtf1" + bytes(200), "x.rtf", seconds=300)
    assert raised.value.cause in ("damaged", "empty")


def test_without_libreoffice_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableFileError) as raised:
        read_file(b"{\\rtf1 text}", "x.rtf")
    assert raised.value.cause == "not_installed"
    assert "apt-get install" in raised.value.message


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = tmp_path / "soffice"
    hangs.write_text("#!/bin/sh\nexec sleep 1000\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(hangs))
    with pytest.raises(UnreadableFileError) as raised:
        office.converted({"a.doc": b"x"}, "docx", 0.05)
    assert raised.value.cause == "timeout"
