"""The progress line of a crawl at a terminal. A log gets Scrapy's line once a minute instead."""

from __future__ import annotations

import sys
from time import monotonic

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from gaispider.crawl.run.outcome import Counters
from gaispider.crawl.run.run import Run
from gaispider.text.counted import counted


class ProgressLine:
    """Rewrites one line on stderr twice a second while stderr is a terminal."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._began = monotonic()
        self._loop = create_looping_call(self._show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressLine:
        if not sys.stderr.isatty() or not crawler.settings["RUN_NAME"]:
            raise NotConfigured
        line = cls(crawler)
        crawler.signals.connect(line._opened, signal=signals.spider_opened)
        crawler.signals.connect(line._closed, signal=signals.spider_closed)
        return line

    def _opened(self) -> None:
        self._loop.start(0.5, now=True)

    def _closed(self) -> None:
        self._loop.stop()
        sys.stderr.write("\r\x1b[K")

    def _show(self) -> None:
        run = self._crawler.get_extension(Run)
        if run is not None:
            sys.stderr.write(f"\r\x1b[K{progress(run.site.key, run.counters, monotonic() - self._began)}")
            sys.stderr.flush()


def progress(key: str, counters: Counters, seconds: float) -> str:
    """`panshi  0:42  37 pages  12 new  1 changed  3 failed`."""
    parts = [
        f"{key}  {int(seconds) // 60}:{int(seconds) % 60:02d}",
        counted(counters.answered, "page"),
        f"{counters.new} new",
    ]
    for count, word in (
        (counters.changed, "changed"),
        (counters.unchanged, "unchanged"),
        (counters.skipped, "not due"),
        (counters.failures.total(), "failed"),
    ):
        if count:
            parts.append(f"{count} {word}")
    return "  ".join(parts)
