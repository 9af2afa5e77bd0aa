"""TRS lists of Fujian: `list2.trsapi` with `listModel({listArgs: {channelid, classsql}, pagebar: {prepage}})`.

The script that sends the request is in a file of its own. Public crawlers name two interfaces: `/was5/web/search`,
which needs the number of a search channel, and `/fjdzapp/data`, whose channel is the same everywhere.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from gaispider.page.model import ListRequest
from gaispider.page.urls import absolute

_FILTER = re.compile(r"""\bclasssql\s*:\s*(?:(?:""|'')\s*\|\|\s*)?["']([^"']{3,200})["']""")
_ORDER = re.compile(r"""\bsortfield\s*:\s*["']([^"']{1,120})["']""")
_SIZE = re.compile(r"""\bprepage\s*:\s*["']?(\d{1,3})""")
_CHANNEL = re.compile(r"""\b(?:channelid|searchId)\s*[:=]\s*["']?(\d{4,9})\b""")
_USUAL_CHANNEL = "100000"


def trs_list(scripts: str, base: str, interface: str = "") -> ListRequest | None:
    """The request for the first page. `interface` is the address with its channel, where a registry entry gives it."""
    wanted = _FILTER.search(scripts) if ".trsapi" in scripts else None
    if wanted is None:
        return None
    order, size, channel = _ORDER.search(scripts), _SIZE.search(scripts), _CHANNEL.search(scripts)
    query = {"channelid": channel[1] if channel else _USUAL_CHANNEL}
    if interface:
        address, query = interface, {}
    elif channel:
        address, query["templet"] = "/was5/web/search", "docs.jsp"
    else:
        address = "/fjdzapp/data"
    query |= {"sortfield": order[1] if order else "-docreltime", "classsql": wanted[1]}
    query |= {"prepage": size[1] if size else "15", "page": "1"}
    whole = absolute(base, address)
    if whole is None:
        return None
    return ListRequest(f"{whole}{'&' if '?' in whole else '?'}{urlencode(query)}")
