"""The base class of the spiders: site, requested years, and requests for listings and articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.checks.listings.listing_ledger import ListingLedger
from gaispider.crawl.checks.selector_tally import SelectorTally
from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.draft import Draft
from gaispider.page import Page, read_page
from gaispider.page.listing.site_sections import is_report_title
from gaispider.page.model import ListRequest
from gaispider.page.selected import Role
from gaispider.page.selectors import Select
from gaispider.reference import Phrases
from gaispider.report.year import year_of_title
from gaispider.sites.model import Site
from gaispider.spiders.base.years import parse_years


class SiteRequests(scrapy.Spider):
    """The common base of the spider's parts. The loader sets `name` and `site`."""

    site: Site
    family: ClassVar[str]
    # Found in the path (and query) of an article's URL: a kind of data/reference/addresses.tsv.
    article: ClassVar[Phrases]

    def __init__(self, years: str | None = None, full: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.years = parse_years(years)
        self.selector_tally = SelectorTally()
        # What each listing says that it has, and what of the site stands or leads elsewhere.
        self.listing_ledger = ListingLedger()
        self.full = full not in (None, "", "0", "false", "no")

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether a URL is an article's, by its form alone."""
        parts = urlsplit(url)
        return cls.article.find(f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None

    def listing_request(self, url: str, **facts: Any) -> Request:
        """A request for a listing; `facts` are fields of PageMeta."""
        meta = PageMeta("listing", **facts)
        return Request(url, callback=self.parse_listing, meta=request_meta(meta), priority=meta.hops)

    def list_request(self, asked: ListRequest, response: Response, **facts: Any) -> Request:
        """A request for a part of a listing as its page makes it; `facts` as for `listing_request`.

        Fields are spelled in the charset of the page, as browsers do.
        """
        request = self.listing_request(asked.url, **facts)
        if asked.fields is None:
            return request
        encoding = response.encoding if isinstance(response, TextResponse) else "utf-8"
        body = urlencode(asked.fields, encoding=encoding, errors="xmlcharrefreplace")
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return request.replace(method="POST", body=body, headers=headers)

    def article_request(self, url: str, **facts: Any) -> Request:
        """A request for an article; `facts` are fields of PageMeta."""
        # Articles have priority over listings, which keeps the queue short.
        return Request(url, callback=self.parse_article, meta=request_meta(PageMeta("article", **facts)), priority=10)

    def parse_listing(self, response: Response) -> Iterator[Request | Draft]:
        """The callback of listings."""
        raise NotImplementedError

    def parse_article(self, response: Response) -> Iterator[Draft]:
        """The callback of articles."""
        raise NotImplementedError

    def read_page(self, response: Response, role: Role) -> Page:
        """The response read with the site's selectors; which of them gave nothing is counted."""
        page = read(response, self.site.select)
        if apart := page_meta(response).read_apart:
            page.take(apart.article, apart.listing)
        self.selector_tally.note(response.url, role, page.gave(role))
        return page

    def wanted(self, title: str, *, in_column: bool) -> bool:
        """Whether an entry may be a report of the requested years. In a report column, every entry may be a report."""
        if not in_column and not is_report_title(title):
            return False
        year = year_of_title(title) if self.years is not None else None
        return year is None or self.years is None or year in self.years


def read(response: Response, select: Select | None = None) -> Page:
    """Read a response as a page. The charset is detected from the bytes; the header is only a hint.

    `select` are the site's own selectors.
    """
    header = response.headers.get("Content-Type")
    return read_page(response.body, response.url, header.decode("latin-1") if header else None, select=select)


def asked_of(response: Response) -> ListRequest:
    """The request that was answered, with the fields of its form."""
    request = response.request
    if request is None or request.method == "GET":
        return ListRequest(response.url)
    encoding = response.encoding if isinstance(response, TextResponse) else "utf-8"
    return ListRequest(request.url, tuple(parse_qsl(request.body.decode("ascii"), True, encoding=encoding)))
