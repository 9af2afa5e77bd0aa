# ruff: noqa: E501 - markup stands in lines as sites write it
"""Listings of one row, and rows whose day stands before their link: what is beside them is not taken for theirs."""

from __future__ import annotations

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
