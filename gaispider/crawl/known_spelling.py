"""Addresses that a store has read in an older spelling go on being asked for in it, so that ids stay what they are.

Before 0.3 the characters in a link's query were spelled in UTF-8 whatever the page's charset. Where a server took that,
the page has its id, its state and its records by it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.page.urls import spelled_in_utf8
from gaispider.sites.canonical import canonical_url


class KnownSpelling:
    """A spider middleware before the page tracker."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KnownSpelling:
        return cls(current_run(crawler))

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in result:
            if isinstance(item, Request) and (known := known_spelling(item.url, self._run)) != item.url:
                yield item.replace(url=known)
            else:
                yield item


def known_spelling(url: str, run: Run) -> str:
    """The address in UTF-8 if a report or a file was read by it and by none other; else the address as it is.

    A page without a report year may be what a server says to names that it does not know, so it counts for nothing.
    """
    older = spelled_in_utf8(url)
    if older is None or run.page_of(canonical_url(url, run.site)) is not None:
        return url
    page = run.page_of(canonical_url(older, run.site))
    if page is None or page.archived is None or page.failures or page.gone_since:
        return url
    return older if page.report_year is not None or page.role == "attachment" else url
