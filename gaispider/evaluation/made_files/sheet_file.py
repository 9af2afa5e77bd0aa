"""Parts below each other in the first sheet of an XLSX file, written here as a ZIP of XML (ISO 29500-1, 18)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from gaispider.evaluation.made_files.report_parts import Part, zipped
from gaispider.page.model import Table

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(parts: Sequence[Part], *, as_text: bool = False) -> bytes:
    """The parts as XLSX. Whole numbers without a sign are numbers, all else is text, as a person's typing leaves it.

    `as_text`: no number is one, as where a column has the format of text.
    """
    rows: list[str] = []
    merged: list[str] = []
    for part in parts:
        if isinstance(part, str):
            rows.append(_cell(len(rows) + 1, 0, part, as_text=as_text))
            continue
        rows += _rows(part, len(rows), merged, as_text=as_text)
    return workbook({"附表": sheet_xml(rows, merged)})


def _rows(table: Table, start: int, merged: list[str], *, as_text: bool) -> list[str]:
    cells: list[list[str]] = [[] for _ in range(table.rows)]
    for one in table.cells:
        cells[one.row].append(_cell(start + one.row + 1, one.column, one.text, as_text=as_text))
        if one.rowspan > 1 or one.colspan > 1:
            end = f"{_letters(one.column + one.colspan - 1)}{start + one.row + one.rowspan}"
            merged.append(f"{_letters(one.column)}{start + one.row + 1}:{end}")
    return ["".join(row) for row in cells]


def sheet_xml(rows: Sequence[str], merged: Sequence[str] = ()) -> str:
    """A worksheet of rows, each the XML of its cells, and of merged ranges such as A1:B2."""
    data = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    made = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    return f"<worksheet {_SPACE}><sheetData>{data}</sheetData>{made}</worksheet>"


def workbook(sheets: dict[str, str], hidden: Sequence[str] = (), styles: str = "") -> bytes:
    """An XLSX file of worksheets by their names; `styles` is the XML of its styles, if cells have some."""
    numbers = range(1, len(sheets) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    states = dict.fromkeys(hidden, ' state="hidden"')
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{states.get(name, "")}/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    if styles:
        kinds += f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        links += f'<Relationship Id="r0" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/workbook.xml": f'<workbook {_SPACE} xmlns:r="{_RELATIONS}"><sheets>{named}</sheets></workbook>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in zip(numbers, sheets.values(), strict=True)},
    }
    return zipped({**files, **({"xl/styles.xml": styles} if styles else {})})


def _cell(row: int, column: int, text: str, *, as_text: bool) -> str:
    place = f"{_letters(column)}{row}"
    if text.isascii() and text.isdigit() and not as_text:
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""


def _letters(column: int) -> str:
    """The letters of a column, from 0: A, Z, AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
