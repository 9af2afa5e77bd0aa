"""What a PDF holds and does not show, and what stands over its cells: none of it becomes a figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from gaispider.documents.contents import read_contents
from gaispider.documents.printed.pdf import read_pdf
from gaispider.report.forms.values import read_figure
from tests.documents import made
from tests.documents.test_pdf_tables import HEAD, ROWS, document, grid, only_table, shown

# The middle of the cell of 3 (row 新收数量, column 商业企业) and the base of its line.
X, BASE = 325.0, 560.0
Draw = Callable[[Canvas], None]


def white_digit(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(X + 3, BASE, "7")


def digit_without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(X + 3, BASE)
    text.setTextRenderMode(3)
    text.textOut("7")
    canvas.drawText(text)


def pale_words(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    for level in range(500, 620, 12):
        canvas.drawString(110, level, "0577-8821 " * 6)


def pale_large_words(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.8, 0.8)
    canvas.setFont(made.FONT, 48)
    canvas.drawString(110, 550, "2021年报2021")


def shadow(canvas: Canvas) -> None:
    canvas.setFillGray(0.6)
    grid(canvas, 101.3, 598.7, [HEAD, *ROWS], missing=tuple(range(5)))


def seal(canvas: Canvas) -> None:
    """Its number runs around it: none of its digits stands as upright as the text, but nearly."""
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    for degrees, sign in ((-4, "3"), (4, "1")):
        canvas.saveState()
        canvas.translate(X + 3, BASE)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, sign)
        canvas.restoreState()
    canvas.setFont(made.FONT, 14)
    canvas.drawCentredString(X, BASE + 4, "专用章")


def _grid_with(drawn: Draw, first: bool) -> bytes:
    """A PDF of the table with something drawn behind it (`first`) or over it."""

    def page(canvas: Canvas) -> None:
        for draw in (drawn, lambda canvas: grid(canvas, 100, 600, [HEAD, *ROWS]))[:: 1 if first else -1]:
            canvas.saveState()
            draw(canvas)
            canvas.restoreState()

    return document(page)


@pytest.mark.parametrize(
    "drawn", [white_digit, digit_without_ink, pale_words, pale_large_words, shadow, seal], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("first", [True, False], ids=["behind", "over"])
def test_what_is_not_seen_or_stamped_is_no_figure(drawn: Draw, first: bool) -> None:
    assert only_table(_grid_with(drawn, first)) == [HEAD, *ROWS]


def test_white_words_on_a_dark_head_are_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(100, 576, 360, 24, stroke=0, fill=1)
        canvas.setFillGray(1)
        grid(canvas, 100, 600, [HEAD])
        canvas.setFillGray(0)
        grid(canvas, 100, 576, ROWS)

    assert only_table(document(page)) == [HEAD, *ROWS]


def test_a_figure_under_a_white_box_is_none() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawCentredString(X, BASE, "88")
        canvas.setFillGray(1)
        canvas.rect(282, 554, 86, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(canvas, 100, 600, [HEAD, *ROWS])

    rows = only_table(document(page))
    assert "3" in rows[1]
    assert not any("8" in text for row in rows for text in row)


def test_a_red_digit_beside_a_figure_leaves_the_cell_open() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, *ROWS])
        canvas.setFillColorRGB(0.9, 0.1, 0.1)
        canvas.drawString(X + 3, BASE, "5")

    assert read_figure(only_table(document(page))[1][2]).value is None


def test_a_red_figure_alone_is_one() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD])
        canvas.setFillColorRGB(0.9, 0.1, 0.1)
        grid(canvas, 100, 576, ROWS)

    assert only_table(document(page)) == [HEAD, *ROWS]


def test_a_figure_that_is_wider_than_its_cell_is_cut_into_no_two() -> None:
    """The column is 90 wide: the figure is left open, with the edges as blanks."""
    long = "1234567890123456789"

    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, ["新收数量", "12", "", ""], *ROWS[1:]])
        canvas.drawCentredString(325, BASE, long)

    row = only_table(document(page))[1]
    assert row[1] == "12"
    assert row[2].replace(" ", "") == long
    assert all(read_figure(text).value is None for text in row[2:])


@pytest.mark.parametrize("middle", [369, 370, 371])
@pytest.mark.parametrize("figure", ["7", "34"])
@pytest.mark.parametrize(("left", "right"), [("", ""), ("3", ""), ("", "15"), ("3", "15")])
def test_a_figure_over_an_edge_is_open_in_the_cells_that_have_no_other(
    middle: float, figure: str, left: str, right: str
) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, ["新收数量", "12", left, right], *ROWS[1:]])
        canvas.drawCentredString(middle, BASE, figure)

    content = read_pdf(document(page), most_pages=10)
    (table,) = content.document.tables
    row = shown(table)[1]
    cells = [read_figure(text) for text in row[2:]]
    assert row[1] == "12"
    assert int(figure) in [value for cell in cells for value in cell.alternatives] or (left and right)
    for text, cell in zip((left, right), cells, strict=True):
        assert cell.value in (None, int(text or figure)) and (text or cell.alternatives == [int(figure)])
    assert not any("〔" in block.text for block in content.document.blocks)


@pytest.mark.parametrize("kind", ["ofd", "docx", "zip"])
def test_a_package_whose_packed_bytes_are_spoiled_is_damaged(kind: str) -> None:
    parts = [
        "宝山镇人民政府2021年政府信息公开工作年度报告",
        *(f"第{n}段说的是主动公开的第{n * n}件事。" for n in range(99)),
    ]
    word = made.word(parts)
    body = bytearray({"ofd": made.ofd(parts), "docx": word, "zip": made.zipped({"年报.docx": word})}[kind])
    for place in range(200, len(body) - 2000, 97):
        body[place] ^= 0x55
    contents = read_contents(bytes(body), f"年报.{kind}")
    assert not contents.read
    assert [fault for fault in repr(contents).split("'") if fault == "damaged"]


def faint_digit(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.1)
    canvas.drawString(X + 3, BASE, "7")


def faint_coloured_words(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.setFillAlpha(0.15)
    canvas.setFont(made.FONT, 40)
    canvas.drawString(110, 550, "2021年报2021")


def faint_form(canvas: Canvas) -> None:
    """A form is drawn in the state of what it is drawn in."""
    canvas.beginForm("mark")
    canvas.setFont(made.FONT, 10)
    canvas.drawString(X + 3, BASE, "7")
    canvas.endForm()
    canvas.setFillAlpha(0.1)
    canvas.doForm("mark")


def box_of_glass(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.setFillAlpha(0)
    canvas.rect(282, 554, 86, 20, stroke=0, fill=1)


@pytest.mark.parametrize(
    "drawn", [faint_digit, faint_coloured_words, faint_form, box_of_glass], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("first", [True, False], ids=["behind", "over"])
def test_ink_through_which_the_paper_shines_is_no_figure_and_hides_none(drawn: Draw, first: bool) -> None:
    assert only_table(_grid_with(drawn, first)) == [HEAD, *ROWS]


def test_figures_in_half_the_ink_are_text_and_white_ones_on_a_box_of_glass_are_none() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillAlpha(0.5)
        grid(canvas, 100, 600, [HEAD, *ROWS])
        canvas.setFillAlpha(0)
        canvas.rect(282, 554, 86, 20, stroke=0, fill=1)
        canvas.setFillAlpha(1)
        canvas.setFillGray(1)
        canvas.drawString(X + 3, BASE, "7")

    assert only_table(document(page)) == [HEAD, *ROWS]
