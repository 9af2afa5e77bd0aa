# ruff: noqa: E501 - markup stands in lines as sites write it
"""Listings of every class that docs/field-guide.md names, written for the project; only the shapes are the sites'."""

from __future__ import annotations

import json

import lxml.html
import pytest

from gaispider.page.listing.listing import read_listing
from gaispider.paths import ROOT
from tests.page.listing.listing_pages import facts, read, rows

CORPUS = ROOT.parent / "shared" / "corpus" / "pages"


def test_plain_list_with_day_after_the_link() -> None:
    listing = read(
        "<ul class=list><li><a href='./201902/t20190227_1.html'>东山镇2018年政府信息公开工作年度报告</a><span>2019-02-27</span></li>"
        "<li><a href='./201802/t20180201_2.html'>东山镇2017年政府信息公开工作年度报告</a><span>2018-02-01</span></li></ul>"
    )
    assert facts(listing) == [
        ("东山镇2018年政府信息公开工作年度报告", "./201902/t20190227_1.html", "2019-02-27"),
        ("东山镇2017年政府信息公开工作年度报告", "./201802/t20180201_2.html", "2018-02-01"),
    ]
    assert listing.items[0].url == "http://www.example.gov.cn/zwgk/ndbg/201902/t20190227_1.html"
    assert listing.next_page is None


def test_a_single_report_without_a_day_is_a_listing() -> None:
    listing = read("<div class=con><ul><li><a href='t20190227_1.html'>卫生局2018年度报告</a></li></ul></div>")
    assert [item.title for item in listing.items] == ["卫生局2018年度报告"]


def test_navigation_alone_is_no_listing() -> None:
    assert read("<p>栏目建设中</p>").items == []


def test_unit_directories_are_no_items() -> None:
    units = "".join(f"<li><a href='./xz{n}/'>第{n}镇人民政府</a></li>" for n in range(20))
    assert read(f"<ul>{units}</ul>").items == []


@pytest.mark.parametrize(
    "template",
    [
        '<li ms-repeat="list"><a ms-attr-href="el.url" ms-text="el.title"></a></li>',
        '<li ms-for="el in @list"><a href="/x/t20200101_9.html">模板标题模板标题模板标题</a><span>2020-01-01</span></li>',
        '<li ng-repeat="a in list"><a ng-href="{{a.url}}" href="{{a.url}}">{{a.title}}</a><span>{{a.date}}</span></li>',
        '<li v-for="a in list"><a :href="a.url" href="/detail/t20200101_1.html">示例标题示例标题</a><em>2020-01-01</em></li>',
        '<li><a href="/d/{{id}}.html">{{title}}</a><span>2020-01-01</span></li>',
        '<li><a href="<%=url%>"><%=title%></a><span>2020-01-01</span></li>',
        '<li><a href="#">标题标题标题标题</a><span>2020-01-01</span></li>',
        '<li style="display:none"><a href="/a/t20200101_5.html">隐藏的样板行隐藏的样板行</a><span>2020-01-01</span></li>',
        '<li class="row-template" style="display: none;"><a href="/a/t20200101_5.html">样板行样板行样板行</a></li>',
    ],
)
def test_template_rows_never_count(template: str) -> None:
    rows = "".join(
        f"<li><a href='/art/{n}/t2019010{n}_{n}.html'>第{n}局2018年政府信息公开年报</a><span>2019-01-0{n}</span></li>"
        for n in range(1, 4)
    )
    listing = read(
        f"<ul>{template}{rows}</ul><template><ul><li><a href='/t20200101_8.html'>模板</a></li></ul></template>"
    )
    assert len(listing.items) == 3
    assert listing.items[0].date == "2019-01-01"


def test_links_to_other_hosts_count() -> None:
    listing = read(
        "<ul><li><a href='https://mp.weixin.qq.com/s/AbCd-EfGh_1234567'>2021年政府信息公开年报（图解）</a><i>2022-01-05</i></li>"
        "<li><a href='/x/20220104/i99.html'>2021年政府信息公开工作年度报告</a><i>2022-01-04</i></li></ul>"
    )
    assert [item.href[:8] for item in listing.items] == ["https://", "/x/20220"]


def test_groups_of_lists_are_one_listing_and_a_phone_twin_counts_once() -> None:
    def group(year: int) -> str:
        rows = "".join(
            f"<li><a href='/{year}/1632{n}.htm'>第{n}街道{year}年度报告正文</a><span>{year + 1}-01-1{n}</span></li>"
            for n in range(5)
        )
        return f"<ul class=ls>{rows}</ul>"

    pc = f"<div class=pc>{group(2019)}<hr>{group(2018)}</div>"
    listing = read(pc + pc.replace("class=pc", "class=phone"))
    assert len(listing.items) == 10


