"""Lists of entries in JSON: objects with a title and an address, at any depth, whatever their fields are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from html import unescape

from gaispider.page.date_fields import date_names
from gaispider.page.day_strings import normal_day
from gaispider.page.listing.data.loose_json import loose_data
from gaispider.page.listing.entry_urls import is_document
from gaispider.page.listing.row_days import squeeze
from gaispider.page.model import ListingItem
from gaispider.page.urls import absolute

_TITLE_KEYS = (
    "title", "doctitle", "realtitle", "name", "topic", "vc_title", "infotitle", "articletitle", "newstitle", "filename",
    "bt", "subtitle",
)  # fmt: skip
_URL_KEYS = (
    "url", "docpuburl", "chnldocurl", "link", "href", "linkurl", "puburl", "infourl", "pageurl", "articleurl", "weburl",
    "visiturl", "post_url", "apiurl", "lj", "channelurl", "pcurl",
)  # fmt: skip
_INNER = ("source", "_source")
_TOTAL_KEYS = ("total", "totalcount", "count", "recordcount", "post_count", "totalrecord", "totalnum", "totalelements")
# Epochs in the sites' JSON are days in the sites' time zone.
_CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"<[^>]{1,80}>")
# A script gives a list or an object to a name: `var dataList = [{"infolist": …`.
_GIVEN = re.compile(r"[=(]\s*(?=[\[{]\s*[\[{]?\s*\"|\[\s*\{\s*['\w])")
_HINT = re.compile(r"(?:title|url)['\"]?\s*:", re.IGNORECASE)
_LONGEST = 200_000
_DEPTH = 6


def items_of_data(data: object, url: str) -> list[ListingItem]:
    """The entries of the longest list in `data`.

    Where several objects hold one list each, the entries of all of them.
    """
    best: list[ListingItem] = []
    for entries in _lists(data):
        items = [item for entry in entries if (item := _item(entry, url)) is not None]
        if not items and all(isinstance(entry, dict) for entry in entries):
            # groups of a list: [{"infolist": […]}, {"infolist": […]}]
            inner = [value for entry in entries if isinstance(entry, dict) for value in entry.values()]
            nested = [entry for value in inner if isinstance(value, list) for entry in value]
            items = [item for entry in nested if (item := _item(entry, url)) is not None]
        if len(items) > len(best):
            best = items
    return best


def items_of_scripts(scripts: Iterable[str], url: str) -> list[ListingItem]:
    """The entries of a list that a page's script holds as JSON. The script is read, not run."""
    best: list[ListingItem] = []
    decoder = json.JSONDecoder()
    for script in scripts:
        if not _HINT.search(script):
            continue
        for found in _GIVEN.finditer(script):
            try:
                data, _ = decoder.raw_decode(script, found.end())
            except ValueError:
                data = loose_data(script[found.end() : found.end() + _LONGEST]) if script[found.end()] == "[" else None
            items = items_of_data(data, url)
            # Menus are JSON, too; only entries have days or addresses of documents.
            entries = sum(item.date is not None or is_document(item.url) for item in items)
            if len(items) > len(best) and entries * 2 > len(items):
                best = items
    return best


def total_of(data: object) -> int | None:
    """The number of records that an answer gives, at most two levels deep; None if none."""
    if not isinstance(data, dict):
        return None
    levels = [data]
    for _ in range(3):
        for level in levels:
            for key, value in level.items():
                if str(key).lower() in _TOTAL_KEYS and isinstance(value, int | str) and str(value).isdigit():
                    return int(value)
        levels = [value for level in levels for value in level.values() if isinstance(value, dict)]
    return None


def _lists(data: object, depth: int = 0) -> Iterator[list[object]]:
    if depth > _DEPTH:
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


def _item(entry: object, url: str) -> ListingItem | None:
    if not isinstance(entry, dict):
        return None
    # {"source": {"title": …}} of search engines
    inner = next((entry[key] for key in _INNER if isinstance(entry.get(key), dict)), entry)
    fields = {str(key).lower(): value for key, value in inner.items()}
    title = next((fields[key] for key in _TITLE_KEYS if isinstance(fields.get(key), str) and fields[key].strip()), None)
    href = address_of(fields)
    if title is None or href is None:
        return None
    date = next((day for key in date_names(fields, "data") if (day := _day(fields[key])) is not None), None)
    address = absolute(url, href)
    return ListingItem(squeeze(unescape(_TAG.sub("", title))), href.strip(), address, date) if address else None


def address_of(fields: Mapping[str, object]) -> str | None:
    """The address in an object's fields, whatever they are called; None if there is none."""
    lower = {key.lower(): value for key, value in fields.items()}
    for key in _URL_KEYS:
        if isinstance(value := lower.get(key), str) and value.strip():
            return value
    return _address_of_many(lower.get("urls"))


def _address_of_many(urls: object) -> str | None:
    """The address of the page for computers among several, which may be JSON in a string: {"pc": …, "wap": …}."""
    if isinstance(urls, str):
        try:
            urls = json.loads(urls)
        except ValueError:
            return None
    if not isinstance(urls, dict):
        return None
    named = (urls.get("pc"), urls.get("common"), *urls.values())
    return next((url for url in named if isinstance(url, str) and url.strip()), None)


def _day(value: object) -> str | None:
    if isinstance(value, str):
        if value.isdigit() and len(value) in (10, 13):
            value = int(value)
        else:
            return normal_day(value.replace("T", " ").split("+")[0].removesuffix("Z"))
    if isinstance(value, int) and value > 10**8:
        seconds = value / 1000 if value > 10**11 else value
        return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date().isoformat()
    return None
