"""Document numbers without a label of their own, and those of index tables with a head row."""

from __future__ import annotations

import pytest

from gaispider import extract
from tests.report.pages import URL, page_of

TITLE = "关于印发青溪县收费办法的通知"
TEXT = ("各单位:", "现将办法印发给你们,请认真贯彻执行。" * 4)


@pytest.mark.parametrize(
    ("bar", "first", "value"),
    [
        ("发文字号: 发布时间:2018-03-09", "青财〔2018〕45号", "青财〔2018〕45号"),
        ("文号： 来源：青溪县财政局", "青财〔2018〕45号", "青财〔2018〕45号"),
        ("发布时间:2018-03-09", "(青人社函〔2017〕45号)", "青人社函〔2017〕45号"),
        ("发布时间:2018-03-09", "（青人社函〔2017〕45号）", "青人社函〔2017〕45号"),
        ("发文字号:无 发布时间:2018-03-09", "青财〔2018〕45号", None),
        ("发布时间:2018-03-09", "(2018年第45号)", None),
    ],
)
def test_a_number_under_the_title(bar: str, first: str, value: str | None) -> None:
    (report,) = extract(page_of(TITLE, first, *TEXT, bar=bar), URL)
    assert (report.doc_number.value if report.doc_number else None) == value
    if report.doc_number:
        assert report.doc_number.raw == value


def test_an_index_table_with_a_head_row() -> None:
    table = (
        "<table><tr><td>索取号</td><td>发布机构</td><td>文件编号</td></tr>"
        "<tr><td>QX0001/2018-00012</td><td>青溪县财政局</td><td>青财〔2018〕45号</td></tr></table>"
    )
    (report,) = extract(page_of(TITLE, *TEXT, table=table), URL)
    assert report.index_number == "QX0001/2018-00012"
    assert report.doc_number and report.doc_number.value == "青财〔2018〕45号"
    assert report.agency and report.agency.name == "青溪县财政局"


@pytest.mark.parametrize(
    ("head", "values", "agency", "number", "index"),
    [
        # a label that is not known, an empty cell, two columns
        (
            "索引号 发文字号 效力等级 发布机构",
            "QX01/2018-12 青财〔2018〕45号 一般 青溪县财政局",
            "青溪县财政局",
            True,
            True,
        ),
        ("索引号 发文字号 发布机构", "QX01/2018-12 - 青溪县财政局", "青溪县财政局", False, True),
        ("索引号 发布机构", "QX01/2018-12 青溪县财政局", "青溪县财政局", False, True),
        ("发布机构 公开方式 发布日期", "青溪县财政局 主动公开 2018-03-09", "青溪县财政局", False, False),
        # labels and values that take turns
        (
            "索引号 QX01/2018-12 发布机构 青溪县财政局",
            "文号 青财〔2018〕45号 公开方式 主动公开",
            "青溪县财政局",
            True,
            True,
        ),
    ],
)
def test_head_rows_of_many_makes(head: str, values: str, agency: str, number: bool, index: bool) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if cell == '-' else cell}</td>" for cell in line.split()) + "</tr>"
        for line in (head, values)
    )
    (report,) = extract(page_of(TITLE, *TEXT, table=f"<table>{rows}</table>"), URL)
    assert report.agency and report.agency.name == agency
    assert (report.doc_number.value if report.doc_number else None) == ("青财〔2018〕45号" if number else None)
    assert report.index_number == ("QX01/2018-12" if index else None)
