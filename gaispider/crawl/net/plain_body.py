"""Bodies that are plain although a Content-Encoding is named: as browsers do, they are taken as they are."""

from __future__ import annotations

import re

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.filetypes import by_bytes

_CODINGS = frozenset((b"gzip", b"x-gzip", b"deflate", b"br", b"zstd"))
# What no compressed stream begins with.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|meta|title|body|script)\b", re.I)


class PlainBody:
    """A downloader middleware below decompression, which fails for such bodies. The archive has what came."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PlainBody:
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        coding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if coding in _CODINGS and (_MARKUP.match(response.body) or _is_document(response.body)):
            headers = response.headers.copy()
            del headers["Content-Encoding"]
            return response.replace(headers=headers)
        return response


def _is_document(body: bytes) -> bool:
    found = by_bytes(body)
    return found is not None and found.what != "archive"
