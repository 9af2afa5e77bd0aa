"""The national form of 2014: its rows, its sums, and rows that it does not have."""

from __future__ import annotations

import pytest

from gaispider.items import Statistics
from gaispider.report.statistics import check_statistics, read_statistics
from tests.report.forms.annexes import HEADER, NATIONAL, annex, national
from tests.report.forms.test_forms_shapes import Row, document


@pytest.mark.parametrize("shape", ["plain", "ordinal", "titled", "untitled", "chapters_span", "repeated_header"])
def test_the_national_form(shape: str) -> None:
    rows: list[Row] = [list(row) for row in NATIONAL]
    header: list[Row] = [list(HEADER)]
    if shape == "ordinal":
        header[0].insert(0, "序号")
        rows = [[str(n), *row] for n, row in enumerate(rows, 1)]
    elif shape == "titled":
        header.insert(0, [("政府信息公开情况统计表（2016年度）", 3)])
        rows.append([("单位负责人：张某　　审核人：李某　　填报日期：2017年1月5日", 3)])
    elif shape == "untitled":
        header = []
    elif shape == "repeated_header":
        rows[20:20] = [list(HEADER)]
    elif shape == "chapters_span":
        rows = [[(row[0], 3)] if row[1] == "——" else row for row in rows]  # type: ignore[list-item]
    form, found, warnings = annex(header + rows)
    want = national()
    if shape == "chapters_span":
        want = {key: figure for key, figure in want.items() if figure[1] != "——"}
    assert {key: (f.value, f.raw, f.unit) for key, f in found.items()} == want
    assert (form, warnings) == ("A2014", [])


def test_the_sums_of_the_national_form() -> None:
    form, tables, _ = read_statistics(document([list(HEADER), *(list(row) for row in NATIONAL)]), 2016)
    checks, warnings = check_statistics(Statistics(form=form, tables=tables))
    assert [(check.row, check.left, check.holds) for check in checks] == [
        ("（一）收到申请数", 20, True),
        ("（二）申请办结数", 20, True),
        ("（三）申请答复数", 20, True),
        ("4.不同意公开答复数", 3, True),
        ("四、行政复议数量", 3, True),
        ("五、行政诉讼数量", 2, True),
    ]
    assert warnings == []
    changed = [(label, unit, "21" if label == "（一）收到申请数" else raw) for label, unit, raw in NATIONAL]
    form, tables, _ = read_statistics(document([list(HEADER), *(list(row) for row in changed)]), 2016)
    checks, warnings = check_statistics(Statistics(form=form, tables=tables))
    assert [warn.code for warn in warnings] == ["identity_failed"]
    assert "21 is not 20" in warnings[0].detail


def test_rows_that_the_national_form_does_not_have_are_said() -> None:
    rows: list[Row] = [list(row) for row in NATIONAL]
    _, _, warnings = annex([HEADER, *rows])
    assert not [warning for warning in warnings if warning.startswith("statistics annex")]
    _, figures, warnings = annex([HEADER, *rows, ["十、电子屏滚动播放条数", "条", "44"]])
    assert figures["十、电子屏滚动播放条数"].value == 44
    assert warnings == ["statistics annex: 十、电子屏滚动播放条数"]
