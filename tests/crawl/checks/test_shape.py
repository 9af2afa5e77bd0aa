from __future__ import annotations

import pytest
from lxml import html

from gaispider.crawl.checks.shape import is_unfamiliar, new_names, shape_of
from gaispider.paths import ROOT

PAGE = (
    '<html><body class="home"><div class="top"><ul class="nav"><li><a href="/">首页</a></li></ul></div>'
    '<div id="main7" class="con w1200"><div class="left"></div><ul class="list">{}</ul></div><div class="foot"></div>'
    "</body></html>"
)
ROW = '<li><a href="./1.html">某镇2020年年报</a><span class="date">2021-01-04</span></li>'


def _shape(markup: str) -> frozenset[str]:
    return shape_of(html.fromstring(markup))


def test_names_are_blocks_below_their_nearest_named_block() -> None:
    assert _shape(PAGE.format(ROW)) == {
        ">body.home", "body.home>div.top", "div.top>ul.nav", "body.home>div#main.con.w", "div#main.con.w>div.left",
        "div#main.con.w>ul.list", "body.home>div.foot",
    }  # fmt: skip


def test_what_a_page_says_is_not_in_its_shape() -> None:
    pasted = '<div><p class="MsoNormal"><table class="MsoTableGrid"><tr><td class="xl65">3</td></tr></table></p></div>'
    full = _shape(PAGE.format(ROW * 9 + pasted))
    assert full == _shape(PAGE.format(""))
    # Digits count things; they tell no templates apart.
    assert _shape(PAGE.format("").replace("main7", "main8").replace("w1200", "w960")) == full


def test_pages_without_classes_are_told_by_their_tags() -> None:
    bare = _shape("<html><body><table><tr><td><ul><li>1</li></ul></td></tr></table></body></html>")
    other = _shape("<html><body><div><section><div><article>1</article></div></section></div></body></html>")
    assert bare
    assert is_unfamiliar(other, bare)
    assert not is_unfamiliar(bare, bare)


@pytest.mark.parametrize(
    ("change", "unfamiliar"),
    [
        (("", ""), False),
        (('<ul class="list"></ul>', '<p class="none">暂无信息</p>'), False),
        (('<ul class="list"></ul>', '<ul class="list"></ul><div class="ad"></div>'), False),
        (('<ul class="list"></ul>', '<section class="wall"><div class="card"></div></section>'), True),
        (('class="con', 'class="v2-con'), True),
    ],
)
def test_a_page_is_unfamiliar_if_much_of_it_is_new(change: tuple[str, str], unfamiliar: bool) -> None:
    known = _shape(PAGE.format(ROW))
    assert is_unfamiliar(_shape(PAGE.format("").replace(*change)), known) is unfamiliar


def test_where_nothing_is_known_nothing_is_unfamiliar() -> None:
    shape = _shape(PAGE.format(""))
    assert not is_unfamiliar(shape, frozenset())
    assert not is_unfamiliar(frozenset(), shape)
    assert new_names(shape, frozenset()) == sorted(shape)


CORPUS = ROOT.parent / "shared" / "corpus" / "pages"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not beside the project")
def test_real_pages_of_different_systems_are_unfamiliar_to_each_other() -> None:
    shapes = {path.name: _shape(path.read_bytes().decode("utf-8", "replace")) for path in CORPUS.glob("*-list.html")}
    assert len(shapes) >= 3
    for name, shape in shapes.items():
        others = [known for other, known in shapes.items() if other != name]
        assert all(is_unfamiliar(shape, known) for known in others), name
