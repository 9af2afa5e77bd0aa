"""Listings whose entries are at another address: in a frame, or behind the request that a script element names.

Hanweb's newest columns have `<script url="/api-gateway/…/build/unit" queryData="{'webId':…, 'pageId':…}">` and no
entries. The request is a plain GET; further pages add `paramJson={"pageNo":2,"pageSize":15}`. The answer is JSON with
`data.html`, whose pager has `rows` and `count`.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml.etree import _Element

from gaispider.page.box_names import names_no_list
from gaispider.page.html.hidden import is_hidden
from gaispider.page.script_variants import pattern
from gaispider.page.urls import absolute, split

# The next_rule of a listing whose entries come by such a request.
UNIT = "list request of the page's script"
FRAME = "frame: the entries are on another page"
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]""")
_LIST = pattern(r"list|列表|栏目|内容|分页", re.IGNORECASE)
_PAGER = re.compile(r"""<[^>]*\bclass=["'][^"']*\bpag(?:ination|e|er)\b[^"']*["'][^>]*>""", re.IGNORECASE)
_ROWS = re.compile(r"""\brows=["'](\d{1,4})["']""")
_COUNT = re.compile(r"""\bcount=["'](\d{1,7})["']""")


def unit_address(root: _Element) -> str | None:
    """The address of the request that brings the list, as the page names it; None if it names none, or several."""
    named: list[tuple[bool, str]] = []
    for script in root.iter("script"):
        query = script.get("querydata") or script.get("queryData")
        address = script.get("url")
        if not query or not address or "/build/unit" not in address:
            continue
        fields = dict(_PAIR.findall(query))
        if "pageId" in fields or "pageid" in fields:
            named.append((bool(_LIST.search(fields.get("tagId", ""))), f"{address}?{urlencode(fields)}"))
    lists = [address for is_list, address in named if is_list] or [address for _, address in named]
    # Of several, it cannot be told which is the list.
    return lists[0] if len(set(lists)) == 1 else None


def frame_address(root: _Element, base: str) -> str | None:
    """The one page of the same site that a frame shows, unless its name shows that it is no list; else None."""
    host = urlsplit(base).netloc
    found: dict[str, None] = {}
    for frame in root.iter("iframe", "frame"):
        source = (frame.get("src") or "").strip()
        address = absolute(base, source) if source and "{" not in source else None
        if address is None or urlsplit(address).netloc != host or is_hidden(frame):
            continue
        if not names_no_list(urlsplit(address).path) and (frame.get("height") or "100") not in ("0", "1"):
            found[address] = None
    return next(iter(found)) if len(found) == 1 and not found.keys() & {base} else None


def html_of_unit(data: object) -> str | None:
    """The HTML in the answer to such a request; None if the data is no such answer."""
    if not isinstance(data, dict):
        return None
    inner = data.get("data")
    html = inner.get("html") if isinstance(inner, dict) else inner
    return html if isinstance(html, str) and "<" in html else None


def following_unit(html: str, url: str) -> tuple[str | None, int | None, int | None]:
    """The address of the request for the page after `url`, and the numbers of pages and records; None where unknown."""
    pager = next((tag for tag in _PAGER.findall(html) if _COUNT.search(tag)), None)
    rows, count = (_ROWS.search(pager), _COUNT.search(pager)) if pager else (None, None)
    parts = split(url)
    if rows is None or count is None or not int(rows[1]) or parts is None:
        return None, None, int(count[1]) if count else None
    pages = -(-int(count[1]) // int(rows[1]))
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        number = int(json.loads(fields.get("paramJson") or "{}").get("pageNo") or 1)
    except (ValueError, AttributeError, TypeError):
        return None, pages, int(count[1])
    if number >= pages:
        return None, pages, int(count[1])
    fields["paramJson"] = json.dumps({"pageNo": number + 1, "pageSize": int(rows[1])}, separators=(",", ":"))
    return parts._replace(query=urlencode(fields)).geturl(), pages, int(count[1])
