"""The markup of DOCX in short, and what is read of a document of it."""

from __future__ import annotations

from gaispider.documents.content import FileContent
from gaispider.documents.word.docx import read_docx
from gaispider.page.model import Table
from tests.documents.test_docx import W, with_body

SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(*runs: str, look: str = "") -> str:
    return f"<w:p {SPACES}><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def tc(*content: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(content) or p()}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl {SPACES}>{''.join(rows)}</w:tbl>"


def tr(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def cells(*texts: str) -> str:
    return "".join(tc(p(run(text))) for text in texts)


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def grids(content: FileContent) -> list[list[list[str]]]:
    return [shown(table) for table in content.document.tables]


def of_cell(*content: str) -> str:
    """The text of a cell with such paragraphs or runs."""
    inner = "".join(content) if content[0].startswith("<w:p ") else p(*content)
    ((row,),) = grids(read_docx(with_body(tbl(tr(tc(p(run("件数"))), tc(inner), tc(p(run("件"))))))))
    return row[1]
