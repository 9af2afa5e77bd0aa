# ruff: noqa: E501 - markup stands in lines as sites write it
"""One entry of a listing: its title and its day, however its row is built."""

from __future__ import annotations

import pytest

from tests.page.listing.listing_pages import facts, read, rows


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


def test_a_day_at_the_end_of_the_links_own_text() -> None:
    body = "".join(f"<li><a href='/c/88{n}01.html'>某镇201{n}年年度报告 [201{n}-02-0{n}]</a></li>" for n in range(5, 8))
    assert facts(read(f"<ul>{body}</ul>"))[0][::2] == (
        "某镇2015年年度报告",
        "2015-02-05",
    )


def test_rows_of_shapes_keep_their_days() -> None:
    listing = read("<div>" + rows("p", 1, 5).replace("<span>", "（").replace("</span>", "）") + "</div>")
    assert [item.date for item in listing.items] == ["2020-01-11", "2020-01-12", "2020-01-13", "2020-01-14"]
