"""scrapy-playwright for one site: one browser for http and https, started with the first page that needs it."""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakKeyDictionary

from playwright.async_api import Browser
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.provider import PlaywrightBrowserProvider

from gaispider.crawl.net.clients.download_handler import BoundedHeaderHandler


class SiteBrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # scrapy-playwright has no types
    """Sends requests with `meta["playwright"]` to the browser, all others as on sites without one."""

    _of_crawler: ClassVar[WeakKeyDictionary[Crawler, SiteBrowserHandler]] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SiteBrowserHandler:
        # Scrapy makes one handler for each scheme; sharing it keeps a site to one browser.
        if crawler not in cls._of_crawler:
            cls._of_crawler[crawler] = cls(crawler)
        return cls._of_crawler[crawler]

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._plain = BoundedHeaderHandler(crawler)
        self._is_closed = False

    async def download_request(self, request: Request) -> Response:
        if request.meta.get("playwright"):
            browsed: Response = await super().download_request(request)
            return browsed
        return await self._plain.download_request(request)

    async def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            await self._plain.close()
            await super().close()


class OnDemandChromium(PlaywrightBrowserProvider):  # type: ignore[misc]
    """Starts Playwright's driver with the first rendered page, so that other crawls start no process."""

    async def start(self) -> None:
        """Do nothing; `launch_browser` starts the driver."""

    async def launch_browser(self) -> Browser:
        if self.playwright is None:
            await super().start()
        browser: Browser = await super().launch_browser()
        return browser

    async def close(self) -> None:
        if self.playwright is not None:
            await super().close()
