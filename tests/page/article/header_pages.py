# ruff: noqa: E501 - markup stands in lines as sites write it
"""Pages of one article whose head, bars and tables a test writes."""

from __future__ import annotations

from gaispider.page import read_page
from gaispider.page.model import Article, Shown

URL = "http://www.example.gov.cn/art/2021/1/29/art_1_2.html"
TITLE = "某某局关于公布2020年政府信息公开年度报告的通知"
BODY = (
    "<p>根据有关规定，现将我局2020年政府信息公开工作的情况公布如下，请社会各界监督。</p>"
    "<p>全年主动公开信息二百余条，没有收费，没有因公开引起的行政复议和诉讼。</p>"
)


def article(html: str) -> Article:
    return read_page(html.encode(), URL).article


def raw(shown: Shown | None) -> str | None:
    return shown.raw if shown else None


def page(header: str, head: str = "", title: str = "某某局") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><div class='m'>{header}<div id='zoom'>{BODY}</div></div></body></html>"
