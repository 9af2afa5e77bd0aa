"""Hanweb's `<datastore>`: the list kept as XML in a page's script, and the same XML from dataproxy.jsp."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL)
_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL)
_LINK = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""")
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,7})\s*</totalrecord>")
_TOTAL_PAGES = re.compile(r"<totalpage>\s*(\d{1,6})\s*</totalpage>")


def stored_records(texts: Iterable[str]) -> tuple[list[str], str | None, int | None, int | None]:
    """Records (HTML fragments), address of the next group, and totals of the first Hanweb `<datastore>` in `texts`."""
    for text in texts:
        if "<record" not in text:
            continue
        records = [cdata or unescape(plain) for cdata, plain in _RECORD.findall(text)]
        group, total, pages = _GROUP.search(text), _TOTAL.search(text), _TOTAL_PAGES.search(text)
        link = _LINK.search(group[1]) if group else None
        return (
            records,
            unescape(link[1]) if link else None,
            int(total[1]) if total else None,
            int(pages[1]) if pages else None,
        )
    return [], None, None, None
