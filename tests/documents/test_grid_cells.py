"""Cells of grids whose rules are left out, shared with another table, or not drawn around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from gaispider.documents.printed.pdf import read_pdf
from gaispider.report.forms.values import read_figure
from tests.documents.reading import text_of
from tests.documents.test_pdf_tables import HEAD, ROWS, document, grid, only_table, shown

BELOW = [["行政复议", "维持", "纠正", "尚未审结", "合计", "备注"], ["2", "0", "7", "1", "10", "/"]]


@pytest.mark.parametrize(("missing", "row", "tables"), [
    ((), ROWS[0], 2), ((2,), ["新收数量", "12 3", "15"], 2), ((3,), ["新收数量", "12", "3 15"], 1),
])  # fmt: skip
def test_edges_of_a_table_cut_no_cell_of_the_one_whose_rule_it_shares(
    missing: tuple[int, ...], row: list[str], tables: int
) -> None:
    """They are two tables where several edges of each are none of the other's."""

    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, *ROWS], missing=missing)
        grid(canvas, 100, 600 - 24 * 4, BELOW, wide=60)

    read = read_pdf(document(page), most_pages=10).document.tables
    rows = [row for table in read for row in shown(table)]
    assert len(read) == tables
    assert rows[1] == row
    assert rows[4:] == BELOW


def test_a_title_between_tables_that_share_its_rules_is_of_the_lower_one() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, *ROWS])
        grid(canvas, 100, 600 - 24 * 4, [["行政复议情况"]], wide=360)
        grid(canvas, 100, 600 - 24 * 5, BELOW, wide=60)

    tables = read_pdf(document(page), most_pages=10).document.tables
    assert [shown(table) for table in tables] == [[HEAD, *ROWS], [["行政复议情况"], *BELOW]]


def test_rows_of_one_table_whose_edges_are_moved_stay_one_table() -> None:
    """Rows with figures that stand in columns of their own, and a note, begin no table; edges of theirs cut no row."""

    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, ROWS[0]], missing=(2,))
        grid(canvas, 100, 600 - 24 * 2, ROWS[1:], wide=80)
        grid(canvas, 100, 600 - 24 * 4, [["说明文字", "无"]], wide=180)

    (table,) = read_pdf(document(page), most_pages=10).document.tables
    assert table.rows == 5
    assert shown(table)[1] == ["新收数量", "12 3", "15"]


def test_text_of_a_cell_whose_outer_rule_is_left_out_is_not_lost() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, ROWS[0]])
        grid(canvas, 100, 600 - 24 * 2, ROWS[1:2], missing=(4,))
        grid(canvas, 100, 600 - 24 * 3, ROWS[2:])

    assert only_table(document(page)) == [HEAD, *ROWS]


@pytest.mark.parametrize("space", [6.0, 12.0])
@pytest.mark.parametrize("text", ["本年新收申请数量", "1204"])
def test_a_merged_cell_whose_letters_are_spaced_is_one(text: str, space: float) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD])
        grid(canvas, 100, 576, [["新收数量"]])
        grid(canvas, 190, 576, [[""]], wide=270)
        canvas.drawCentredString(325, 560, text, charSpace=space)
        grid(canvas, 100, 552, ROWS)

    (table,) = read_pdf(document(page), most_pages=10).document.tables
    merged = [cell for cell in table.cells if cell.row == 1][1]
    assert ("".join(merged.text.split()), merged.column, merged.colspan) == (text, 1, 3)


def test_tables_without_outer_lines_are_closed_each_by_itself() -> None:
    """Rules stand between rows and between columns only; what stands between the tables is text."""

    def inner(canvas: Canvas, y: float) -> None:
        rows = [HEAD, *ROWS]
        for number in range(1, len(rows)):
            canvas.line(100, y - number * 24, 460, y - number * 24)
        for column in range(1, 4):
            canvas.line(100 + column * 90, y, 100 + column * 90, y - len(rows) * 24)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                canvas.drawCentredString(100 + (column + 0.5) * 90, y - number * 24 - 16, text)

    def page(canvas: Canvas) -> None:
        inner(canvas, 700)
        canvas.drawString(60, 560, "两表之间的说明文字。")
        inner(canvas, 500)

    content = read_pdf(document(page), most_pages=10)
    assert [shown(table) for table in content.document.tables] == [[HEAD, *ROWS]] * 2
    assert text_of(content) == ["两表之间的说明文字。"]


