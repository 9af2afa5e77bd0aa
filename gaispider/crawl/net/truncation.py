"""Retries answers that are no whole page: truncated, empty, or of a status that says so (202, 204, 206, 299).

Scrapy detects a body shorter than its Content-Length. A body that was cut before it was measured shows only as an
incomplete compressed stream, which Scrapy would decompress as far as it goes.
"""

from __future__ import annotations

import zlib

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from gaispider.crawl.challenge import WHOLE
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import IncompleteError

_CHUNK = 1 << 18
# gzip (RFC 1952), deflate in its wrapper (RFC 1950), and deflate without, as some servers send it.
FORMATS = {b"gzip": (16 + zlib.MAX_WBITS,), b"x-gzip": (16 + zlib.MAX_WBITS,), b"deflate": (15, -15)}


class TruncationRetry:
    """A downloader middleware below decompression, so that it sees the bytes of the wire."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TruncationRetry:
        if getattr(crawler.spider, "site", None) is None:
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Returns the response, or a retry. Raises IncompleteError when no retry is left."""
        cause = None
        if page_meta(request).body_file is not None:
            return response
        if not response.body:
            # An empty robots.txt is valid and allows everything.
            if response.status in WHOLE and not request.meta.get("dont_obey_robotstxt"):
                cause = "empty"
        elif is_truncated(response.body, response.headers.get("Content-Encoding"), self._limit):
            cause = "truncated"
        return response if cause is None else _retry(self._crawler, request, response, cause)


class WholePages:
    """A downloader middleware behind the challenges, some of which have such a status, too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WholePages:
        if getattr(crawler.spider, "site", None) is None:
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Returns the response, or a retry. Raises IncompleteError when no retry is left."""
        part = page_meta(request).part_of is not None or request.meta.get("dont_obey_robotstxt")
        if part or not 200 <= response.status < 300 or response.status in WHOLE:
            return response
        return _retry(self._crawler, request, response, "http_2xx")


def _retry(crawler: Crawler, request: Request, response: Response, cause: str) -> Request:
    spider = crawler.spider
    again = get_retry_request(request, spider=spider, reason=cause) if spider else None
    if again is not None:
        return again
    raise IncompleteError(cause, request.url, response.status)


def is_truncated(body: bytes, encoding: bytes | None, limit: int) -> bool:
    """Whether a compressed body ends before its stream does. `encoding` is the Content-Encoding, `limit` is in bytes.

    False for a stream that lacks only its checksum, for bytes that are no such stream, and for a stream that
    decompresses to more than `limit`: the decompression middleware handles those.
    """
    for bits in FORMATS.get((encoding or b"").strip().lower(), ()):
        try:
            return _ends_early(body, bits, limit)
        except zlib.error:
            continue
    return False


def _ends_early(body: bytes, bits: int, limit: int) -> bool:
    if not body:
        return False
    unpacker = zlib.decompressobj(bits)
    size = len(unpacker.decompress(body, _CHUNK))
    while not unpacker.eof and unpacker.unconsumed_tail and size <= limit:
        size += len(unpacker.decompress(unpacker.unconsumed_tail, _CHUNK))
    if unpacker.eof or size > limit:
        return False
    try:
        # Feed zeros: a complete stream takes them for its checksum and reports a mismatch.
        unpacker.decompress(b"\x00" * 8)
    except zlib.error as error:
        return "data check" not in str(error) and "length check" not in str(error)
    return not unpacker.eof
