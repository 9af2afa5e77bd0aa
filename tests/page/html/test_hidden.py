"""Which tags may hold hidden elements, told from the bytes: never fewer than the tree has."""

from __future__ import annotations

import pytest

from gaispider.page import read_page
from gaispider.page.html.hidden import hiding_tags, veiled
from gaispider.page.html.tree import parse
from tests.page.templates.pieces import templates

PAGES = [case.html for case in templates("state.txt", "provinces.txt", "odd.txt", "hard.txt", "unseen.txt")]


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="display:none">x</div>',
        "<DIV class=a STYLE='color:red; Display: none'>x</DIV>",
        "<div style=display:none>x</div>",
        '<p title="a<b c" style="display:none">x</p>',
        "<p title='<5' data-x='\"' style=\"display:none\">x</p>",
        '<li v-if="n>0" style="display: none">x</li>',
        "<p onclick=\"s('<i')\" style='display:none'>x</p>",
        f'<p data-x="{"y" * 9000}" style="display:none">x</p>',
        '<st1:x style="display:none">x</st1:x><p>y</p>',
        "<ul>" + '<li style="display:none">x</li>' * 50 + "</ul>",
    ],
)
def test_what_hides_is_among_the_tags(markup: str) -> None:
    page = f"<html><head><style>.a{{display:none}}</style></head><body>{markup}<p style='margin:0'>y</p></body></html>"
    root, _ = parse(page.encode())
    hidden = veiled(root, None)
    assert hidden or "st1" in markup
    assert veiled(root, hiding_tags(page.encode())) == hidden


def test_scripts_and_style_sheets_name_no_tag() -> None:
    page = (
        "<html><head><style type='text/css'>.a{display:none}</style></head><body><p style='margin:0'>x</p>"
        "<script>for(var i=0;i<n;i++){e.style.display='none'}</script></body></html>"
    )
    assert hiding_tags(page.encode()) == frozenset()


def test_every_template_reads_the_same_without_them() -> None:
    for markup in PAGES:
        root, _ = parse(markup.encode())
        assert veiled(root, hiding_tags(markup.encode())) == veiled(root, None)


def test_a_hidden_line_is_no_text() -> None:
    text = "本年度我镇主动公开政府信息，内容真实，群众满意。"
    hidden = "<p style='display:none'>不该出现，不该出现。</p>"
    page = f"<html><body><h1>报告</h1><div><p>{text}</p>{hidden}</div></body></html>"
    assert [block.text for block in read_page(page.encode(), "http://a.gov.cn/").article.document.blocks] == [text]
