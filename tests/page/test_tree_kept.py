"""A tree that was read stays as it is, and what is read of a page does not depend on what was asked first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import permutations
from typing import Any

import pytest
from lxml import etree

from gaispider.page import Page, read_page
from gaispider.page.html.blocks import read_lines
from gaispider.page.html.grids import read_data_table
from gaispider.page.listing.site_sections import read_columns
from gaispider.paths import ROOT
from tests.page.article.test_embedded import BODY, HEAD, KEEPERS, PAGE
from tests.page.test_templates import ARTICLES, LISTINGS

URL = "http://www.example.gov.cn/zwgk/ndbg/index.html"
CORPUS = ROOT.parent / "shared" / "corpus"
ROWS = "".join(
    f'<li><a href="/a/{number}.html">戌县水利局2019年第{number}期工作简报</a><span>2019-0{number}-01</span></li>'
    for number in range(1, 7)
)
BOTH = f'<html><body><textarea id="c">{"{}"}</textarea><div class="list"><ul>{ROWS}</ul></div></body></html>'


def _tables(page: Page) -> object:
    lines = read_lines(page.root)
    return [read_data_table(lines, box) for box, tag in enumerate(lines.tag) if tag == "table"]


READINGS: dict[str, Callable[[Page], object]] = {
    "article": lambda page: _told(page),
    "listing": lambda page: page.listing,
    "meta": lambda page: page.meta,
    "tables": _tables,
    "columns": lambda page: read_columns(page.root, page.url, in_column=True),
}


def _told(page: Page) -> object:
    article = page.article
    return (article.title, article.published, article.source, article.attachments, article.document.text)


def _stored() -> Iterator[tuple[str, str]]:
    for name, keeper in KEEPERS.items():
        yield name, PAGE % keeper
    yield "listing beside a stored document", BOTH.format(f"{HEAD}{BODY}")
    yield "escaped as a whole", escape(f"<div>{BODY}</div>")


def _pages() -> Iterator[Any]:
    """Markup and address of each page."""
    for name, markup in _stored():
        yield pytest.param(markup.encode(), URL, id=name)
    for case in (*ARTICLES, *LISTINGS):
        yield pytest.param(case.html.encode(), case.labels["url"], id=case.name)
    for file in sorted([*CORPUS.glob("pages/*.html"), *CORPUS.glob("seeds/*.html")]):
        yield pytest.param(file.read_bytes(), URL, id=file.name)


@pytest.mark.parametrize(("markup", "url"), list(_pages()))
def test_reading_changes_no_tree(markup: bytes, url: str) -> None:
    page = read_page(markup, url)
    before = etree.tostring(page.root)
    first = {name: repr(reading(page)) for name, reading in READINGS.items()}
    assert etree.tostring(page.root) == before
    # In the other order, and each on a page of which nothing was asked before.
    other = read_page(markup, url)
    assert {name: repr(reading(other)) for name, reading in reversed(READINGS.items())} == first
    for name in ("article", "listing"):
        assert repr(READINGS[name](read_page(markup, url))) == first[name]


@pytest.mark.parametrize("order", list(permutations(("article", "listing", "columns"))), ids=", ".join)
def test_a_listing_is_the_same_before_and_after_a_stored_document_is_read(order: tuple[str, ...]) -> None:
    stored = escape(f"{BODY}<p>附表如下，供各单位参照，有关情况按月更新。</p><ul>{ROWS}</ul>")
    page = read_page((PAGE % f'<textarea id="content">{stored}</textarea>').encode(), URL)
    read = {name: READINGS[name](page) for name in order}
    assert page.listing.items == []
    assert read["columns"] == []
    assert "暴雨" in page.article.document.text
