"""Documents that a page keeps as a string: read where it shows none."""

from __future__ import annotations

import json
from html import escape

import pytest

from gaispider.page import read_page
from gaispider.page.article.body.embedded import _shown
from gaispider.page.html.blocks import read_lines
from gaispider.page.model import Article

BODY = "<p>受低压影响，预计今天夜间我县有暴雨，请注意防范。</p><p>各乡镇要加强值班值守，做好防御工作。</p>"
TEXT = "受低压影响，预计今天夜间我县有暴雨，请注意防范。\n各乡镇要加强值班值守，做好防御工作。"
HEAD = "<h1>戌县发布暴雨预警</h1><div>发布时间：2023-07-05 06:10 来源：戌县气象局</div>"
PAGE = f"<html><head><meta charset=utf-8><title>戌县发布暴雨预警_戌县</title></head><body>{HEAD}%s</body></html>"
STATE = {"article": {"title": "戌县发布暴雨预警", "publishTime": "2023-07-05 06:10", "source": "戌县气象局"}}
KEEPERS = {
    "textarea": f'<textarea id="content" style="display:none">{escape(BODY)}</textarea><div id="show"></div>',
    "input": f'<input type="hidden" id="c" value="{escape(BODY)}"><div id="d"></div>',
    "script": '<div id="show"></div><script>var content = "{}"; show(content);</script>'.format(
        BODY.replace("/", "\\/")
    ),
    "escaped in a script": f"<div id=show></div><script>var html = '{escape(BODY)}'; show(decode(html));</script>",
    "frame": f'<iframe srcdoc="{escape(BODY)}"></iframe>',
    "xmp": f"<xmp>{BODY}</xmp>",
}


def article(html: str) -> Article:
    return read_page(html.encode(), "http://www.example.gov.cn/1.html").article


@pytest.mark.parametrize("keeper", KEEPERS.values(), ids=KEEPERS)
def test_the_document_is_read_from_where_it_is_kept(keeper: str) -> None:
    read = article(PAGE % keeper)
    assert read.document.text == TEXT
    assert read.title and read.title.raw == "戌县发布暴雨预警"
    assert read.published and read.published.raw == "2023-07-05 06:10"
    assert read.source and read.source.raw == "戌县气象局"


def test_the_script_beside_a_kept_document_is_no_text() -> None:
    shows = "<script>document.getElementById('show').innerHTML=document.getElementById('content').value;</script>"
    inside = f"<div class='d'><div id='show'></div><textarea id='content'>{escape(BODY)}</textarea>{shows}</div>"
    assert article(PAGE % inside).document.text == TEXT


@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_state_of_an_app(ascii_only: bool) -> None:
    STATE["article"]["content"] = BODY
    state = json.dumps(STATE, ensure_ascii=ascii_only)
    read = article(
        '<html><head><title>戌县人民政府</title></head><body><div id="app"></div>'
        f"<script>window.__INITIAL_STATE__={state};</script></body></html>"
    )
    assert read.document.text == TEXT
    assert read.title and read.title.raw == "戌县发布暴雨预警"
    assert read.published and read.published.raw == "2023-07-05 06:10"
    assert read.source and read.source.raw == "戌县气象局"


@pytest.mark.parametrize("box", ["textarea", "div"])
def test_a_page_escaped_as_a_whole(box: str) -> None:
    read = article(f"<html><body><{box}>{escape(PAGE % BODY)}</{box}></body></html>")
    assert read.document.text == TEXT
    assert read.title and read.title.raw == "戌县发布暴雨预警"


def test_what_a_page_shows_is_the_document_whatever_its_scripts_hold() -> None:
    shown = "<div><p>县水利局召开会议，部署水库除险加固工作，要求月底前完成排查。</p></div>"
    assert "水利局" in article(PAGE % (shown + f'<script>var content = "{BODY}";</script>')).document.text
    assert "低压" not in article(PAGE % (shown + f'<script>var content = "{BODY}";</script>')).document.text


def test_strings_that_are_no_document_are_left_alone() -> None:
    dialog = "<p>您访问的链接即将离开本网站，前往的网站不受本网站控制，是否继续访问？</p>"
    assert article(PAGE % f'<script>var html = "{dialog}";</script>').document.text == ""
    assert article(PAGE % f'<script>alert("{BODY}");</script>').document.text == ""


def test_a_box_of_many_lines_of_markup_is_looked_at_once() -> None:
    page = read_page((PAGE % f"<div>{(escape(BODY) + '<br>') * 50}</div>").encode(), "http://www.example.gov.cn/1.html")
    assert len(list(_shown(read_lines(page.root)))) == 1
