"""Files are read in a process of their own; a missing package and an empty file are told."""

from __future__ import annotations

import sys
from typing import get_args

import pytest

from gaispider.documents.apart import contents_of
from gaispider.documents.content import FaultCause, UnreadableFileError
from gaispider.documents.file_reader import read_file
from gaispider.paths import ROOT
from tests.documents import made
from tests.documents.reading import made_report, wrong_cells


def test_a_file_is_read_as_it_is_in_this_process() -> None:
    figures, parts = made_report(1)
    contents = contents_of(made.word(parts), "x.docx", seconds=300)
    assert contents.faults == []
    assert wrong_cells(figures, contents.read[0]) == []


def test_what_takes_too_long_or_too_much_is_a_fault_and_the_next_file_is_read() -> None:
    body = made.pdf(made_report(4)[1] * 3)
    assert [fault.cause for _, fault in contents_of(body, "x.pdf", seconds=0.01).faults] == ["timeout"]
    assert [fault.cause for _, fault in contents_of(body, "x.pdf", seconds=300, memory=1 << 20).faults] == ["memory"]
    assert contents_of(made.word(["一行"]), "x.docx", seconds=300).read[0].text_chars == 2


def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docx", "docx.document"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "gaispider.documents.word.docx", raising=False)
    with pytest.raises(UnreadableFileError) as raised:
        read_file(made.zipped({"word/document.xml": "<w/>"}), "x.docx")
    assert raised.value.cause == "not_installed"
    assert "the extra `documents`" in raised.value.message


@pytest.mark.parametrize(
    ("body", "cause"), [(b"", "empty"), (b" \0\0\n", "empty"), (b"GIF89a" + bytes(9), "no_reader")]
)
def test_what_is_no_document_says_so(body: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_file(body, "x")
    assert raised.value.cause == cause


def test_every_cause_is_explained() -> None:
    text = (ROOT / "docs" / "documents.md").read_text("utf-8")
    assert [cause for cause in get_args(FaultCause) if f"`{cause}`" not in text] == []
