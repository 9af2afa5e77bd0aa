"""Obeys Retry-After (RFC 9110, 10.2.3): no request is sent before the time that the server names."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

logger = logging.getLogger(__name__)


class RetryAfter:
    """Pauses the whole crawl for as long as a 429 or 503 says, up to RETRY_AFTER_MAX seconds.

    For a longer time the page fails without a retry in this run; the next run requests it again. A 429 that names no
    time gets a pause of RETRY_PAUSE seconds, twice as long each time.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self._pause = crawler.settings.getfloat("RETRY_PAUSE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if response.status not in (429, 503):
            return response
        seconds = seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC))
        if seconds is None and response.status == 429:
            seconds = min(self._pause * 2 ** request.meta.get("retry_times", 0), self._longest)
        if seconds is None:
            return response
        if seconds > self._longest:
            request.meta["dont_retry"] = True
            return response
        logger.info("%s asks to wait for %d s", response.url, seconds)
        engine = self._crawler.engine
        engine.pause()
        try:
            await asyncio.sleep(seconds)
        finally:
            engine.unpause()
        return response


def seconds_to_wait(header: bytes | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for; None if it is missing or unreadable."""
    if header is None:
        return None
    text = header.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
