"""Names that are data: every row of a table finds its example, and one list serves all places."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from gaispider.page import box_names, date_fields, read_page
from gaispider.page.article.body.boilerplate import is_chrome_box
from gaispider.page.box_names import compiled, find_box_name, names_no_list
from gaispider.page.date_fields import date_names, rank_of
from gaispider.page.html.hidden import is_hidden, style_hides
from gaispider.page.html.script_values import HINTS
from gaispider.page.html.unseen import find_unseen
from gaispider.page.listing.data.data_listing import read_data_listing
from gaispider.page.listing.entry_urls import own_of
from gaispider.page.listing.navigation_boxes import is_chrome
from gaispider.page.paging.pager_scripts import pager_of
from gaispider.reference import Entry, read_table

URL = "http://www.example.gov.cn/zwgk/ndbg/1.html"


@pytest.mark.parametrize("row", read_table(box_names.TABLE), ids=lambda row: f"{row.kind} {row.text}")
def test_a_box_name_finds_its_example(row: Entry) -> None:
    assert compiled([row]).search(row.example)
    assert row.seen
    box = etree.Element("div", {"class": row.example})
    if row.kind == "frame":
        assert names_no_list(row.example)
    if row.kind in ("boilerplate", "beside_article"):
        assert is_chrome_box(row.example)
    if row.kind in ("boilerplate", "beside_list"):
        assert is_chrome(box)


def test_no_name_of_a_box_is_written_twice() -> None:
    rows = [(row.match, row.text) for row in read_table(box_names.TABLE) if row.kind != "frame"]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "name", ["content", "main", "list", "padding-top-10", "position-relative", "relative", "hotel"]
)
def test_names_that_say_nothing(name: str) -> None:
    assert find_box_name(name, "boilerplate", "beside_article", "beside_list") is None


@pytest.mark.parametrize("name", ["tree", "sidebar", "toolbar", "leftnav", "hot2", "myfriendlink"])
def test_articles_and_listings_know_the_same_boxes(name: str) -> None:
    assert is_chrome_box(name)
    assert is_chrome(etree.Element("div", {"class": name}))


@pytest.mark.parametrize(
    ("name", "article", "listing"),
    [("content_top", False, True), ("mulu", True, False), ("search-result", True, False), ("gkml-bottom", True, False)],
)
def test_what_such_a_box_may_hold(name: str, article: bool, listing: bool) -> None:
    assert is_chrome_box(name) is article
    assert is_chrome(etree.Element("div", {"class": name})) is listing


@pytest.mark.parametrize("row", read_table(date_fields.TABLE), ids=lambda row: row.text)
def test_a_date_field_finds_its_example(row: Entry) -> None:
    assert row.match == "name" and row.seen
    places = {"published": {"tag", "data", "script"}, "tag_or_data": {"tag", "data"}, "data": {"data"}, "tag": {"tag"}}
    wanted = places.get(row.kind, {"script"})
    assert {place for place in ("tag", "data", "script") if rank_of(row.example, place) is not None} >= wanted
    if row.kind != "prefix":
        assert "".join(char for char in row.example.lower() if char.isalnum()).endswith(row.text)
    if "script" in wanted:
        assert any(hint in row.example or hint in row.text for hint in HINTS["published"])


def test_the_order_of_trust() -> None:
    assert date_names(["time", "createDate", "pubDate", "url"], "data") == ["pubDate", "createDate", "time"]
    assert date_names(["date", "publish-date", "keywords"], "tag") == ["publish-date", "date"]
    assert date_names(["date", "time", "createTime"], "script") == []


@pytest.mark.parametrize(
    "name", ["pubDate", "releaseTime", "fbsj", "fbrq", "docRelTime", "publish_time", "publishedTime"]
)
def test_a_field_is_known_in_every_place(name: str) -> None:
    title = "<title>戌县水利局2018年政府信息公开工作年度报告</title>"
    body = "<p>根据《中华人民共和国政府信息公开条例》的规定，编制本报告，现予公布，请社会各界监督。</p>"
    for found_in, head in (
        ("meta", f'<meta name="{name}" content="2019-02-27">'),
        ("script", f"<script>var {name} = '2019-02-27';</script>"),
    ):
        page = f"<html><head><meta charset=utf-8>{title}{head}</head><body>{body}</body></html>"
        published = read_page(page.encode(), URL).article.published
        assert published and (published.raw, published.found_in) == ("2019-02-27", found_in)
    data = json.dumps([{"title": f"第{n}期工作简报", "url": f"/a/{n}.html", name: "2019-02-27"} for n in range(3)])
    assert [item.date for item in read_data_listing(data, URL).items] == ["2019-02-27"] * 3


@pytest.mark.parametrize("name", ["page", "paged", "pageNo", "page_index", "cur_page", "currentPage", "pn", "p"])
def test_a_page_parameter_is_known_to_pagers_and_addresses(name: str) -> None:
    own = own_of(f"http://www.example.gov.cn/list.jsp?id=12&{name}=2")
    assert own and own.keys == {"id"}
    script = f"var pageCount = 9; var currentPage = 2; go('list.jsp?{name}=' + i);"
    pager = pager_of(script, f"http://www.example.gov.cn/list.jsp?{name}=2")
    assert pager and pager.next_address == f"list.jsp?{name}=3"


@pytest.mark.parametrize(
    "style", ["display:none", "color:red;display : none", "DISPLAY:NONE", "Display:\tnone !important"]
)
def test_what_hides_an_element_is_the_same_everywhere(style: str) -> None:
    row = f'<table><tr style="{style}"><td>1</td></tr></table>'
    markup = f'<html><body><div style="{style}"><p>不显示</p></div>{row}</body></html>'
    root = read_page(markup.encode(), URL).root
    assert style_hides(style)
    assert {element.tag for element in find_unseen(root).veiled} == {"div", "tr"}
    assert all(map(is_hidden, root.iter("div", "tr")))


def test_the_attribute_hides_too() -> None:
    assert is_hidden(etree.Element("li", {"hidden": ""}))
    assert not is_hidden(etree.Element("li", {"style": "display:block"}))