@pytest.mark.parametrize("x", [372, 458])
def test_a_figure_at_a_side_of_two_columns_is_open_unless_their_head_is_merged(x: float) -> None:
    """Nothing tells whether the rule between them was left out beside a blank cell, or a cell is merged."""

    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [HEAD, ROWS[0]])
        grid(canvas, 100, 552, [["上年结转", "1", "", ""]], missing=(3,))
        (canvas.drawString if x < 400 else canvas.drawRightString)(x - 90 if x < 400 else x, 536, "4")
        grid(canvas, 100, 528, [["事项", "自然人"]])
        grid(canvas, 280, 528, [["合计"]], wide=180)
        grid(canvas, 100, 504, [["结转下年", "4"]])
        grid(canvas, 280, 504, [[""]], wide=180)
        canvas.drawString(283, 488, "5")

    rows = only_table(document(page))
    assert rows[4] == ["结转下年", "4", "5"]
    assert read_figure(rows[2][2]).value is None
    assert read_figure(rows[2][2]).alternatives == [4]


def test_a_head_over_two_rows_whose_outer_rule_is_left_out_is_one_cell() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 100, 600, [["事项", "法人", "组织"], ["", "企业", "机构"]])
        canvas.line(370, 600, 460, 600)
        canvas.drawCentredString(415, 580, "总")
        canvas.drawCentredString(415, 562, "计")
        grid(canvas, 100, 552, ROWS)

    (table,) = read_pdf(document(page), most_pages=10).document.tables
    (total,) = [cell for cell in table.cells if cell.row < 2 and cell.column == 3]
    assert (total.text, total.rowspan) == ("总计", 2)


@pytest.mark.parametrize("note", ["", "注1", "[2]", "（3）"])
def test_the_rest_of_a_label_that_a_page_break_cuts_may_have_the_sign_of_a_note(note: str) -> None:
    def first(canvas: Canvas) -> None:
        grid(canvas, 100, 144, [HEAD, ROWS[0], ["结转", "4", "0", "4"]])

    def second(canvas: Canvas) -> None:
        grid(canvas, 100, 740, [["下年" + note, "", "", ""], ROWS[1]])

    assert only_table(document(first, second)) == [HEAD, ROWS[0], ["结转下年" + note, "4", "0", "4"], ROWS[1]]


def test_a_table_goes_on_in_the_next_column_of_its_page() -> None:
    """Its rows there have no head of their own, and stand higher than those before them."""

    def page(canvas: Canvas) -> None:
        grid(canvas, 20, 400, [HEAD, *ROWS[:2]], wide=60)
        grid(canvas, 320, 700, [ROWS[2], ["合计", "17", "3", "20"]], wide=60)

    assert only_table(document(page)) == [HEAD, *ROWS, ["合计", "17", "3", "20"]]


def test_tables_beside_each_other_with_heads_of_their_own_are_two() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 20, 600, [HEAD, *ROWS[:2]], wide=60)
        grid(canvas, 320, 700, [HEAD, ROWS[2]], wide=60)

    tables = read_pdf(document(page), most_pages=10).document.tables
    assert [shown(table) for table in tables] == [[HEAD, *ROWS[:2]], [HEAD, ROWS[2]]]


