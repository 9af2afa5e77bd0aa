# ruff: noqa: E501 - markup and answers stand in lines as sites write them
"""Answers of list requests: dataproxy XML, gkmlpt JSON and its kin."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from gaispider.page.listing.data.data_listing import is_data, read_data_listing

URL = "http://a.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=60&perpage=20"


def test_dataproxy_records_with_their_next_group() -> None:
    xml = """<?xml version='1.0' encoding='utf-8'?><datastore>
    <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;webid=1&amp;columnid=9"></a>]]></nextgroup>
    <totalrecord>61</totalrecord><totalpage>4</totalpage><recordset>
    <record><![CDATA[<li><a href='/art/2012/2/20/art_158_8839.html' title='某局2011年政府信息公开年报'>某局2011年政府...</a><span>2012-02-20</span></li>]]></record>
    <record>&lt;tr&gt;&lt;td&gt;&lt;a href="/art/2012/2/21/art_158_8840.html"&gt;某委2011年年报&lt;/a&gt;&lt;/td&gt;&lt;td&gt;[2012-2-21]&lt;/td&gt;&lt;/tr&gt;</record>
    </recordset></datastore>"""
    assert is_data(xml)
    listing = read_data_listing(xml, URL)
    assert [(item.title, item.date) for item in listing.items] == [
        ("某局2011年政府信息公开年报", "2012-02-20"),
        ("某委2011年年报", "2012-02-21"),
    ]
    assert listing.items[0].url == "http://a.gov.cn/art/2012/2/20/art_158_8839.html"
    assert listing.next_page == "http://a.gov.cn/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=9"
    assert (listing.records, listing.pages) == (61, 4)


def test_an_empty_group_has_no_entries_and_no_next() -> None:
    listing = read_data_listing(
        "<datastore><nextgroup><![CDATA[]]></nextgroup><recordset></recordset></datastore>", URL
    )
    assert (listing.items, listing.next_page) == ([], None)


def test_gkmlpt_articles() -> None:
    # 2020-01-20 00:00 in China is the day before in UTC.
    answer = {
        "classify": {"id": 5, "name": "年报", "post_count": 90},
        "articles": [
            {
                "id": 1,
                "title": "某局2019年<br>政府信息公开年报",
                "date": 1579449600,
                "url": "/x/gkmlpt/content/0/240/post_1.html",
            },
            {"id": 2, "title": "图解", "created_at": "2020-01-21 08:00:00", "url": "https://mp.weixin.qq.com/s/abc"},
            {"id": 3, "title": "没有地址"},
        ],
    }
    listing = read_data_listing("\ufeff" + json.dumps(answer), "http://a.gov.cn/x/gkmlpt/api/all/5?page=1&sid=7")
    assert [(item.title, item.url, item.date) for item in listing.items] == [
        ("某局2019年政府信息公开年报", "http://a.gov.cn/x/gkmlpt/content/0/240/post_1.html", "2020-01-20"),
        ("图解", "https://mp.weixin.qq.com/s/abc", "2020-01-21"),
    ]
    assert listing.records == 90


def test_what_is_no_list_gives_none() -> None:
    for text in ("{}", "[1, 2]", '{"a": ', "[]", '{"data": null}', '{"list": [{"title": null, "url": 5}]}'):
        assert read_data_listing(text, URL).items == []
    assert not is_data("<!DOCTYPE html><html><body><script>var a = {}</script></body></html>")


UNIT = "http://a.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?webId=7&pageId=12&tagId=list"


def unit(pager: str) -> str:
    rows = "".join(
        f'<li class="clearfix"><a href="/col/art/2024/art_0{n}f3.html" title="柳溪镇202{n}年年度报告全文">柳溪镇202{n}年…</a>'
        f'<span class="bt-right">202{n + 1}-01-1{n}</span></li>'
        for n in range(3)
    )
    html = f'<div class="page-content"><ul>{rows}</ul></div>{pager}'
    return json.dumps({"success": True, "code": "200", "data": {"html": html, "count": "3"}})


def test_a_column_unit_holds_html_with_its_counts() -> None:
    pager = '<div class="pagination" id="p" rows="15" count="31" pageno="1"></div>'
    listing = read_data_listing(unit(pager), UNIT)
    assert next((item.title, item.url, item.date) for item in listing.items) == (
        "柳溪镇2020年年度报告全文",
        "http://a.gov.cn/col/art/2024/art_00f3.html",
        "2021-01-10",
    )
    assert (len(listing.items), listing.pages, listing.records) == (3, 3, 31)
    assert listing.next_page is not None
    asked = parse_qs(urlsplit(listing.next_page).query)
    assert json.loads(asked["paramJson"][0]) == {"pageNo": 2, "pageSize": 15}
    assert asked["pageId"] == ["12"]
    second = read_data_listing(unit(pager), listing.next_page)
    assert second.next_page is not None
    third = read_data_listing(unit(pager), second.next_page)
    assert (third.next_page, third.next_rule) == (None, "list request: last page")


def test_a_column_unit_without_counts_names_no_next_page() -> None:
    listing = read_data_listing(unit(""), UNIT)
    assert (len(listing.items), listing.next_page, listing.next_rule) == (3, None, "list request: no count")


@pytest.mark.parametrize(
    ("entry", "wrap"),
    [
        ({"realtitle": "某局2019年年报", "infourl": "/a/1.html", "infodate": "2020-01-20"}, {"custom": {"data": ...}}),
        ({"title": "某局2019年年报", "url": "/a/1.html", "publishedTimeStr": "2020-01-20 09:10:00"}, {"data": {"results": ...}}),
        ({"DOCTITLE": "某局2019年年报", "DOCPUBURL": "/a/1.html", "DOCRELTIME": "2020/01/20 09:10"}, {"page": {"content": ...}}),
        ({"docTitle": "某局2019年年报", "docPubUrl": "/a/1.html", "docPubTime": 1579449600000}, {"rows": ...}),
        ({"title": "某局2019年年报", "url": "/a/1.html", "time": "2020-01-20T09:10:00"}, {"list": ...}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("padding", ["", "jsonp_7({});"])
def test_entries_whatever_their_fields_are_called(
    entry: dict[str, object], wrap: dict[str, object], padding: str
) -> None:
    def fill(value: object) -> object:
        return [entry] if value is ... else {key: fill(inner) for key, inner in value.items()}  # type: ignore[attr-defined]

    text = json.dumps(fill(wrap))
    text = padding.replace("{}", text) if padding else text
    assert is_data(text)
    items = read_data_listing(text, URL).items
    assert [(item.title, item.url, item.date) for item in items] == [
        ("某局2019年年报", "http://a.gov.cn/a/1.html", "2020-01-20")
    ]


def test_records_in_a_padded_answer() -> None:
    xml = (
        "<datastore><totalrecord>45</totalrecord><recordset><record><![CDATA[<li><a href='/art/2012/2/20/art_1_8839.html'>"
        "某局2011年年报公开</a><i>2012-02-20</i></li>]]></record></recordset></datastore>"
    )
    listing = read_data_listing("cb(" + json.dumps({"result": xml}) + ")", URL)
    assert [(item.title, item.date) for item in listing.items] == [("某局2011年年报公开", "2012-02-20")]
    assert listing.records == 45
