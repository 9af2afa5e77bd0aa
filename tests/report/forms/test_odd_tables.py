"""Forms that are no table of their own kind: on their side, set as lines, one table for a page; right, or left open."""

from __future__ import annotations

import pytest

import gaispider
from gaispider.page.model import Cell
from gaispider.report.forms.t4 import Table4
from tests.report.forms.test_left_open import (
    APPLICANTS,
    BEFORE,
    FIGURES,
    GROUPS,
    HEAD,
    KEYS,
    LAST,
    NEW,
    OUTCOMES,
    VALUES,
    certain,
    read,
    row,
    said,
    table,
)

NUMBERS = ["309", "440", "0", "1", "750"]
COUNTS = [309, 440, 0, 1, 750]


@pytest.mark.parametrize("top", [[], [["项目", "结果", "件数"]]])
def test_table_4_on_its_side(top: list[list[str]]) -> None:
    three = [["1", "0", "0", "0", "1"], ["2", "0", "3", "0", "5"]]
    rows = [
        [group if not n else "", outcome, number]
        for group, numbers in zip(GROUPS, [NUMBERS, *three], strict=True)
        for n, (outcome, number) in enumerate(zip(OUTCOMES, numbers, strict=True))
    ]
    found, _ = read(table(*top, *rows[:5]))
    assert row(found.t4, "review") == COUNTS
    assert list(found.t4 or {}) == ["review"]
    found, _ = read(table(*top, *rows))
    assert [row(found.t4, key) for key in ("review", "suit_direct", "suit_after_review")] == [
        COUNTS,
        [1, 0, 0, 0, 1],
        [2, 0, 3, 0, 5],
    ]


def test_tables_2_and_3_on_their_side() -> None:
    found, _ = read(
        table(["申请人情况", NEW, BEFORE], *([a, x, y] for a, x, y in zip(APPLICANTS, FIGURES, LAST, strict=True)))
    )
    assert row(found.t3, "1") == VALUES
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]
    head = ["信息内容", "规章", "行政规范性文件"]
    columns = [["本年制发件数", "1", "4"], ["本年废止件数", "2", "5"], ["现行有效件数", "3", "6"]]
    found, _ = read(table(head, *columns))
    assert row(found.t2, "regulations") == [1, 2, 3]
    assert row(found.t2, "normative_documents") == [4, 5, 6]


def test_a_number_is_never_a_key() -> None:
    for content in (
        table(["行政复议", "309", "440"], ["结果维持", "1", "2"], ["总计", "1", "2"]),
        table([*HEAD[:4], "2021", "2022", *HEAD[4:]], [NEW, *["1"] * 9]),
        table(["信息内容", "本年制发件数", "15", "现行有效件数"], ["规章", "1", "2", "3"], ["12 34", "1", "2", "3"]),
    ):
        found, _ = read(content)
        for rows in (found.t2, found.t3, found.t4):
            keys = [key for name, its in (rows or {}).items() for key in (name, *its)]
            assert not [key for key in keys if key.isdigit() and len(key) > 1]


ROWS = [(NEW, FIGURES), (BEFORE, LAST), ("三、本年度办理结果 （一）予以公开", FIGURES), ("1.属于国家秘密", ["0"] * 7)]


@pytest.mark.parametrize("gap", [" ", "　", "&nbsp;&nbsp;", "  "])
@pytest.mark.parametrize("head", [True, False])
def test_a_label_and_its_figures_on_one_line(gap: str, head: bool) -> None:
    lines = [gap.join([label, *values]) for label, values in ROWS]
    if head:
        lines.insert(0, gap.join(HEAD))
    found, _ = read("".join(f"<p>{line}</p>" for line in lines))
    assert row(found.t3, "1") == VALUES
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]
    assert row(found.t3, "3.1") == VALUES
    assert row(found.t3, "3.3.1") == [0] * 7


def test_lines_with_too_few_figures_are_not_read_and_said() -> None:
    found, warnings = read(f"<p>{' '.join([NEW, *FIGURES[:6]])}</p><p>{' '.join([BEFORE, *LAST])}</p>")
    assert "1" not in (found.t3 or {})
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]
    assert "6 figures" in said(warnings)


def test_lines_of_the_other_tables() -> None:
    found, _ = read(
        "<p>第二十条第（一）项</p><p>信息内容 本年制发件数 本年废止件数 现行有效件数</p><p>规章 1 2 3</p>"
        "<p>行政规范性文件 4 5 6</p><p>第二十条第（五）项</p><p>信息内容 本年处理决定数量</p><p>行政许可 77</p>"
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>行政复议 行政诉讼</p>"
        "<p>1 0 0 0 1 2 0 0 0 2 3 0 0 1 4</p>"
    )
    assert row(found.t2, "regulations") == [1, 2, 3]
    assert row(found.t2, "normative_documents") == [4, 5, 6]
    assert row(found.t2, "licences") == [77]
    assert [row(found.t4, group) for group in ("review", "suit_direct", "suit_after_review")] == [
        [1, 0, 0, 0, 1],
        [2, 0, 0, 0, 2],
        [3, 0, 0, 1, 4],
    ]


