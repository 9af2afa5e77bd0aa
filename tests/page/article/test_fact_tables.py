# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Tables that are the document, of which one cell holds nearly all the text; layouts and index tables are none."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page import read_page
from gaispider.page.article.fields.fact_tables import is_facts

URL = "http://www.example.gov.cn/xxgk/2021/t20210129_1.html"
TITLE = "丁县对戊食品店的处罚"
LONG = "当事人未经许可从事食品经营活动，违法事实清楚，证据确凿，其行为违反有关规定，现责令改正，并处罚款。"
PENALTY = [
    "相对人名称|戊食品店",
    "决定书文号|丁罚〔2021〕5号",
    f"违法事实|{LONG}",
    "处罚内容|罚款5000元",
    "处罚日期|2021/04/20",
]
PERSON = ["姓名|己某某", "出生年月|1975年3月", "学历|大学", "职务|副县长", f"分管工作|{LONG}"]
PERMIT = [
    "许可编号|丁许1号|许可日期|2021-05-01",
    "项目名称|水库加固|建设单位|庚公司",
    f"许可内容|{LONG}",
    "期限|三年|备注|无",
]


def table(rows: list[str], tag: str) -> str:
    filled = (
        "".join(f"<td><{tag}>{cell}</{tag}></td>" if tag else f"<td>{cell}</td>" for cell in row.split("|"))
        for row in rows
    )
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in filled) + "</table>"


@pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])
@pytest.mark.parametrize("tag", ["", "p"])
@pytest.mark.parametrize("rows", [PENALTY, PERSON, PERMIT])
def test_the_table_is_the_document(rows: list[str], tag: str, generic: bool) -> None:
    html = f"<html><head><title>{TITLE}</title></head><body><ul><li><a href='/'>首页</a></li></ul><div class='m'><h1>{TITLE}</h1><div>发布时间：2021-05-06 来源：丁县政府</div><div class='nr'>{table(rows, tag)}</div></div></body></html>"
    blocks = read_page(html.encode(), URL, generic=generic).article.document.blocks
    assert [block.text.replace("\t", "|") for block in blocks] == rows


@pytest.mark.parametrize(
    "rows",
    [
        ["索引号|000014000/2021-00001", "发布机构|丁县政府", "发布日期|2021-05-06", f"内容概述|{LONG}", "文号|无"],
        ["<a href='/'>首页</a>|<a href='/x'>公开</a>", "位置|首页", TITLE, LONG],
    ],
)
def test_an_index_and_a_layout_are_none(rows: list[str]) -> None:
    assert not is_facts(lxml.html.fragment_fromstring(table(rows, "")))
