"""Tables of the forms in a state in which a reader could take a figure for another: read right, or left open."""

from __future__ import annotations

import pytest

import gaispider
from gaispider.items import Figure, Tables, Warn

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
KEYS = ("natural", "business", "research", "welfare", "legal", "other", "total")
HEAD = ("申请人情况", *APPLICANTS)
NEW, BEFORE = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")


def table(*rows: tuple[str, ...] | list[str]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


def read(*content: str, year: int = 2022) -> tuple[Tables, list[Warn]]:
    """The tables of a report whose third part is `content`."""
    html = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>青溪县林业局{year}年政府信息公开工作年度报告</title>"
        f"</head><body><div class='article'><h1>青溪县林业局{year}年政府信息公开工作年度报告</h1>"
        f"<div class='info'>发布时间:{year + 1}-01-20 来源:青溪县林业局</div><div class='content'><p>一、总体情况</p>"
        f"<p>{year}年,本单位认真贯彻落实条例,按要求公开信息。</p><p>三、收到和处理政府信息公开申请情况</p>"
        f"{''.join(content)}<p>五、存在的主要问题及改进情况</p><p>公开内容有待丰富。</p></div></div></body></html>"
    )
    report = gaispider.extract(html.encode(), "http://www.qingxi.gov.cn/a/t1.html")[0]
    return report.statistics.tables, report.warnings


def row(rows: dict[str, dict[str, Figure]] | None, key: str) -> list[int | str | None]:
    return [figure.value for figure in (rows or {}).get(key, {}).values()]


def certain(rows: dict[str, dict[str, Figure]] | None, key: str) -> list[str]:
    return [column for column, figure in (rows or {}).get(key, {}).items() if figure.certainty == "certain"]


def said(warnings: list[Warn]) -> str:
    return "\n".join(f"{warn.code} {warn.detail}" for warn in warnings)


FIGURES = ["12", "1", "0", "0", "0", "0", "13"]
VALUES = [12, 1, 0, 0, 0, 0, 13]


@pytest.mark.parametrize(
    "cell", ["12①", "12<sup>1</sup>", "12<sup>[1]</sup>", "12(1)", "12［注1］", "12*", "①12", "12 ⑴"]
)
def test_marks_of_notes_are_no_digits(cell: str) -> None:
    found, warnings = read(table(HEAD, [NEW, cell, *FIGURES[1:]]))
    assert found.t3 is not None
    figure = found.t3["1"]["natural"]
    assert figure.value in (12, None)
    assert figure.certainty in ("context", "ambiguous")
    assert figure.value == 12 or figure.alternatives == [12]
    assert figure.value == 12 or "natural" in said(warnings)
    assert row(found.t3, "1")[1:] == VALUES[1:]


@pytest.mark.parametrize("mark", ["①", "<sup>1</sup>", "<sup>[2]</sup>", "（注1）", "*"])
def test_marks_of_notes_are_no_part_of_labels(mark: str) -> None:
    head = [label + mark for label in HEAD]
    found, _ = read(table(head, [NEW + mark, *FIGURES]))
    assert row(found.t3, "1") == VALUES
    assert certain(found.t3, "1") == list(KEYS)


@pytest.mark.parametrize("stop", [".", "。", "．", "、", ";"])
def test_a_stop_behind_a_figure_is_none_of_it(stop: str) -> None:
    found, _ = read(table(HEAD, [NEW, *(figure + stop for figure in FIGURES)]))
    assert row(found.t3, "1") == VALUES


