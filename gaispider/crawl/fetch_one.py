"""Fetches and reads one page under the rules of a crawl (robots.txt, hosts, limits, challenges); stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings, Settings
from twisted.python.failure import Failure

from gaispider.adapters.item_access import report_of
from gaispider.crawl.browser.chromium import render_settings
from gaispider.draft import Draft
from gaispider.items import Report
from gaispider.reading import capture_of, drafts
from gaispider.received import Received
from gaispider.sites.model import Site
from gaispider.spiders.base import CopySpider, read


def fetch_one(url: str, site: Site | None, settings: BaseSettings) -> tuple[list[Report], str | None]:
    """The records of the page at `url`, and the reason (one sentence) if there are none.

    Without `site`, requests go to the URL's own host only.
    """
    rules = site or _rules_of(url)
    reports: list[Report] = []
    problems: list[str] = []

    def scraped(item: Any) -> None:
        report = report_of(item)
        if report is not None:
            reports.append(report)

    crawl_unkept(_spider(rules, site, problems, None), rules, settings, scraped, urls=url)
    if not reports and not problems:
        problems.append("no record was made of it")
    return reports, f"{url}: {problems[0]}" if problems else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was answered."""

    url: str
    body: bytes
    content_type: str | None


def fetch_answer(url: str, site: Site | None, settings: BaseSettings) -> tuple[Answer | None, str | None]:
    """The page at `url` itself, and why there is none."""
    rules = site or _rules_of(url)
    answers: list[Answer] = []
    problems: list[str] = []
    crawl_unkept(_spider(rules, site, problems, answers), rules, settings, lambda item: None, urls=url)
    if answers:
        return answers[0], None
    return None, f"{url}: {problems[0] if problems else 'it was not answered'}"


def crawl_unkept(
    spider: type[Spider], rules: Site, settings: BaseSettings, scraped: Callable[[Any], None], **arguments: Any
) -> Crawler:
    """Run a spider under the rules of a crawl, without a run: nothing is archived, remembered or locked.

    `scraped` is called with every item. Once a process: a reactor that has stopped can't be started again.
    """
    quiet = Settings(settings)
    quiet.setdict(render_settings(rules, settings), priority="spider")
    quiet.setdict({"RUN_NAME": "", "LOG_LEVEL": "ERROR", "LOG_ENABLED": True}, priority="cmdline")
    process = AsyncCrawlerProcess(quiet)
    crawler = process.create_crawler(spider)
    crawler.signals.connect(scraped, signal=signals.item_scraped)
    process.crawl(crawler, **arguments)
    process.start()
    return crawler


def _rules_of(url: str) -> Site:
    """An entry for a page of no site: its own host is the only one that is asked."""
    return Site(key="page", name=urlsplit(url).netloc.rpartition("@")[2], family="generic", file="")


def _spider(rules: Site, site: Site | None, problems: list[str], answers: list[Answer] | None) -> type[CopySpider]:
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
            if answers is not None:
                kind = response.headers.get("Content-Type")
                answers.append(Answer(response.url, response.body, kind.decode("latin-1") if kind else None))
                return
            # `rules` may be a made-up entry; the record must name the real site or none.
            page = read(response, self.site.select)
            capture = capture_of(Received("live", status=response.status), page, response.body)
            yield from drafts(page, site=site, capture=capture)

        def failed(self, failure: Failure) -> None:
            problems.append(failure.getErrorMessage())

    OnePage.site = rules
    return OnePage
