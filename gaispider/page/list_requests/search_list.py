"""Lists of UCAP and of Hunan that arrive as data: `/common/search/<channel>`, in some provinces `/searchList/`.

The first is seen in Gansu and Heilongjiang. The channel is given by a meta tag (`channelId`, 32 hex digits), a variable
of a script, or the written address. The script that sends the request is in a file of its own. Hunan's goes to another
host, which the registry entry must name.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from lxml.etree import _Element

from gaispider.page.model import ListRequest
from gaispider.page.urls import absolute

_WRITTEN = re.compile(
    r"""(?P<address>(?:https?:)?(?://[\w.:-]+)?/(?:[\w-]+/){0,3}(?:common/search|searchList)/)(?P<channel>[0-9a-f]{32}|\d{3,9})?"""
)
_CHANNEL = re.compile(r"""\bchannel_?id\b["']?\s*[:=]\s*["']\s*([0-9a-f]{32}|\d{3,9})["']""", re.IGNORECASE)
_SIZE = re.compile(r"""_?page_?size["']?\s*[:=]\s*["']?(\d{1,3})\b""", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32}$")
_USUAL_SIZE = "15"
# On Hunan's platform channels have numbers, and this state means published.
_PUBLISHED = (("datas[0][key]", "status"), ("datas[0][value]", "1"))


def search_list(root: _Element, scripts: str, base: str) -> ListRequest | None:
    """The request for the first page; None if the page names no channel."""
    written = _WRITTEN.search(scripts)
    named = _CHANNEL.search(scripts)
    channel = (written["channel"] if written else None) or _meta_channel(root) or (named[1] if named else None)
    if channel is None:
        return None
    size = found[1] if (found := _SIZE.search(scripts)) else _USUAL_SIZE
    if not _HEX.match(channel):
        if written is None:
            return None
        whole = absolute(base, written["address"] + channel)
        return ListRequest(whole, (*_PUBLISHED, ("page", "1"), ("pageSize", size))) if whole else None
    if written is None and "search" not in scripts.lower() and _meta_channel(root) is None:
        return None
    query = {"_isAgg": "true", "_isJson": "true", "_pageSize": size, "_template": "index", "page": "1"}
    address = written["address"] if written else "/common/search/"
    whole = absolute(base, address + channel)
    return ListRequest(f"{whole}?{urlencode(query)}") if whole else None


def _meta_channel(root: _Element) -> str | None:
    for node in root.iter("meta"):
        if (node.get("name") or "").lower() == "channelid":
            content = (node.get("content") or "").strip()
            return content if _HEX.match(content) else None
    return None
