"""Sheets: what they show of their values, and what they hide."""

from __future__ import annotations

import sys

import pytest

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.file_reader import read_file
from gaispider.documents.sheet_looks.number_formats import hides, shown_number
from gaispider.evaluation.made_files.sheet_file import sheet_xml, workbook
from gaispider.page.model import Table
from gaispider.report.forms.values import read_figure
from gaispider.report.statistics import read_statistics
from tests.documents.excel97 import Styled, excel97
from tests.documents.reading import made_report

RAISED, STRUCK, WHITE = '<vertAlign val="superscript"/>', "<strike/>", '<color rgb="FFFFFFFF"/>'


def styles(*formats: tuple[str, str, int]) -> str:
    """Styles from the first on, each with the code of its numbers, what its font says, and the number of its fill."""
    codes = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, (code, _, _) in enumerate(formats))
    fonts = "".join(f"<font>{font}</font>" for _, font, _ in formats)
    fills = "".join(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "solid"))
    cells = "".join(
        f'<xf numFmtId="{170 + n if code else 0}" fontId="{n + 1}" fillId="{fill}"/>'
        for n, (code, _, fill) in enumerate(formats)
    )
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<numFmts>{codes}</numFmts><fonts><font/>{fonts}</fonts><fills>{fills}</fills>"
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def text(place: str, *runs: str, style: int = 0) -> str:
    """A cell of text; runs are `text` or `look|text`."""
    parts = [run.rpartition("|") for run in runs]
    made = "".join(
        f"<r><rPr>{look}</rPr><t>{words}</t></r>" if look else f"<r><t>{words}</t></r>" for look, _, words in parts
    )
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{made}</is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def content_of(rows: list[str], style: str = "", change: tuple[str, str] = ("", "")) -> FileContent:
    xml = sheet_xml(rows).replace(*change) if change[0] else sheet_xml(rows)
    return read_file(workbook({"附表": xml}, styles=style), "附表.xlsx")


def shown(content: FileContent) -> list[list[str]]:
    (table,) = content.document.tables
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


@pytest.mark.parametrize(
    ("cell", "style", "seen", "value"),
    [
        (text("B1", "12", f"{RAISED}|1"), "", "12¹", 12),
        (text("B1", f"{STRUCK}|77", "216"), "", "7\u03367\u0336216", None),
        (text("B1", f"{STRUCK}|77"), "", "", None),
        (text("B1", "2", f"{WHITE}|1", "6"), "", "2 6", None),
        (text("B1", "2", f"{WHITE}|1", "6", style=1), styles(("", "", 1)), "216", 216),
        (text("B1", "21", "6"), "", "216", 216),
        (number("B1", "216", 1), styles(("0&quot;件&quot;", "", 0)), "216件", 216),
        (number("B1", "0.125", 1), styles(("0.0%", "", 0)), "12.5%", None),
        (number("B1", "12000", 1), styles(("#,##0,", "", 0)), "12000 [#,##0,]", None),
        (number("B1", "216", 1), styles((";;;", "", 0)), "", None),
        (number("B1", "216", 1), styles(("0", STRUCK, 0)), "", None),
        (number("B1", "216", 1), styles(("0", WHITE, 0)), "", None),
        (number("B1", "216", 1), styles(("0", WHITE, 1)), "216", 216),
        (number("B1", "-5", 1), styles(("0_);(0)", "", 0)), "-5", -5),
        (number("B1", "44562", 1), styles(("yyyy/m/d", "", 0)), "2022-01-01", None),
        (number("B1", "1234567890123456789"), "", "1.2345678901234568e+18", None),
        (number("B1", "123456789012345"), "", "123456789012345", 123456789012345),
        (number("B1", "12.00000000000001"), "", "12", 12),
        ('<c r="B1" t="e"><v>#REF!</v></c>', "", "#REF!", None),
        ('<c r="B1"><f>SUM(C1:D1)</f><v>216</v></c>', "", "216", 216),
        ('<c r="B1" t="str"><f>A1</f><v>216</v></c>', "", "216", 216),
    ],
)  # fmt: skip
def test_a_cell_is_what_is_seen_in_it(cell: str, style: str, seen: str, value: int | None) -> None:
    ((_, found, _),) = shown(content_of([text("A1", "件数") + cell + text("C1", "件")], style))
    assert (found, read_figure(found).value) == (seen, value)


def test_a_formula_without_a_value_is_open_and_told() -> None:
    row = text("A1", "件数") + '<c r="B1"><f>SUM(C1:D1)</f></c>' + text("C1", "件")
    content = content_of([row])
    assert shown(content) == [["件数", "", "件"]]
    assert content.unread == [("damaged", "sheet 附表: 1 formulas without a value: B1")]


ROWS = [
    text("B1", "事项") + text("C1", "2020年") + text("D1", "2021年"),
    text("B2", "新收") + number("C2", "5") + number("D2", "6"),
    text("B3", "旧收") + number("C3", "7") + number("D3", "8"),
]


def test_hidden_and_filtered_rows_and_columns_are_not_read_and_told() -> None:
    columns = '<cols><col min="3" max="3" width="9" hidden="1"/></cols><sheetData>'
    content = content_of([*ROWS], change=("<sheetData>", columns))
    assert shown(content) == [["", "事项", "2021年"], ["", "新收", "6"], ["", "旧收", "8"]]
    assert content.hidden == ["2020年", "5", "7"]
    content = content_of([*ROWS], change=('<row r="3">', '<row r="3" hidden="1">'))
    assert (shown(content)[1:], content.hidden) == ([["", "新收", "5", "6"]], ["旧收\t7\t8"])
    assert shown(content_of([*ROWS], change=('<row r="3">', '<row r="3" ht="0">')))[1:] == [["", "新收", "5", "6"]]


