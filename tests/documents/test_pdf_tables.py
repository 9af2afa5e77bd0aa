"""Tables of printed pages as offices lay them out: dashed, with words over them, with rules left out."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from gaispider.documents.printed.pdf import read_pdf
from gaispider.page.model import Table
from tests.documents import made
from tests.documents.reading import text_of

WIDE, HIGH = 600, 800
HEAD = ["事项", "自然人", "商业企业", "总计"]
ROWS = [["新收数量", "12", "3", "15"], ["上年结转", "1", "0", "1"], ["结转下年", "4", "0", "4"]]
Draw = Callable[[Canvas], None]


def document(*pages: Draw, rotated: int = 0) -> bytes:
    """A PDF whose pages are drawn by functions; `rotated` turns each page for the reader, as landscape pages are."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDE, HIGH))
    for page in pages:
        canvas.setFont(made.FONT, 10)
        page(canvas)
        canvas.setPageRotation(rotated)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def grid(
    canvas: Canvas, x: float, y: float, rows: list[list[str]], *, wide: float = 90, missing: tuple[int, ...] = ()
) -> None:
    """Rows of cells below y; the columns named in `missing` have no rule at their left."""
    high, end = 24.0, x + wide * len(rows[0])
    for number in range(len(rows) + 1):
        canvas.line(x, y - number * high, end, y - number * high)
    for column in range(len(rows[0]) + 1):
        if column not in missing:
            canvas.line(x + column * wide, y, x + column * wide, y - len(rows) * high)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.drawCentredString(x + (column + 0.5) * wide, y - number * high - 16, text)


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def only_table(body: bytes) -> list[list[str]]:
    (table,) = read_pdf(body, most_pages=10).document.tables
    return shown(table)


def test_columns_above_a_table_are_read_before_those_below_it() -> None:
    def body(canvas: Canvas) -> None:
        for top, name in ((80.0, "上"), (400.0, "下")):
            for x, side in ((50, "左"), (320, "右")):
                for n in range(3):
                    canvas.drawString(x, HIGH - top - 18 * n, f"表{name}{side}栏第{n}行说的是主动公开")
        for n in range(3):
            canvas.line(50, 500 + 20 * n, 540, 500 + 20 * n)
            canvas.line(50 + 245 * n, 500, 50 + 245 * n, 540)
        for place in ((60, 526), (300, 526), (60, 506), (300, 506)):
            canvas.drawString(*place, "12")

    content = read_pdf(document(body), most_pages=10)
    assert len(content.document.tables) == 1
    read = "".join(block.text for block in content.document.blocks)
    places = [read.index(f"表{name}{side}栏第{n}行") for name in "上下" for side in "左右" for n in range(3)]
    assert places == sorted(places)
    assert read.index("12") > places[5]
    assert read.rindex("12") < places[6]


def test_large_words_across_a_page_are_no_text_of_its_cells() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, *ROWS])
        canvas.setFont(made.FONT, 60)
        canvas.translate(120, 480)
        canvas.rotate(35)
        canvas.drawString(0, 0, "政府信息公开")

    assert only_table(document(page)) == [HEAD, *ROWS]


@pytest.mark.parametrize("piece", [(3.0, 2.0), (0.8, 0.8), (6.0, 4.0)], ids=["dashes", "dots", "long dashes"])
def test_rules_that_are_drawn_piece_by_piece_are_rules(piece: tuple[float, float]) -> None:
    long, gap = piece

    class Pieces:
        def __init__(self, canvas: Canvas) -> None:
            self.drawCentredString = canvas.drawCentredString
            self._canvas = canvas

        def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
            level, start, end = (y0, x0, x1) if y0 == y1 else (x0, min(y0, y1), max(y0, y1))
            while start < end:
                size = min(long, end - start)
                box = (start, level, size, 0.8) if y0 == y1 else (level, start, 0.8, size)
                self._canvas.rect(*box, stroke=0, fill=1)
                start += long + gap

    assert only_table(document(lambda canvas: grid(Pieces(canvas), 100, 600, [HEAD, *ROWS]))) == [HEAD, *ROWS]  # type: ignore[arg-type]


@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_rule_that_some_rows_lack_parts_their_cells_too(column: int) -> None:
    blank = [[*ROWS[0][:column], "", *ROWS[0][column + 1 :]], ROWS[1]]

    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD])
        grid(canvas, 100, 576, [*blank, HEAD], missing=(column,))

    assert only_table(document(page)) == [HEAD, *blank, HEAD]


@pytest.mark.parametrize("text", ["12", "一、本年新收政府信息公开申请数量", "项　　目", "2021年　3月"])
def test_a_merged_cell_stays_one(text: str) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD])
        grid(canvas, 100, 576, [["新收数量"]], wide=90)
        grid(canvas, 190, 576, [[text]], wide=270)

    body = document(page)
    (table,) = read_pdf(body, most_pages=10).document.tables
    merged = [cell for cell in table.cells if cell.row == 1][1]
    assert ("".join(merged.text.split()), merged.column, merged.colspan) == ("".join(text.split()), 1, 3)


def test_a_table_under_the_header_of_two_pages_is_one_table() -> None:
    def page(rows: list[list[str]], last: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(230, 770, "宝山镇年度报告")
            grid(canvas, 100, 740, rows)
            canvas.drawString(100, 600, last)

        return draw

    first = [HEAD, ROWS[0]]
    body = document(lambda canvas: (canvas.drawString(230, 770, "宝山镇年度报告"), grid(canvas, 100, 110, first))[0],
                    page(ROWS[1:], "表后的话。"))  # fmt: skip
    content = read_pdf(body, most_pages=10)
    assert [shown(table) for table in content.document.tables] == [[HEAD, *ROWS]]
    assert text_of(content) == ["表后的话。"]


def test_a_line_that_only_the_second_page_has_is_text() -> None:
    def page(text: str, top: float) -> Draw:
        return lambda canvas: canvas.drawString(60, top, text)

    body = document(page("第一页上的话。", 770), page("第一页上的话。", 740))
    assert "".join(text_of(read_pdf(body, most_pages=10))) == "第一页上的话。" * 2


def test_a_frame_of_one_column_only_frames_its_text() -> None:
    lines = ["新收数量 12", "上年结转 1"]
    content = read_pdf(
        document(lambda canvas: grid(canvas, 100, 600, [[line] for line in lines], wide=300)), most_pages=9
    )
    assert (content.document.tables, text_of(content)) == ([], ["".join(lines).replace(" ", "")])
