"""Keeps the answers that a probe meets in a small archive, where one is asked for: failures and redirects, too."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.crawl.meta import page_meta
from gaispider.crawl.notes.listing_note import note_of

# Bytes of one answer as it was sent.
_LARGEST = 2 * 1024 * 1024
# Who holds them is known to the site; they are of no use for reading its pages.
_KEYS = frozenset((b"set-cookie", b"set-cookie2"))


class RecordAnswers:
    """Stands where a crawl's archive does: below decompression, so that bodies stay as their headers describe them."""

    def __init__(self, sample: ArchiveWriter) -> None:
        self._sample = sample

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordAnswers:
        sample = getattr(crawler.spider, "sample", None)
        if not isinstance(sample, ArchiveWriter):
            raise NotConfigured
        return cls(sample)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises OSError if it cannot be kept."""
        meta = page_meta(request)
        has_content = bool(response.body) or 300 <= response.status < 400
        if has_content and len(response.body) <= _LARGEST and not request.meta.get("playwright"):
            self._sample.write(
                Exchange(
                    url=request.url,
                    status=response.status,
                    headers=[
                        (name.decode("latin-1"), value.decode("latin-1"))
                        for name in response.headers
                        if name.lower() not in _KEYS
                        for value in response.headers.getlist(name.decode("latin-1"))
                    ],
                    body=response.body,
                    method=request.method,
                    request_body=request.body,
                    fetched_at=datetime.now(UTC),
                    metadata=note_of(meta.entry) if response.status == 200 else None,
                )
            )
        return response
