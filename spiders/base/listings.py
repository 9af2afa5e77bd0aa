"""Walks through one listing page by page to its end, and again if its order changes between requests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.crawl.checks.listings.listing_ledger import Walk
from gaispider.crawl.meta import page_meta
from gaispider.listing_values import ListingEntry
from gaispider.page.list_requests.find import REQUEST
from gaispider.page.list_requests.request_numbers import following_request
from gaispider.page.listing.data.data_listing import DATA
from gaispider.page.listing.data.indirect import FRAME, UNIT
from gaispider.page.model import Listing
from gaispider.page.selectors import SELECTED
from gaispider.sites.canonical import accepted_gap, canonical_url
from gaispider.spiders.base.requests import SiteRequests, asked_of

# Pages of one listing, where the setting LISTING_PAGES says nothing (a spider without a crawler).
DEFAULT_PAGES = 500


class ListingWalk(SiteRequests):
    """The part of a spider that reads listings. Its ledger has what each listing announces and what was seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_pages = DEFAULT_PAGES

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ListingWalk:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_pages = crawler.settings.getint("LISTING_PAGES", DEFAULT_PAGES)
        return spider

    def entries(self, response: Response, listing: Listing, *, in_column: bool) -> Iterator[Request]:
        """Requests for the new entries that may be reports, and for what the walk asks for next.

        `in_column`: the listing is a report column, where every entry may be a report.
        """
        meta = page_meta(response)
        origin = meta.listing_of or response.url
        walk = self.listing_ledger.walk(self.listing_key(origin), self.request_key(Request(origin)))
        marks = [self._mark(item.url, item.title, item.date) for item in listing.items]
        # The entries are at another URL: rows of the page itself are asked for, but come once more there.
        has_rows = listing.next_rule not in (UNIT, FRAME, REQUEST)
        step = walk.read(meta.page_number, marks, listing, has_rows=has_rows, may_repeat=meta.may_repeat)
        walk.matters |= in_column
        for item, fresh in zip(listing.items, step.fresh if has_rows else repeat(True), strict=False):
            if fresh and self.wanted(item.title, in_column=in_column):
                walk.matters = True
                yield self.article_request(item.url, entry=ListingEntry.printed(item.title, item.date, response.url))
        yield from self._going_on(response, listing, walk, in_column=in_column, goes_on=step.goes_on)

    def _going_on(
        self, response: Response, listing: Listing, walk: Walk, *, in_column: bool, goes_on: bool
    ) -> Iterator[Request]:
        """The next page of the walk, its first page once more, or nothing."""
        meta = page_meta(response)
        origin, number = meta.listing_of or response.url, meta.page_number
        following = list(self.pages_after(response, listing, walk.rows.position)) if goes_on else []
        bound = self.max_pages if walk.passes == 1 else walk.longest
        if following and number >= bound:
            walk.limit = bound if walk.passes == 1 else walk.limit
            following = []
        following = [
            request for request in following if self.listing_ledger.follows(walk, self.request_key(request), number + 1)
        ]
        if not following and walk.asks_again(self._accepted(walk)):
            following, number = [self.listing_request(origin)], 0
        elif not following:
            walk.close()
        for request in following:
            page = page_meta(request)
            page.page_number, page.listing_of, page.walk = number + 1, origin, walk.passes
            page.in_column, page.hops = in_column, meta.hops
            yield request if walk.passes == 1 else request.replace(dont_filter=True)

    def _accepted(self, walk: Walk) -> int:
        """The number of missing rows that the registry entry accepts for this listing."""
        accepted = accepted_gap(walk.url, self.site)
        return accepted.missing if accepted else 0

    def listing_key(self, url: str) -> str:
        """The name of a listing in the ledger."""
        return canonical_url(url, self.site)

    def request_key(self, request: Request) -> tuple[str, str, bytes]:
        """What tells one request from another, as the duplicate filter does."""
        return request.method, canonical_url(request.url, self.site), request.body

    def _mark(self, url: str, title: str, date: str | None) -> int:
        return hash((canonical_url(url, self.site), title, date))

    def pages_after(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The next page: the one that the site's own selector gives, else the one that its family knows."""
        if listing.next_rule == SELECTED and listing.next_page:
            yield self.listing_request(listing.next_page)
        else:
            yield from self.following(response, listing, seen)

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The request for the next page of the same listing. `seen` is the number of its rows read so far."""
        meta = page_meta(response)
        if listing.next_request is not None:
            yield self.list_request(listing.next_request, response, numbered=listing.next_rule == REQUEST)
        elif meta.numbered or listing.next_rule == DATA:
            # Goes on until the total is reached or, without a total, until a page has nothing new.
            following = following_request(asked_of(response))
            if following is not None and (listing.records is None or seen < listing.records):
                yield self.list_request(following, response, numbered=True)
        elif listing.next_page and (
            listing.next_rule in (UNIT, FRAME) or self.same_listing(listing.next_page, response.url)
        ):
            yield self.listing_request(listing.next_page)

    def same_listing(self, url: str, current: str) -> bool:
        """Whether a URL is on the same host as the current page, and in its folder, a sibling folder or below."""
        one, other = urlsplit(url), urlsplit(current)
        folder = other.path.rsplit("/", 1)[0]
        return one.netloc == other.netloc and one.path.startswith(folder.rsplit("/", 1)[0] or "/")
