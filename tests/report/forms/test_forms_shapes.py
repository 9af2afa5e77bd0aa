"""Tables that are not as the form has them: columns dropped or added, headers gone, cells merged, lines of text."""

from __future__ import annotations

from gaispider.items import Figure, Tables, Warn
from gaispider.page.model import Block, Document
from gaispider.report.statistics import read_statistics
from tests.report.forms.form_figures import CORNER
from tests.report.forms.forms_markup import read

Row = list[str | tuple[str, int] | tuple[str, int, int]]


def document(*tables: list[Row]) -> Document:
    made = ""
    for rows in tables:
        lines = []
        for row in rows:
            cells = [(cell, 1, 1) if isinstance(cell, str) else (*cell, 1)[:3] for cell in row]
            lines.append("".join(f"<td colspan={c} rowspan={r}>{text}</td>" for text, c, r in cells))
        made += "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table><p>。</p>"
    return read(f"<html><body>{made}</body></html>")


def figures(rows: dict[str, dict[str, Figure]] | None) -> dict[str, list[int | str | None]]:
    return {key: [figure.value for figure in row.values()] for key, row in (rows or {}).items()}


def doubtful(rows: dict[str, dict[str, Figure]] | None) -> list[tuple[str, str]]:
    return [(key, name) for key, row in (rows or {}).items() for name in row if row[name].certainty == "context"]


def tables(*made: list[Row], year: int | None = None) -> tuple[Tables, list[Warn]]:
    _, found, warnings = read_statistics(document(*made), year)
    return found, warnings


def codes(warnings: list[Warn]) -> list[str]:
    return [warn.code for warn in warnings]


