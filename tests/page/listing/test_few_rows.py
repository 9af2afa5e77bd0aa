# ruff: noqa: E501 - markup stands in lines as sites write it
"""Listings of one row, and rows whose day stands before their link: what is beside them is not taken for theirs."""

from __future__ import annotations

import itertools

import lxml.html
import pytest

from gaispider.page.listing.listing import read_listing

URL = "http://www.lw.gov.cn/zwgk/ndbg/"
FEET = [
    '<div class="b"><a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=2202840001">政府网站找错</a></div>',
    '<div><a href="/gywm/202001/t20200101_12345.html">关于本网站的说明</a></div>',
    '<div><ul><li><a href="/wzgl/202401/t20240115_999.html">政府网站工作年度报表（2023年度）</a></li></ul></div>',
    '<table><tr><td><a href="/gywm/202001/t20200101_1.html">关于我们</a></td><td><a href="/gywm/202001/t20200101_2.html">网站声明</a></td></tr></table>',
]


def rows(body: str, url: str = URL) -> list[tuple[str, str | None]]:
    root = lxml.html.document_fromstring(
        f"<html><head><title>政府信息公开年报</title></head><body>{body}</body></html>"
    )
    return [(item.title, item.date) for item in read_listing(root, url).items]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize(
    ("row", "found"),
    [
        ('<ul><li><a href="/info/1154/16376.htm">2023年年报</a></li></ul>', [("2023年年报", None)]),
        (
            '<ul><li><a href="/gk/2023/">2023年度报告</a><span>2024-03-11</span></li></ul>',
            [("2023年度报告", "2024-03-11")],
        ),
        ('<ul><li><a href="./202403/t20240311_55.html">责权清单</a></li></ul>', [("责权清单", None)]),
        ("<ul></ul>", []),
    ],
)
def test_a_link_of_the_foot_is_no_row(row: str, found: list[tuple[str, str | None]], foot: str) -> None:
    assert rows(f'<div class="nav"><a href="/">首页</a></div>{row}{foot}') == found


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(
    "row",
    ["[{day}]<a href='{url}'>{title}</a><br>", "<br>{day} <a href='{url}'>{title}</a>", "<span>{day}</span><a href='{url}'>{title}</a>", "<a href='{url}'>{title}</a> {day}<br>"],
)  # fmt: skip
def test_a_day_belongs_to_the_link_that_it_stands_before_or_after(row: str, place: int) -> None:
    titles = ["县教育局2023年度工作总结", "县财政局2022年度预算公开"]
    titles.insert(place, "责权清单")
    wanted = [(title, f"2024-0{number}-11") for number, title in enumerate(titles, 1)]
    lines = (
        row.format(day=day, url=f"./202401/t20240111_{n}5.html", title=title) for n, (title, day) in enumerate(wanted)
    )
    assert rows(f"<div class='list'>{''.join(lines)}</div>") == wanted


# The page, the address of its n-th entry, and that of a page of the foot.
MAKES = {
    "trs": (URL, "./202401/t20240111_{n}5.html", "/gywm/202001/t20200101_1.html"),
    "hanweb": ("http://www.lw.gov.cn/col/col1229/index.html", "/art/2024/1/11/art_1229_{n}5.html", "/art/2020/1/1/art_999_15.html"),
    "ucap": ("http://www.lw.gov.cn/lwx/c100/list.shtml", "/lwx/c100/202401/{n}a1b2c3d4e5f60718293a4b5c6d7e8f9.shtml", "/lwx/c900/202001/1f1b2c3d4e5f60718293a4b5c6d7e8f9.shtml"),
    "vsb": ("http://www.lw.gov.cn/zfxxgk/ndbg.htm", "../info/1154/163{n}6.htm", "/info/1030/1201.htm"),
    "epoint": ("http://www.lw.gov.cn/gk/003001/moreinfo.html", "/gk/003001/20240111/0a1b2c3d-0000-4000-8000-00000000000{n}.html", "/foot/20200101/0a1b2c3d-1111-4000-8000-000000000001.html"),
    "asp": ("http://www.lw.gov.cn/list.asp?cid=5", "show.asp?id={n}7", "about.asp?id=1"),
    "public": ("http://www.lw.gov.cn/public/column/6981?type=3", "/public/6981/4585{n}.html", "/content/article/22221"),
    "content": ("http://www.lw.gov.cn/37584/list.html", "content_14{n}.html", "/11/22/content_991.html"),
}  # fmt: skip
# What stands around the rows, and a row.
SHAPES = (
    ("<ul class='list'>{}</ul>", "<li><a href='{url}'>{title}</a><span>{day}</span></li>"),
    ("<ul class='list'>{}</ul>", "<li><span>{day}</span><a href='{url}'>{title}</a></li>"),
    ("<table>{}</table>", "<tr><td>·<a href='{url}'>{title}</a></td><td>{day}</td></tr>"),
    ("<dl>{}</dl>", "<dt><a href='{url}'>{title}</a></dt><dd>{day}</dd>"),
    ("<div>{}</div>", "<p><a href='{url}'>{title}</a>（{day}）</p>"),
    ("<div>{}</div>", "[{day}] <a href='{url}'>{title}</a><br>"),
    ("<div>{}</div>", "<div class=r><div><a href='{url}'>{title}</a></div><div class=d>{day}</div></div>"),
    ("<div>{}</div>", "<table><tr><td><a href='{url}'>{title}</a></td><td>{day}</td></tr></table>"),
    ("<div class='l'>{}</div>", "<span>{day}</span><a href='{url}'>{title}</a>"),
    ("<ul>{}</ul>", "<li><a href='{url}'><h4>{title}</h4><span>{day}</span></a></li>"),
)
UNDER = '<div class="foot"><a href="{foot}">关于我们</a><a href="/wzdt/202001/t20200101_3.html">网站地图</a></div>'


