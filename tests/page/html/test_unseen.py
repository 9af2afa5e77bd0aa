"""Text that a page does not show is not read, whatever hides it; what is shown stays, however it is set."""

from __future__ import annotations

import pytest
from lxml import html

from gaispider.page import read_page
from gaispider.page.html.unseen import Unseen, find_unseen
from gaispider.page.model import Article

_TEXT = "本年度我镇主动公开政府信息，内容真实，群众满意，没有发生失密泄密的情况。"


def _article(cell: str, *, css: str = "", head: str = "") -> Article:
    markup = (
        f"<html><head><title>报告</title>{head}<style type='text/css'>{css}</style></head><body><h1>青溪县报告</h1>"
        f"<div class='content'><p>{_TEXT}</p><table><tr><td>甲</td><td>乙</td><td>丙</td></tr>"
        f"<tr><td>新收数量</td>{cell}<td>5</td></tr></table><p>{_TEXT}</p></div></body></html>"
    )
    return read_page(markup.encode(), "http://a.gov.cn/t1.html").article


def _row(article: Article) -> list[str]:
    (table,) = article.document.tables
    return [cell.text for cell in table.cells if cell.row == 1]


HIDDEN = [
    ("<s>7</s>", ""),
    ("<del>7</del>", ""),
    ("<strike><b>7</b></strike>", ""),
    ("<span hidden>7</span>", ""),
    ('<span hidden="">7</span>', ""),
    ("<SPAN HIDDEN=hidden>7</SPAN>", ""),
    ('<span style="display:none">7</span>', ""),
    ('<span style="visibility:hidden">7</span>', ""),
    ("<i style='VISIBILITY: Hidden;color:red'>7</i>", ""),
    ('<span style="font-size:0">7</span>', ""),
    ('<span style="font-size: 0px;">7</span>', ""),
    ('<span style="color:#fff">7</span>', ""),
    ('<span style="color:#FFFFFF;background:white">7</span>', ""),
    ('<span style="color: rgb(255, 255, 255)">7</span>', ""),
    ('<font color="#ffffff">7</font>', ""),
    ("<font color=white>7</font>", ""),
    ('<span style="text-decoration:line-through">7</span>', ""),
    ('<span style="text-decoration: line-through red">7</span>', ""),
    ('<span style="opacity:0">7</span>', ""),
    ('<span style="color:#eee;background-color:#eee">7</span>', ""),
    ('<span style="color:#FDFDFD">7</span>', ""),
    ('<span style="position:absolute;left:-9999px">7</span>', ""),
    ('<span style="display:inline-block;text-indent:-9999em">7</span>', ""),
    ('<span style="display:inline-block;width:0;height:0;overflow:hidden">7</span>', ""),
    ('<span style="display: none !important">7</span>', ""),
    ('<span class="x">7</span>', ".x{display:none}"),
    ('<span class="a x">7</span>', "table td .x { visibility : hidden }"),
    ('<span class="x">7</span>', "/* .x{} */ ul, td > span.x{text-decoration:line-through}"),
    ('<span id="x">7</span>', "#x{font-size:0}"),
    ("<em>7</em>", "em{color:#fff}"),
    ("<em>7</em>", ".content em{display:none!important}"),
    ('<span class="x">7</span>', "@media screen { .x{display:none} }"),
    ('<span class="x y">7</span>', ".x.y{display:none} .x{display:inline}"),
]


@pytest.mark.parametrize(("markup", "css"), HIDDEN)
def test_hidden_text_is_not_read_and_a_warning_has_the_whole(markup: str, css: str) -> None:
    article = _article(f"<td>{markup}12</td>", css=css)
    assert _row(article) == ["新收数量", "12", "5"]
    assert [(warn.code, warn.detail) for warn in article.warnings] == [("hidden_text", "712: 7 is not shown")]
    assert "712" not in article.document.text


SHOWN = [
    ('<span style="font-size:10px">7</span>', ""),
    ('<span style="font-size:0.8em">7</span>', ""),
    ('<span style="color:#f00">7</span>', ""),
    ('<span style="color:#fff;background:#06c">7</span>', ""),
    ('<b style="background-color:#06c"><span style="color:#fff">7</span></b>', ""),
    ('<span style="background-color:#fff">7</span>', ""),
    ('<span style="text-decoration:none">7</span>', ""),
    ('<span style="overflow:hidden">7</span>', ""),
    ('<span style="overflow:hidden;height:20px">7</span>', ""),
    ('<span style="margin-left:-12px">7</span>', ""),
    ('<span style="color:#333;background-color:#eee">7</span>', ""),
    ('<span style="opacity:0.9">7</span>', ""),
    ('<span class="x">7</span>', ".x:hover{display:none}"),
    ('<span class="x">7</span>', "@media print{.x{display:none}}"),
    ('<span class="x">7</span>', ".x{display:none} .x{display:inline}"),
    ('<span class="x on">7</span>', ".x{display:none} .x.on{display:inline}"),
    ('<span class="x" style="display:inline">7</span>', ".x{display:none}"),
    ('<span class="x">7</span>', ".nav .x{display:none}"),
    ('<span class="x">7</span>', ".x{color:#fff;background:#06c}"),
    ('<span style="font-size:0"><b style="font-size:14px">7</b></span>', ""),
    ('<span style="visibility:hidden"><b style="visibility:visible">7</b></span>', ""),
]


@pytest.mark.parametrize(("markup", "css"), SHOWN)
def test_what_is_shown_is_read(markup: str, css: str) -> None:
    article = _article(f"<td>{markup}12</td>", css=css)
    assert _row(article) == ["新收数量", "712", "5"]
    assert article.warnings == []


