"""Form A: the national form of 2014 and the annexes before it."""

from __future__ import annotations

import pytest

from gaispider.items import Statistics
from gaispider.report.statistics import check_statistics, read_statistics
from tests.report.forms import form_grids
from tests.report.forms import forms_markup as build
from tests.report.forms.annexes import HEADER, annex
from tests.report.forms.test_forms import CHOICES, digits
from tests.report.forms.test_forms_shapes import Row, document


def test_an_annex_with_two_header_rows_and_the_sum_of_all_years() -> None:
    form, found, warnings = annex(
        [
            [("指标名称", 1, 2), ("计量单位", 1, 2), ("数量", 2)],
            ["2012年度", "历年累计"],
            ["主动公开信息数", "条", "425", "1,516"],
            ["其中：1.网站公开", "条", "418", "1509"],
            ["政府信息公开收费减免金额", "元", "0", "35.5"],
        ]
    )
    assert (form, warnings) == ("A_annex", [])
    assert {key: f.value for key, f in found.items()} == {
        "主动公开信息数": 425,
        "其中：1.网站公开": 418,
        "政府信息公开收费减免金额": "0",
    }
    assert [f.cumulative and (f.cumulative.value, f.cumulative.unit) for f in found.values()] == [
        (1516, "条"),
        (1509, "条"),
        ("35.5", "元"),
    ]


def test_an_annex_whose_labels_stand_in_two_columns() -> None:
    _, found, warnings = annex(
        [
            [("指标", 2), "单位", "数量"],
            [("申请总数", 2), "条", "9"],
            [("其中", 1, 3), "1.当面申请数", "条", "2"],
            ["2.传真申请数", "条", "3"],
            ["3.其他", "条", "4"],
            [("对申请的答复总数", 2), "条", "8"],
            [("其中", 1, 2), "1.同意公开答复数", "条", "7"],
            ["3.其他", "条", "1"],
        ]
    )
    assert {key: f.value for key, f in found.items() if "其他" not in key} == {
        "申请总数": 9,
        "1.当面申请数": 2,
        "2.传真申请数": 3,
        "对申请的答复总数": 8,
        "1.同意公开答复数": 7,
    }
    assert sorted(f.value for key, f in found.items() if key.endswith("3.其他")) == [1, 4]
    assert all("/" in key for key in found if "其他" in key)
    assert warnings == []


def test_two_columns_two_panels_and_columns_by_year() -> None:
    _, found, _ = annex([["项目", "数量（条）"], ["主动公开信息数", "5"], ["依申请公开信息目录数", "6"]])
    assert {key: (f.value, f.unit) for key, f in found.items()} == {
        "主动公开信息数": (5, "条"),
        "依申请公开信息目录数": (6, "条"),
    }
    _, found, _ = annex(
        [
            ["指标", "数量", "指标", "数量"],
            ["主动公开数", "1", "收到申请数", "2"],
            ["公报公开数", "3", "行政复议数", "4"],
        ]
    )
    assert {key: f.value for key, f in found.items()} == {
        "主动公开数": 1,
        "收到申请数": 2,
        "公报公开数": 3,
        "行政复议数": 4,
    }
    _, found, warnings = annex(
        [["指标", "单位", "2010年", "2011年"], ["主动公开数", "条", "1", "2"], ["收到申请数", "件", "3", "4"]],
        year=2011,
    )
    assert {key: f.value for key, f in found.items() if "/" not in key} == {"主动公开数": 2, "收到申请数": 4}
    assert found["主动公开数/2010年"].value == 1
    assert warnings == ["statistics annex: 2010年"]


def test_several_columns_of_counts_are_all_kept() -> None:
    _, found, warnings = annex(
        [
            ["序号", "指标名称", "单位", "合计", "县政府", "乡镇"],
            ["1", "主动公开政府信息数", "条", "9", "4", "5"],
            ["2", "收到申请数", "件", "3", "2", "1"],
        ]
    )
    assert {key: f.value for key, f in found.items()} == {
        "主动公开政府信息数": 9,
        "主动公开政府信息数/县政府": 4,
        "主动公开政府信息数/乡镇": 5,
        "收到申请数": 3,
        "收到申请数/县政府": 2,
        "收到申请数/乡镇": 1,
    }
    assert warnings == ["statistics annex: 县政府", "statistics annex: 乡镇"]


@pytest.mark.parametrize("cell", CHOICES["cell"])
@pytest.mark.parametrize("label", CHOICES["label"])
@pytest.mark.parametrize("wrap", CHOICES["wrap"])
def test_annexes_in_every_variant_of_markup(cell: str, label: str, wrap: str) -> None:
    variant = form_grids.Variant(cell=cell, label=label, wrap=wrap)
    grid = [[form_grids.Td(text, head=True) for text in ("指标名称", "计量单位", "2013年度", "历年累计")]]
    printed = {
        "主动公开信息数": ("条", "1853", "5395"),
        "其中：1.网站公开": ("条", "1713", "5017"),
        "2.政府公报公开": ("条", "", "7"),
        "受理依申请公开信息总数": ("件", "0", "28"),
        "其中：1.当面申请数": ("件", "—", "18"),
        "行政复议数": ("件", "12", "/"),
    }
    grid += [[form_grids.Td(text) for text in (name, *row)] for name, row in printed.items()]
    form, tables, warnings = read_statistics(build.read(build.page([grid], variant, seed=7)), 2013)
    assert tables.a is not None
    got = {
        name: (figure.unit, digits(figure.raw), digits(figure.cumulative.raw if figure.cumulative else None))
        for name, figure in tables.a.items()
    }
    assert got == printed
    assert (form, warnings) == ("A_annex", [])


