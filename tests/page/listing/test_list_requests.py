# ruff: noqa: E501 - scripts stand in lines as sites write them
"""The request by which a page's script fetches its list: written out by the script, or none."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.list_requests.find import REQUEST, find_list_request
from gaispider.page.list_requests.request_numbers import following_request
from gaispider.page.listing.data.data_listing import read_data_listing
from gaispider.page.listing.listing import read_listing
from gaispider.page.model import ListRequest

URL = "http://www.lw.gov.cn/gk/nb/index.html"


def request(script: str, more: str = "") -> ListRequest | None:
    root = lxml.html.document_fromstring(f"<html><body>{more}<script>{script}</script></body></html>")
    return find_list_request(root, [script], URL)


@pytest.mark.parametrize(
    ("script", "url", "fields"),
    [
        (
            "$.ajax({url: '/api/list', type: 'POST', data: {pageNo: pageNo, size: 10, channel: cid}, success: show}); var cid = 12;",
            "/api/list",
            {"pageNo": "1", "size": "10", "channel": "12"},
        ),
        (
            "function load(i) { $.post('list.do', { 'current': i, 'code': \"nb\" }, function (d) { show(d); }); }",
            "/gk/nb/list.do",
            {"current": "1", "code": "nb"},
        ),
        ("$.getJSON('/api/list?page=' + page + '&c=' + $('#cid').val(), show)", "/api/list?page=1&c=77", None),
        (
            "$.get('/api/list', {pageIndex: index - 1, size: 8, _: Math.random()}, show)",
            "/api/list?pageIndex=0&size=8",
            None,
        ),
        ("axios.get('/api/list', {params: {pageNum: page, id: 5}}).then(show)", "/api/list?pageNum=1&id=5", None),
        ("fetch('/api/list?pageNum=' + n).then(show); $.get('/hits.jsp?id=5', count)", "/api/list?pageNum=1", None),
        ("$.ajax({url: '/a', data: {page: p, sign: md5(key)}})", None, None),
        ("$.get('/a?page=' + p, f); $.get('/b?page=' + p, g)", None, None),
        ("$.get('/hits.jsp?id=5', count)", None, None),
    ],
)
def test_what_a_script_writes_out(script: str, url: str | None, fields: dict[str, str] | None) -> None:
    found = request(script, "<input type=hidden id=cid value=77>")
    if url is None:
        assert found is None
    else:
        assert found == ListRequest("http://www.lw.gov.cn" + url, tuple(fields.items()) if fields else None)


def test_the_next_request_has_the_next_number() -> None:
    get = ListRequest(URL + "?pageNo=9&size=10")
    assert following_request(get) == ListRequest(URL + "?pageNo=10&size=10")
    post = ListRequest(URL, (("id", "3"), ("current", "0")))
    assert following_request(post) == ListRequest(URL, (("id", "3"), ("current", "1")))
    assert following_request(ListRequest(URL + "?id=3")) is None


def test_a_page_with_all_its_rows_needs_no_request() -> None:
    script = "<script>$.get('/api/list?page=' + p, show)</script>"
    row = "<li><a href='./202401/t20240111_{n}5.html'>县教育局202{n}年度政府信息公开年报</a><span>2024-01-1{n}</span></li>"
    whole, part = ("".join(row.format(n=n) for n in range(1, count)) for count in (4, 3))
    for rows, rule in ((whole, False), (part, True)):
        root = lxml.html.document_fromstring(f"<html><body><ul>{rows}</ul><p>共3条</p>{script}</body></html>")
        listing = read_listing(root, URL)
        assert (listing.next_rule == REQUEST, listing.next_request is not None, listing.next_page) == (rule, rule, None)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("""{"count":"2","py":'###pypy###',"docs":[{"title":"某县\t2019年年报","chnldocurl":"/nb/t1.htm","docreltime":"2020-01-02"},]}""", 2),
        ("""{"data":{"total":3,"results":[{"source":{"title":"某县 2019年年报","pubDate":"2020-01-02 10:00:00","urls":"{\\"wap\\":\\"/m.html\\",\\"pc\\":\\"/nb/t1.htm\\"}"}}]}}""", 3),
    ],
)  # fmt: skip
def test_data_that_is_written_in_other_ways(text: str, total: int) -> None:
    listing = read_data_listing(text, URL)
    assert [(item.title, item.href, item.date) for item in listing.items] == [
        ("某县 2019年年报", "/nb/t1.htm", "2020-01-02")
    ]
    assert listing.records == total
