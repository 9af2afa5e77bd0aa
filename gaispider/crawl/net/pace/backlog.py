"""Keeps the number of requests that wait in the scheduler small, however many rows a listing has."""

from __future__ import annotations

import sys

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from gaispider.crawl.run.run import Run

# Seconds after which is looked again, should no request leave the downloader.
_LOOK_AGAIN = 1.0
# How often in a row the downloader must be empty.
_STUCK = 3


class Backlog:
    """A page hands on its next request only when there is room: below PENDING_REQUESTS in the scheduler."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._most = crawler.settings.getint("PENDING_REQUESTS")
        self._waiting: list[Deferred[bool]] = []
        crawler.signals.connect(self._left, signal=signals.request_left_downloader)

    async def room(self) -> bool:
        """Return when there is room, or False if the crawl is ending: what it is handed would only fill the memory."""
        idle = 0
        while not (ending := self._run.ending or self._is_closing()) and self._is_full():
            if await self._a_request_left():
                idle = 0
                continue
            engine = self._crawler.engine
            idle = 0 if engine is not None and engine.downloader.active else idle + 1
            if idle == _STUCK:
                # The pages that wait are over SCRAPER_SLOT_MAX_ACTIVE_SIZE: nothing is asked for until they end.
                self._most = sys.maxsize
        return not ending

    async def _a_request_left(self) -> bool:
        """Wait until a request leaves the downloader, True, or for _LOOK_AGAIN seconds, False."""
        left: Deferred[bool] = Deferred()
        self._waiting.append(left)
        timer = call_later(_LOOK_AGAIN, self._let_through, False)
        result = await maybe_deferred_to_future(left)
        timer.cancel()
        return result

    def _is_closing(self) -> bool:
        """Whether a limit (MEMUSAGE_LIMIT_MB, CLOSESPIDER_…) or anything else has closed the crawl.

        Scrapy says it by taking no request although neither downloader nor scraper is full.
        """
        engine = self._crawler.engine
        if engine is None or engine.scraper.slot is None:
            return True
        is_full = engine.downloader.needs_backout() or engine.scraper.slot.needs_backout()
        return not is_full and engine.needs_backout()

    def _is_full(self) -> bool:
        engine = self._crawler.engine
        scheduler = engine.scheduler if engine is not None else None
        return scheduler is not None and len(scheduler) >= self._most  # type: ignore[arg-type]

    def _left(self) -> None:
        self._let_through(True)

    def _let_through(self, left_downloader: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for left in waiting:
            left.callback(left_downloader)
