"""What the markup says about hidden elements saves looks at the tree, and never changes what is seen."""

from __future__ import annotations

import pytest
from lxml import etree

from gaispider.page.lines import read_lines

_PAGES = {
    "a style": b'<div>a</div><div style="display:none">b</div><p>c</p>',
    "capitals": b'<DIV STYLE="Display: None">b</DIV><P>c</P>',
    "a sign in an attribute": b'<p>a</p><div title="1 > 0" style="display:none">b</div>',
    "a tag in an attribute": b'<p>a</p><div title="<br>" style="display:none">b</div>',
    "a comparison before it": b"<p>a</p><div onclick='if (a<3) f()' style='display:none'>b</div>",
    "broken markup": b'<div"class=x style="display:none">b</div><p>c</p>',
    "a style sheet": b"<style>.a{display:none}</style><div>a</div>",
    "a script that writes": b"<script>w('<p style=\"display:none\">')</script><p>a</p><li style='display:none'>b",
    "a word in the text": b"<p>the display is broken</p><p style='display:none'>b</p>",
    "many": b"<p>a</p>" + b'<li style="display:none">b</li>' * 60,
    "none": b"<p>a</p><p>c</p>",
}


@pytest.mark.parametrize("markup", _PAGES.values(), ids=_PAGES.keys())
def test_markup_at_hand_changes_nothing(markup: bytes) -> None:
    body = b"<html><body>" + markup + b"</body></html>"
    root = etree.fromstring(body, etree.HTMLParser(encoding="utf-8"))
    with_markup, without = read_lines(root, body), read_lines(root)
    assert (with_markup.text, with_markup.hidden) == (without.text, without.hidden)
    assert bool(without.hidden) == (b"b</" in markup or markup.endswith(b"b")) or b'div"' in markup
