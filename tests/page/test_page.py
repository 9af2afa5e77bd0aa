# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Any bytes give a page: no traceback, no hang, time in proportion to size."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaispider.page import read_page
from gaispider.paths import ROOT
from tests.growth import assert_linear
from tests.page.templates.pieces import templates

URL = "http://www.example.gov.cn/a/t20210129_1.html"
PARAGRAPH = "<p>根据有关规定，现将本年度政府信息公开工作的情况公布如下，请社会各界监督。</p>"


def read(body: bytes) -> None:
    page = read_page(body, URL)
    assert page.root is not None
    assert isinstance(page.article.document.text, str)
    assert isinstance(page.listing.items, list)
    assert all(warn.code and warn.detail for warn in [*page.warnings, *page.article.warnings])


@pytest.mark.parametrize(
    "body",
    [
        b"", b" \n", b"\x00", b"\x00" * 5000, b"<", b"<!--", b"<!-- never closed <p>a", b"<script>", b"</html>", b"\xff\xfe", b"\xfe\xff",
        b"\xef\xbb\xbf", b"<html></html></html>", b"<?xml version='1.0'?>", b"{\"a\": 1}", b"<title>", b"<meta charset=nonsense>", b"&#0;&#x110000;&#55296;",
        "<p>﷐﷑﷒﷓﷔﷕﷖﷗﷘﷙</p>".encode(), b"<base href='http://['><a href='http://[x.pdf'>a.pdf</a>", b"<a href='//:99999/a.pdf'>x</a>",
        b"<table>" * 300, b"<td><tr><table></p></div>", b"<span id=zoom><div>a</div></span>", b"<st1:chsdate isrocdate=x year=a month= day>x</st1:chsdate>",
        bytes(range(256)) * 40, b"%PDF-1.4\n" + bytes(range(256)),
    ],
)  # fmt: skip
def test_odd_bytes(body: bytes) -> None:
    read(body)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes(body: bytes) -> None:
    read(body)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<h1>", "</h1>", "<a href='x.pdf'>", "</a>", "<br>", "<span style='display:none'>",
             "</span>", "来源：", "发布时间：2021-01-29", "\ufdd0A\ufdd1", "\ufdd2", "\ufdd8", "<script>var source='a'</script>", "</html>", "</body>", "附件", "。", PARAGRAPH, "<!--", "-->"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_random_markup(parts: list[str]) -> None:
    read("".join(parts).encode())


def test_every_truncation_of_a_page() -> None:
    page = (
        f"<html><head><title>年度报告_某局</title></head><body><h1>年度报告</h1><div>发布时间：2021-01-29</div><div id='zoom'>{PARAGRAPH}"
        "<table><tr><td>规章</td><td>0</td></tr></table></div></body></html>"
    ).encode()
    for end in range(0, len(page), 3):
        read(page[:end])


def test_mutations() -> None:
    page = f"<html><body><h1>年度报告</h1><div>来源：某局 2021-01-29</div><div id='zoom'>{PARAGRAPH * 3}</div></body></html>".encode()
    dice = random.Random(7)
    for _ in range(150):
        body = bytearray(page)
        for _ in range(dice.randrange(1, 12)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        read(bytes(body))


@pytest.mark.parametrize(
    "markup",
    [
        # Rows that hold text and no cells.
        "<table><tr>" + "本年度公开了信息，群众满意。<br>" * 14 + "</tr></table>",
        "<table>" + "<tr><li>本年度公开了信息，群众满意。</li></tr>" * 14 + "</table>",
        # Escaped markup that stands in no box at all.
        "><html/><pp>&lt;p>" + "本年度公开了信息群众满意" * 3,
    ],
)
def test_markup_without_a_place(markup: str) -> None:
    read(markup.encode())


def test_pieces_of_pages_lost_doubled_and_moved() -> None:
    pages = [case.html.encode() for case in templates("state.txt", "odd.txt", "saved.txt", "listings.txt")]
    bits = [
        "<td>",
        "</div>",
        "<table>",
        "</p>",
        "<a href=x>",
        "<!--",
        "</html>",
        "<script>",
        "<img>",
        "'",
        '"',
        "<h1>",
        "年",
        "〔",
        "来源：",
        "附件：",
    ]
    dice = random.Random(11)
    for _ in range(400):
        body = bytearray(dice.choice(pages))
        for _ in range(dice.randint(1, 9)):
            at, other = dice.randrange(len(body)), dice.randrange(len(body))
            kind = dice.randrange(3)
            if kind == 0:
                body[at:at] = dice.choice(bits).encode()
            elif kind == 1:
                del body[at : at + dice.randint(1, 200)]
            else:
                body[at:at] = body[other : other + dice.randint(1, 400)]
            body = body or bytearray(b"-")
        read(bytes(body))


def test_nesting_beyond_the_parsers_limit_is_warned_of() -> None:
    page = read_page(b"<div>" * 100_000 + b"deep", URL)
    assert "truncated" in [warn.code for warn in page.warnings]
    assert page.article.document.blocks == []


@pytest.mark.parametrize(
    "unit",
    [
        PARAGRAPH,
        "<li><a href='/a.html'>某某通知</a> 2021-01-29</li>",
        "<table><tr><td>索引号：</td><td>1</td></tr></table>",
        "来源：",
        "<div class='TRS_Editor'>",
        "<br>",
        "：" * 20,
        "||||||||||||",
        "<span>2</span>年",
        "<script>var source='a';</script>",
        "<p>附件：<a href='a.pdf'>a.pdf</a></p>",
        "<h2>年度报告",
        "A-A-",
        "  _  ",
    ],
    ids=range(14),
)
def test_time_is_linear(unit: str) -> None:
    def work(size: int) -> None:
        body = "<html><head><title>" + unit[:30] * 20 + "</title></head><body>" + unit * (size // len(unit.encode()))
        read(body.encode())

    assert_linear(work, 60_000)


_FIFTY_MEGABYTES = """
from gaispider.page import read_page
from tests.page.test_page import PARAGRAPH, URL
body = ("<html><body><div id='zoom'>" + PARAGRAPH * 450_000 + "</div></body></html>").encode()
assert len(body) > 50_000_000
print(len(read_page(body, URL).article.document.blocks))
"""


def test_fifty_megabytes() -> None:
    # A process of its own: what a worker once needed counts as the memory of the crawls that it starts later.
    command = [sys.executable, "-c", _FIFTY_MEGABYTES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=True)
    assert done.stdout == "450000\n"


@pytest.mark.parametrize("name", ['div"class="x', "l'", "img坰rc=", "div\x01x", "l<!--i"])
def test_a_hidden_element_with_a_broken_name_is_read(name: str) -> None:
    markup = (
        f"<html><body><{name} style='display:none'>秘</{name}><div id='zoom'><p>我镇公开了信息,群众满意。</p></div>"
    )
    page = read_page(markup.encode(), "http://a.gov.cn/1.html")
    assert "我镇公开了信息" in page.article.document.text
