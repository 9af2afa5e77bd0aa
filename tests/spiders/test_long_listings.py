"""A listing of very many rows on one page takes work in proportion to its rows, from its bytes to the last request."""

from __future__ import annotations

import tracemalloc

import pytest
from scrapy.http import HtmlResponse, Request

from gaispider.crawl.meta import PageMeta, request_meta
from gaispider.page import read_page
from gaispider.sites.model import Site
from gaispider.spiders.generic import GenericSpider
from tests.crawl.listing_sites import COLUMN, name, path
from tests.growth import assert_linear_steps, steps_of
from tests.spiders.crawl import spider_of

HOST = "http://www.qingshan.gov.cn"
SITE = Site(
    key="a", name="青山县", family="generic", file="22.toml", hosts=("www.qingshan.gov.cn",), start=(HOST + COLUMN,)
)
_MAKES = {
    "list": ("<ul>{}</ul>", '<li><a href="{path}">{name}</a><span>2019-03-01</span></li>'),
    "table": (
        "<table><tr><th>序号</th><th>名称</th><th>发布日期</th></tr>{}</table>",
        '<tr><td>{number}</td><td><a href="{path}" title="{name}">{name}</a></td><td>2019-03-01</td></tr>',
    ),
    # A box a row, of which some have a link to another form of the entry; between them columns on other hosts.
    "boxes": (
        "<div class=list>{}</div>",
        '<div class=row><p><a href="{path}">{name}</a></p><p>[2019-03-01] <a href="{path}x.pdf">下载</a></p></div>'
        '<p><a href="http://c{number}.gov.cn/ndbg/">信息公开年报</a></p>',
    ),
}


# Bytes of Python's for a row while a listing is read, the tree aside; each further copy of its parts is over it.
_A_ROW = 2700


def _page(make: str, rows: int) -> bytes:
    frame, row = _MAKES[make]
    body = "".join(row.format(number=n, path=path(n), name=name(n)) for n in range(rows))
    head = "<head><meta charset=utf-8><title>政府信息公开年报</title></head>"
    return f"<html>{head}<body>{frame.format(body)}<div>共{rows}条 1/1页</div></body></html>".encode()


def _requests(make: str, rows: int) -> int:
    """Read a listing of so many rows and take all of its requests; how many articles it asks for."""
    request = Request(HOST + COLUMN, meta=request_meta(PageMeta("listing", in_column=True, start=True)))
    response = HtmlResponse(request.url, body=_page(make, rows), encoding="utf-8", request=request)
    spider = spider_of(GenericSpider, SITE)
    return sum(isinstance(made, Request) and "content_" in made.url for made in spider.parse_listing(response))


@pytest.mark.parametrize("make", _MAKES)
def test_the_steps_of_a_listing_are_in_proportion_to_its_rows(make: str) -> None:
    assert _requests(make, 250) == 250
    assert_linear_steps(lambda rows: _requests(make, rows), 250)


def test_the_memory_of_a_listing_is_a_bounded_part_for_each_row() -> None:
    read_page(_page("table", 50), HOST + COLUMN).listing  # noqa: B018 - the tables of words are read with it
    page = read_page(_page("table", 3000), HOST + COLUMN)
    tracemalloc.start()
    try:
        assert len(page.listing.items) == 3000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3000 * _A_ROW


def test_steps_tell_what_is_quadratic() -> None:
    def quadratic(size: int) -> None:
        for first in range(size):
            for second in range(size):
                max(first, second)

    assert steps_of(lambda: quadratic(20)) == steps_of(lambda: quadratic(20))
    with pytest.raises(AssertionError, match="steps for 10 times"):
        assert_linear_steps(quadratic, 20)
