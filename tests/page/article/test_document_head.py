# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Labels, days, files and captions inside a document that are its own, and those that are the page's bar."""

from __future__ import annotations

import pytest

from gaispider.page import read_page
from gaispider.page.model import Article

URL = "http://www.example.gov.cn/xxgk/2021/t20210129_1.html"
TITLE = "丁县公布今年重点工作安排"
BAR = "<div class='info'>发布时间：2021-01-29 来源：丁县政府办 发布单位：丁县政府办</div>"
TEXT = "丁县日前召开会议，部署全年工作，要求各单位按时完成，主动接受监督。"
MODES = pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])


def article(body: str, *, bar: str = BAR, generic: bool = False) -> Article:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><ul><li><a href='/'>首页</a></li><li><a href='/x'>政务公开</a></li></ul>"
        f"<div class='main'><h1>{TITLE}</h1>{bar}<div class='TRS_Editor'>{body}</div></div></body></html>"
    )
    return read_page(html.encode(), URL, generic=generic).article


def lines(body: str, *, bar: str = BAR, generic: bool = False) -> list[str]:
    return [block.text for block in article(body, bar=bar, generic=generic).document.blocks]


def rows(head: str, *others: str, cell: str = "td") -> str:
    def row(text: str, tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{part}</{tag}>" for part in text.split("|")) + "</tr>"

    return "<table>" + row(head, cell) + "".join(row(other, "td") for other in others) + "</table>"


@MODES
@pytest.mark.parametrize("label", ["来源：丁县统计局", "发布单位：丁县统计局"])
def test_a_label_that_the_bar_has_too_is_the_documents(label: str, generic: bool) -> None:
    read = article(f"<p>{label}</p><p>{TEXT}</p>", generic=generic)
    assert [block.text for block in read.document.blocks] == [label, TEXT]
    assert read.source is not None
    assert read.source.raw == "丁县政府办"


@MODES
def test_a_label_that_no_bar_has_is_the_pages(generic: bool) -> None:
    read = article(f"<p>来源：丁县统计局</p><p>{TEXT}</p>", bar="<div>2021-01-29</div>", generic=generic)
    assert [block.text for block in read.document.blocks] == [TEXT]
    assert read.source is not None
    assert read.source.raw == "丁县统计局"


@MODES
def test_a_summary_under_a_summary_is_the_documents(generic: bool) -> None:
    bar = f"{BAR}<div>摘要：本县安排全年工作。</div>"
    assert lines(f"<p>摘要：本文介绍背景。</p><p>{TEXT}</p>", bar=bar, generic=generic)[0] == "摘要：本文介绍背景。"


@MODES
@pytest.mark.parametrize("paragraphs", [False, True])
@pytest.mark.parametrize(
    "table",
    [
        rows("任务|责任部门|时间|备注", *[f"建设第{n}个示范点|甲局|2021年{n}月|" for n in range(1, 9)]),
        rows("指标|单位|数值|来源", *[f"指标{n}|万吨|{13 * n}|统计局" for n in range(1, 9)]),
        rows("日期|时间|内容|主讲人", *[f"5月{n}日|9:00|业务培训|甲某" for n in range(1, 9)], cell="th"),
        rows(
            "事项名称|户口迁移",
            "依据|《户口登记办法》",
            "责任单位|甲派出所",
            "受理条件|持居住证满一年，有稳定住所",
            "时限|3个工作日",
        ),
        rows("序号|名称|施行日期", *[f"{n}|甲{n}管理办法|200{n}-05-01" for n in range(1, 9)]),
    ],
)
def test_a_table_of_the_document_has_labels_and_days(table: str, paragraphs: bool, generic: bool) -> None:
    bar = f"{BAR}<div>字号：大 中 小</div>" + "<div>浏览次数：</div>" * 4
    if paragraphs:
        table = table.replace("<td>", "<td><p>").replace("</td>", "</p></td>")
    read = article(f"<p>工作安排表</p>{table}", bar=bar, generic=generic)
    assert read.document.blocks[0].text == "工作安排表"
    assert [fact and fact.raw for fact in (read.title, read.source, read.published)] == [
        TITLE,
        "丁县政府办",
        "2021-01-29",
    ]


@MODES
def test_a_day_of_the_loose_bar_is_known_under_it(generic: bool) -> None:
    bar = "<div>丁县门户网站 www.example.gov.cn 2021年01月29日 来源：丁县政府办</div>"
    body = f"<p>日期：2021年1月6日</p><p>{TEXT}</p>"
    assert lines(body, bar=bar, generic=generic) == ["日期：2021年1月6日", TEXT]


@MODES
def test_a_time_with_words_to_it_is_the_documents(generic: bool) -> None:
    body = f"<p>岗位：护士</p><p>时间：5月1日前报名</p><p>{TEXT}</p>"
    assert lines(body, bar="", generic=generic) == ["岗位：护士", "时间：5月1日前报名", TEXT]


def test_a_list_of_annexes_in_the_container_is_the_documents() -> None:
    body = f"<p>{TEXT}</p><p>2021年1月28日</p><p>附件：1.<a href='a.pdf'>任务表.pdf</a></p><p>　　　2.<a href='b.xls'>名单.xls</a></p>"
    assert lines(body)[-2:] == ["附件：1.任务表.pdf", "2.名单.xls"]
    only = "<p><a href='a.pdf'>任务表.pdf</a></p><p><a href='b.xls'>名单.xls</a></p>"
    assert lines(f"<p>{TEXT}</p>{only}") == [TEXT]  # set under it by the system
    assert lines(f"<p>{TEXT}</p><p>附件：</p>{only}")[-2:] == ["任务表.pdf", "名单.xls"]


@MODES
def test_what_is_written_under_a_picture_is_the_document(generic: bool) -> None:
    body = "<p><img src='1.jpg'></p><p>图为现场</p><p><img src='2.jpg'></p><p>图为合影</p>"
    assert lines(body, generic=generic) == ["图为现场", "图为合影"]


@MODES
def test_a_day_after_a_label_of_the_documents_is_no_bar(generic: bool) -> None:
    body = f"<p>停电时间：2021年5月6日8:00-17:00</p><p>停电范围：人民路、解放路</p><p>{TEXT}</p>"
    assert lines(body, bar="", generic=generic) == [
        "停电时间：2021年5月6日8:00-17:00",
        "停电范围：人民路、解放路",
        TEXT,
    ]


@MODES
@pytest.mark.parametrize(
    "table",
    [
        rows("姓名|性别|单位", *[f"张{name}|男|丁中学" for name in "一二三四五六七八"]),
        rows("所需信息|内容描述|", "|索引号|", "|获取方式|", "申请人|姓名|", "|工作单位|", "|联系电话|")
        + "<p>注：请如实填写，身份证明附后。</p>",
    ],
)
def test_a_table_of_names_and_a_form_are_the_document(table: str, generic: bool) -> None:
    assert lines(f"<p>丁县申请表</p>{table}", generic=generic)[0] == "丁县申请表"


REPORT = (
    "<p>根据《中华人民共和国政府信息公开条例》的规定，现公布我镇2009年政府信息公开工作年度报告。</p>"
    "<p>全年主动公开政府信息120条，内容真实，群众满意，没有收费。</p>"
)


@pytest.mark.parametrize(
    ("lines", "published", "first"),
    [
        # A cover's unit and day are the document's.
        ("<p>青溪镇人民政府</p><p>2010年2月9日</p>", None, "青溪镇人民政府"),
        ("<p>青溪镇人民政府</p><p>（2010年2月9日）</p>", None, "青溪镇人民政府"),
        # A day in figures, one with a time, one without a unit: the page's bar.
        ("<p>青溪镇人民政府</p><p>2010-02-09</p>", "2010-02-09", "根据"),
        ("<p>青溪镇人民政府</p><p>2010年2月9日 10:20</p>", "2010年2月9日 10:20", "根据"),
        # A bar without labels of ours may be the first line of the body's box.
        ("<p>2010-02-09 作者:佚名 点击数:</p>", "2010-02-09", "根据"),
    ],
)
def test_covers_and_bars_without_labels(lines: str, published: str | None, first: str) -> None:
    html = (
        "<html><head><title>青溪镇2009年政府信息公开工作年度报告-青溪网</title></head><body>"
        f"<h1>青溪镇2009年政府信息公开工作年度报告</h1><div class='nn'>{lines}{REPORT}</div></body></html>"
    )
    article = read_page(html.encode(), "http://www.x.gov.cn/a.html").article
    assert (article.published.raw if article.published else None) == published
    assert article.document.blocks[0].text.startswith(first)
