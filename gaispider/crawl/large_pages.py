"""Large pages are read in a process that can be killed, so that no page stops a night."""

from __future__ import annotations

import asyncio
import logging
from threading import Thread

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import NotReadError
from gaispider.crawl.run.interruption import INTERRUPTED
from gaispider.page.listing.data.data_listing import is_data
from gaispider.reading import read_apart
from gaispider.received import Received
from gaispider.spiders.base.site import SiteSpider
from gaispider.workers import JobFailedError, Limits, WorkerPool

logger = logging.getLogger(__name__)


class LargePages:
    """The last downloader middleware on an answer's way: what passes it goes to a callback.

    A reading that is over its time or memory, or crashes, fails the page (`not_read`). Its bytes are archived; it is
    asked for again as every page that failed. An exception of the reading is met again, and logged, in the callback.
    Where a signal ends the run, the reading ends with it, and the next run asks for the page.
    """

    def __init__(self, crawler: Crawler, spider: SiteSpider) -> None:
        settings = crawler.settings
        self._spider = spider
        self._larger_than = settings.getint("LARGE_PAGE_KB") << 10
        self._limits = Limits(settings.getfloat("READING_SECONDS"), settings.getint("READING_MEMORY_MB") << 20)
        self._pool = WorkerPool(modules=("gaispider.reading",))
        self._closed = False
        crawler.signals.connect(self.close, signal=signals.engine_stopped)
        crawler.signals.connect(self.stop, signal=INTERRUPTED)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LargePages:
        if not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured
        return cls(crawler, crawler.spider)

    def close(self) -> None:
        """End the process, and what it reads."""
        self._closed = True
        self._pool.close()

    def stop(self) -> None:
        """End the present reading without waiting for its process; later pages are not read."""
        self._closed = True
        Thread(target=self._pool.close, daemon=True).start()

    async def process_response(self, request: Request, response: Response) -> Response:
        """Raises NotReadError."""
        meta = page_meta(request)
        if meta.role not in ("article", "listing") or len(response.body) <= self._larger_than:
            return response
        if not isinstance(response, TextResponse) or is_data(response.body[:4000].decode("utf-8", "replace")):
            return response
        if self._closed:
            raise NotReadError(f"{response.url}: the run was ended before it was read")
        kind = response.headers.get("Content-Type")
        received = meta.received or Received("live", status=response.status, entry=meta.entry)
        try:
            meta.read_apart = await self._pool.run(
                read_apart,
                response.body,
                response.url,
                kind.decode("latin-1") if kind else None,
                self._spider.site,
                self._spider.site_of_records(),
                received,
                meta.role == "listing",
                limits=self._limits,
            )
        except asyncio.CancelledError as cancelled:
            if not self._closed:
                raise
            raise NotReadError(f"{response.url}: the run was ended before it was read") from cancelled
        except JobFailedError as failure:
            if failure.cause == "exception":
                return response
            why = "the run was ended while it was read" if self._closed else failure
            logger.warning("%s could not be read to its end: %s", response.url, why)
            raise NotReadError(f"{response.url}: {why}") from failure
        return response
