"""Every figure and every paragraph of a report comes back from files of every kind, wherever pages break."""

from __future__ import annotations

import pytest

from gaispider.documents.file_reader import read_file
from tests.documents import made
from tests.documents.reading import Maker, lines_of, made_report, text_of, wrong_cells

KINDS = {"pdf": made.pdf, "docx": made.word, "ofd": made.ofd, "xlsx": made.sheet}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(6))
def test_every_figure_and_paragraph(kind: str, seed: int) -> None:
    figures, parts = made_report(seed)
    maker: Maker = KINDS[kind]
    content = read_file(maker(parts), f"x.{kind}")
    assert content.kind == kind
    assert wrong_cells(figures, content) == []
    if kind == "xlsx":  # nothing parts the tables of a sheet from the lines between them
        assert text_of(content)[:2] == lines_of(parts)[:2]
    else:
        assert text_of(content) == lines_of(parts)


def test_pages_and_characters_are_counted() -> None:
    _, parts = made_report(3)
    content = read_file(made.pdf(parts), "x.pdf")
    assert content.pages == len(made.printed(parts))
    assert content.text_chars == sum(len(block.text.replace("\t", "")) for block in content.document.blocks)
    assert content.reader.startswith("pdfplumber ")
