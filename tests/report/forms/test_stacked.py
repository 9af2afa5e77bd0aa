"""Tables whose cells a copy shows one a line."""

from __future__ import annotations

import pytest

from gaispider.page.model import Block, Document
from gaispider.report.statistics import read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms.test_forms import expected, got


def lines(figures: form_figures.Figures, variant: form_grids.Variant, *, bars: bool) -> list[str]:
    cells = [td.text for grid in form_grids.tables(figures, variant) for row in grid for td in row]
    return [f"{cell} |".strip() for cell in cells] if bars else [cell for cell in cells if cell]


def read(made: list[str]) -> tuple[str | None, dict[tuple[str, str, str], str], list[object]]:
    document = Document([Block(line, "p") for line in ["一、总体情况", *made, "五、存在的主要问题及改进情况", "无。"]])
    form, tables, warnings = read_statistics(document, None)
    return form, {key: figure.raw for key, figure in got(tables).items()}, list(warnings)


@pytest.mark.parametrize("bars", [False, True], ids=["lines", "bars"])
@pytest.mark.parametrize("t3", ["spans", "total_first"])
@pytest.mark.parametrize("era", ["B", "C"])
def test_every_figure(era: str, t3: str, bars: bool) -> None:
    figures = form_figures.made_up(era, seed=7)
    form, have, warnings = read(lines(figures, form_grids.Variant(t3=t3), bars=bars))
    assert form == {"B": "B2019", "C": "C2021"}[era]
    assert have == expected(figures)
    assert warnings == []


def test_blank_cells_count_where_bars_stand_for_them() -> None:
    figures = form_figures.made_up("C", seed=3)
    for values in figures.t3.values():
        values[1:6] = [None] * 5
    _, have, _ = read(lines(figures, form_grids.Variant(), bars=True))
    assert have == expected(figures)


def test_a_row_whose_blank_cells_left_no_trace_is_not_read() -> None:
    figures = form_figures.made_up("C", seed=3)
    figures.t3["一"][1:6] = [None] * 5
    _, have, _ = read(lines(figures, form_grids.Variant(), bars=False))
    assert have == {key: raw for key, raw in expected(figures).items() if key[:2] != ("t3", "1")}


def test_without_the_first_head_a_total_that_leads_tells_no_order() -> None:
    figures = form_figures.made_up("C", seed=3)
    made = [line for line in lines(figures, form_grids.Variant(), bars=False) if line != "自然人"]
    start = made.index("一、本年新收政府信息公开申请数量")
    heads = [head for head in made[:start] if head != "总计"]
    found = next(at for at, head in enumerate(heads) if head == "商业企业")
    _, have, _ = read([*heads[:found], "总计", *heads[found:], *made[start:]])
    assert {key[0] for key in have} == {"t2", "t4"}


def test_lines_of_text_are_no_table() -> None:
    assert read(["信息内容", "主要有规章、规范性文件等", "规章", "12", "我镇公开信息12条。"])[1] == {}
