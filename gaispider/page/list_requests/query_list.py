"""Jiangxi's platform: `loadPageData({webSiteCode: …, channelCode: …})` posts to `/queryList`."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from gaispider.page.html.script_values import plain_string
from gaispider.page.model import ListRequest
from gaispider.page.urls import absolute

_CALL = re.compile(r"\bloadPageData\s*\(\s*\{")
_FIELD = re.compile(r"""["']?(\w+)(?:\[\])?["']?\s*:\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|\d+)""")
_STRING = re.compile(r""""([^"]*)"|'([^']*)'|(\d+)""")
_ADDRESS = re.compile(r"""["']((?:https?:)?[\w/.:-]*/queryList)["']""")
_LONGEST = 2000
_LISTS = ("webSiteCode", "channelCode")
_USUAL = {"current": "1", "pageSize": "15", "sort": "sortNum", "order": "desc"}


def query_list(scripts: str, base: str) -> ListRequest | None:
    """The request for the first page of the section that the page loads; None if it loads none."""
    call = _CALL.search(scripts) if "loadPageData" in scripts else None
    if call is None:
        return None
    inside = scripts[call.end() : call.end() + _LONGEST].partition("}")[0]
    given = {name: _strings(value) for name, value in _FIELD.findall(inside)}
    if not all(given.get(name) for name in _LISTS):
        return None
    address = _ADDRESS.search(scripts)
    single = {name: given[name][0] if given.get(name) else usual for name, usual in _USUAL.items()}
    lists = [(f"{name}[]", value) for name in _LISTS for value in given[name]]
    fields = (
        ("current", "1"),
        ("pageSize", single["pageSize"]),
        *lists,
        ("sort", single["sort"]),
        ("order", single["order"]),
    )
    whole = absolute(base, address[1] if address else "/queryList")
    return ListRequest(whole, fields) if whole else None


def channel_request(site: str, channel: str, base: str) -> ListRequest:
    """The request for the first page of a section of which only the codes of site and section are known."""
    lists = (("webSiteCode[]", site), ("channelCode[]", channel))
    fields = (
        ("current", "1"),
        ("pageSize", _USUAL["pageSize"]),
        *lists,
        ("sort", _USUAL["sort"]),
        ("order", _USUAL["order"]),
    )
    return ListRequest(urljoin(base, "/queryList"), fields)


def _strings(value: str) -> list[str]:
    return [plain_string(double or single or number) for double, single, number in _STRING.findall(value)]
