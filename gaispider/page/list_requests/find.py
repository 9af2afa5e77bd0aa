"""The request by which a page's script fetches its list: known makes first, then any request that is written out.

Each reader gives None where it would have to guess. The request asks for the list's first page, so its rows may be
those that the page shows already.
"""

from __future__ import annotations

from lxml.etree import _Element

from gaispider.page.list_requests.query_list import query_list
from gaispider.page.list_requests.script_requests import written_request
from gaispider.page.list_requests.search_list import search_list
from gaispider.page.list_requests.trs_list import trs_list
from gaispider.page.model import ListRequest

# What a listing's next_rule says of a list that such a request brings.
REQUEST = "list request of the page's script, page by page"


def find_list_request(root: _Element, scripts: list[str], base: str) -> ListRequest | None:
    """The request for the first page of the list of the page whose addresses are relative to `base`."""
    text = "\n;\n".join(scripts)
    return (
        query_list(text, base)
        or trs_list(text, base)
        or search_list(root, text, base)
        or written_request(root, text, base)
    )
