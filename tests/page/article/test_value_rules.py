"""Each rule that gives title, day, source or number: a page on which it is the one that decides, and its line."""

from __future__ import annotations

import csv

import pytest

from gaispider.page import read_page
from gaispider.page.model import Article, Shown
from gaispider.paths import REFERENCE

TITLE = "松山镇2018年政府信息公开工作年度报告"
PROSE = "<p>一、概述</p><p>2018年，我镇主动公开政府信息12条，未收到政府信息公开申请。</p>" * 4
BODY = f"<div id=zoom>{PROSE}</div>"
DAY = "<div>发布日期：2019-02-27</div>"


def article(markup: str, head: str = "") -> Article:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{markup}</body></html>"
    return read_page(page.encode(), "http://www.panshi.gov.cn/a/1.html").article


def order(field: str) -> list[str]:
    lines = (REFERENCE / "rules.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [row["rule"] for row in rows if row["field"] == field]


def line_of(found: Article, shown: Shown | None) -> str | None:
    """The line that a value is said to stand on."""
    return None if shown is None or shown.line is None else found.lines[shown.line]


@pytest.mark.parametrize(
    ("rule", "head", "markup"),
    [
        ("shown_and_meta_tag", f"<meta name=ArticleTitle content={TITLE}>", f"<div>{TITLE}</div>{DAY}"),
        (
            "shown_and_label",
            "",
            f"<table><tr><td>名称：</td><td>{TITLE}</td></tr></table><div>{TITLE}</div>{DAY}",
        ),
        ("label_on_own_line", "", f"<table><tr><td>名称：</td><td>{TITLE}</td></tr></table>"),
        ("shown_and_title_element", f"<title>{TITLE}-磐石市人民政府</title>", f"<div>{TITLE}</div>{DAY}"),
        ("shown_and_title_element_part", f"<title>乡镇年报 综合信息 {TITLE}</title>", f"<div>{TITLE}</div>{DAY}"),
        ("line_over_bar_not_column", "", f"<h1>乡镇年报</h1><div>{TITLE}</div>{DAY}"),
        (
            "line_over_bar_not_side_heading",
            "",
            f"<h3>本站公告和说明事项</h3><p>网站正在改版。</p><p>敬请谅解。</p><div>{TITLE}</div>{DAY}",
        ),
        ("heading", "", f"<h1>{TITLE}</h1>{DAY}"),
        ("line_over_bar", "", f"<div>{TITLE}</div>{DAY}"),
        ("line_over_document", "", f"<div>{TITLE}</div>"),
    ],
)
def test_a_rule_of_the_title_and_its_line(rule: str, head: str, markup: str) -> None:
    found = article(markup + BODY, head)
    assert found.title is not None
    assert (found.title.raw, found.title.rule, line_of(found, found.title)) == (TITLE, rule, TITLE)


@pytest.mark.parametrize(
    ("rule", "head", "markup", "name"),
    [
        ("meta_tag", f"<meta name=ArticleTitle content={TITLE}>", "", "ArticleTitle"),
        ("title_element", f"<title>{TITLE}</title>", "", ""),
        (
            "beside_document",
            "<title>磐石市政府信息公开目录</title>",
            '<script>window._CONFIG = {"TITLE": "目录", "DETAIL": {"title": "%s", "content": "%s"}};</script>',
            "title",
        ),
        ("script_value", f"<script>var docTitle = '{TITLE}';</script>", "", "docTitle"),
        ("label", "", f"<p>名称：{TITLE} 索引号：11220284/2019-00031</p>", "名称"),
    ],
)
def test_a_title_that_no_line_shows_names_its_place(rule: str, head: str, markup: str, name: str) -> None:
    found = article(markup % (TITLE, PROSE) if "%s" in markup else markup + BODY, head)
    assert found.title is not None
    assert (found.title.raw, found.title.rule, found.title.name) == (TITLE, rule, name)


@pytest.mark.parametrize(
    ("rule", "bar", "raw", "line"),
    [
        ("label", "<p>发布日期：2019-02-27 来源：松山镇</p>", "2019-02-27", "发布日期：2019-02-27 来源：松山镇"),
        ("label", "<table><tr><td>发布日期</td><td>2019-02-27</td></tr></table>", "2019-02-27", "2019-02-27"),
        ("label_of_time", "<p>时间：2019-02-27 来源：松山镇</p>", "2019-02-27", "时间：2019-02-27 来源：松山镇"),
        ("day_of_update", "<p>更新时间：2019-02-27</p>", "2019-02-27", "更新时间：2019-02-27"),
        (
            "day_without_label_of_update",
            "<p>更新时间：2019-02-27</p><p>2019-02-27</p>",
            "2019-02-27",
            "2019-02-27",
        ),
        ("day_without_label", "<p>2019-02-27</p>", "2019-02-27", "2019-02-27"),
        (
            "day_without_label",
            "<p>【字体：<a>大</a> <a>小</a>】　录入：admin　2019年2月27日　访问次数：次</p>",
            "2019年2月27日",
            "【字体：大 小】 录入：admin 2019年2月27日 访问次数：次",
        ),
        ("day_in_fuller_bar", "<p>2019-02-27 10:46</p><p>2019-02-27</p>", "2019-02-27 10:46", "2019-02-27 10:46"),
        (
            "time_of_other_line",
            "<p>发布日期：2019-02-27</p><p>2019-02-27 10:46</p>",
            "2019-02-27 10:46",
            "2019-02-27 10:46",
        ),
        (
            "hidden_label",
            "<p style='display:none'>发布日期：2019-02-27</p>",
            "2019-02-27",
            "发布日期：2019-02-27",
        ),
        ("day_of_making", "<p>成文日期：2019-02-27</p>", "2019-02-27", "成文日期：2019-02-27"),
    ],
)
def test_a_rule_of_the_day_and_its_line(rule: str, bar: str, raw: str, line: str) -> None:
    found = article(f"<h1>{TITLE}</h1>{bar}{BODY}")
    assert found.published is not None
    assert (found.published.raw, found.published.rule, line_of(found, found.published)) == (raw, rule, line)


def test_a_day_of_script_or_tag_names_it() -> None:
    script = article(f"<h1>{TITLE}</h1>{BODY}<script>var pubtime='2019-02-27';</script>").published
    tag = article(f"<h1>{TITLE}</h1>{BODY}", "<meta name=PubDate content='2019-02-27'>").published
    element = article(
        f"<h1>{TITLE}</h1><p><time datetime='2019-02-27T10:46:00+08:00'>2月27日</time></p>{BODY}"
    ).published
    timed = article(f"<h1>{TITLE}</h1>{DAY}{BODY}", "<meta name=PubDate content='2019-02-27 10:46'>").published
    found = [(shown.rule, shown.name, shown.line) for shown in (script, tag, element, timed) if shown]
    assert found == [
        ("script_value", "pubtime", None),
        ("meta_tag", "pubdate", None),
        ("time_element", "time", None),
        ("unseen_time", "pubdate", None),
    ]


def test_time_elements_of_several_days_say_none() -> None:
    several = "<time datetime='2019-02-27'>2月27日</time><time datetime='2019-03-01'>3月1日</time>"
    assert article(f"<h1>{TITLE}</h1><p>{several}</p>{BODY}").published is None


@pytest.mark.parametrize(
    ("rule", "markup"),
    [
        ("number_in_title", "<h1>松山镇人民政府关于印发护林办法的通知（松政发〔2019〕6号）</h1>"),
        ("label", f"<h1>{TITLE}</h1><p>文号：松政发〔2019〕6号</p>"),
        ("hidden_label", f"<h1>{TITLE}</h1><p style='display:none'>文号：松政发〔2019〕6号</p>"),
        ("number_under_title", f"<h1>{TITLE}</h1><p>松政发〔2019〕6号</p>"),
        ("number_over_title", f"<p>松政发〔2019〕6号</p><p>松山镇人民政府文件</p><h1>{TITLE}</h1>"),
    ],
)
def test_a_rule_of_the_document_number_and_its_line(rule: str, markup: str) -> None:
    found = article(markup + DAY + BODY)
    assert found.doc_number is not None
    assert (found.doc_number.raw, found.doc_number.rule) == ("松政发〔2019〕6号", rule)
    assert "松政发〔2019〕6号" in (line_of(found, found.doc_number) or "")


@pytest.mark.parametrize(
    "title", ["解读《松山镇护林办法》（松政发〔2019〕6号）", "关于办法（松政发〔2019〕6号）的说明"]
)
def test_a_number_in_the_title_may_be_anothers(title: str) -> None:
    assert article(f"<h1>{title}</h1>{DAY}{BODY}").doc_number is None


def test_what_lost_is_told_in_order_of_trust() -> None:
    head = f"<title>{TITLE}</title><meta name=PubDate content='2019-03-05'><meta name=ContentSource content=县政府>"
    found = article(
        f"<h1>{TITLE}</h1><p>时间：2019-02-27 来源：松山镇</p><p>更新时间：2019-03-01</p>"
        f"<p>成文日期：2019-02-20</p>{BODY}"
        "<script>var pubtime='2019-03-04';var source='党政办';</script>",
        head,
    )
    assert found.title and found.published and found.source
    for field, shown in (("title", found.title), ("published", found.published), ("source", found.source)):
        rules = [shown.rule, *(other.rule for other in shown.others())]
        assert rules == sorted(rules, key=order(field).index)
    days = [(day.raw, day.rule) for day in found.published.others()]
    assert days == [
        ("2019-03-01", "day_of_update"),
        ("2019-03-04", "script_value"),
        ("2019-03-05", "meta_tag"),
        ("2019-02-20", "day_of_making"),
    ]
    assert [(other.raw, other.rule) for other in found.source.others()] == [
        ("党政办", "script_value"),
        ("县政府", "meta_tag"),
    ]


def test_asking_for_what_lost_changes_nothing() -> None:
    found = article(f"<h1>{TITLE}</h1><p>发布日期：2019-02-27</p><p>2019-02-27 10:46</p>{BODY}")
    assert found.published is not None
    before = (found.published, found.published.rule, list(found.warnings))
    assert [day.rule for day in found.published.others()] == ["label"]
    assert before == (found.published, found.published.rule, found.warnings)