HEADER: list[Row] = [
    [(CORNER, 3, 3), ("申请人情况", 7)],
    [("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
NEW = "一、本年新收政府信息公开申请数量"
BEFORE = "二、上年结转政府信息公开申请数量"


def test_a_table_of_requests_with_columns_left_out() -> None:
    found, warnings = tables([["申请人情况", "自然人", "总计"], [NEW, "3", "3"], ["（一）予以公开", "2", "2"]])
    assert found.t3 is not None
    assert {key: list(row) for key, row in found.t3.items()} == {"1": ["natural", "total"], "3.1": ["natural", "total"]}
    assert figures(found.t3) == {"1": [3, 3], "3.1": [2, 2]}
    assert warnings == []


def test_a_column_that_the_form_does_not_have_keeps_its_label() -> None:
    header: list[Row] = [
        [("", 3, 2), ("自然人", 1, 2), ("法人或其他组织", 6), ("总计", 1, 2), ("备注", 1, 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "事业单位", "其他"],
    ]
    found, warnings = tables([*header, [(NEW, 3), "1", "2", "3", "4", "5", "6", "7", "28", "x"]])
    assert found.t3 is not None
    row = found.t3["1"]
    assert {key: figure.value for key, figure in row.items()} == {
        "natural": 1,
        "business": 2,
        "research": 3,
        "welfare": 4,
        "legal": 5,
        "事业单位": 6,
        "other": 7,
        "total": 28,
        "备注": None,
    }
    assert codes(warnings) == ["unknown_column", "unknown_column"]


def test_a_header_cell_that_is_blank_or_misprinted_is_taken_by_its_place_and_said() -> None:
    header: list[Row] = [
        [("", 3, 2), ("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)],
        ["商业企业", "", "社会公益组织", "法律机构服务所", "其他"],
    ]
    found, warnings = tables([*header, [(NEW, 3), "1", "2", "3", "4", "5", "6", "21"]])
    assert figures(found.t3) == {"1": [1, 2, 3, 4, 5, 6, 21]}
    assert doubtful(found.t3) == [("1", "research"), ("1", "legal")]
    assert list((found.t3 or {})["1"])[2] == "research"
    assert codes(warnings) == ["unknown_column", "unknown_column"]


def test_a_table_of_requests_without_header_or_corner() -> None:
    rows: list[Row] = [[name, "1", "0", "0", "0", "0", "2", "3"] for name in (NEW, BEFORE, "四、结转下年度继续办理")]
    found, _ = tables(rows)
    assert figures(found.t3) == {key: [1, 0, 0, 0, 0, 2, 3] for key in ("1", "2", "4")}
    assert len(doubtful(found.t3)) == 21, "columns are known by their order alone"


def test_one_cell_over_all_columns() -> None:
    found, warnings = tables(
        [*HEADER, [(NEW, 3), ("0", 7)], [(BEFORE, 3), ("无", 7)], [("四、结转下年度继续办理", 3), ("5", 7)]]
    )
    assert found.t3 is not None
    assert figures(found.t3)["1"] == [0] * 7
    assert [key for key, _ in doubtful(found.t3)] == ["1"] * 7 + ["4"]
    assert [figure.raw for figure in found.t3["2"].values()] == ["无"] * 7
    assert figures(found.t3)["4"] == [5]
    assert list(found.t3["4"]) == ["column_4"]
    assert codes(warnings) == ["unknown_column"]


def test_groups_in_rows_of_their_own_and_labels_without_numbers() -> None:
    zeros = ["0"] * 6
    found, warnings = tables(
        [
            *HEADER,
            [("本年新收政府信息公开申请数量", 3), *zeros, "1"],
            [("三、本年度办理结果", 10)],
            [("（三）不予公开", 3), *[""] * 7],
            [("属于国家秘密", 3), *zeros, "2"],
            [("其他法律、行政法规禁止公开", 3), *zeros, "3"],
            [("（六）其他处理", 10)],
            [("1.申请人无正当理由逾期不补正", 3), *zeros, "4"],
            [("其他", 3), *zeros, "5"],
            [("总　计", 3), *zeros, "6"],
        ]
    )
    last = {key: row[-1] for key, row in figures(found.t3).items()}
    assert last == {"1": 1, "3.3.1": 2, "3.3.2": 3, "3.6.1": 4, "3.6.3": 5, "3.7": 6}
    assert [warn.detail for warn in warnings if "3.6.1" not in warn.detail] == []


def test_rows_that_no_form_knows_keep_their_label() -> None:
    zeros = ["0"] * 6
    found, warnings = tables([*HEADER, [(NEW, 3), *zeros, "1"], [("（八）转送其他机关", 3), *zeros, "9"]])
    assert figures(found.t3)["（八）转送其他机关"] == [0, 0, 0, 0, 0, 0, 9]
    assert codes(warnings) == ["unknown_row"]


def test_a_row_printed_twice_is_kept_once_and_what_differs_is_left_open() -> None:
    same: Row = [(NEW, 3), *["0"] * 6, "1"]
    other: Row = [(NEW, 3), *["0"] * 6, "8"]
    found, warnings = tables([*HEADER, same], [*HEADER, same])
    assert (figures(found.t3), warnings) == ({"1": [0, 0, 0, 0, 0, 0, 1]}, [])
    found, warnings = tables([*HEADER, same], [*HEADER, other])
    assert figures(found.t3) == {"1": [0, 0, 0, 0, 0, 0, None]}
    assert found.t3 is not None
    assert (found.t3["1"]["total"].certainty, found.t3["1"]["total"].alternatives) == ("ambiguous", [1, 8])
    assert codes(warnings) == ["unknown_row"]
    assert "'8'" in warnings[0].detail


def test_the_provincial_rows_and_headers_with_notes_of_table_2() -> None:
    note = "（指以本机关名义制发的文件，不含转发文件）"
    found, warnings = tables(
        [
            [("第二十条第（一）项", 4)],
            ["信息内容", f"本年新制作数量{note}", "本年新公开数量", f"对外公开总数量{note}"],
            [f"规范性文件{note}", "2", "2", "19"],
            ["其他主动公开文件", "186", "86", "255"],
        ]
    )
    assert figures(found.t2) == {"normative_documents": [2, 2, 19], "其他主动公开文件": [186, 86, 255]}
    assert list((found.t2 or {})["其他主动公开文件"]) == ["new_made", "new_public", "total_public"]
    assert codes(warnings) == ["unknown_row"]


def test_headers_that_lost_half_their_characters_are_read_by_place() -> None:
    found, warnings = tables(
        [["信息内容", "本年新", "本年新", "对外公开总数量"], ["规章", "1", "2", "3"]],
        [["信息内容", "上一年项目数量", "本年增\\减", "处理决定数量"], ["行政许可", "4", "减5", "6"]],
        [["信息内容", "采购项目数量", "采购总金额（元）"], ["政府集中采购", "7", "8,000.50"]],
    )
    assert found.t2 is not None
    assert {k: list(row) for k, row in found.t2.items()} == {
        "regulations": ["new_made", "new_public", "total_public"],
        "licences": ["last_year", "change", "decisions"],
        "procurement": ["count", "amount"],
    }
    assert figures(found.t2) == {"regulations": [1, 2, 3], "licences": [4, -5, 6], "procurement": [7, "8000.50"]}
    assert doubtful(found.t2) == [("regulations", "new_made"), ("regulations", "new_public")]
    assert found.t2["procurement"]["amount"].unit == "元"
    assert codes(warnings) == ["unknown_column", "unknown_column"]


def test_headers_of_another_wording_keep_it() -> None:
    found, warnings = tables(
        [[("第二十条第(一)项", 4)], ["信息内容", "本年新制发数量", "废止数量", "现行有效数量"], ["规章", "1", "2", "3"]]
    )
    assert found.t2 is not None
    assert list(found.t2["regulations"]) == ["本年新制发数量", "废止数量", "现行有效数量"]
    assert codes(warnings) == ["unknown_column"] * 3


def test_a_table_of_suits_without_its_first_header_row_and_with_a_label() -> None:
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    found, warnings = tables(
        [
            [*((name, 1, 2) for name in five), ("未经复议直接起诉", 5), ("复议后起诉", 5)],
            five * 2,
            [str(n) for n in range(15)],
        ]
    )
    want = {"review": [0, 1, 2, 3, 4], "suit_direct": [5, 6, 7, 8, 9], "suit_after_review": [10, 11, 12, 13, 14]}
    assert (figures(found.t4), warnings) == (want, [])
    found, warnings = tables(
        [
            [("类别", 1, 3), ("行政复议", 5), ("行政诉讼", 10)],
            [*((name, 1, 2) for name in five), ("未经复议直接起诉", 5), ("复议后起诉", 5)],
            five * 2,
            ["件数", *[str(n) for n in range(15)]],
        ]
    )
    assert (figures(found.t4), warnings) == (want, [])


def test_lines_of_text_parted_by_bars() -> None:
    lines = [
        "| 第二十条第（一）项 | | | |",
        "| --- | --- | --- | --- |",
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "| 规章 | 0 | 1 | 2 |",
        "| 第二十条第（五）项 | | | |",
        "| 信息内容 | 本年处理决定数量 | | |",
        "| 行政许可 | 7 | | |",
        "三、收到和处理政府信息公开申请情况",
        "| （本列数据的勾稽关系为：…） | | | 申请人情况 | | | | | | |",
        "| | | | 自然人 | 法人或其他组织 | | | | | 总计 |",
        "| | | | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |",
        f"| {NEW} | | | 1 | 2 | 3 | 4 | 5 | 6 | 21 |",
        "| 三、本年度办理结果 | （一）予以公开 | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "| | （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
    ]
    _, found, warnings = read_statistics(Document([Block(line, "p") for line in lines]), None)
    assert figures(found.t2) == {"regulations": [0, 1, 2], "licences": [7]}
    assert figures(found.t3) == {"1": [1, 2, 3, 4, 5, 6, 21], "3.1": [1, 0, 0, 0, 0, 0, 1], "3.3.1": [0] * 7}
    assert warnings == []


def test_other_tables_are_left_alone() -> None:
    found, warnings = tables(
        [["事项名称", "自然人", "法人", "总计"], ["户口登记", "12", "0", "12"]],
        [["项目", "数量"], ["道路", "3"], ["桥梁", "4"]],
        [["索引号", "000014349/2020-1"], ["发布机构", "某局"]],
        [["分类", "条数"], ["行政许可", "3"], ["行政处罚", "9"], ["其他", "1"]],
    )
    assert (found, warnings) == (Tables(), [])


def test_group_and_row_in_one_cell_and_a_row_without_a_label() -> None:
    six = ["0"] * 6
    rows: list[Row] = [
        [(NEW, 3), *six, "1"],
        [("", 3), *six, "2"],
        [("（一）予以公开", 3), *six, "3"],
        [("（三）不予公开 1.属于国家秘密", 3), *six, "4"],
        [("（六）其他处理：3.其他", 3), *six, "5"],
    ]
    found, warnings = tables([*HEADER, *rows])
    last = {key: row[-1] for key, row in figures(found.t3).items()}
    assert last == {"1": 1, "2": 2, "3.1": 3, "3.3.1": 4, "3.6.3": 5}
    assert [warn.detail for warn in warnings] == ["table 3: a row without a label read as 2 by its place"]


def test_suits_that_are_not_divided() -> None:
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    found, warnings = tables([[("行政复议", 5), ("行政诉讼", 5)], five * 2, [str(n) for n in range(10)]])
    assert figures(found.t4) == {"review": [0, 1, 2, 3, 4], "suit": [5, 6, 7, 8, 9]}
    assert codes(warnings) == ["unknown_column"]