LAST = ["5", "0", "0", "0", "0", "0", "5"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2021年度数据（供对照）", "2022年度数据"),
        ("上年度数据", "2022年"),
        ("附：2021年申请情况", "2022年申请情况如下："),
        ("（2021年）", ""),
        ("去年同期", "本年度"),
        ("以下为2021年度数据。", "以下为2022年度数据。"),
        ("二〇二一年", "二〇二二年"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_last_years_table_beside_this_years(first: str, second: str, turned: bool) -> None:
    parts = [(f"<p>{first}</p>" if first else "", LAST), (f"<p>{second}</p>" if second else "<p>　</p>", FIGURES)]
    found, warnings = read(*(line + table(HEAD, [NEW, *its]) for line, its in (parts[::-1] if turned else parts)))
    if turned and not second:
        assert row(found.t3, "1")[0] == 12
    assert row(found.t3, "1") == VALUES
    assert "another year" in said(warnings)


def test_the_year_may_stand_in_the_table_itself() -> None:
    found, _ = read(table(["2021年度"], HEAD, [NEW, *LAST]), table(["2022年度"], HEAD, [NEW, *FIGURES]))
    assert row(found.t3, "1") == VALUES


def test_two_tables_of_which_nothing_says_the_year_are_left_open() -> None:
    found, warnings = read(table(HEAD, [NEW, *LAST]), "<p>　</p>", table(HEAD, [NEW, *FIGURES]))
    assert row(found.t3, "1") == [None, None, 0, 0, 0, 0, None]
    assert found.t3 is not None
    assert found.t3["1"]["natural"].alternatives == [5, 12]
    assert "occurs twice" in said(warnings)


def test_a_table_of_last_year_alone_is_left_open() -> None:
    found, warnings = read("<p>2021年度数据</p>", table(HEAD, [NEW, *LAST]))
    assert row(found.t3, "1") == [None] * 7
    assert "left open" in said(warnings)


def test_both_years_in_one_table_are_left_open() -> None:
    found, _ = read(table(HEAD, [NEW + "（2021年）", *LAST], [NEW + "（2022年）", *FIGURES]))
    assert row(found.t3, "1")[0] in (12, None)
    assert row(found.t3, "1")[6] in (13, None)


@pytest.mark.parametrize(
    "head",
    [
        ("申请人情况", "自", "业", "构", "益组织", "务机构", "其他", "总"),
        ("申请人情况", "然人", "业企业", "研机构", "会公益组织", "律服务机构", "他", "计"),
        ("", "自然", "商业", "科研", "社会公益", "法律服务", "其", "总计"),
        ("申请人情况", "自然人", "企业", "机构", "组织", "机构", "其他", "总计"),
        ("申请人情况", "自然人", "法人或其他组织", "总计"),
        ("申请人情况", "", "", "", "", "", "", ""),
    ],
)
def test_a_head_that_is_cut(head: tuple[str, ...]) -> None:
    found, _ = read(table(head, [NEW, *FIGURES], [BEFORE, *LAST]))
    assert row(found.t3, "1") == VALUES
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]
    assert len(certain(found.t3, "1")) < 7
    assert list((found.t3 or {})["1"]) == list(KEYS)


@pytest.mark.parametrize("missing", range(7))
def test_a_row_one_figure_short_is_left_open(missing: int) -> None:
    figures = ["3", "1", "2", "4", "5", "6", "21"]
    short = figures[:missing] + figures[missing + 1 :]
    found, warnings = read(table(HEAD, [NEW, *short], [BEFORE, *LAST]))
    assert set(row(found.t3, "1")) == {None}
    assert certain(found.t3, "1") == []
    assert "left open" in said(warnings)
    assert row(found.t3, "2") == [5, 0, 0, 0, 0, 0, 5]


def test_a_row_one_figure_long_is_left_open() -> None:
    found, warnings = read(table(HEAD, [NEW, "3", "1", "2", "4", "5", "6", "7", "28"]))
    assert certain(found.t3, "1") == []
    assert "1" in (found.t3 or {})
    assert warnings


def test_rows_of_the_other_tables_one_figure_short() -> None:
    head = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    found, _ = read(table(["第二十条第（一）项"], head, ["规章", "1", "9"], ["行政规范性文件", "2", "0", "7"]))
    assert certain(found.t2, "regulations") == []
    assert row(found.t2, "normative_documents") == [2, 0, 7]
    found, _ = read(table([*OUTCOMES * 3], ["1"] * 14), "<p>行政复议、行政诉讼</p>")
    assert all(certain(found.t4, group) == [] for group in found.t4 or {})


@pytest.mark.parametrize("label", ["小计", "合计（不含上年）", "小 计", "总 数计"])
def test_a_subtotal_takes_no_place_of_a_row_that_comes_later(label: str) -> None:
    rows = [
        ["3.其他", *["0"] * 7],
        [label, "9", "0", "0", "0", "0", "0", "9"],
        ["（七）总计", *FIGURES],
        ["四、结转下年度继续办理", *LAST],
    ]
    found, warnings = read(table(HEAD, [NEW, *FIGURES], *rows))
    if label != "合计（不含上年）":
        assert row(found.t3, "3.7") == VALUES
        assert row(found.t3, "".join(label.split())) == [9, 0, 0, 0, 0, 0, 9]
        assert certain(found.t3, "3.7") == list(KEYS)
    else:
        assert row(found.t3, "3.7")[0] in (12, None)
    assert warnings


def test_two_subtotals_are_two_rows() -> None:
    found, _ = read(
        table(
            HEAD,
            [NEW, *FIGURES],
            ["（三）不予公开"],
            ["1.属于国家秘密", *LAST],
            ["小计", *LAST],
            ["（四）无法提供"],
            ["1.本机关不掌握相关政府信息", *FIGURES],
            ["小计", *FIGURES],
            ["（七）总计", *FIGURES],
        )
    )
    values = [row(found.t3, key) for key in found.t3 or {} if "小计" in key]
    assert values == [[5, 0, 0, 0, 0, 0, 5], VALUES]
