"""Small pages as sites make them, for tests that read a whole record."""

from __future__ import annotations

from html import escape

URL = "http://www.qx.gov.cn/zwgk/content_4711.html"


def page_of(title: str, *paragraphs: str, bar: str = "发布时间:2018-03-09", head: str = "", table: str = "") -> bytes:
    """A page with title, bar and paragraphs in one box; `head` are meta tags, `table` stands above the box."""
    lines = "".join(f"<p>{escape(line)}</p>" if not line.startswith("<") else line for line in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body>'
        f'<div class="nav"><a href="/">首页</a></div>{table}<div class="article"><h1>{escape(title)}</h1>'
        f'<div class="info">{bar}</div><div class="content">{lines}</div></div></body></html>'
    ).encode()
