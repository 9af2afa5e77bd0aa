"""Hanweb's `<datastore>`: the list kept as XML in a page's script, and the same XML from dataproxy.jsp."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL)
_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL)
_LINK = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""")
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,7})\s*</totalrecord>")
_TOTAL_PAGES = re.compile(r"<totalpage>\s*(\d{1,6})\s*</totalpage>")
# The XML as a string of a script: <\/record>, href=\"…\".
_ESCAPED = re.compile(r"\\([/\"'])|\\[nrt]")


@dataclass(slots=True)
class Store:
    """The records of one group (HTML fragments), the address of the next group, and the site's own totals."""

    records: list[str]
    next_group: str | None = None
    total: int | None = None
    pages: int | None = None


def stored_records(texts: Iterable[str]) -> list[Store]:
    """Every Hanweb `<datastore>` in `texts`, one for each text that has one."""
    stores: list[Store] = []
    for text in texts:
        if "<record" not in text:
            continue
        if "\\" in text:
            text = _ESCAPED.sub(lambda found: found[1] or " ", text)
        records = [cdata or unescape(plain) for cdata, plain in _RECORD.findall(text)]
        group, total, pages = _GROUP.search(text), _TOTAL.search(text), _TOTAL_PAGES.search(text)
        link = _LINK.search(group[1]) if group else None
        stores.append(
            Store(
                records,
                unescape(link[1]) if link else None,
                int(total[1]) if total else None,
                int(pages[1]) if pages else None,
            )
        )
    return stores
