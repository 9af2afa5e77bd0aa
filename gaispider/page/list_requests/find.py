"""Finds the request by which a page's script fetches its list: known platforms first, then any request written in full.

Each reader gives None where it would have to guess. The request asks for the list's first page, so its rows may be
those that the page already shows.
"""

from __future__ import annotations

from lxml.etree import _Element

from gaispider.page.list_requests.query_list import query_list
from gaispider.page.list_requests.script_requests import written_request
from gaispider.page.list_requests.search_list import search_list
from gaispider.page.list_requests.trs_list import trs_list
from gaispider.page.model import ListRequest

# The next_rule of a listing whose list comes by such a request.
REQUEST = "list request of the page's script, page by page"


def find_list_request(root: _Element, scripts: list[str], base: str) -> ListRequest | None:
    """The request for the first page of a page's list; None if none is found.

    `scripts` are its inline scripts; `base` is what its relative addresses start from.
    """
    text = "\n;\n".join(scripts)
    return (
        query_list(text, base)
        or trs_list(text, base)
        or search_list(root, text, base)
        or written_request(root, text, base)
    )
