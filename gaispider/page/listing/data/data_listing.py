"""Listings that arrive as data: Hanweb's dataproxy XML, the JSON of gkmlpt (Guangdong) and of other list requests."""

from __future__ import annotations

import re

from gaispider.page.listing.data.hanweb_datastore import Store, stored_records
from gaispider.page.listing.data.indirect import following_unit, html_of_unit
from gaispider.page.listing.data.json_entries import items_of_data, total_of
from gaispider.page.listing.data.loose_json import loose_data
from gaispider.page.listing.listing import items_of, read_records
from gaispider.page.model import NOT_DATA, Listing
from gaispider.page.urls import absolute

# The next_rule of data that does not name the page that follows.
DATA = "data: the next page is the caller's parameter"
# JSON as the argument of a function: cb({…});
_PADDED = re.compile(r"\s*[\w$.]{1,60}\s*\(\s*(?=[{\[])")


def is_data(text: str) -> bool:
    """Whether `text` is data (JSON, XML) rather than a page."""
    head = text.lstrip("\ufeff \t\r\n")[:200]
    if head.startswith(("{", "[")) or _PADDED.match(head):
        return True
    return "<datastore" in head or (head.startswith("<?xml") and "<record" in text)


def read_data_listing(text: str, url: str) -> Listing:
    """Read an answer of a list request. Text that is no such answer, or holds no list, gives an empty listing."""
    text = text.lstrip("\ufeff \t\r\n")
    padded = _PADDED.match(text)
    if padded or text.startswith(("{", "[")):
        return _read_json(text, padded.end() if padded else 0, url)
    return _read_records(text, url)


def _read_records(text: str, url: str) -> Listing:
    store = next(iter(stored_records([text])), Store([]))
    following = absolute(url, store.next_group) if store.next_group else None
    return Listing(
        items=items_of(read_records(store.records), url),
        next_page=following,
        next_rule="datastore nextgroup" if following else "datastore: no next group",
        pages=store.pages,
        records=store.total,
    )


def _read_json(text: str, begin: int, url: str) -> Listing:
    data = loose_data(text[begin:])
    if data is None:
        return Listing(next_rule=NOT_DATA)
    if isinstance(data, dict) and isinstance(data.get("result"), str) and "<record" in data["result"]:
        return _read_records(data["result"], url)
    html = html_of_unit(data)
    if html is not None:
        following, pages, records = following_unit(html, url)
        rule = "list request" if following else "list request: last page" if pages else "list request: no count"
        return Listing(items_of(read_records([html]), url), following, rule, pages, records)
    rule = DATA
    return Listing(items=items_of_data(data, url), next_rule=rule, records=total_of(data))
