"""Characters in a link's query are spelled in the page's charset, those in its path in UTF-8, as browsers do."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from w3lib.url import safe_url_string

from gaispider.page import Page, read_page
from gaispider.page.listing.site_sections import read_columns
from gaispider.page.urls import PageAddress, absolute, spelled_in_utf8

URL = "http://www.liuwan.gov.cn/gk/list.asp"
GBK = quote("柳湾镇".encode("gbk"))
UTF8 = quote("柳湾镇")


def page(body: str, charset: str = "gb2312") -> Page:
    head = f"<head><meta charset={charset}><title>政府信息公开年报</title></head>"
    return read_page(f"<html>{head}<body>{body}</body></html>".encode(charset, "ignore"), URL)


def rows(address: str) -> str:
    names = [f"柳湾镇{year}年政府信息公开年度报告" for year in range(2015, 2021)]
    return "".join(f'<li><a href="{address}{n}">{name}</a>2021-01-0{n + 1}</li>' for n, name in enumerate(names))


def test_links_of_a_listing() -> None:
    items = page(f"<ul>{rows('/柳湾/show.asp?unit=柳湾镇&id=')}</ul>").listing.items
    assert items[0].url == f"http://www.liuwan.gov.cn/柳湾/show.asp?unit={GBK}&id=0"
    # What leaves is what a browser sends.
    assert safe_url_string(items[0].url) == f"http://www.liuwan.gov.cn/{quote('柳湾')}/show.asp?unit={GBK}&id=0"


@pytest.mark.parametrize(
    ("charset", "spelled"),
    [("gb2312", GBK), ("gb18030", GBK), ("big5", quote("柳灣鎮".encode("big5"))), ("utf-8", "柳湾镇")],
)
def test_the_charset_is_that_of_the_page(charset: str, spelled: str) -> None:
    name, body = ("柳灣鎮", "政府信息公開工作年度報告") if charset == "big5" else ("柳湾镇", "政府信息公开工作年度报告")
    found = page(f"<p>{body}{body}</p>", charset)
    assert absolute(found.address, f"?unit={name}") == f"{URL}?unit={spelled}"


def test_ready_escapes_stay_and_what_the_charset_lacks_is_its_number() -> None:
    here = PageAddress(URL, "gb18030")
    assert absolute(here, f"?a={UTF8}&b={GBK}&c=%2f%zz&d=柳") == f"{URL}?a={UTF8}&b={GBK}&c=%2f%zz&d={GBK[:6]}"
    assert absolute(here, "?a=𠮷&b=1") == f"{URL}?a=%26%23134071%3B&b=1"
    assert absolute(here, "/a/1.html?b=1") == "http://www.liuwan.gov.cn/a/1.html?b=1"


def test_a_base_element_keeps_the_charset() -> None:
    body = f"<base href='/other/'><ul>{rows('show.asp?unit=柳湾镇&id=')}</ul>"
    assert page(body).listing.items[0].url == f"http://www.liuwan.gov.cn/other/show.asp?unit={GBK}&id=0"


@pytest.mark.parametrize(
    "pager",
    [
        '<div><a href="list.asp?unit=柳湾镇&page=1">1</a> <a href="list.asp?unit=柳湾镇&page=2">下一页</a></div>',
        """<div><a href="javascript:location.href='list.asp?unit=柳湾镇&page=2'">下一页</a></div>""",
        """<script>$('.p').pagination({totalPage: 5, current: 1, callBack: function(c){
        location.href='list.asp?unit=柳湾镇&page='+c}})</script>""",
    ],
)
def test_pagers_as_links_and_as_scripts(pager: str) -> None:
    listing = page(f"<ul>{rows('/show.asp?id=')}</ul>{pager}").listing
    assert listing.next_page == f"http://www.liuwan.gov.cn/gk/list.asp?unit={GBK}&page=2"


def test_frames_menus_and_files() -> None:
    frame = page('<p>年报</p><iframe src="list2.asp?unit=柳湾镇" width="100%" height="600"></iframe>').listing
    assert frame.next_page == f"http://www.liuwan.gov.cn/gk/list2.asp?unit={GBK}"
    menu = page('<ul><li><a href="?unit=柳湾镇">政府信息公开年报</a></li></ul>')
    assert [column.url for column in read_columns(menu.tree, menu.address, in_column=False)] == [f"{URL}?unit={GBK}"]
    article = page(
        "<h1>柳湾镇2019年政府信息公开工作年度报告</h1><div id=zoom><p>本年度主动公开政府信息158条，受理申请2件。</p>"
        '<p>附件：<a href="/down.asp?name=柳湾镇.doc">统计表.doc</a></p></div>'
    ).article
    assert [file.url for file in article.attachments] == [f"http://www.liuwan.gov.cn/down.asp?name={GBK}.doc"]


def test_the_older_spelling_of_an_address() -> None:
    assert spelled_in_utf8(f"{URL}?unit={GBK}&id=7") == f"{URL}?unit={UTF8}&id=7"
    assert spelled_in_utf8(f"{URL}?a=%81A%81@b") == f"{URL}?a={quote('丄丂')}b"
    for address in (f"{URL}?unit={UTF8}", f"{URL}?id=7", URL, f"{URL}?a=%FF%FF", "http://["):
        assert spelled_in_utf8(address) is None