def test_a_figure_at_a_side_below_two_heads_that_no_rule_parts_is_open() -> None:
    def page(canvas: Canvas) -> None:
        grid(
            canvas, 100, 600, [["信息内容", "制发件数", "废止件数", "现行件数"], ["规章", "1", "2", "3"]], missing=(3,)
        )
        grid(canvas, 100, 552, [["规范性文件", "1", "", "0"]], missing=(3,))

    rows = only_table(document(page))
    assert read_figure(rows[1][1]).value == 1
    assert [read_figure(text).value for text in (rows[1][2], rows[2][2])] == [None, None]


@pytest.mark.parametrize(("x", "missing"), [(215.0, 2), (325.0, 2), (325.0, 3)])
@pytest.mark.parametrize("lower", [True, False], ids=["below", "above"])
def test_a_figure_is_open_where_only_the_other_side_of_a_page_break_has_the_rule_beside_it(
    lower: bool, x: float, missing: int
) -> None:
    """It stands in the middle of one column, over two of which no rule is drawn on its page."""
    whole = [HEAD, ROWS[0]] if lower else [ROWS[0], ROWS[1]]
    lacking = [["合计", "", "", ""], ["结转下年", "", "", "4"]] if lower else [HEAD, ["合计", "", "", ""]]

    def draw(canvas: Canvas, y: float, part: bool) -> None:
        grid(canvas, 100, y, lacking if part else whole, missing=(missing,) if part else ())
        if part:
            canvas.drawCentredString(x, y - 16 - (0 if lower else 24), "7")

    body = document(lambda canvas: draw(canvas, 78, not lower), lambda canvas: draw(canvas, 770, lower))
    (table,) = read_pdf(body, most_pages=10).document.tables
    (cell,) = [cell for cell in table.cells if cell.row == (2 if lower else 1) and cell.text.startswith("7")]
    assert (cell.colspan, read_figure(cell.text).value, read_figure(cell.text).alternatives) == (2, None, [7])


def test_a_figure_below_a_head_as_wide_as_its_cell_is_given_over_a_page_break() -> None:
    def first(canvas: Canvas) -> None:
        grid(canvas, 100, 78, [HEAD])
        grid(canvas, 100, 54, [["信息内容"]])
        grid(canvas, 190, 54, [["决定数量"]], wide=270)

    def second(canvas: Canvas) -> None:
        grid(canvas, 100, 770, [["行政许可"], ["行政处罚"]])
        grid(canvas, 190, 770, [[""], [""]], wide=270)
        canvas.drawString(193, 754, "7")

    assert only_table(document(first, second))[2:] == [["行政许可", "7"], ["行政处罚", ""]]


def test_parts_whose_narrow_columns_are_no_columns_of_each_other_stay_apart() -> None:
    """Two edges of the one are near the same edge of the other."""

    def columns(canvas: Canvas, y: float, edges: list[float]) -> None:
        for x in edges:
            canvas.line(x, y, x, y - 48)
        for level in (y, y - 24, y - 48):
            canvas.line(edges[0], level, edges[-1], level)

    body = document(
        lambda canvas: columns(canvas, 78, [100, 190, 280, 370, 460]),
        lambda canvas: columns(canvas, 770, [100, 186, 194, 460]),
    )
    assert len(read_pdf(body, most_pages=10).document.tables) == 2


def test_a_figure_is_open_where_only_the_third_page_has_the_rule_beside_it() -> None:
    def lacking(y: float, rows: list[list[str]], at: float) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            grid(canvas, 100, y, rows, missing=(2,))
            canvas.drawCentredString(325, at, "7")

        return draw

    pages = (
        lacking(78, [["事项", "", "", "总计"], ["合计", "", "", "7"]], 38),
        lacking(770, [["结转下年", "", "", "7"], *[["其他", "", "", ""]] * 30], 754),
        lambda canvas: grid(canvas, 100, 770, ROWS),
    )
    (table,) = read_pdf(document(*pages), most_pages=10).document.tables
    figures = [read_figure(cell.text) for cell in table.cells if cell.column == 1 and cell.row in (1, 2)]
    assert [(figure.value, figure.alternatives) for figure in figures] == [(None, [7])] * 2
