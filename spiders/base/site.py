"""The spider of a site: its start pages, and the callbacks for listings and articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from typing import Any

from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.checks.listings.moved_listings import MovedListing
from gaispider.crawl.checks.shape import shape_of
from gaispider.crawl.meta import PageMeta, page_meta
from gaispider.draft import Draft
from gaispider.page import Page
from gaispider.page.listing.data.data_listing import is_data, read_data_listing
from gaispider.page.listing.site_sections import is_report_title
from gaispider.reading import capture_of, drafts, shows_a_report
from gaispider.received import Received
from gaispider.sites.model import Site
from gaispider.sites.same_page import keeps_listing
from gaispider.sites.start import start_urls
from gaispider.spiders.base.columns import ColumnWalk
from gaispider.spiders.base.listings import ListingWalk
from gaispider.text.counted import counted


class SiteSpider(ListingWalk, ColumnWalk):
    """Crawls one registry entry.

    Arguments: `years=2015-2019` (report years; pages of unknown year are fetched too), `full=1` (ignore the state).
    """

    async def start(self) -> AsyncIterator[Any]:
        for request in self.start_requests_of(start_urls(self.site, self.years)):
            yield request

    def start_requests_of(self, urls: Collection[str]) -> Iterator[Request]:
        """Requests for the start pages: as an article if the URL is one's, else as a listing."""
        for url in urls:
            if self.is_article(url):
                yield self.article_request(url, start=True)
            else:
                yield self.listing_request(url, in_column=True, start=True)

    def parse_listing(self, response: Response) -> Iterator[Request | Draft]:
        """Requests for entries, next page and columns; a draft if the page is itself a report."""
        meta = page_meta(response)
        if not isinstance(response, TextResponse) or is_data(response.body[:4000].decode("utf-8", "replace")):
            text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
            yield from self.entries(response, read_data_listing(text, response.url), in_column=meta.in_column)
            return
        page = self.read_page(response, "listing")
        meta.shape = shape_of(page.root)
        listing, columns = page.listing, []
        in_column = meta.in_column and not (meta.start and self.is_hub(response, page))
        if (moved := self.moved(response, page)) is not None:
            if moved.reports is None:
                return
            # Whose column it is, nothing says: only titles of reports count, and no link to further columns.
            in_column = False
        if meta.walk == 1:
            if (in_column or moved) and shows_a_report(page):
                # The column page is itself the report, so of its links only report titles count.
                yield from self.parse_article(response)
                in_column = False
            columns = [] if moved else list(self.columns(response, page, in_column=in_column))
        # A long listing takes as long as its articles: its tree is not kept for that time.
        del page
        yield from self.entries(response, listing, in_column=in_column)
        yield from columns

    def moved(self, response: Response, page: Page) -> MovedListing | None:
        """Where a start page or report column has led to, if that need not be the same listing."""
        meta = page_meta(response)
        asked = response.request.meta.get("redirect_urls", [None])[0] if response.request else None
        if asked is None or not meta.in_column or keeps_listing(asked, response.url, self.site):
            return None
        if meta.listing_of:
            return self._moved_page(response, asked, meta)
        reports = sum(is_report_title(item.title) for item in page.listing.items) or int(shows_a_report(page))
        what = f"which names {counted(reports, 'report')}: read by title" if reports else "which names no report"
        if not reports and self.is_hub(response, page):
            what = "which leads to columns or units: none of them is followed"
        moved = MovedListing(asked, response.url, what, meta.start, reports or None)
        self.listing_ledger.moved[self.listing_key(asked)] = moved
        return moved

    def _moved_page(self, response: Response, asked: str, meta: PageMeta) -> MovedListing | None:
        """A further page of a listing that has led to what is no page of it."""
        if meta.listing_of is None or self.same_listing(response.url, meta.listing_of):
            return None
        moved = MovedListing(asked, response.url, f"which is no page of {meta.listing_of}", start=False)
        self.listing_ledger.failed(self.listing_key(meta.listing_of), meta.page_number, "gone")
        self.listing_ledger.moved[self.listing_key(asked)] = moved
        return moved

    def site_of_records(self) -> Site:
        """The registry entry that the records belong to."""
        return self.site

    def parse_article(self, response: Response) -> Iterator[Draft]:
        """The drafts of the page's documents, for the item pipelines."""
        meta = page_meta(response)
        page = self.read_page(response, "article")
        if meta.read_apart is not None and meta.read_apart.drafts is not None:
            yield from meta.read_apart.drafts
            return
        received = meta.received or Received("live", status=response.status, entry=meta.entry)
        capture = capture_of(received, page, response.body)
        yield from drafts(page, site=self.site_of_records(), capture=capture, entry=received.entry)
