"""A Scrapy extension for tests: the most requests that waited, and those made by the first article's answer."""

from __future__ import annotations

import sys
from typing import Any

from scrapy import signals


class BacklogMeter:
    """Counts requests at every scheduled one and at the first article's answer."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self.most = self.scheduled = 0
        self.at_first_article: int | None = None

    @classmethod
    def from_crawler(cls, crawler: Any) -> BacklogMeter:
        meter = cls(crawler)
        crawler.signals.connect(meter.took, signal=signals.request_scheduled)
        crawler.signals.connect(meter.answered, signal=signals.response_received)
        crawler.signals.connect(meter.closed, signal=signals.spider_closed)
        return meter

    def took(self) -> None:
        self.scheduled += 1
        self.most = max(self.most, len(self._crawler.engine.scheduler))

    def answered(self, request: Any) -> None:
        if "content_" in request.url and self.at_first_article is None:
            self.at_first_article = self.scheduled

    def closed(self) -> None:
        sys.stderr.write(f"backlog: most {self.most}, at the first article {self.at_first_article}\n")