def checks_of(rows: list[Row]) -> list[tuple[str, str | None, str | None, int | str | None, int | str | None]]:
    form, tables, _ = read_statistics(document(rows), None)
    made, _ = check_statistics(Statistics(form, tables))
    return [(check.id, check.row, check.column, check.left, check.right) for check in made]


def test_totals_of_provincial_annexes_are_checked_against_their_kinds() -> None:
    rows: list[Row] = [
        ["指标名称", "计量单位", "2012年度", "历年累计"],
        ["主动公开信息数", "条", "142", "398"],
        ["其中：1.政府网站公开数", "条", "120", "331"],
        ["2.政府公报公开数", "条", "10", "0"],
        ["受理依申请公开信息总数", "条", "5", "11"],
        ["其中：1.当面申请数", "条", "3", "8"],
        ["2.网上申请数", "条", "2", "3"],
        ["3.信函、传真申请数", "条", "0", "1"],
        ["对申请的答复总数", "条", "5", "11"],
        ["其中：1.同意公开答复数", "条", "3", "9"],
        ["2.不予公开答复数", "条", "1", "2"],
        ["行政复议数", "件", "0", "0"],
    ]
    assert checks_of(rows) == [
        ("a.sum", "受理依申请公开信息总数", None, 5, 5),
        ("a.sum", "受理依申请公开信息总数", "cumulative", 11, 12),
        ("a.sum", "对申请的答复总数", None, 5, 4),
        ("a.sum", "对申请的答复总数", "cumulative", 11, 11),
    ]


@pytest.mark.parametrize(
    ("head", "year", "value"),
    [
        (["指标", "", "累计数", "17年发生数"], 2017, 2),
        (["指标", "", "上年数", "本年数"], 2017, 2),
        (["指标", "", "2016年", "2017年"], 2017, 2),
        (["指标", "", "去年同期", "数量"], 2017, 2),
        (["指标", "", "2015年", "2016年"], 2017, None),
    ],
)
def test_a_table_on_staff_and_training_keeps_labels_and_figures(head: Row, year: int, value: int | None) -> None:
    rows: list[Row] = [
        head,
        ["人员配置", "1.从事信息公开工作人员数", "9", "2"],
        ["学习培训", "2.举办培训次数", "3", "1"],
        ["学习培训", "3.接受培训人员数", "7", "5"],
    ]
    if "本年" not in head[3] and "年" not in head[3]:
        rows.append(["申请", "收到申请数", "0", "1"])
        rows.append(["复议", "行政复议数", "0", "1"])
    form, figures, warnings = annex(rows, year=year)
    assert form == "A_annex"
    assert figures["1.从事信息公开工作人员数"].value == value
    assert value is not None or figures["1.从事信息公开工作人员数"].alternatives == [9]
    assert any("举办培训次数" in warning for warning in warnings)


def test_two_annexes_of_which_one_is_last_years() -> None:
    def one(number: str) -> Row:
        return ["收到申请数", "件", number]

    rows = [["（二）申请办结数", "件", "1"], ["政务微博公开政府信息数", "条", "3"], ["申请答复数", "件", "1"]]
    old = [["2016年政府信息公开情况统计表", "", ""], HEADER, one("4"), *rows]
    new = [["2017年政府信息公开情况统计表", "", ""], HEADER, one("9"), *rows]
    for made in ([old, new], [new, old]):
        _, figures, warnings = annex(*made, year=2017)
        assert (figures["收到申请数"].value, len(warnings)) == (9, 1)
    _, figures, warnings = annex(old[1:], new[1:], year=2017)
    assert (figures["收到申请数"].value, figures["收到申请数"].alternatives) == (None, [4, 9])
    blank = [HEADER, one(""), *rows]
    for made in ([blank, new[1:]], [new[1:], blank]):
        _, figures, warnings = annex(*made, year=2017)
        assert (figures["收到申请数"].value, warnings) == (9, [])


def test_an_annex_on_its_side() -> None:
    _, figures, _ = annex([["指标", "主动公开信息数", "收到申请数", "行政复议数"], ["数量", "142", "5", "0"]])
    assert {key: figure.value for key, figure in figures.items()} == {
        "主动公开信息数": 142,
        "收到申请数": 5,
        "行政复议数": 0,
    }


def test_a_figure_in_the_column_of_units_is_left_open() -> None:
    rows: list[Row] = [HEADER, ["收到申请数", "件", "5"], ["申请办结数", "4"], ["行政复议数量", "件", "0"]]
    _, figures, warnings = annex(rows)
    assert (figures["申请办结数"].value, figures["申请办结数"].alternatives) == (None, [4])
    assert any("申请办结数" in warning for warning in warnings)


def test_a_short_annex_keeps_a_row_that_no_form_knows() -> None:
    rows = [("指标名称", "单位", "数量"), ("主动公开政府信息数", "条", "12"), ("阅览室开放天数", "天", "8")]
    form, tables, warnings = read_statistics(document([list(row) for row in rows]), 2012)
    assert form == "A_annex"
    assert {label: figure.value for label, figure in (tables.a or {}).items()} == {
        "主动公开政府信息数": 12,
        "阅览室开放天数": 8,
    }
    assert [(warn.code, warn.detail) for warn in warnings] == [("unknown_row", "statistics annex: 阅览室开放天数")]
