"""What a cell says: number, unit, or nothing."""

from __future__ import annotations

import pytest

from gaispider.report.forms.labels import read_label
from gaispider.report.forms.values import is_value, read_figure, unit_of_header


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("0", 0, None),
        ("\xa00", 0, None),
        ("007", 7, None),
        ("１２３", 123, None),
        ("1,234", 1234, None),
        ("1，234，567", 1234567, None),
        ("124件", 124, "件"),
        ("12 （人次）", 12, "人次"),
        ("3万条", 3, "万条"),
        ("+3", 3, None),
        ("＋３", 3, None),
        ("-2", -2, None),
        ("－18", -18, None),
        ("−18", -18, None),
        ("增3", 3, None),
        ("减少2", -2, None),
        ("增加 5项", 5, "项"),
        ("70487元", "70487", "元"),
        ("160.5964万元", "160.5964", "万元"),
        ("￥8,040.00", "8040.00", "元"),
        ("0.5", "0.5", None),
        ("零", 0, None),
        ("0\u200b", 0, None),
        ("5。", 5, None),
    ],
)
def test_numbers(raw: str, value: int | str, unit: str | None) -> None:
    figure = read_figure(raw)
    assert (figure.value, figure.unit, figure.raw) == (value, unit, raw)
    assert is_value(raw)


@pytest.mark.parametrize(
    ("raw", "method"),
    [
        ("124件", "intact"),
        ("１２３", "intact"),
        ("－18", "intact"),
        ("增3", "intact"),
        ("零", "chinese_numeral"),
        # A figure over two lines whose first one is no figure.
        ("1,2 34", "repaired"),
        ("78,96\n7件", "repaired"),
        # A circle for 〇, a zero left out, a dash for the minus sign.
        ("○", "repaired"),
        (".5", "repaired"),
        ("—18", "repaired"),
        ("", None),
        ("/", None),
    ],
)
def test_how_a_cell_was_read(raw: str, method: str | None) -> None:
    figure = read_figure(raw)
    sure = "context" if len(raw.split()) > 1 else "certain"
    assert (figure.method, figure.certainty) == (method, sure if method else None)
    placed = read_figure(raw, placed=True)
    assert (placed.value, placed.certainty) == (figure.value, "context" if method else None)


def test_equal_cells_share_one_figure() -> None:
    assert read_figure("124件", None) is read_figure("124件", None)


@pytest.mark.parametrize(
    "raw", ["", "/", "—", "——", "-", "无", "不涉及", "12 34", "1,23", "约5", "1.2.3", "2019年", "见附件", "0/0"]
)
def test_what_is_no_number_is_not_guessed(raw: str) -> None:
    assert (read_figure(raw).value, read_figure(raw).raw) == (None, raw)


@pytest.mark.parametrize(
    ("raw", "candidate"),
    [
        ("12 34", 1234),
        ("12\n34", 1234),
        ("1, 234", 1234),
        ("+5 7", 57),
        ("1 2 3", 123),
        ("26. 55", "26.55"),
        ("12 34件", 1234),
        ("１２ ３４", 1234),
    ],
)
def test_a_figure_in_pieces_is_left_open_with_its_candidate(raw: str, candidate: int | str) -> None:
    figure = read_figure(raw)
    assert (figure.value, figure.certainty, figure.alternatives, figure.raw) == (None, "ambiguous", [candidate], raw)
    assert is_value(raw)


@pytest.mark.parametrize("raw", ["2020 2021", "0 5", "00 5", "1,234 567", "1 2 3 4", "12 / 34", "1 年"])
def test_two_numbers_are_no_figure_in_pieces(raw: str) -> None:
    assert (read_figure(raw).value, read_figure(raw).alternatives) == (None, [])


def test_a_unit_in_the_header_serves_cells_that_name_none() -> None:
    assert unit_of_header("本年收费金额（单位：万元）") == "万元"
    assert unit_of_header("采购总金额(元)") == "元"
    assert unit_of_header("采购总金额") is None
    assert unit_of_header("人 次") == "人次"
    assert read_figure("26.55", "万元", money=True).value == "26.55"
    assert read_figure("0", "万元", money=True).value == "0"
    assert read_figure("251000元", "万元", money=True).unit == "元"


@pytest.mark.parametrize(
    ("raw", "number", "body"),
    [
        ("三、本年度办\xa0理结果", "3", "本年度办理结果"),
        ("（三） 不予公开", "3", "不予公开"),
        ("㈢不予公开", "3", "不予公开"),
        ("③保护第三方合法权益", "3", "保护第三方合法权益"),
        ("自然人①", None, "自然人"),
        ("自然人²", None, "自然人"),
        ("其他处理注1", None, "其他处理"),
        ("其他处理*", None, "其他处理"),
        ("总计[1]", None, "总计"),
        ("一、本年新收政府信息公开申请数量¹", "1", "本年新收政府信息公开申请数量"),
        ("(三)不予公开", "3", "不予公开"),
        ('3．危及"三安全一稳定"', "3", "危及三安全一稳定"),
        ("１、属于国家秘密", "1", "属于国家秘密"),
        ("三类内部事务信息", None, "三类内部事务信息"),
        ("其中：1.网站公开", "1", "网站公开"),
        ("本年增\\减", None, "本年增减"),
        ("部分公开（区分处理的，只计这一情形", None, "部分公开"),
        ("规范性文件（指以本机关（含办公室）名义制发的）", None, "规范性文件"),
    ],
)
def test_labels_are_compared_without_numbering_marks_and_notes(raw: str, number: str | None, body: str) -> None:
    label = read_label(raw)
    assert (label.number, label.body) == (number, body)


def test_cells_of_any_length_are_read_in_no_time() -> None:
    for raw in (
        "9" * 100_000,
        "1," * 50_000,
        "属于国家秘密" * 50_000,
        "（" * 100_000,
        "（）" * 50_000,
        "（" * 9_000 + "）" * 9_000,
        "1." * 50_000,
    ):
        assert read_figure(raw).value is None
        assert len(read_label(raw).text) == len(raw)


def test_a_figure_beside_a_struck_one_is_left_open() -> None:
    figure = read_figure("7\u03367\u0336216")
    assert (figure.value, figure.certainty, figure.alternatives) == (None, "ambiguous", [216])
    assert is_value("2\u0336 16")
