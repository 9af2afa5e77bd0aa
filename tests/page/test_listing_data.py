"""Answers of list requests: dataproxy XML, gkmlpt JSON and its kin."""

from __future__ import annotations

import json

from gaispider.page.listing_data import is_data, read_data_listing

URL = "http://a.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=60&perpage=20"


def test_dataproxy_records_with_their_next_group() -> None:
    xml = """<?xml version='1.0' encoding='utf-8'?><datastore>
    <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;webid=1&amp;columnid=9"></a>]]></nextgroup>
    <totalrecord>61</totalrecord><totalpage>4</totalpage><recordset>
    <record><![CDATA[<li><a href='/art/2012/2/20/art_158_8839.html' title='某局2011年政府信息公开年报'>某局2011年政府...</a><span>2012-02-20</span></li>]]></record>
    <record>&lt;tr&gt;&lt;td&gt;&lt;a href="/art/2012/2/21/art_158_8840.html"&gt;某委2011年年报&lt;/a&gt;&lt;/td&gt;&lt;td&gt;[2012-2-21]&lt;/td&gt;&lt;/tr&gt;</record>
    </recordset></datastore>"""  # noqa: E501
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
