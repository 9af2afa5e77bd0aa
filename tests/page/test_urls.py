"""Addresses that are none must cost nothing but themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaispider.page import read_page
from gaispider.page.listing.data.data_listing import read_data_listing
from gaispider.page.listing.site_sections import read_columns
from gaispider.page.urls import absolute, base_address

_URL = "http://www.qx.gov.cn/zwgk/ndbg/"
_BROKEN = ["http://[", "http://a]b/", "//[::1", "http://qx.gov.cn:port/1.html", "http://e℀x.cn/", "http://a:99999/"]
_ROWS = "".join(
    f'<li><a href="./2020{n:02}/t2020{n:02}05_{n}.html">青溪县第{n}局2019年政府信息公开年度报告</a>2020-{n:02}-05</li>'
    for n in range(1, 9)
)


@pytest.mark.parametrize("address", _BROKEN)
def test_a_broken_base_is_as_none(address: str) -> None:
    page = read_page(f'<base href="{address}"><ul>{_ROWS}</ul>'.encode(), _URL)
    assert base_address(page.root, _URL) == _URL
    assert [item.url for item in page.listing.items] == [
        f"{_URL}2020{n:02}/t2020{n:02}05_{n}.html" for n in range(1, 9)
    ]


@pytest.mark.parametrize("address", _BROKEN)
def test_a_broken_link_leaves_the_others(address: str) -> None:
    broken = f'<li><a href="{address}">青溪县某局2018年政府信息公开年度报告</a>2019-01-05</li>'
    pager = f'<div><a href="{address}">下一页</a><a href="{address}">2</a></div><link rel="next" href="{address}">'
    page = read_page(f"<ul>{_ROWS}{broken}</ul>{pager}".encode(), _URL)
    assert len(page.listing.items) == 8
    assert page.listing.next_page is None
    assert read_columns(page.root, _URL, in_column=False) == []


def test_a_broken_address_in_data_leaves_the_others() -> None:
    rows = ",".join(f'{{"title": "第{n}局年报", "url": "{url}"}}' for n, url in enumerate([*_BROKEN, "/1.html"]))
    assert [item.url for item in read_data_listing(f"[{rows}]", _URL).items] == ["http://www.qx.gov.cn/1.html"]


def test_what_can_be_joined_is_joined() -> None:
    assert absolute(_URL, " ../t1.html ") == "http://www.qx.gov.cn/zwgk/t1.html"
    assert absolute(_URL, "http://[::1]:8080/a") == "http://[::1]:8080/a"


_PIECES = [
    *(f'<a href="{address}">' for address in _BROKEN),
    *(f'<base href="{address}">' for address in (*_BROKEN, "/", "", "javascript:;")),
    *"<li> </li> <ul> </ul> <tr> <td> </table> <table> </a> <a> 2019-01-05 下一页 尾页 1 2 3 共5页".split(),
    '<a href="./t20190105_1.html" title="青溪县2018年政府信息公开年度报告">',
    "<a href=\"javascript:go('/1.html')\">",
    "<script>createPageHTML(5, 0, 'index', 'html');</script>",
    "<script>createPageHTML('a', [, 'html')</script>",
    "<datastore><nextgroup><a href='http://['></nextgroup><record><![CDATA[<a href='//['>年报</a>]]></record>",
    '<link rel=next href="http://[">',
    '<a href="http://[">',
    "<script>$.ajax({url: 'http://[', type: 'post', data: {page: 1, id: 'x'}, success: function(d){}});</script>",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=50))
def test_fuzzed_listings_never_raise(pieces: list[str]) -> None:
    page = read_page("".join(pieces).encode("utf-8", "ignore"), _URL)
    assert all(item.title and item.url for item in page.listing.items)
    read_columns(page.root, _URL, in_column=True)
    page.article  # noqa: B018 - reading is the test
