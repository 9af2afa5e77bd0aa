# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""A line of a page is classified once, whoever asks, and what was found stays as it is."""

from __future__ import annotations

from collections import Counter

import pytest

from gaispider.page.article.body import boilerplate
from gaispider.page.article.body.body import find_body
from gaispider.page.article.fields import field_labels
from gaispider.page.article.fields.metadata_fields import read_fields
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines, read_lines
from gaispider.page.html.tree import parse

PAGE = (
    "<html><head><meta charset=utf-8><title>松山镇2018年年度报告</title></head><body><div>首页</div><h1>松山镇2018年年度报告</h1>"
    "<table><tr><td>索引号：</td><td>2200-1</td></tr></table><div>发布日期：2019-02-27 来源：松山镇</div><div><p>全镇修路12公里，建桥两座。</p>"
    "<p>松山镇人民政府</p><p>2019年2月21日</p><p>责任编辑：张三</p><p>打印本页</p></div></body></html>"
)

FIRST = 5  # the first line of the document


def page() -> PageLines:
    return read_lines(parse(PAGE.encode())[0])


def test_each_answer_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, str]] = Counter()
    for module, name in ((boilerplate, "is_chrome"), (boilerplate, "ends_document"), (boilerplate, "heads_others")):
        find = getattr(module, name)
        monkeypatch.setattr(module, name, lambda text, find=find, name=name: asked.update([(name, text)]) or find(text))
    lines = page()
    body = find_body(lines)
    read_fields(lines, body.first, body.end)
    assert asked[("is_chrome", "打印本页")] == 1
    assert set(asked.values()) == {1}


def test_a_page_keeps_its_own_facts() -> None:
    lines, other = page(), page()
    assert facts_of(lines) is facts_of(lines)
    assert facts_of(lines) is not facts_of(other)
    assert facts_of(lines).head == "松山镇2018年年度报告"


def test_facts_say_what_the_functions_say() -> None:
    lines = page()
    facts = facts_of(lines)
    for number, text in enumerate(lines.text):
        assert facts.is_chrome[number] == boilerplate.is_chrome(text)
        assert facts.is_credit[number] == boilerplate.is_credit(text)
        assert facts.kind[number] == field_labels.label_kind(text)
        assert facts.is_bar[number] == field_labels.is_bar(text)
        assert facts.names_day[number] == field_labels.names_day(text)
        assert facts.is_loose_bar[number] == field_labels.is_loose_bar(text)


def test_reading_fields_changes_no_fact() -> None:
    lines = page()
    first = read_fields(lines, FIRST, len(lines.text))
    assert [(field.label, field.value) for field in first] == [
        ("来源", "松山镇"),
        ("发布日期", "2019-02-27"),
        ("索引号", "2200-1"),
    ]
    assert read_fields(lines, FIRST, len(lines.text)) == first
