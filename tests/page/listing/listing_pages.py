# ruff: noqa: E501 - markup stands in lines as sites write it
"""Pages of a listing between menu and footer, and what is read of them."""

from __future__ import annotations

import lxml.html

from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Listing

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


def rows(tag: str, first: int, last: int, extra: str = "") -> str:
    return "".join(
        f"<{tag}><a href='/zw/202{n % 10}01/t202{n % 10}0115_88{n}.html'>某委办第{n}号年度报告公开</a>{extra}<span>2020-01-1{n % 10}</span></{tag}>"
        for n in range(first, last)
    )