def _page(shape: tuple[str, str], address: str, wanted: list[tuple[str, str | None]]) -> str:
    made = (shape[1].format(url=address.format(n=n), title=t, day=day or "") for n, (t, day) in enumerate(wanted, 1))
    return f"<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div>{shape[0].format(''.join(made))}"


@pytest.mark.parametrize("make", MAKES)
def test_a_short_title_is_a_row_with_a_day_of_its_own(make: str) -> None:
    url, address, foot = MAKES[make]
    for shape in SHAPES:
        for short, place, dated in itertools.product(("责权清单", "年报", "教育局"), range(3), (True, False)):
            titles = ["县教育局2023年度工作总结", "县财政局2022年度预算公开"]
            titles.insert(place, short)
            wanted = [(title, f"2024-0{n}-11" if dated else None) for n, title in enumerate(titles, 1)]
            assert rows(_page(shape, address, wanted) + UNDER.format(foot=foot), url) == wanted, (shape, short)


# The foot's links beside a list of one report; those that share its element share its class, too.
SINGLE_FEET = (
    '<div class="b"><a href="{foot}">{name}</a></div>',
    '<ul><li><a href="{foot}">{name}</a></li></ul>',
    '<ul class="f"><li><a href="{foot}">{name}</a></li><li><a href="{foot}9">网站声明</a></li></ul>',
    '<p><a href="{foot}">{name}</a> | <a href="{foot}9">联系我们</a></p>',
    '<table><tr><td><a href="{foot}">{name}</a></td><td><a href="{foot}9">网站声明</a></td></tr></table>',
)


@pytest.mark.parametrize("make", MAKES)
def test_a_list_of_one_report_takes_nothing_of_the_foot(make: str) -> None:
    url, address, foot = MAKES[make]
    for shape, feet, dated in itertools.product(SHAPES, SINGLE_FEET, (True, False)):
        for name in ("关于我们", "政府网站工作年度报表（2023年度）"):
            wanted = [("柳湾县2023年政府信息公开工作年度报告", "2024-01-11" if dated else None)]
            assert rows(_page(shape, address, wanted) + feet.format(foot=foot, name=name), url) == wanted, (shape, feet)


def test_rows_of_a_short_list_that_lead_elsewhere_stay() -> None:
    """News beside a report: of other folders and hosts, in boxes of their own."""
    row = '<dl><dt><a href="{}">{}</a></dt><dd>[2024-03-11]</dd></dl>'
    links = (
        ("./202403/t20240311_1.html", "青溪镇2023年年报"),
        ("/xw/202403/t20240311_2.html", "政务公开培训班开班"),
        ("https://mp.weixin.example/s/0a1b2c3d4e5f", "一图读懂"),
    )
    assert len(rows("<div>" + "".join(row.format(*link) for link in links) + "</div>")) == 3


@pytest.mark.parametrize(
    ("body", "url"),
    [
        # What is left of a menu in cells without a class: a link to the page itself, a column of its disclosure.
        ('<table><tr><td><img src="a.gif"><a href="list_tyxx.html">政府信息公开年报</a></td></tr></table>', "http://a.gov.cn/37584/list_tyxx.html"),
        ('<table><tr><td><a href="6981?type=4&action=list">法定主动公开内容</a></td></tr></table>', "http://a.gov.cn/public/column/6981?type=3"),
        ('<ul><li><a href="/gk/">政府信息公开年报</a></li></ul>', URL),
    ],
)  # fmt: skip
def test_what_is_left_of_a_menu_is_no_list(body: str, url: str) -> None:
    assert rows(f"<div>{body}</div><div id='list'></div>", url) == []


def test_a_report_that_is_called_as_its_column_is_an_entry() -> None:
    assert rows('<ul><li><a href="./202403/t20240311_5.html">政府信息公开年报</a></li></ul>') == [
        ("政府信息公开年报", None)
    ]
