"""Archived answers as Scrapy's responses."""

from __future__ import annotations

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from gaispider.archive.reader import Entry


def response_of(entry: Entry, url: str, body: bytes) -> Response:
    """The archived answer as a Scrapy response for `url`; `body` is still in its Content-Encoding."""
    headers = Headers()
    for name, value in entry.headers:
        headers.appendlist(name, value.encode("latin-1", "replace"))
    kind = responsetypes.from_args(headers=headers, url=url, body=body)
    return kind(url=url, status=entry.status or 200, headers=headers, body=body, flags=["archived"])
