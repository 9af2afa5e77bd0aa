# ruff: noqa: E501 - markup stands in lines as sites write it
"""Pagers that are signs, ranges or data: what leads on is followed, what only says that there is more is told."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page import read_page
from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Listing
from gaispider.page.paging.page_objects import PageObject, page_object
from gaispider.page.paging.sign_links import AFTER_NUMBERS, ALONE, ANNOUNCED

URL = "http://www.shiqiao.gov.cn/nb/"
LAST = "numbered links: last page"


def listing(pager: str, url: str = URL, rows: int = 5) -> Listing:
    """A list of so many reports with a pager, read."""
    entries = "".join(
        f'<li><a href="/nb/t2019030{n % 10}_{n}1.html">石桥县第{n}局2018年政府信息公开工作年度报告</a><span>2019-03-0{n % 9 + 1}</span></li>'
        for n in range(rows)
    )
    html = f"<html><head><title>年报</title></head><body><ul class='list'>{entries}</ul>{pager}</body></html>"
    return read_listing(lxml.html.document_fromstring(html), url)


def window(first: int, last: int, here: int, after: str, box: str = "pagination") -> str:
    numbers = "".join(
        f"<li class='active'><span>{n}</span></li>" if n == here else f"<li><a href='?page={n}'>{n}</a></li>"
        for n in range(first, last + 1)
    )
    return f"<ul class='{box}'>{numbers}<li>{after}</li></ul>"


@pytest.mark.parametrize(
    ("pager", "here", "following", "rule"),
    [
        # On the last number of a window the sign leads into the next one.
        (window(1, 5, 5, "<a href='?page=6'>»</a>"), 5, 6, AFTER_NUMBERS),
        (window(6, 10, 10, "<a href='?page=11'>&gt;&gt;</a>"), 10, 11, AFTER_NUMBERS),
        (window(1, 5, 5, "<a href='?page=6'>»</a>", box="links"), 5, 6, AFTER_NUMBERS),
        # On its first number, which is no link, and within it, the number after it does.
        (window(6, 10, 6, "<a href='?page=11'>»</a>"), 6, 7, "numbered links"),
        (window(6, 7, 6, "<span>»</span>"), 6, 7, "numbered links"),
        (window(6, 7, 7, "<a href='?page=8'>»</a>"), 7, 8, AFTER_NUMBERS),
        (window(6, 7, 7, "<span>»</span>"), 7, None, LAST),
        (window(1, 5, 3, "<a href='?page=6'>»</a>"), 3, 4, "numbered links"),
        # To the end: there is more, and no address of the page that follows is made up.
        (window(1, 5, 5, "<a href='?page=20'>»</a>"), 5, None, ANNOUNCED),
        (window(1, 5, 5, "<a href='javascript:go(6)'>»</a>"), 5, None, ANNOUNCED),
        # The last page: the sign leads to it, nowhere, back, or is switched off.
        (window(1, 5, 5, "<a href='?page=5'>»</a>"), 5, None, LAST),
        (window(1, 5, 5, "<a href='#'>»</a>"), 5, None, LAST),
        (window(1, 5, 5, "<a href='javascript:go(5)'>»</a>"), 5, None, LAST),
        (window(1, 5, 5, "<a class='disabled' href='?page=6'>»</a>"), 5, None, LAST),
        (window(1, 5, 5, "<span>»</span>"), 5, None, LAST),
        # Another parameter moves: it is no page of this list.
        (window(1, 5, 5, "<a href='?month=6'>»</a>"), 5, None, LAST),
        # A pager of signs alone.
        ("<div class='pager'><a href='?page=2'>»</a></div>", None, 2, ALONE),
        ("<div class='pager'><a href='?page=3'>»</a></div>", 2, 3, ALONE),
        ("<div class='pager'><a href='?page=9'>»</a></div>", 2, None, ANNOUNCED),
        ("<div class='pager'><a href='?page=1'>»</a></div>", None, None, "no pager"),
        ("<div class='pager'><a href='/xw/?page=2'>»</a></div>", None, None, "no pager"),
        ("<div class='more'><a href='?page=2'>»</a></div>", None, None, "no pager"),
        ("<div class='pager'><a href='javascript:go(2)'>»</a></div>", None, None, ANNOUNCED),
        ("<div class='pager'><a href='javascript:go(1)'>»</a></div>", None, None, "no pager"),
        ("<div class='swiper-page'><a href='javascript:go(2)'>»</a></div>", None, None, "no pager"),
    ],
)
def test_a_sign_is_the_next_page_only_by_its_number(
    pager: str, here: int | None, following: int | None, rule: str
) -> None:
    found = listing(pager, URL if here is None else f"{URL}?page={here}")
    assert found.next_page == (f"{URL}?page={following}" if following else None)
    assert found.next_rule == rule
    assert len(found.items) == 5


@pytest.mark.parametrize(
    ("printed", "pages", "records"),
    [
        ("<div class='page'>1 - 5 / 45</div>", 9, 45),
        ("<div class='page'><b>6</b> – <b>10</b> / <b>45</b></div>", 9, 45),
        ("<div class='page'>1-5 of 45</div>", 9, 45),
        ("<p>显示第 1 至 5 项结果，共 45 项</p>", 9, 45),
        ("<p>第1-5条/共45条</p>", 9, 45),
        ("<p>1-5/45条</p>", 9, 45),
        # The whole list; a last page, which may be shorter than the others.
        ("<div class='page'>1 - 5 / 5</div>", 1, 5),
        ("<div class='page'>41 - 45 / 45</div>", None, 45),
        # No range of entries: no pager, a day, numbers that cannot be.
        ("<p>比分 1 - 5 / 45</p>", None, None),
        ("<div class='page'>2019 - 03 / 45</div>", None, None),
        ("<div class='page'>5 - 1 / 45</div>", None, None),
        ("<div class='page'>1 - 50 / 45</div>", None, None),
        ("<div class='page'>2019-1-5/45</div>", None, None),
    ],
)
def test_a_range_of_entries_says_how_many_there_are(printed: str, pages: int | None, records: int | None) -> None:
    found = listing(printed)
    assert (found.pages, found.records) == (pages, records)
    assert (found.next_rule == ANNOUNCED) is (records == 45)


@pytest.mark.parametrize(
    ("script", "pages", "records"),
    [
        ("var data = {pageInfo: {pageNo:1,pageSize:5,totalPage:3}};", 3, None),
        ('pageInfo={"pageNo":"1","pageSize":"5","pageTotal":"3"}', 3, None),
        ('window.__DATA__={"records":[{"id":7}],"current":1,"size":5,"total":45,"pages":9}', 9, 45),
        ('{"pageIndex": 1, "pageSize": 5, "totalCount": 45}', 9, 45),
        ('{"content":[],"totalElements":45,"totalPages":9,"size":5,"number":0}', 9, 45),
        ("var total=45, pageSize=5, pageNo=1;", 9, 45),
        ("let curPageNo = 1; let pageSize = 5; let totalRows = 45;", 9, 45),
        # One page, told as such.
        ("var pageInfo = {pageNum:1,pageSize:5,total:5,pages:1};", 1, 5),
        # Numbers of other things: a picture, a chart, a list that is not filled yet, one that contradicts itself.
        ('new Swiper("#top", {pagination: ".page", speed: 300, total: 4});', None, None),
        ("var chart = {width: 640, size: 12, count: 45};", None, None),
        ("var pageInfo = {pageNum:1,pageSize:5,pages:0,total:0};", None, None),
        ('{"current":1,"size":5,"total":45,"pages":3}', None, None),
        ("var pageSize = 5;", None, None),
    ],
)
def test_data_of_a_list_say_how_many_it_has(script: str, pages: int | None, records: int | None) -> None:
    found = listing(f"<script>{script}</script>")
    assert (found.pages, found.records) == (pages, records)
    assert found.next_page is None
    assert (found.next_rule == ANNOUNCED) is (pages is not None and pages > 1)


def test_data_that_are_of_no_list_on_the_page_are_left_alone() -> None:
    script = "<script>var pageInfo = {pageNo:1,pageSize:15,totalPage:3};</script>"
    # All rows are there, and a script parts them for the eye; or the numbers are those of comments.
    for rows in (45, 3):
        found = listing(script, rows=rows)
        assert (found.pages, found.next_rule, len(found.items)) == (None, "no pager", rows)
    # One row of fifteen could not be read, and it is the list all the same.
    assert listing(script, rows=14).next_rule == ANNOUNCED
    # What is printed holds, however few rows could be read.
    printed = listing(f"<div class='pages'>共3页 41条</div>{script}", rows=3)
    assert (printed.pages, printed.records, printed.next_rule) == (3, 41, ANNOUNCED)
    # Two lists that differ: nothing says whose numbers are this one's.
    one, other = (f"<script>var x = {{pageNum:1,pageSize:5,pages:{pages}}};</script>" for pages in (3, 7))
    assert (listing(one).pages, listing(other).pages) == (3, 7)
    assert listing(one + other).pages is None


def test_a_page_without_rows_keeps_what_its_data_say() -> None:
    html = "<html><body><div id='list'></div><script>var pageInfo={pageNo:1,pageSize:15,totalPage:3}</script></body></html>"
    found = read_page(html.encode(), URL).listing
    assert (found.pages, found.items) == (3, [])


def test_long_scripts_take_linear_time() -> None:
    """A run of names and numbers without end, and names that never come to one."""
    assert page_object(["var pageTotal;" + "a" * 400_000]) is None
    assert page_object(["pageSize=5,total=4," + "x1=1," * 80_000]) == PageObject(1, 4, 5)
    assert page_object(["pageSize:total " + "a:b," * 100_000]) is None
