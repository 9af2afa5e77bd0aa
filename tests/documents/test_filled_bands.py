"""Tables whose rows are told apart by fills, every other one filled: no figure stands under another block's heads."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from gaispider import extract
from gaispider.documents.printed.pdf import read_pdf
from tests.documents.test_pdf_tables import HEAD, ROWS, document, only_table, shown
from tests.report.forms.test_forms import got

TITLE = "宝山镇人民政府2021年政府信息公开工作年度报告"
BLOCKS = [
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "1", "2", "3"],
    ["规范性文件", "4", "5", "6"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", "70", "8", "9"],
    ["其他对外管理服务事项", "10", "11", "12"],
    ["行政处罚", "13", "14", "15"],
    ["行政强制", "16", "17", "18"],
]
WANT = {
    ("t2", row, column): int(text)
    for keys, columns, rows in (
        (("regulations", "normative_documents"), ("new_made", "new_public", "total_public"), BLOCKS[1:3]),
        (("licences", "other_services", "penalties", "coercion"), ("last_year", "change", "decisions"), BLOCKS[4:]),
    )
    for row, texts in zip(keys, rows, strict=True)
    for column, text in zip(columns, texts[1:], strict=True)
}


def filled(canvas: Canvas, y: float, rows: list[list[str]], numbers: range, *, framed: bool = False) -> None:
    """Rows of cells below y without a ruling line; those of these numbers have a fill in each cell."""
    wide, high = 120.0, 24.0
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x, base = 60 + column * wide, y - (number + 1) * high
            if number in numbers:
                canvas.setFillColorRGB(0.87, 0.9, 0.95)
                canvas.rect(x, base, wide, high, stroke=0, fill=1)
                canvas.setFillGray(0)
            canvas.drawCentredString(x + wide / 2, base + 8, text)
    if framed:
        canvas.rect(60, y - len(rows) * high, wide * len(rows[0]), len(rows) * high)


@pytest.mark.parametrize("framed", [False, True], ids=["bare", "framed"])
@pytest.mark.parametrize("numbers", [range(0, 9, 2), range(1, 9, 2), range(1), range(1, 9, 3)], ids=str)
def test_rows_between_fills_are_read_under_their_own_heads(numbers: range, framed: bool) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawCentredString(300, 760, TITLE)
        canvas.drawString(60, 730, "一、总体情况")
        canvas.drawString(60, 712, "宝山镇人民政府全年主动公开政府信息216条，均按时答复。")
        canvas.drawString(60, 690, "二、主动公开政府信息情况")
        filled(canvas, 670, BLOCKS, numbers, framed=framed)

    (report,) = extract(document(page), "http://www.panshi.gov.cn/xxgk/202201/P02.pdf")
    have = {key: one.value for key, one in got(report.statistics.tables).items() if one.value is not None}
    assert have == WANT


def test_a_table_with_a_fill_in_each_cell_is_one_and_so_is_a_head_of_one_fill() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 730, "下表 说明 各项 数量")
        filled(canvas, 670, [HEAD, *ROWS], range(4))

    assert only_table(document(page)) == [HEAD, *ROWS]


def test_heads_hold_down_to_the_next_ruled_table_only() -> None:
    """The heads of the second block stand in a ruled table, whatever it is: they part what is below from the first."""

    def page(canvas: Canvas) -> None:
        canvas.drawCentredString(300, 760, TITLE)
        canvas.drawString(60, 730, "二、主动公开政府信息情况")
        filled(canvas, 700, BLOCKS[:3], range(0))
        for x in range(60, 541, 120):
            canvas.line(x, 628, x, 604)
        for y in (628, 604):
            canvas.line(60, y, 540, y)
        filled(canvas, 628, BLOCKS[3:], range(0))

    body = document(page)
    (table,) = read_pdf(body, most_pages=10).document.tables
    assert shown(table) == [BLOCKS[3]]
    (report,) = extract(body, "http://www.panshi.gov.cn/xxgk/202201/P02.pdf")
    have = {key: one.value for key, one in got(report.statistics.tables).items() if one.value is not None}
    assert have.items() <= WANT.items()
