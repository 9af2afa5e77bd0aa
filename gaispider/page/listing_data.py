"""Listings that arrive as data: Hanweb's dataproxy XML, the JSON of gkmlpt (Guangdong) and of other list requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html import unescape

from gaispider.page.address import absolute
from gaispider.page.datastore import stored_records
from gaispider.page.listing import items_of, read_records
from gaispider.page.listing_rows import normal_day, squeeze
from gaispider.page.model import Listing, ListingItem

_TITLE_KEYS = ("title", "doctitle", "name", "topic", "vc_title", "infotitle", "articletitle")
_URL_KEYS = ("url", "docpuburl", "chnldocurl", "link", "href", "linkurl", "puburl")
_DATE_KEYS = (
    "display_publish_time",
    "docreltime",
    "pubdate",
    "publishdate",
    "publishtime",
    "publish_time",
    "date",
    "created_at",
    "time",
)
_TOTAL_KEYS = ("total", "totalcount", "count", "recordcount", "post_count", "totalrecord")
# Dates of the sites' JSON are the sites' own days; epochs are in their time zone.
_CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"<[^>]{1,80}>")


def is_data(text: str) -> bool:
    """Whether `text` is such an answer rather than a page."""
    head = text.lstrip("\ufeff \t\r\n")[:200]
    return head.startswith(("{", "[")) or ("<datastore" in head or (head.startswith("<?xml") and "<record" in text))


def read_data_listing(text: str, url: str) -> Listing:
    """Read an answer of a list request. Text that is no such answer, or holds no list, gives an empty listing."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _read_json(text, url)
    records, next_group, total, pages = stored_records([text])
    return Listing(
        items=items_of(read_records(records), url),
        next_page=absolute(url, next_group) if next_group else None,
        next_rule="datastore nextgroup" if next_group else "datastore: no next group",
        pages=pages,
        records=total,
    )


def _read_json(text: str, url: str) -> Listing:
    try:
        data = json.loads(text)
    except ValueError:
        return Listing(next_rule="not JSON")
    best: list[ListingItem] = []
    for entries in _lists(data):
        items = [item for entry in entries if (item := _json_item(entry, url)) is not None]
        if len(items) > len(best):
            best = items
    return Listing(items=best, next_rule="data: the next page is the caller's parameter", records=_total(data))


def _lists(data: object, depth: int = 0) -> Iterator[list[object]]:
    if depth > 6:
        return
    if isinstance(data, list):
        if data and isinstance(data[0], dict):
            yield data
        for entry in data[:200]:
            yield from _lists(entry, depth + 1)
    elif isinstance(data, dict):
        for value in data.values():
            if isinstance(value, list | dict):
                yield from _lists(value, depth + 1)


def _json_item(entry: object, url: str) -> ListingItem | None:
    if not isinstance(entry, dict):
        return None
    fields = {str(key).lower(): value for key, value in entry.items()}
    title = next((fields[key] for key in _TITLE_KEYS if isinstance(fields.get(key), str) and fields[key].strip()), None)
    href = next((fields[key] for key in _URL_KEYS if isinstance(fields.get(key), str) and fields[key].strip()), None)
    if title is None or href is None:
        return None
    date = next((day for key in _DATE_KEYS if (day := _json_day(fields.get(key))) is not None), None)
    address = absolute(url, href)
    return ListingItem(squeeze(unescape(_TAG.sub("", title))), href.strip(), address, date) if address else None


def _json_day(value: object) -> str | None:
    if isinstance(value, str):
        if value.isdigit() and len(value) in (10, 13):
            value = int(value)
        else:
            return normal_day(value.replace("T", " ").split("+")[0])
    if isinstance(value, int) and value > 10**8:
        seconds = value / 1000 if value > 10**11 else value
        return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date().isoformat()
    return None


def _total(data: object) -> int | None:
    if not isinstance(data, dict):
        return None
    for level in (data, *(value for value in data.values() if isinstance(value, dict))):
        for key, value in level.items():
            if str(key).lower() in _TOTAL_KEYS and isinstance(value, int):
                return value
    return None