def test_white_text_may_have_its_background_from_a_style_sheet_elsewhere() -> None:
    linked = "<link rel='stylesheet' href='/a.css'>"
    assert _row(_article("<td style='color:#fff'>12</td>", head=linked)) == ["新收数量", "12", "5"]
    assert _row(_article("<td><b style='color:#fff'>7</b>12</td>", head=linked)) == ["新收数量", "12", "5"]


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td hidden>7</td><td>12</td>", ""),
        ("<td class='x'>7</td><td>12</td>", ".x{display:none}"),
        ("<td style='display:none'>7</td><td>12</td>", ""),
    ],
)
def test_a_hidden_cell_takes_no_place(cell: str, css: str) -> None:
    article = _article(cell, css=css)
    assert _row(article) == ["新收数量", "12", "5"]
    assert [warn.code for warn in article.warnings] == ["hidden_text"]


def test_an_invisible_cell_keeps_its_place() -> None:
    assert _row(_article("<td style='visibility:hidden'>7</td>")) == ["新收数量", "", "5"]


@pytest.mark.parametrize(
    ("paragraph", "css"),
    [
        ("<p><s>全年公开99条。</s></p>", ""),
        ("<p hidden>全年公开99条。</p>", ""),
        ("<p class='x'>全年公开99条。</p>", "p.x{display:none}"),
        ("<p style='visibility:hidden'>全年公开99条。</p>", ""),
        ("<del><p>全年公开99条。</p></del>", ""),
        ("<p style='color:white'>全年公开99条。</p>", ""),
    ],
)
def test_a_hidden_paragraph_is_no_text_and_is_kept_in_a_warning(paragraph: str, css: str) -> None:
    article = _article(f"<td>12</td></tr></table>{paragraph}<table><tr><td>a</td><td>b</td>", css=css)
    assert "99" not in article.document.text
    assert [(warn.code, warn.detail) for warn in article.warnings] == [("hidden_text", "全年公开99条。")]


def test_what_a_script_shows_is_read_though_a_rule_hides_it() -> None:
    article = _article("<td>12</td>", css=".content{display:none}")
    assert _row(article) == ["新收数量", "12", "5"]


def test_a_choice_among_buttons_is_no_hidden_text() -> None:
    article = _article("<td>12<select><option>7</option><option>8</option></select></td>")
    assert _row(article) == ["新收数量", "12", "5"]
    assert article.warnings == [] or article.warnings[0].detail.startswith("12")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("12<sup>1</sup>", "12¹"),
        ("12<sup> 10 </sup>", "12 ¹⁰"),
        ("12<sup>[1]</sup>", "12[1]"),
        ("12<sup><a href='#n'>1</a></sup>", "12¹"),
        ("12<span style='vertical-align:super'>2</span>", "12²"),
        ("12<span style='font-size:9pt;vertical-align: super'>2</span>", "12²"),
        ("12<sup>注</sup>", "12注"),
        ("3<sub>1</sub>次", "3₁次"),
    ],
)
def test_raised_figures_keep_their_look(cell: str, text: str) -> None:
    assert _row(_article(f"<td>{cell}</td>"))[1].replace(" ", "") == text.replace(" ", "")


def test_of_a_page_without_such_words_nothing_is_unseen() -> None:
    plain = "<html><body><input type='hidden'><p style='overflow:hidden;color:#000;font-size:10px'>x</p></body></html>"
    assert find_unseen(html.fromstring(plain)) == Unseen()
    assert find_unseen(html.fromstring("<div><p hidden>x</p></div>")).gone


@pytest.mark.parametrize(
    ("last", "text", "detail"),
    [
        ("<p>网站公开<s>70</s>65条。</p>", "网站公开65条。", "网站公开7065条。: 70 is not shown"),
        ("<p>网站公开65条。</p><p hidden>微信公开90条。</p>", "网站公开65条。", "微信公开90条。"),
        (
            "<p>网站公开65条。</p><p><del>微信90条，</del><del>微博7条。</del></p>",
            "网站公开65条。",
            "微信90条，微博7条。",
        ),
    ],
)
def test_hidden_text_at_the_end_of_a_document(last: str, text: str, detail: str) -> None:
    markup = f"<html><body><h1>青溪县报告</h1><div class='content'><p>{_TEXT}</p>{last}</div></body></html>"
    article = read_page(markup.encode(), "http://a.gov.cn/t1.html").article
    assert article.document.text == f"{_TEXT}\n{text}"
    assert [(warn.code, warn.detail) for warn in article.warnings] == [("hidden_text", detail)]


@pytest.mark.parametrize(
    "sheet",
    ["/*" * 200_000, "a" * 200_000, "{" * 200_000, ".x{display:none}" * 30_000, ".x," * 100_000 + "a{color:#fff}"],
)
def test_style_sheets_of_any_kind_are_read_in_no_time(sheet: str) -> None:
    assert _row(_article("<td>12</td>", css=sheet)) == ["新收数量", "12", "5"]


def test_elements_in_one_another_are_read_in_no_time() -> None:
    for opening in ("<b style='visibility:hidden'>", "<i style='color:#fff'>", "<u class=x>"):
        article = _article(f"<td>{opening * 200}7{'</b></i></u>' * 200}12</td>", css=".x{display:none}")
        assert _row(article)[2] == "5"


def test_a_page_that_begins_with_hidden_text() -> None:
    article = read_page(f"<p hidden>开头</p><p>{_TEXT}</p>".encode(), "http://a.gov.cn/t1.html").article
    assert article.document.text == _TEXT
