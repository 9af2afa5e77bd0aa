"""Obeys Crawl-delay of robots.txt: the seconds between two requests to a host are the longer of it and ours."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class CrawlDelay:
    """An extension. The group of robots.txt that names us decides; that of all only if there is none (RFC 9309)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._longest = settings.getfloat("CRAWL_DELAY_MAX")
        delay, jitter = settings.getfloat("DOWNLOAD_DELAY"), settings.getfloat("DOWNLOAD_DELAY_JITTER")
        # The shortest time between two requests that our own settings can give.
        self._own_shortest = delay * max(0.0, 1 - jitter)
        self._own = delay

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        # A replay asks no server.
        if not crawler.settings.getbool("ROBOTSTXT_OBEY") or crawler.settings["ARCHIVE_REPLAY"]:
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.take, signal=signals.robots_parsed)
        return extension

    def take(self, robotparser: RobotParser, request: Request) -> None:
        """Set the delay of a host whose robots.txt was read because of `request`, before that request leaves."""
        host = urlsplit(request.url).hostname or ""
        wanted = robotparser.crawl_delay(self._agent)
        if wanted is None or wanted <= self._own_shortest:
            return
        if wanted > self._longest:
            logger.warning(
                "robots.txt of %s asks for %g s between requests; CRAWL_DELAY_MAX allows %g s",
                host,
                wanted,
                self._longest,
            )
        seconds = max(min(wanted, self._longest), self._own)
        downloader = self._crawler.engine.downloader
        # Each port has a robots.txt: the host's longest holds. A slot that was idle for a minute is made anew.
        known = downloader.per_slot_settings.setdefault(host, {})
        if seconds <= known.get("delay", 0):
            return
        logger.info("robots.txt of %s: %g s between requests", host, seconds)
        known.update(delay=seconds, jitter=0)
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = seconds, 0
