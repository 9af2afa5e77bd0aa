# ruff: noqa: E501 - markup stands in lines as sites write it
"""Listings of every class that docs/field-guide.md names, written for the project; only the shapes are the sites'."""

from __future__ import annotations

import json

import lxml.html
import pytest

from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Listing
from gaispider.paths import ROOT

CORPUS = ROOT.parent / "shared" / "corpus" / "pages"
NAV = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zmhd/">政民互动</a></li>
<li><a href="/col/col101/index.html">政府信息公开指南</a></li><li><a href="/col/col102/index.html">政府信息公开制度</a></li></ul></div>
<div class="wz">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="./">年度报告</a></div>"""
FOOT = """<div class="foot"><ul><li><a href="http://www.gov.cn/">中国政府网站门户</a></li><li><a href="http://www.jl.gov.cn/">省人民政府网站</a></li>
<li><a href="/wzsm/201709/t20170912_1.html">网站声明</a></li></ul><p>网站标识码：2202000001</p></div>"""


def read(body: str, url: str = "http://www.example.gov.cn/zwgk/ndbg/") -> Listing:
    root = lxml.html.document_fromstring(f"<html><head><title>x</title></head><body>{NAV}{body}{FOOT}</body></html>")
    return read_listing(root, url)


def facts(listing: Listing) -> list[tuple[str, str, str | None]]:
    return [(item.title, item.href, item.date) for item in listing.items]


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


def test_table_rows_with_labels_take_the_publication_day() -> None:
    listing = read(
        "<table><tr><th>序号</th><th>索引号</th><th>名称</th><th>发布机构</th><th>成文日期</th><th>发布日期</th><th>浏览次数</th></tr>"
        "<tr><td>1</td><td>000014348/2020-35428</td><td><a href='/gk/8812345.html' title='关于印发2019年信息公开年度报告的通知'>"
        "关于印发2019年信息公开...</a></td><td><a href='/jyj/'>市教育和体育局办公室</a></td><td>2020-01-03</td>"
        "<td>2020-02-05</td><td>12</td></tr></table>"
    )
    assert facts(listing) == [("关于印发2019年信息公开年度报告的通知", "/gk/8812345.html", "2020-02-05")]


def test_definition_lists_and_flat_rows() -> None:
    pairs = "".join(
        f"<dt><a href='info/1154/1637{n}.htm'>某镇201{n}年信息公开年度报告</a></dt><dd>201{n}-03-0{n}</dd>"
        for n in range(5, 8)
    )
    assert facts(read(f"<dl>{pairs}</dl>"))[2] == ("某镇2017年信息公开年度报告", "info/1154/16377.htm", "2017-03-07")
    flat = "".join(
        f"<a href='content_130142{n}.html'>某县201{n}年年度报告</a><span>201{n}/3/{n}</span><br>" for n in range(4, 8)
    )
    assert facts(read(f"<div class=box>{flat}</div>"))[0] == (
        "某县2014年年度报告",
        "content_1301424.html",
        "2014-03-04",
    )
    before = "".join(
        f"<span>[201{n}-03-1{n}]</span><a href='content_130142{n}.html'>某县201{n}年年度报告</a><br>"
        for n in range(4, 8)
    )
    dates = [item.date for item in read(f"<div class=box>{before}</div>").items]
    assert dates == ["2014-03-14", "2015-03-15", "2016-03-16", "2017-03-17"]


def test_a_link_around_the_whole_row() -> None:
    listing = read(
        "<div class=lists><a class=item href='/a/5e9ec8e1fd85080ad1633edf.html'><h4>某区2019年政府信息公开工作年度报告</h4>"
        "<p>根据条例，现公布2019年1月1日至2019年12月31日的报告。</p><span class=time>发布时间：2020-01-19 10:22</span></a>"
        "<a class=item href='/a/5e9ec8e1fd85080ad1633ede.html'><h4>某区2018年政府信息公开工作年度报告</h4><p>现公布。</p>"
        "<span class=time>发布时间：2019-01-20 09:00</span></a></div>"
    )
    assert facts(listing) == [
        ("某区2019年政府信息公开工作年度报告", "/a/5e9ec8e1fd85080ad1633edf.html", "2020-01-19"),
        ("某区2018年政府信息公开工作年度报告", "/a/5e9ec8e1fd85080ad1633ede.html", "2019-01-20"),
    ]


def test_a_day_in_two_pieces() -> None:
    rows = "".join(
        f"<li><div class=d><b>1{n}</b><i>2021-0{n}</i></div><a href='/a/post_6751{n}.html'>某局公布2020年的年度报告全文</a></li>"
        for n in range(1, 4)
    )
    assert [item.date for item in read(f"<ul>{rows}</ul>").items] == ["2021-01-11", "2021-02-12", "2021-03-13"]


def test_a_day_in_a_summary_is_not_the_entrys() -> None:
    body = "".join(
        f"<div class=item><div><b>1{n}</b><i>2021.03</i></div><h3><a href='/art/2021/3/1{n}/art_1_1{n}22.html'>某市召开第{n}次会议</a></h3>"
        f"<p>2021年1月{n}日，会议强调……</p></div>"
        for n in range(1, 4)
    )
    assert [item.date for item in read(f"<div>{body}</div>").items] == ["2021-03-11", "2021-03-12", "2021-03-13"]


def test_a_column_link_longer_than_the_title_is_not_the_entry() -> None:
    body = "".join(
        f"<li><a href='/tz{n}/'>[市政府办公室通知公告]</a><a href='/art/2021/1/1{n}/art_1_{n}5555.html'>关于报送</a><span>2021-01-1{n}</span></li>"
        for n in range(1, 6)
    )
    assert {item.title for item in read(f"<ul>{body}</ul>").items} == {"关于报送"}


def test_duplicate_and_small_links_of_a_row_count_once() -> None:
    rows = "".join(
        f"<li>[<a href='/jyj/'>教育局</a>] <a href='/a/t2021010{n}_{n}.html'><img src=x.gif></a>"
        f"<a href='/a/t2021010{n}_{n}.html'>教育局202{n}年年度报告公开</a> <a href='/f/P02021010{n}.pdf'>下载</a> 202{n}-01-0{n}</li>"
        for n in range(1, 4)
    )
    assert facts(read(f"<ul>{rows}</ul>"))[0] == ("教育局2021年年度报告公开", "/a/t20210101_1.html", "2021-01-01")
    assert len(read(f"<ul>{rows}</ul>").items) == 3


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


def test_titles_cut_by_the_page_come_from_the_attribute() -> None:
    listing = read(
        "<ul><li><a title='某市人民政府2018年政府信息公开工作年度报告（含附表）' href='/c/c03_172058.shtml'>·某市人民政府2018年政府信息…</a>"
        "<span>03-15</span></li><li><a title='点击查看' href='/c/c03_172059.shtml'>某市人民政府2017年度报告</a><span>03-12</span></li>"
        "<li><a title='标题：某市2016年年度报告&#10;发布时间：2017-03-01' href='/c/c03_172060.shtml'>某市2016年...</a><span>03-01</span></li></ul>"
    )
    assert facts(listing) == [
        ("某市人民政府2018年政府信息公开工作年度报告（含附表）", "/c/c03_172058.shtml", "03-15"),
        ("某市人民政府2017年度报告", "/c/c03_172059.shtml", "03-12"),
        ("某市2016年年度报告", "/c/c03_172060.shtml", "03-01"),
    ]


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


def rows(tag: str, first: int, last: int, extra: str = "") -> str:
    return "".join(
        f"<{tag}><a href='/zw/202{n % 10}01/t202{n % 10}0115_88{n}.html'>某委办第{n}号年度报告公开</a>{extra}<span>2020-01-1{n % 10}</span></{tag}>"
        for n in range(first, last)
    )


@pytest.mark.parametrize(
    ("body", "count"),
    [
        # one list in blocks of different classes with rules between them, and a menu of the same tags beside it
        (f"<div><ul class='menu'><li><a href='/a/'>指南</a></li><li><a href='/b/'>制度</a></li></ul><ul class='n first'>{rows('li', 1, 6)}</ul><hr><ul class='n'>{rows('li', 6, 9)}</ul></div>", 8),
        # every row a table of its own, every row a tbody of its own, paragraphs, sections in a form
        ("<div>" + "".join(f"<table><tr><td>·<a href='/art/2012/3/{n}/art_1_{n}99.html'>某局二〇一一年度报告{n}</a></td><td>[2012-3-{n}]</td></tr></table>" for n in range(1, 6)) + "</div>", 5),
        ("<table>" + "".join(f"<tbody><tr><td><a href='/art/2012/3/{n}/art_1_{n}99.html'>某局二〇一一年度报告{n}</a></td><td>2012-3-{n}</td></tr></tbody>" for n in range(1, 6)) + "</table>", 5),
        (f"<div class=list>{rows('p', 1, 5)}</div>", 4),
        (f"<form><div id=a><div class=b>{rows('section', 1, 4)}</div></div></form>", 3),
        # days in the text after the link, and a heading link inside
        ("<td>" + "".join(f"<a href='/x/show-19{n}285.html'>某镇201{n}年政府信息公开年报</a>(201{n}-01-09)<br>" for n in range(3, 7)) + "</td>", 4),
        ("<div class=r>" + "".join(f"<div><h3><a href='/n/{n}0001.html'>某县{n}年政府信息公开年报</a></h3><p>全文共分六个部分，统计期限自1月1日起…<a href='/n/{n}0001.html'>详情</a></p><em>来源：某县 2019-03-0{n}</em></div>" for n in range(1, 4)) + "</div>", 3),
        # GridView: the pager is a row of the table
        ("<table id=GridView1><tr><th>标题</th><th>发布时间</th></tr>" + rows("tr", 1, 4).replace("<a", "<td><a").replace("<span>", "</td><td>").replace("</span>", "</td>") + "<tr><td><table><tr><td><span>1</span></td><td><a href=\"javascript:__doPostBack('GridView1','Page$2')\">2</a></td></tr></table></td></tr></table>", 3),
        # grids: several entries a row
        ("<table>" + "".join("<tr>" + "".join(f"<td><a href='/gk/44{r}{c}71.html'>某乡镇{r}{c}政府信息公开年报</a></td>" for c in range(3)) + "</tr>" for r in range(4)) + "</table>", 12),
        # a datastore outside a script, which an HTML parser takes apart
        ("<div style='display:none'><datastore><recordset>" + "".join(f"<record><![CDATA[<li><a href='/art/2020/1/{n}/art_9_{n}1111.html'>某街道2019年年度报告</a><span>2020-01-0{n}</span></li>]]></record>" for n in range(1, 5)) + "</recordset></datastore></div>", 4),
        # reports offered as files only
        ("<ul>" + "".join(f"<li><a href='./W0202{n}0131{n}.pdf'>201{n}年度报告（PDF版）</a></li>" for n in range(1, 5)) + "</ul>", 4),
        # extensionless addresses
        ("<ul>" + "".join(f"<li><a href='/gk/zfxxgk/xxgkndbg/2021n/5519{n}'>某科局2021年信息公开年报</a><b>2022/1/{n}</b></li>" for n in range(1, 5)) + "</ul>", 4),
        # the footer's column list is longer than the listing
        (f"<ul>{rows('li', 1, 3)}</ul><div class='dhlm'>" + "<ul>" + "".join(f"<li><a href='/dh/lm{n}/'>专题专栏名称{n}</a></li>" for n in range(40)) + "</ul></div>", 2),
    ],
)  # fmt: skip
def test_shapes_of_rows(body: str, count: int) -> None:
    listing = read(body)
    assert len(listing.items) == count
    assert len({item.url for item in listing.items}) == count


def test_friend_links_of_the_same_tags_are_not_of_the_list() -> None:
    friends = "".join(
        f"<li><a href='http://www.x{n}.gov.cn/' title='某市某局'>某市自然资源和规划局{n}</a></li>" for n in range(6)
    )
    assert len(read(f"<ul>{rows('li', 1, 5)}</ul><p>友情链接</p><ul>{friends}</ul>").items) == 4


def test_a_day_at_the_end_of_the_links_own_text() -> None:
    body = "".join(f"<li><a href='/c/88{n}01.html'>某镇201{n}年年度报告 [201{n}-02-0{n}]</a></li>" for n in range(5, 8))
    assert facts(read(f"<ul>{body}</ul>"))[0][::2] == (
        "某镇2015年年度报告",
        "2015-02-05",
    )


def test_rows_of_shapes_keep_their_days() -> None:
    listing = read("<div>" + rows("p", 1, 5).replace("<span>", "（").replace("</span>", "）") + "</div>")
    assert [item.date for item in listing.items] == ["2020-01-11", "2020-01-12", "2020-01-13", "2020-01-14"]


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
