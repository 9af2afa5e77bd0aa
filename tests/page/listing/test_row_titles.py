# ruff: noqa: E501 - markup stands in lines as sites write it
"""What of a row is its title: not a badge beside it, nor the first words of its text under the same address."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.listing.listing import read_listing

URL = "http://www.lw.gov.cn/zwgk/ndbg/"
ROWS = [(f"柳湾县第{n}局2023年政府信息公开年报", f"./202401/t20240111_{n}5.html") for n in range(1, 4)]


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='{url}'><i>置顶</i>{title}</a><span>2024-01-11</span></li>",
        "<li><a href='{url}'>{title}<sup>NEW</sup></a><span>2024-01-11</span></li>",
        "<li><a href='{url}'><em>【最新】</em>{title}<img src='/new.gif'></a><span>2024-01-11</span></li>",
        "<li><h5><a href='{url}'>{title}</a></h5><p><a href='{url}'>本年度共主动公开政府信息158条，收到申请2件，均已按期答复……</a><a href='{url}'>[详细]</a></p><span>2024-01-11</span></li>",
        "<li><p><a href='{url}'>本报告由办公室编制，共六个部分。</a></p><a href='{url}'>{title}</a><span>2024-01-11</span></li>",
    ],
)
def test_the_title_of_a_row(row: str) -> None:
    body = "".join(row.format(title=title, url=url) for title, url in ROWS)
    root = lxml.html.document_fromstring(f"<html><body><ul>{body}</ul></body></html>")
    assert [(item.title, item.date) for item in read_listing(root, URL).items] == [(t, "2024-01-11") for t, _ in ROWS]
