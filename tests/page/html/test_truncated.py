"""Bytes that clearly are not all there are said to be cut; pages that only leave out their last tags are not."""

from __future__ import annotations

import pytest

from gaispider.page import read_page

_PAGE = "<html><body><div id=zoom><p>我镇主动公开政府信息12条，其中网站公开8条。</p>"


def _codes(markup: str) -> list[str]:
    return [warn.code for warn in read_page(markup.encode(), "http://www.qx.gov.cn/1.html").warnings]


@pytest.mark.parametrize(
    "end",
    ["<p", "<p class", '<div class="con', "</di", '<a href="/x', "<script>var a = 1; if (a",
     "<SCRIPT src='/a.js'>function", "<style>.a { color: re", "<script>document.write('<p>a</p>');", "<script>if (a<b"],
)  # fmt: skip
def test_a_page_that_is_cut(end: str) -> None:
    assert _codes(_PAGE + end) == ["truncated"]


@pytest.mark.parametrize(
    "end",
    ["", "</div>", "</div></body>", "</div></body></html>", "</div></body></html>\n<!-- 12 -->", "一 < 二", "5<6", "<<",
     "<", "<script>a()</script>", "<script src='/a.js'/>", "<script src='/a.js'></body>", "</BODY></HTML>",
     "<script>document.write('<script src=x><\\/script>')</script>", "<!-- <script> -->", "</html><script>count(",
     "<script>1</script></body></html><p"],
)  # fmt: skip
def test_a_page_that_is_not(end: str) -> None:
    assert _codes(_PAGE + end) == []