def test_prose_with_figures_is_no_row() -> None:
    found, warnings = read(f"<p>{NEW} 为 12 件。</p><p>本年 1 2 3 4 5 6 7</p><p>规章 3</p>")
    assert (found.t2, found.t3, found.t4) == (None, None, None)
    assert not [warn for warn in warnings if warn.code.startswith("unknown")]


def test_small_tables_with_the_group_in_the_line_above() -> None:
    numbers = [NUMBERS, ["1", "0", "0", "0", "1"], ["2", "0", "3", "0", "5"]]
    made = [
        f"<p>{g}情况</p>{table(OUTCOMES, n)}" for g, n in zip(("（一）行政复议", *GROUPS[1:]), numbers, strict=True)
    ]
    found, _ = read(*made)
    assert [row(found.t4, key) for key in ("review", "suit_direct", "suit_after_review")] == [
        COUNTS,
        [1, 0, 0, 0, 1],
        [2, 0, 3, 0, 5],
    ]
    heads = ["1.行政复议情况", "未经行政复议直接提起行政诉讼", "行政诉讼（复议后起诉）"]
    found, _ = read(*(f"<p><b>{g}</b></p>{table(OUTCOMES, n)}" for g, n in zip(heads, numbers, strict=True)))
    assert [row(found.t4, key)[-1] for key in ("review", "suit_direct", "suit_after_review")] == [750, 1, 5]
    found, _ = read(*made[1:2])
    assert (list(found.t4 or {}), row(found.t4, "suit_direct")) == (["suit_direct"], [1, 0, 0, 0, 1])
    found, _ = read(f"<p>2.复议后起诉</p>{table(['结果', *OUTCOMES], ['件数', *NUMBERS])}")
    assert row(found.t4, "suit_after_review") == COUNTS


def test_a_small_table_of_no_group_is_left_open() -> None:
    found, warnings = read(table(OUTCOMES, NUMBERS))
    assert all(certain(found.t4, key) == [] for key in found.t4 or {})
    assert [figure.alternatives for figure in (found.t4 or {})["review"].values()] == [[n] for n in COUNTS]
    assert "left open" in said(warnings)


@pytest.mark.parametrize("blank", ["", "—", "/", "&nbsp;"])
def test_a_blank_template_beside_the_filled_one(blank: str) -> None:
    template = table(HEAD, [NEW, *[blank] * 7], [BEFORE, *[blank] * 7])
    filled = table(HEAD, [NEW, *FIGURES], [BEFORE, *LAST])
    for content in ([template, "<p>填表</p>", filled], [filled, "<p>样表</p>", template]):
        found, _ = read(*content)
        assert row(found.t3, "1") == VALUES
        assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]
        assert certain(found.t3, "1") == list(KEYS)


def test_a_page_of_one_table_with_a_day_of_publication() -> None:
    index = [
        ["索引号", "QX-2023-001"],
        ["发布日期", "2023-01-20"],
        ["名称", "青溪县林业局2022年政府信息公开工作年度报告"],
    ]
    found, _ = read(table(*index, HEAD, [NEW, *FIGURES], [BEFORE, *LAST]))
    assert row(found.t3, "1") == VALUES
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]


@pytest.mark.parametrize(
    "label", ["⼀、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量", "一、本⽉新收"]
)
def test_radicals_in_labels(label: str) -> None:
    found, _ = read(table(["申请⼈情况", "⾃然⼈", *APPLICANTS[1:]], [label, *FIGURES]))
    if "月" not in label and "⽉" not in label:
        assert row(found.t3, "1") == VALUES
        assert certain(found.t3, "1") == list(KEYS)


TITLE = "青溪县林业局2022年政府信息公开工作年度报告"
WHOLE = [["申请人情况", *APPLICANTS], [NEW, *FIGURES], [BEFORE, "5", "", "", "", "", "", "5"]]
ANNEX = [
    ["统计指标", "单位", "统计数"],
    ["收到申请数", "件", "5"],
    ["申请办结数", "件", ""],
    ["政务微博公开政府信息数", "条", "7"],
    ["申请答复数", "件", "5"],
]