def test_a_merged_cell_shows_in_what_is_left_of_it() -> None:
    rows = [text("A1", "甲") + number("B1", "1"), number("B2", "2"), number("B3", "3")]
    xml = sheet_xml(rows, ["A1:A3"]).replace('<row r="1">', '<row r="1" hidden="1">')
    (table,) = read_file(workbook({"附表": xml}), "附表.xlsx").document.tables
    assert [(cell.text, cell.row, cell.rowspan) for cell in table.cells] == [("甲", 0, 2), ("2", 0, 1), ("3", 1, 1)]


def test_white_words_on_what_a_table_colours_are_seen() -> None:
    row = text("A1", "件数", style=1) + number("B1", "216")
    coloured = ("</worksheet>", '<tableParts count="1"><tablePart/></tableParts></worksheet>')
    assert shown(content_of([row], styles(("", WHITE, 0)), change=coloured)) == [["件数", "216"]]


def test_a_sheet_that_says_to_be_large_is_read_and_one_that_is_large_is_not() -> None:
    wide = ("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert shown(content_of([text("A1", "件数") + number("B1", "216")], change=wide)) == [["件数", "216"]]
    blank = text("A1", "件数") + number("B1", "216") + '<c r="XFD1" s="1"/>'
    assert shown(content_of([blank, *[""] * 3], styles(("", "", 0))))[0][:2] == ["件数", "216"]
    with pytest.raises(UnreadableFileError) as raised:
        content_of([text("A1", "件数"), number("XFD1048576", "216")])
    assert raised.value.cause == "too_large"


def test_a_part_of_a_text_that_is_not_seen_is_told() -> None:
    row = text("A1", "收到", f"{STRUCK}|(不含转办)", "件数") + text("B1", "2", f"{WHITE}|1", "6") + text("C1", "件")
    content = content_of([row])
    assert shown(content) == [["收到件数", "2 6", "件"]]
    assert content.hidden == ["收到(不含转办)件数: (不含转办) is not shown", "216: 1 is not shown"]


def test_white_is_what_the_palette_of_an_old_sheet_says() -> None:
    pytest.importorskip("xlrd")
    rows = [["事项", "件数"], [Styled("新收", colour=9), Styled(6, colour=10)]]
    assert shown(read_file(excel97(rows), "附表.xls"))[1] == ["", "6"]
    own = read_file(excel97(rows, palette=[(0, 0, 0), (0, 0, 128), (255, 255, 255)]), "附表.xls")
    assert (shown(own)[1], own.hidden) == (["新收", ""], ["6"])


def test_old_sheets_show_and_hide_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlrd")
    body = excel97(
        [
            ["事项", "2020年", "2021年", "说明"],
            ["新收", 5, Styled(6, code='0"件"'), "甲"],
            ["旧收", 1, 2, "乙"],
            ["结转", Styled(7, struck=True), Styled("121", raised=1), Styled(0.5, code="0%")],
        ],
        hidden_rows=[2],
        hidden_columns=[1],
    )
    content = read_file(body, "附表.xls")
    assert shown(content) == [["事项", "2021年", "说明"], ["新收", "6件", "甲"], ["结转", "12¹", "50%"]]
    assert content.hidden == ["2020年", "5", "旧收\t1\t2\t乙", "7"]
    assert content.unread == []
    monkeypatch.setitem(sys.modules, "xlrd", None)
    assert [cause for cause, _ in read_file(body, "附表.xls").unread] == ["not_installed"]


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("General", None), ("0", None), ("#,##0", None), ("0.00", None), ('"第"0"号"', "第5号"), ("0件", "5件"),
        ('0"件";-0"件"', "5件"), ("[红色]0", None), ("0%", "500%"), ("0.00%", "500.00%"), ("0,,", "5 [0,,]"),
        ("_ * #,##0_ ", None), ("0!.0,", "5 [0!.0,]"), ("#% ??", "5 [#% ??]"),
    ],
)  # fmt: skip
def test_formats_of_numbers(code: str, seen: str | None) -> None:
    assert shown_number(5, "5", code) == seen
    assert not hides(code)


def sheet_of(table: Table, title: str = "") -> str:
    rows = [text("A1", title)] if title else []
    for number, line in enumerate(shown_rows(table), len(rows) + 1):
        rows.append("".join(text(f"{'ABCDEFGHIJKLMNOP'[column]}{number}", words) for column, words in line))
    return sheet_xml(rows)


def shown_rows(table: Table) -> list[list[tuple[int, str]]]:
    return [
        [(cell.column, cell.text) for cell in table.cells if cell.row == row and cell.text] for row in range(table.rows)
    ]


@pytest.mark.parametrize(
    ("name", "title", "own"),
    [
        ("2021年", "", True),
        ("附表", "", True),
        ("2020年", "", False),
        ("样表", "", False),
        ("2020年", "2021年情况统计表", True),
    ],
)
def test_the_name_of_a_sheet_says_whose_figures_it_has(name: str, title: str, own: bool) -> None:
    figures, parts = made_report(1)
    table = next(part for part in parts if isinstance(part, Table) and part.rows > 15)
    content = read_file(workbook({name: sheet_of(table, title)}), "附表.xlsx")
    _, tables, _ = read_statistics(content.document, 2021)
    values = [figure.value for row in (tables.t3 or {}).values() for figure in row.values()]
    assert len(values) > 80
    assert all(value is None for value in values) is not own
    assert figures.t3
