"""Tables and pages of PDF that are printed on their side."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from gaispider.documents.printed.pdf import read_pdf
from tests.documents.reading import text_of
from tests.documents.test_pdf_tables import HEAD, HIGH, ROWS, WIDE, Draw, document, grid, only_table, shown


@pytest.mark.parametrize("degrees", [90, 270, 180])
def test_a_table_that_lies_on_its_side_is_read_between_the_lines_around_it(degrees: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "表一之前的说明文字")
        canvas.drawString(60, 40, "表一之后的说明文字")
        canvas.saveState()
        canvas.translate(*{90: (150, 200), 270: (420, 600), 180: (500, 300)}[degrees])
        canvas.rotate(degrees)
        grid(canvas, 0, 0, [HEAD, *ROWS])
        canvas.restoreState()

    content = read_pdf(document(page), most_pages=10)
    assert shown(content.document.tables[0]) == [HEAD, *ROWS]
    assert [block.text.split("\t")[0] for block in content.document.blocks] == [
        "表一之前的说明文字", "事项", "新收数量", "上年结转", "结转下年", "表一之后的说明文字",
    ]  # fmt: skip


@pytest.mark.parametrize("rotated", [90, 180, 270])
def test_a_page_that_its_program_turns_is_read_as_it_is_shown(rotated: int) -> None:
    def page(canvas: Canvas) -> None:
        # The paper lies on its side, too, where a page is turned by a quarter.
        canvas.translate(*{90: (HIGH, 0), 180: (WIDE, HIGH), 270: (0, WIDE)}[rotated])
        canvas.rotate(rotated)
        grid(canvas, 100, 400, [HEAD, *ROWS])

    assert only_table(document(page, rotated=rotated)) == [HEAD, *ROWS]


@pytest.mark.parametrize("degrees", [90, 270])
def test_the_header_of_pages_with_turned_tables_is_no_text(degrees: int) -> None:
    """Header and page number stand upright, or are turned with all the rest; text above and below the table is kept."""

    def turned(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(*{90: (150, 200), 270: (420, 600)}[degrees])
        canvas.rotate(degrees)
        grid(canvas, 0, 0, [HEAD, *ROWS])
        canvas.restoreState()

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(230, 770, "宝山镇年度报告")
            canvas.drawString(60, 640, f"表{number}之前的说明文字")
            turned(canvas)
            canvas.drawString(60, 150, f"表{number}之后的说明文字")
            canvas.drawString(280, 30, f"- {number} -")

        return draw

    content = read_pdf(document(*map(page, range(1, 4))), most_pages=10)
    assert "".join(text_of(content)) == "".join(f"表{n}之{side}的说明文字" for n in range(1, 4) for side in "前后")


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_that_is_printed_turned_as_a_whole_is_read_in_order(degrees: int) -> None:
    """All of the page lies on its side, and the file does not say that the reader is to turn it."""

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.translate(*{90: (WIDE, 0), 270: (0, HIGH)}[degrees])
            canvas.rotate(degrees)  # now 800 wide and 600 high
            canvas.drawString(350, 575, "宝山镇年度报告")
            canvas.drawString(60, 520, f"第{number}张表说的是全镇收到和处理政府信息公开申请的情况，")
            grid(canvas, 60, 480, [HEAD, *ROWS])
            canvas.drawString(60, 340, f"表{number}之后还有一段说明文字，说明数据从何而来。")
            canvas.drawString(390, 20, f"- {number} -")

        return draw

    content = read_pdf(document(*map(page, range(1, 4))), most_pages=10)
    assert [shown(table) for table in content.document.tables] == [[HEAD, *ROWS]] * 3
    assert [block.text.split("\t")[0] for block in content.document.blocks] == [
        line
        for n in range(1, 4)
        for line in (
            f"第{n}张表说的是全镇收到和处理政府信息公开申请的情况，",
            "事项", "新收数量", "上年结转", "结转下年",
            f"表{n}之后还有一段说明文字，说明数据从何而来。",
        )
    ]  # fmt: skip