@pytest.mark.parametrize(
    "wrap", ["<div class='content'>{}</div>", "{}", "<p>首页</p>{}<div class=footer>版权所有</div>"]
)
@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ([[TITLE], ["发布日期：2023-01-20"], *WHOLE], ""),
        ([["索引号", "0143/2023-1", "发布机构", "青溪县林业局"], ["发布日期", "2023-01-20", "", ""], *WHOLE], ""),
        ([["发布日期", "2023-01-20"], *WHOLE], ""),
        ([[TITLE], *WHOLE, ["发布日期：2023年1月20日"]], ""),
        ([[TITLE], WHOLE[0], WHOLE[1], ["发布日期：2023年1月20日"], WHOLE[2]], ""),
        ([[TITLE], ["发布日期", "2023-01-20", ""], *ANNEX, ["填报日期", "2023-01-01", ""]], ""),
        ([*ANNEX, ["单位负责人：王某", "审核人：李某", "填报日期：2023年1月1日"]], ""),
        (ANNEX, "<p>单位负责人：王某 审核人：李某 填报日期：2023年1月1日</p>"),
    ],
)
def test_pages_that_are_one_table(rows: list[list[str]], after: str, wrap: str) -> None:
    page = f"<h1>{TITLE}</h1>" * (rows[0][0] != TITLE) + table(*rows) + after
    html = f"<html><head><title>{TITLE}</title></head><body>{wrap.format(page)}</body></html>"
    found = gaispider.extract(html.encode(), "http://www.qingxi.gov.cn/a/t1.html")[0].statistics.tables
    if ANNEX[0] in rows:
        assert {key: figure.value for key, figure in (found.a or {}).items() if "日期" not in key} == {
            "收到申请数": 5,
            "申请办结数": None,
            "政务微博公开政府信息数": 7,
            "申请答复数": 5,
        }
    else:
        assert row(found.t3, "1") == VALUES
        assert row(found.t3, "2") == [5, None, None, None, None, None, 5]


def test_rows_of_both_years_one_below_the_other() -> None:
    found, warnings = read(table(["年份", *HEAD], ["2021年", NEW, *LAST], ["2022年", NEW, *FIGURES]))
    assert row(found.t3, "1") == VALUES
    assert "another year" in said(warnings)


def test_columns_of_both_years_are_left_open() -> None:
    head = [["申请人情况", "自然人", "自然人", "总计", "总计"], ["", "2021年", "2022年", "2021年", "2022年"]]
    found, _ = read(table(*head, [NEW, "5", "12", "5", "13"]))
    assert certain(found.t3, "1") == []


def test_a_sample_table_is_nobodys() -> None:
    found, warnings = read("<p>样表</p>", table(HEAD, [NEW, *["0"] * 7]), "<p>实际</p>", table(HEAD, [NEW, *FIGURES]))
    assert row(found.t3, "1") == VALUES
    assert "sample" in said(warnings)


@pytest.mark.parametrize(
    "lines",
    [
        ["2.其他法律行政法规禁止公", "开 12 1 0 0 0 0 13"],
        ["2.其他法律行政法规禁止公开", "12 1 0 0 0 0 13"],
        ["2.其他法律行政法规禁止公开：12、1、0、0、0、0、13"],
        ["申请人情况 自然人 商业企业 总计 1.属于国家秘密 0 0 0 0 0 0 0 2.其他法律行政法规禁止公开 12 1 0 0 0 0 13"],
    ],
)
def test_lines_that_are_broken_or_run_together(lines: list[str]) -> None:
    found, _ = read("".join(f"<p>{line}</p>" for line in lines))
    assert row(found.t3, "3.3.2") == VALUES


def test_figures_glued_together_are_not_read_and_said() -> None:
    found, warnings = read(f"<p>{NEW} 121000013</p><p>{BEFORE} 5 0 0 0 0 0 5</p>")
    assert "1" not in (found.t3 or {})
    assert "not read" in said(warnings)


def test_lines_with_tabs_keep_their_blank_cells() -> None:
    lines = ["\t".join(HEAD), "\t".join([NEW, "12", "1", "", "", "", "", "13"]), "\t".join([BEFORE, *LAST])]
    found, warnings = read(f"<pre>{chr(10).join(lines)}</pre>")
    if found.t3:
        assert row(found.t3, "1") in ([12, 1, None, None, None, None, 13], [])
    assert "natural" not in said(warnings)


def test_an_outcome_that_no_group_stands_over_is_left_open() -> None:
    """The third group's head was lost: its columns are not those of the second, which has a head of its own."""
    groups = [Cell("行政复议", 0, 0, 1, 2), Cell("未经复议直接起诉", 0, 2, 1, 2)]
    leaves = ["结果维持", "总计", "结果维持", "总计", "其他结果", "尚未审结"]
    suits = Table4()
    suits.header(groups)
    suits.header([Cell(text, 1, column) for column, text in enumerate(leaves)])
    suits.data([Cell(str(column + 1), 2, column) for column in range(len(leaves))])
    assert {key: [figure.value for figure in cells.values()] for key, cells in suits.rows.items()} == {
        "review": [1, 2],
        "suit_direct": [3, 4, None, None],
    }
