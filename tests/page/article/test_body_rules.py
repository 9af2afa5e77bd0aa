# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Every choice about the body has a name: the rule that found it, the anchor of a short page, the reason at an edge."""

from __future__ import annotations

import csv

import pytest

from gaispider.page.article.body.anchor import find_anchor
from gaispider.page.article.body.body import find_body
from gaispider.page.article.body.boundaries.document_head import Above
from gaispider.page.article.body.boundaries.edges import edge_reason
from gaispider.page.article.body.boundaries.own_bar import find_bar
from gaispider.page.article.body.running_text import weigh
from gaispider.page.html.blocks import PageLines, read_lines
from gaispider.page.html.tree import parse
from gaispider.paths import REFERENCE

TITLE = "松山镇2018年政府信息公开工作年度报告"
TEXT = "我镇主动公开政府信息12条，未收到政府信息公开申请，没有因政府信息公开申请行政复议的情况。"
BAR = "<div>发布日期：2019-02-27 来源：松山镇</div>"


def page(body: str, title: str = TITLE) -> PageLines:
    markup = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return read_lines(parse(markup.encode())[0])


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("name", "rule"), [("TRS_Editor", "known_container"), ("q1", "densest_box")], ids=["known", "unknown"]
)
def test_the_rule_that_found_the_body(name: str, rule: str) -> None:
    lines = page(f"<h1>{TITLE}</h1>{BAR}<div class={name}>{paragraphs(*[TEXT] * 3)}</div>")
    assert find_body(lines).rule == rule
    assert find_body(lines, generic=True).rule == "densest_box"
    table = (REFERENCE / "rules.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t")
    assert rule in [row["rule"] for row in rows if row["field"] == "text"]


def test_no_rule_finds_what_is_not_there() -> None:
    lines = page("<ul><li><a href=/>首页</a></li><li><a href=/a>概况</a></li></ul>")
    body = find_body(lines)
    assert (body.first, body.rule) == (body.end, "")


@pytest.mark.parametrize(
    ("body", "title", "rule", "line", "sure"),
    [
        (f"<p>{TITLE}</p>{BAR}<p>松山镇</p>", TITLE, "bar_under_title", "发布日期：2019-02-27 来源：松山镇", True),
        (f"<p>{TITLE}</p><p>2019-02-27</p><p>松山镇</p>", TITLE, "bar_under_title", "2019-02-27", True),
        (f"<p>首页</p><p>{TITLE}</p><p>松山镇</p>", TITLE, "title", TITLE, False),
        (f"<p>甲县</p>{BAR}<p>松山镇</p>", "乙", "bar_with_day", "发布日期：2019-02-27 来源：松山镇", False),
        (f"<h2>甲县</h2>{BAR}<p>松山镇</p>", "乙", "bar_with_day", "发布日期：2019-02-27 来源：松山镇", True),
        ("<p>甲县</p><p>索引号：2200-1</p><p>松山镇</p>", "乙", "bar", "索引号：2200-1", False),
        (
            "<p>甲县</p><p>县政府网 2004-11-18 阅读 3 次</p>",
            "乙",
            "bar_without_labels",
            "县政府网 2004-11-18 阅读 3 次",
            False,
        ),
    ],
)
def test_the_anchor_of_a_short_page(body: str, title: str, rule: str, line: str, sure: bool) -> None:
    lines = page(body, title)
    anchor = find_anchor(lines, weigh(lines))
    assert (anchor.rule, lines.text[anchor.line], anchor.sure) == (rule, line, sure)


def test_a_page_without_title_and_bar_has_no_anchor() -> None:
    lines = page("<p>甲县</p>", "乙")
    anchor = find_anchor(lines, weigh(lines))
    assert (anchor.line, anchor.rule) == (-1, "")


def test_why_a_line_at_the_edge_was_left_out() -> None:
    lines = page(
        f"<div class=TRS_Editor><h1>{TITLE}</h1><p>发布日期：2019-02-27</p><p>打印本页</p>{paragraphs(*[TEXT] * 2)}<p>发布时间：2019-02-27</p>"
        "<p>（责任编辑：张三）</p><p>点击数：12</p><p><a href=1.pdf>年报.pdf</a></p><div class=share><p>微博空间好友</p></div>"
        "<p style='display:none'>看不见</p><p>相关阅读</p><p><a href=2.html>明城镇2018年政府信息公开工作年度报告</a></p></div>"
    )
    body = find_body(lines)
    assert [lines.text[number] for number in range(body.first, body.end)] == [TEXT] * 2
    assert {lines.text[number]: edge_reason(body, number) for number in range(len(lines.text))} == {
        TITLE: "bar",
        "发布日期：2019-02-27": "bar",
        "打印本页": "tool",
        TEXT: None,
        "发布时间：2019-02-27": "closing_bar",
        "（责任编辑：张三）": "credit",
        "点击数：12": "tool",
        "年报.pdf": "file",
        "微博空间好友": "boilerplate_box",
        "看不见": "hidden",
        "相关阅读": "end_of_document",
        "明城镇2018年政府信息公开工作年度报告": "end_of_document",
    }


@pytest.mark.parametrize(
    ("texts", "bar", "own"),
    [
        (["一、概述", "发布日期：2019-02-27"], -1, 3),  # the document counts its parts
        (["发布日期：2019-02-27", "一、概述"], 0, 3),
        (["县政府网 2004-11-18 阅读 3 次", TEXT], 0, 3),
        ([TITLE, "2019-02-27", TEXT], 1, 3),
        (["松山镇人民政府", "2019年2月21日", TEXT], -1, 3),  # the document's cover
        ([TEXT, "发布日期：2019-02-27"], -1, 3),  # running text has begun
        ([TITLE, "时间：5月1日前报名"], -1, 1),  # the document's own
    ],
)
def test_the_bar_inside_a_body(texts: list[str], bar: int, own: int) -> None:
    lines = page(paragraphs(*texts, *["。"] * (3 - len(texts))))
    assert find_bar(lines, 0, 3, Above(lines, 0)) == (bar, own)
