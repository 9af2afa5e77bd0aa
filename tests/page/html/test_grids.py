"""The grid of a table: spans, damaged markup, text of cells."""

from __future__ import annotations

import pytest
from lxml import html

from gaispider.page.html import grids as tables
from gaispider.page.html.blocks import PageLines, read_lines
from gaispider.page.html.grids import table_lines
from gaispider.page.model import Table


def _page(markup: str) -> tuple[PageLines, int]:
    page = read_lines(html.document_fromstring(markup))
    return page, page.tag.index("table")


def read_table(markup: str) -> Table:
    return tables.read_table(*_page(markup))


def read_data_table(markup: str) -> Table | None:
    return tables.read_data_table(*_page(markup))


def _grid(markup: str) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in read_table(markup).cells]


def test_spans_place_the_cells_where_a_browser_puts_them() -> None:
    grid = _grid("<table><tr><td rowspan=2 colspan=2>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f<td>g</table>")
    assert grid == [
        ("a", 0, 0, 2, 2),
        ("b", 0, 2, 1, 1),
        ("c", 0, 3, 3, 1),
        ("d", 1, 2, 1, 1),
        ("e", 2, 0, 1, 1),
        ("f", 2, 1, 1, 1),
        ("g", 2, 2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("span", "rows"), [("0", 3), ("9999", 3), ("-1", 1), ("x", 1), ("", 1), ("2.5", 2), (" 2 ", 2)]
)
def test_a_bad_rowspan_is_clamped(span: str, rows: int) -> None:
    grid = _grid(f'<table><tr><td rowspan="{span}">a<td>b<tr><td>c<tr><td>d</table>')
    assert grid[0] == ("a", 0, 0, rows, 1)
    assert [column for _, _, column, _, _ in grid] == [0, 1, 1 if rows > 1 else 0, 1 if rows > 2 else 0]


@pytest.mark.parametrize("span", ["9999", "1000", "100000000000"])
def test_a_colspan_beyond_sense_fills_the_width_of_the_others(span: str) -> None:
    table = read_table(f'<table><tr><td colspan="{span}">title<tr><td>a<td>b<td>c</table>')
    assert table.columns == 3
    assert table.cells[0].colspan == 3


def test_a_rowspan_ends_with_its_row_group() -> None:
    grid = _grid("<table><tbody><tr><td rowspan=5>a<td>b</tbody><tbody><tr><td>c<td>d</tbody></table>")
    assert grid[0] == ("a", 0, 0, 1, 1)
    assert grid[2] == ("c", 1, 0, 1, 1)


def test_head_first_and_foot_last_wherever_they_stand() -> None:
    markup = "<table><tfoot><tr><td>z</tfoot><tbody><tr><td>b</tbody><thead><tr><th>a</thead></table>"
    assert table_lines(read_table(markup)) == ["a", "b", "z"]


def test_overlapping_spans_lose_no_cell() -> None:
    grid = _grid("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>")
    assert [text for text, *_ in grid] == ["a", "b", "c", "d", "e"]
    assert grid[3][1:3] == (1, 0)
    assert grid[4][1:3] == (1, 3)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "<p>三、本</p><p>年<span>度办</span>\n &nbsp; &nbsp;</p><p><span>理结果</span>&nbsp;</p>",
            "三、本年度办理结果",
        ),
        ("<p>商业</p><p>企业</p>", "商业企业"),
        ("本年新<br/>制作数量", "本年新制作数量"),
        ("<p>12</p><p>34</p>", "12 34"),
        ("12<br>34", "12 34"),
        ("<div>12</div><div>件</div>", "12件"),
        ("<span>7</span><span>39</span><span>元</span>", "739元"),
        ("<span>&nbsp;</span><span>0</span>", "0"),
        ("<p><span>69</span><span><o:p></o:p></span></p>", "69"),
        ("<!-- 9 --><p>1<!--[if !supportLists]-->2<!--[endif]--></p>", "12"),
        ("<script>var n = 5;</script><p>4</p><style>td {}</style>", "4"),
        ("<script>1</script><p>4</p><p>5</p>", "4 5"),
        ("&nbsp;", ""),
        ("", ""),
        ("<table><tr><td>6</table>", "6"),
    ],
)
def test_text_of_a_cell(cell: str, text: str) -> None:
    assert read_table(f"<table><tr><td>x<td>{cell}</td></table>").cells[1].text == text


def test_rows_and_cells_that_are_not_shown_are_left_out() -> None:
    markup = (
        '<table><tr><td>a<td style="DISPLAY : none">x<td>b</tr><tr style="height:0;display:none"><td>y</tr>'
        "<tr hidden><td>z</tr><tr><td>c<td hidden>w<td style='border:none'>d</tr></table>"
    )
    assert table_lines(read_table(markup)) == ["a\tb", "c\td"]


def test_rows_of_a_nested_table_are_text_of_its_cell_and_not_rows() -> None:
    table = read_table("<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3</table></tr><tr><td>b<td>c</table>")
    assert (table.rows, table.columns) == (2, 2)
    assert [cell.text for cell in table.cells] == ["a", "1 2 3", "b", "c"]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><form><tr><td>a<td>b</form></table>",
        "<table><tr><form><td>a<td>b</form></tr></table>",
        "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>",
        "<table><td>a<td>b</table>",
        "<table><caption>t</caption><colgroup><col></colgroup><tr><td>a</td><td>b</td></tr></table>",
    ],
)
def test_misplaced_elements_do_not_hide_cells(markup: str) -> None:
    assert [cell.text for cell in read_table(markup).cells] == ["a", "b"]


def test_a_table_without_cells_is_an_empty_grid() -> None:
    for markup in ("<table></table>", "<table><tr></tr></table>", "<table>text</table>"):
        assert read_table(markup).cells == []


@pytest.mark.parametrize(
    ("markup", "is_layout"),
    [
        ("<table><tr><td><p>title</p><tr><td><table><tr><td>a<td>b</table></table>", True),
        ("<table><tr><td><p>one</p><p>two</p></table>", True),
        ("<table><tr><td>menu<td>" + "<p>一段很长的正文。</p>" * 100 + "</table>", True),
        ("<table></table>", True),
        ("<table><tr><td>一段。<tr><td>又一段。</table>", True),
        (
            "<table>" + "<tr><td>a<td>b" * 6 + "<tr><td colspan=2>" + "<p>一条很长的填报说明。</p>" * 80 + "</table>",
            False,
        ),
        ("<table><tr><td>a<td>b</table>", False),
        ("<table><tr><td>a<td><table><tr><td>1</table></table>", False),
        ("<table><tr><td>内容概述<td>" + "很长的一句话" * 120 + "</table>", False),
    ],
)
def test_what_is_layout(markup: str, is_layout: bool) -> None:
    assert read_data_table(markup) == (None if is_layout else read_table(markup))


def test_lines_leave_out_blank_rows_and_keep_blank_cells_between() -> None:
    markup = "<table><tr><td>a<td><td>b<td></tr><tr><td>&nbsp;<td></tr><tr></tr><tr><td>c</table>"
    assert table_lines(read_table(markup)) == ["a\t\tb", "c"]
