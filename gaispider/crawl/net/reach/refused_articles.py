"""Asks a host for no more articles in a run when all of them refuse or fail, though its listings answer.

Who goes on is blocked for longer, and three thousand time-outs cost a night. What is not asked for is not judged: its
state stays as it was, and the next run asks for it.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request

from gaispider.crawl.meta import page_meta
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.part_counters import ArticlesInARow
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)


class NotAskedError(IgnoreRequest):
    """An article that is not asked for in this run. It has not failed."""


class RefusedArticles:
    """A downloader middleware. ARTICLES_REFUSED is the number in a row, three times as many where one was answered."""

    def __init__(self, articles: ArticlesInARow, most: int) -> None:
        self._articles, self._most = articles, most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefusedArticles:
        most = crawler.settings.getint("ARTICLES_REFUSED")
        if most < 1 or getattr(crawler.spider, "site", None) is None or crawler.settings["ARCHIVE_REPLAY"]:
            raise NotConfigured
        return cls(current_run(crawler).counters.articles, most)

    def process_request(self, request: Request) -> None:
        if page_meta(request).role != "article":
            return
        host = urlsplit(request.url).netloc
        count = self._articles.failed[host]
        if count < self._most * (3 if host in self._articles.answered else 1):
            return
        cause = self._articles.causes[host]
        if not self._articles.left[host, cause]:
            logger.warning("%s: %s failed in a row: no more are asked for in this run", host, counted(count, "article"))
        self._articles.left[host, cause] += 1
        raise NotAskedError(f"{request.url} is not asked for in this run: {count} articles in a row failed: {cause}")
