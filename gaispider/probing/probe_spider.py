"""Looks at a registry entry as a crawl would begin: a start page, what it leads to, a second page, two reports."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response, TextResponse
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.checks.listings.moved_listings import HOME, MovedListing
from gaispider.crawl.loader import spider_class
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import cause_of, error_of, is_final, told_of
from gaispider.crawl.net.robots import RobotsTxtPolicy
from gaispider.page import Page
from gaispider.page.list_requests.find import REQUEST
from gaispider.page.listing.data.indirect import FRAME, UNIT
from gaispider.page.listing.site_sections import is_report_title
from gaispider.page.model import Listing
from gaispider.page.selected import Role
from gaispider.probing.columns_above import Candidate, candidates, confirms
from gaispider.probing.seen_site import Above, FailedPage, Seen, SeenListing
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site
from gaispider.sites.same_page import leads_home
from gaispider.sites.start import start_urls
from gaispider.spiders.base import CopySpider, SiteSpider

REPORTS = 2
# Home page, group of units, unit, its column: a listing with reports is found by then, or none is.
MAX_LISTINGS = 6
# Entries that are asked for where the first ones fail.
_MAX_ARTICLES = 4
# Start pages that are asked for while none leads to a report: a template's newest year may have none yet.
MAX_STARTS = 4
# Pages of one listing: where its rows come by a script's request, that counts as one.
_MAX_PAGES = 4
# Columns above a single report.
_MAX_ABOVE = 3
# Seconds for one site; a probe asks for some fifteen pages.
SITE_SECONDS = 900
# A report's title as listings show it, possibly cut at its end.
_SPEAKS = re.compile(r"20\d\d\s*年?度?(?:[^<>\n\"]{0,24}(?:信息公开|政务公开)|年度报|年报)")


class ProbeSteps(SiteSpider):
    """One page at a time: what the family would ask for waits until it is the most telling. Stands before the family
    among the bases of the spider."""

    seen: Seen
    taken_down: Collection[str] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._starts = start_urls(self.site)
        self._lists: list[Request] = []
        self._articles: list[Request] = []
        self._pages: list[Request] = []
        self._above: list[Candidate] = []
        self._asked = self._named = self._read = self._pages_asked = 0
        self._rows: set[str] = set()
        self._dead: set[str] = set()
        self.seen.all_starts = len(self._starts)

    async def start(self) -> AsyncIterator[Any]:
        for request in self._next():
            yield request

    def read_page(self, response: Response, role: Role) -> Page:
        page = super().read_page(response, role)
        self.seen.gave.setdefault(response.url, {}).update(page.gave(role))
        if page_meta(response).start and not self._above:
            self._above = list(candidates(page, response.url, self.site, self.is_article))[:_MAX_ABOVE]
        return page

    def parse_listing(self, response: Response) -> Iterator[Any]:
        asked = response.request.meta.get("redirect_urls", [response.url])[0] if response.request else response.url
        meta = page_meta(response)
        if meta.in_column and leads_home(asked, response.url, self.site):
            self.seen.moved.append(MovedListing(asked, response.url, HOME, meta.start))
        else:
            for made in super().parse_listing(response):
                if not isinstance(made, Request):
                    yield made
                elif page_meta(made).role == "listing":
                    (self._pages if page_meta(made).page_number > 1 else self._lists).append(made)
                elif canonical_url(made.url, self.site) not in self.taken_down:
                    self._articles.append(made)
            self.seen.moved += [one for one in self.listing_ledger.moved.values() if one not in self.seen.moved]
        yield from self._next()

    def entries(self, response: Response, listing: Listing, *, in_column: bool) -> Iterator[Request]:
        requests = list(super().entries(response, listing, in_column=in_column))
        meta = page_meta(response)
        following = next((one.url for one in requests if page_meta(one).page_number > meta.page_number), None)
        reports = sum(is_report_title(item.title) for item in listing.items)
        speaks = isinstance(response, TextResponse) and _SPEAKS.search(response.text) is not None
        self.seen.listings.append(
            SeenListing(
                response.url, listing, following, meta.page_number, meta.start, in_column, reports, speaks=speaks
            )
        )
        rows = {canonical_url(item.url, self.site) for item in listing.items}
        elsewhere = listing.next_rule in (UNIT, FRAME, REQUEST)
        new = len(rows - self._rows)
        # A first group may come once more: then the page behind it is the second one.
        if meta.page_number > 1 and self._rows and (new or following is None):
            self.seen.second = new
        if (in_column or reports) and not elsewhere:
            self._rows |= rows
        yield from requests

    def parse_article(self, response: Response) -> Iterator[Any]:
        meta = page_meta(response)
        if meta.start:
            self.seen.singles.append(response.url)
        yield from super().parse_article(response)
        if meta.role == "article":  # and not a column that is itself a report
            self._read += not meta.start
            yield from self._next()

    def parse_above(self, response: Response) -> Iterator[Request]:
        """Whether the page above a single report is its column."""
        page = self.read_page(response, "listing")
        how = str(response.meta["found_by"])
        if reports := confirms(page.listing, self.seen.singles, self.site):
            self.seen.above = Above(response.url, how, reports)
        yield from self._next()

    def failed(self, failure: Failure) -> Iterator[Request]:
        """A page that could not be had; the next step."""
        asked: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error, meta = error_of(failure), page_meta(asked)
        robots = self.crawler.get_downloader_middleware(RobotsTxtPolicy)
        no_rules = robots.unreachable if robots else {}
        cause = cause_of(error, asked, no_rules)
        first = asked.meta.get("redirect_urls", [asked.url])[0]
        if meta.role == "listing" and meta.in_column and leads_home(first, asked.url, self.site):
            # Whatever stands at the home page: the listing is not there.
            self.seen.moved.append(MovedListing(first, asked.url, HOME, meta.start))
        if cause == "foreign_host" and (meta.role != "listing" or meta.in_column):
            self.seen.elsewhere.add(first, asked.url, start=meta.start)
        if cause in _NO_ANSWER:
            self._dead.add(urlsplit(first).netloc)
        sentence = told_of(error, asked, no_rules)
        final = is_final(cause, asked.url)
        self.seen.failures.append(FailedPage(first, cause, sentence, meta.role, meta.start, meta.page_number, final))
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        """The most telling request that is left.

        An entry that is a report by its title, until two are read; the listing's next page; a further listing while
        none has named a report; another entry; a further start page while none has led to a report; the column above a
        single report. Columns hold news, too, and a report's title may be no more than a year.
        """
        steps = (
            self._named_report, self._next_page, self._further_list, self._other_entry, self._further_start,
            self._column_above,
        )  # fmt: skip
        request = next((made for step in steps if (made := step()) is not None), None)
        if request is not None:
            yield request.replace(errback=self.failed)

    def _named_report(self) -> Request | None:
        named = next((one for one in self._articles if _is_report(one)), None)
        return self._article(named) if named is not None else None

    def _next_page(self) -> Request | None:
        if not self._pages or self.seen.second is not None or self._pages_asked >= _MAX_PAGES:
            return None
        self._pages_asked += 1
        return self._pages.pop()

    def _further_list(self) -> Request | None:
        if not self._lists or self._named or len(self.seen.listings) >= MAX_LISTINGS:
            return None
        # Report columns before the way to them; of both the nearest to a report.
        best = max(self._lists, key=lambda one: (page_meta(one).in_column, page_meta(one).hops))
        self._lists.remove(best)
        return best

    def _other_entry(self) -> Request | None:
        return self._article(self._articles[0]) if self._articles else None

    def _further_start(self) -> Request | None:
        while not self._is_proved() and self._starts and len(self.seen.starts) < MAX_STARTS:
            url = self._starts.pop(0)
            # No other page is requested from a host that does not answer.
            if urlsplit(url).netloc not in self._dead:
                self.seen.starts.append(url)
                return next(iter(self.start_requests_of([url])), None)
        return None

    def _column_above(self) -> Request | None:
        if not self.seen.singles or self._read or self.seen.above is not None or not self._above:
            return None
        above = self._above.pop(0)
        request = self.listing_request(above.url)
        return request.replace(callback=self.parse_above, meta={**request.meta, "found_by": above.found_by})

    def _article(self, request: Request) -> Request | None:
        if self._read >= REPORTS or self._asked >= _MAX_ARTICLES:
            return None
        self._articles.remove(request)
        self._asked += 1
        self._named += _is_report(request)
        return request

    def _is_proved(self) -> bool:
        """Whether what was read is a report, or at least called one."""
        return self._named > 0 or any(one.kind != "not_a_report" for one in self.seen.listed_reports)


def _is_report(article: Request) -> bool:
    entry = page_meta(article).entry
    return entry is not None and is_report_title(entry.title)


_NO_ANSWER = frozenset({"dns", "private_address", "refused", "timeout", "connection", "robots_unreachable"})
"""Causes after which a host is not asked for another page within the same look."""


def can_be_probed(site: Site, settings: BaseSettings) -> bool:
    """Whether an entry has start pages that a probe can ask for; copies of pages have none."""
    family = spider_class(site, settings.getlist("SPIDER_MODULES"))
    return bool(site.start) and issubclass(family, SiteSpider) and not issubclass(family, CopySpider)


def probe_spider(
    seen: Seen, settings: BaseSettings, taken_down: Collection[str], retries: int, sample: ArchiveWriter | None = None
) -> type[ProbeSteps]:
    """The spider that looks at `seen.site` and writes into `seen`. `retries`: of a page that does not answer;
    `sample`: where its answers are kept, if they are."""
    family = spider_class(seen.site, settings.getlist("SPIDER_MODULES"))
    facts = {
        "name": seen.site.key,
        "site": seen.site,
        "seen": seen,
        "taken_down": taken_down,
        "sample": sample,
        "custom_settings": {
            **(family.custom_settings or {}),
            "RETRY_TIMES": retries,
            "CLOSESPIDER_TIMEOUT": SITE_SECONDS,
        },
    }
    return type("ProbeSpider", (ProbeSteps, family), facts)