def test_the_main_list_wins_over_hot_lists_and_siblings() -> None:
    hot = "".join(
        f"<li><a href='/news/t2022010{n}_{n}.html'>某县召开政府常务会议研究部署{n}</a></li>" for n in range(1, 9)
    )
    rows = "".join(
        f"<tr class='tr_main_value_{'odd' if n % 2 else 'even'}'><td><a href='/art/2020/1/{n}/art_15445_330821{n}.html'>某局年度报告</a></td>"
        f"<td>2020-01-0{n}</td></tr>"
        for n in range(1, 4)
    )
    listing = read(f"<div class=left><ul>{hot}</ul></div><table><tbody>{rows}</tbody></table>")
    assert [item.date for item in listing.items] == ["2020-01-01", "2020-01-02", "2020-01-03"]


def test_onclick_rows_and_base() -> None:
    body = "".join(
        f"<li><a href='javascript:void(0)' onclick=\"window.open('/show/8845{n}.html')\">某镇年度报告之{n}</a><span>2020-05-0{n}</span></li>"
        for n in range(1, 3)
    )
    listing = read(f"<base href='http://a.gov.cn/x/'><ul>{body}</ul>")
    assert [item.url for item in listing.items] == [
        "http://a.gov.cn/show/88451.html",
        "http://a.gov.cn/show/88452.html",
    ]


def test_hanweb_datastore_in_a_script() -> None:
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2021/1/{n}/art_1229463576_382{n}.html" title="某街道2020年政府信息公开年度报告">某街道2020年'
        f"</a><span>2021-01-0{n}</span></li>]]></record>"
        for n in range(1, 4)
    )
    listing = read(
        '<div id="5432"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;appid=1'
        f'&amp;columnid=88"></a>]]></nextgroup><totalrecord>38</totalrecord><recordset>{records}</recordset></datastore></script></div>'
    )
    assert facts(listing)[0] == (
        "某街道2020年政府信息公开年度报告",
        "/art/2021/1/1/art_1229463576_3821.html",
        "2021-01-01",
    )
    assert (len(listing.items), listing.records) == (3, 38)
    assert listing.next_page == "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp?page=1&appid=1&columnid=88"


def test_labelled_listings_of_the_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real pages is not beside the project")
    seen = 0
    for line in (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["kind"] != "list":
            continue
        seen += 1
        root = lxml.html.document_fromstring((CORPUS / f"{label['id']}.html").read_bytes())
        listing = read_listing(root, label["url"] or "http://www.example.gov.cn/list/")
        first = listing.items[0]
        assert len(listing.items) == label["item_count"], label["id"]
        assert (first.title, first.href, first.date) == (
            label["first_item_title"],
            label["first_item_href"],
            label["first_item_date"],
        )
    assert seen == 5


def test_friend_links_of_the_same_tags_are_not_of_the_list() -> None:
    friends = "".join(
        f"<li><a href='http://www.x{n}.gov.cn/' title='某市某局'>某市自然资源和规划局{n}</a></li>" for n in range(6)
    )
    assert len(read(f"<ul>{rows('li', 1, 5)}</ul><p>友情链接</p><ul>{friends}</ul>").items) == 4


def test_backslashes_in_addresses_are_slashes() -> None:
    rows = "".join(
        rf"<li><a href='.\20240{n}\t2024010{n}_44{n}.html'>东山镇政务公开第{n}次会议</a><span>2024-01-0{n}</span></li>"
        for n in (3, 2)
    )
    assert [item.url for item in read(f"<ul>{rows}</ul>").items] == [
        "http://www.example.gov.cn/zwgk/ndbg/202403/t20240103_443.html",
        "http://www.example.gov.cn/zwgk/ndbg/202402/t20240102_442.html",
    ]


def test_entries_in_the_cell_of_their_pager_are_no_pager() -> None:
    rows = "".join(
        f"<div class=it><h3><a href='./20240{n}/t2024010{n}_44{n}.html'>东山镇政务公开第{n}次会议</a></h3><span>2024-01-0{n}</span></div>"
        for n in (3, 2)
    )
    pager = "<div class=page><a href='index_1.html'>下一页</a></div>"
    for box in (f"<div>{rows}</div>{pager}", f"<div>{rows}</div><a href='index_1.html'>下一页</a>"):
        listing = read(f"<table><tr><td>{box}</td></tr></table>")
        assert [item.date for item in listing.items] == ["2024-01-03", "2024-01-02"]
