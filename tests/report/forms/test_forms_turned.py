"""Tables of requests that lie on their side: columns of the form listed downwards."""

from __future__ import annotations

from tests.report.forms.test_forms_shapes import BEFORE, NEW, Row, codes, figures, tables


def test_a_table_on_its_side_with_its_group_in_a_row_of_its_own() -> None:
    down: list[Row] = [["结果维持", "3"], ["结果纠正", "1"], ["其他结果", "0"], ["尚未审结", "2"], ["总计", "6"]]
    for group, key in (
        ("行政复议", "review"),
        ("行政诉讼（未经复议直接起诉）", "suit_direct"),
        ("复议后起诉", "suit_after_review"),
    ):
        found, warnings = tables([[group, ""], *down])
        assert (figures(found.t4), warnings) == ({key: [3, 1, 0, 2, 6]}, [])


def test_a_table_of_requests_on_its_side_whose_outcomes_bear_the_names_of_applicants() -> None:
    outcomes = ["（一）予以公开", "2.重复申请", "3.其他", "（七）总计"]
    top: list[Row] = [
        [("申请人情况", 1, 2), (NEW, 1, 2), (BEFORE, 1, 2), ("三、本年度办理结果", len(outcomes))],
        outcomes,
    ]
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows: list[Row] = [[name, str(n + 3), "1", str(n + 1), "1", "2", str(n + 4)] for n, name in enumerate(names)]
    found, warnings = tables([*top, *rows])
    assert figures(found.t3) == {
        "1": [3, 4, 5, 6, 7, 8, 9],
        "2": [1] * 7,
        "3.1": [1, 2, 3, 4, 5, 6, 7],
        "3.5.2": [1] * 7,
        "3.6.3": [2] * 7,
        "3.7": [4, 5, 6, 7, 8, 9, 10],
    }
    assert "unknown_column" not in codes(warnings)


def test_groups_listed_downwards_that_a_bracket_divides() -> None:
    head: Row = ["类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    names = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    lines: list[Row] = [[name, *(str(5 * n + place) for place in range(5))] for n, name in enumerate(names)]
    found, warnings = tables([head, *lines])
    want = {"review": [0, 1, 2, 3, 4], "suit_direct": [5, 6, 7, 8, 9], "suit_after_review": [10, 11, 12, 13, 14]}
    assert (figures(found.t4), warnings) == (want, [])
