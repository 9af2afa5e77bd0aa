"""DOCX: numbers that are no text, text that is not shown, and files that cannot be read."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.word.docx import read_docx
from tests.documents import made
from tests.documents.reading import text_of

W = nsdecls("w")


def with_body(*xml: str) -> bytes:
    """A document of these elements."""
    document = docx.Document()
    for part in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(part))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_deleted_hidden_and_struck_text_is_not_read() -> None:
    body = with_body(
        f"<w:p {W}><w:r><w:t>主动公开</w:t></w:r><w:del w:id='1'><w:r><w:delText>99</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>216</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>88</w:t></w:r>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>77</w:t></w:r>"
        "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>条</w:t></w:r></w:p>"
    )
    assert text_of(read_docx(body)) == ["主动公开216条"]


def test_headings_get_the_numbers_that_word_prints() -> None:
    content = read_docx(made.word([made.TITLE, *made.HEADS]))
    assert text_of(content) == [made.TITLE, *made.HEADS]
    assert all(block.bold for block in content.document.blocks)


def test_boxes_notes_and_content_controls_are_text() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p {W}><w:r><w:pict>{inner}</w:pict></w:r></w:p>"
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件中的话</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert text_of(read_docx(with_body(box, control))) == ["框中的话", "控件中的话"]


def test_a_cell_that_goes_on_below_is_one_cell() -> None:
    def row(merge: str, label: str, figure: str) -> str:
        return (
            f"<w:tr><w:tc><w:tcPr><w:vMerge {merge}/></w:tcPr><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc>"
            f"<w:tc><w:p><w:r><w:t>{figure}</w:t></w:r></w:p></w:tc></w:tr>"
        )

    table = f"<w:tbl {W}>{row('w:val=' + chr(34) + 'restart' + chr(34), '不予公开', '1')}{row('', '', '2')}</w:tbl>"
    (grid,) = read_docx(with_body(table)).document.tables
    assert [(cell.text, cell.row, cell.column, cell.rowspan) for cell in grid.cells] == [
        ("不予公开", 0, 0, 2),
        ("1", 0, 1, 1),
        ("2", 1, 1, 1),
    ]


@pytest.mark.parametrize("body", [b"PK\x03\x04", made.zipped({"word/document.xml": "<w:document"}), b"no zip"])
def test_what_is_no_word_document_says_so(body: bytes) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_docx(body)
    assert raised.value.cause == "damaged"
