"""One look at a registry entry: its start listing and two reports, under the rules of a crawl, and nothing kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from gaispider.archive.tombstones import taken_down
from gaispider.crawl.fetch_one import crawl_unkept
from gaispider.crawl.loader import spider_class
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import cause_of, told_of
from gaispider.crawl.net.robots import RobotsTxtPolicy
from gaispider.crawl.run.outcome import Counters, Outcome, decide
from gaispider.crawl.store import SiteStore
from gaispider.item_access import report_of
from gaispider.items import Report
from gaispider.page import Page
from gaispider.page.model import Listing
from gaispider.page.selected import Role
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site
from gaispider.sites.start import start_urls
from gaispider.spiders.base import CopySpider, SiteSpider

REPORTS = 2
# Home page, group of units, unit, its column: a listing with reports is found by then, or none is.
MAX_LISTINGS = 6
# Entries that are asked for where the first ones fail.
_MAX_ARTICLES = 4


@dataclass(slots=True)
class ProbedListing:
    """A listing that was read; `following` is the address asked for next, whatever rule or family names it."""

    url: str
    listing: Listing
    following: str | None


@dataclass(slots=True)
class Probe:
    """What a probe saw. `gave` says by page and selector whether it gave something."""

    listings: list[ProbedListing] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    gave: dict[str, dict[str, bool]] = field(default_factory=dict)
    tally: Counters = field(default_factory=Counters)

    def outcome(self) -> Outcome:
        """The outcome as of a crawl that should have found a report at least."""
        self.tally.new = len(self.reports)
        return decide(self.tally, records=len(self.reports), expected=1)


def probe(site: Site, settings: BaseSettings) -> Probe:
    """Ask for the first start page, for what it leads to until a listing has reports, and for two of these.

    Raises UsageError for an entry without start pages.
    """
    found = Probe()
    family = spider_class(site, settings.getlist("SPIDER_MODULES"))
    if not site.start or not issubclass(family, SiteSpider) or issubclass(family, CopySpider):
        raise UsageError(f"{site.file}: site {site.key} has no start pages to be probed", print_help=False)
    gone = taken_down(SiteStore(Path(settings["STORE_DIR"]), site.key).folder)

    def scraped(item: Any) -> None:
        report = report_of(item)
        if report is not None:
            found.reports.append(report)

    crawl_unkept(_spider(family, site, found, gone), site, settings, scraped)
    return found


def _spider(family: type[SiteSpider], site: Site, found: Probe, gone: Collection[str]) -> type[SiteSpider]:
    class ProbeSpider(family):  # type: ignore[misc,valid-type]  # which family is known at run time
        """The family's own spider, one page at a time: what it would ask for waits until it is the most telling."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self._lists: list[Request] = []
            self._articles: list[Request] = []
            self._asked = 0
            self._read = 0

        async def start(self) -> AsyncIterator[Any]:
            found.tally.starts = 1
            for request in list(self.start_requests_of(start_urls(site)[:1]))[:1]:
                yield request.replace(errback=self.failed)

        def read_page(self, response: Response, role: Role) -> Page:
            page: Page = super().read_page(response, role)
            found.gave.setdefault(response.url, {}).update(page.gave(role))
            return page

        def entries(self, response: Response, listing: Listing, *, in_column: bool) -> Iterator[Request]:
            requests = list(super().entries(response, listing, in_column=in_column))
            following = next((one.url for one in requests if page_meta(one).page_number > 1), None)
            found.listings.append(ProbedListing(response.url, listing, following))
            yield from (one for one in requests if page_meta(one).page_number == 1)

        def parse_listing(self, response: Response) -> Iterator[Any]:
            for made in super().parse_listing(response):
                if not isinstance(made, Request):
                    yield made
                elif page_meta(made).role == "listing":
                    self._lists.append(made)
                elif canonical_url(made.url, site) not in gone:
                    self._articles.append(made)
            found.tally.answered += 1
            yield from self._next()

        def parse_article(self, response: Response) -> Iterator[Any]:
            yield from super().parse_article(response)
            if page_meta(response).role == "article":  # and not a column that is itself a report
                self._read += 1
                found.tally.answered += 1
                yield from self._next()

        def failed(self, failure: Failure) -> Iterator[Request]:
            asked: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
            error = failure.value or RuntimeError("a failure without an error")
            robots = self.crawler.get_downloader_middleware(RobotsTxtPolicy)
            no_rules = robots.unreachable if robots else {}
            cause, told = cause_of(error, asked, no_rules), told_of(error, asked, no_rules)
            found.tally.fail(cause, told, start=page_meta(asked).start)
            yield from self._next()

        def _next(self) -> Iterator[Request]:
            """An entry, until two are read; a further listing while none has named an entry."""
            if self._articles and self._read < REPORTS and self._asked < _MAX_ARTICLES:
                self._asked += 1
                yield self._articles.pop(0).replace(errback=self.failed)
            elif self._lists and not self._asked and len(found.listings) < MAX_LISTINGS:
                # Report columns before the way to them; of both the nearest to a report.
                best = max(self._lists, key=lambda one: (page_meta(one).in_column, page_meta(one).hops))
                self._lists.remove(best)
                yield best.replace(errback=self.failed)

    ProbeSpider.site = site
    ProbeSpider.name = site.key
    return ProbeSpider
