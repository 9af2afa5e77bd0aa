"""One page fetched now, under the rules of a crawl (robots, hosts, limits, challenges), and nothing kept of it."""

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

from gaispider.crawl.browser.chromium import rendering
from gaispider.draft import Draft
from gaispider.item_access import report_of
from gaispider.items import Report
from gaispider.reading import capture_of, drafts
from gaispider.received import Received
from gaispider.sites.model import Site
from gaispider.spiders.base import CopySpider, read


def fetch_once(url: str, site: Site | None, settings: BaseSettings) -> tuple[list[Report], str | None]:
    """The records of the page at `url`, and why there are none if it was not answered with content.

    Without a site of the registry, the URL's own host is the only one that is asked.
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
    # No run: nothing is archived, remembered or locked, and there is no progress to show.
    quiet.setdict(rendering(rules, settings), priority="spider")
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
            # The made-up entry is for the crawl's rules only: a page of no site gives a record of no site.
            page = read(response, self.site.select)
            capture = capture_of(Received("live", status=response.status), page, response.body)
            yield from drafts(page, site=site, capture=capture)

        def failed(self, failure: Failure) -> None:
            problems.append(failure.getErrorMessage())

    OnePage.site = rules
    return OnePage
