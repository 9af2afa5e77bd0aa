"""Elements that their own style hides are found wherever and however it is written."""

from __future__ import annotations

import pytest

from gaispider.page import read_page
from gaispider.page.html.hidden import style_hides
from gaispider.page.html.tree import parse
from gaispider.page.html.unseen import find_unseen


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
def test_what_hides_itself_is_found(markup: str) -> None:
    page = f"<html><head><style>.a{{color:red}}</style></head><body>{markup}<p style='margin:0'>y</p></body></html>"
    root, _ = parse(page.encode())
    hidden = {element for element in root.iter() if style_hides(element.get("style"))}
    assert hidden
    assert find_unseen(root).veiled == hidden


def test_a_name_that_broken_markup_made_is_left_alone() -> None:
    root, _ = parse(b"<html><body><div\"class='a' style='display:none'>x</div><p>y</p></body></html>")
    assert find_unseen(root).veiled == set()


def test_a_hidden_line_is_no_text() -> None:
    text = "本年度我镇主动公开政府信息，内容真实，群众满意。"
    hidden = "<p style='display:none'>不该出现，不该出现。</p>"
    page = f"<html><body><h1>报告</h1><div><p>{text}</p>{hidden}</div></body></html>"
    assert [block.text for block in read_page(page.encode(), "http://a.gov.cn/").article.document.blocks] == [text]
