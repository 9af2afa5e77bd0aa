"""Fetches and reads one page under the rules of a crawl (robots.txt, hosts, limits, challenges); stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import BaseSettings, Settings
from twisted.python.failure import Failure

from gaispider.crawl.browser.chromium import render_settings
from gaispider.draft import Draft
from gaispider.item_access import report_of
from gaispider.items import Report
from gaispider.reading import capture_of, drafts
from gaispider.received import Received
from gaispider.sites.model import Site
from gaispider.spiders.base import CopySpider, read


def fetch_one(url: str, site: Site | None, settings: BaseSettings) -> tuple[list[Report], str | None]:
    """The records of the page at `url`, and the reason (one sentence) if there are none.

    Without `site`, requests go to the URL's own host only.
    """
    host = urlsplit(url).netloc.rpartition("@")[2]
    rules = site or Site(key="page", name=host, family="generic", file="")
    reports: list[Report] = []
    problems: list[str] = []

    def scraped(item: Any) -> None:
        report = report_of(item)
        if report is not None:
            reports.append(report)

    quiet = Settings(settings)
    # An empty RUN_NAME disables the Run extension: no archive, no state, no lock, no progress line.
    quiet.setdict(render_settings(rules, settings), priority="spider")
    quiet.setdict({"RUN_NAME": "", "LOG_LEVEL": "ERROR", "LOG_ENABLED": True}, priority="cmdline")
    process = AsyncCrawlerProcess(quiet)
    crawler = process.create_crawler(_spider(rules, site, problems))
    crawler.signals.connect(scraped, signal=signals.item_scraped)
    process.crawl(crawler, urls=url)
    process.start()
    if not reports and not problems:
        problems.append("no record was made of it")
    return reports, f"{url}: {problems[0]}" if problems else None


def _spider(rules: Site, site: Site | None, problems: list[str]) -> type[CopySpider]:
    class OnePage(CopySpider):
        name = "page"
        family = rules.family

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if site is not None:
                self.site = replace(site, start=(self.urls[0],))

        def article_request(self, url: str, **meta: Any) -> Any:
            return super().article_request(url, **meta).replace(errback=self.failed)

        def parse_article(self, response: Response) -> Iterator[Draft]:
            # `rules` may be a made-up entry; the record must name the real site or none.
            page = read(response)
            capture = capture_of(Received("live", status=response.status), page, response.body)
            yield from drafts(page, site=site, capture=capture)

        def failed(self, failure: Failure) -> None:
            problems.append(failure.getErrorMessage())

    OnePage.site = rules
    return OnePage
