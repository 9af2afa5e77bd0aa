"""Walks through one listing: its entries, page by page, to its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from gaispider.crawl.meta import page_meta
from gaispider.listing_values import ListingEntry
from gaispider.page.listing.indirect import FRAME, UNIT
from gaispider.page.model import Listing
from gaispider.page.selectors import SELECTED
from gaispider.spiders.base.requests import SiteRequests

# A listing with more pages is an endless calendar; the longest known report column has 25.
MAX_PAGES = 100


class ListingWalk(SiteRequests):
    """The part of a spider that reads listings. It remembers their entries, so that a repeating listing ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: dict[str, set[int]] = {}

    def entries(self, response: Response, listing: Listing, *, in_column: bool) -> Iterator[Request]:
        """Requests for the new entries that may be reports, and for the next page if there was any new entry.

        `in_column`: the listing is a report column, where every entry may be a report.
        """
        meta = page_meta(response)
        origin = meta.listing_of or response.url
        seen = self._seen.setdefault(origin, set())
        new = 0
        for item in listing.items:
            mark = hash(item.url)
            if mark in seen:
                continue
            seen.add(mark)
            new += 1
            if self.wanted(item.title, in_column=in_column):
                entry = ListingEntry.printed(item.title, item.date, response.url)
                yield self.article_request(item.url, entry=entry)
        number = meta.page_number
        # UNIT and FRAME: the entries are at another URL, so the page has none of its own.
        goes_on = new or listing.next_rule in (UNIT, FRAME)
        following = list(self.pages_after(response, listing, len(seen))) if goes_on and number < MAX_PAGES else []
        if not following:
            self._seen.pop(origin, None)
            self.note_end(response, listing, new, number)
        for request in following:
            page = page_meta(request)
            page.page_number, page.listing_of = number + 1, origin
            page.in_column, page.hops = in_column, meta.hops
            yield request

    def pages_after(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The next page: the one that the site's own selector gives, else the one that its family knows."""
        if listing.next_rule == SELECTED and listing.next_page:
            yield self.listing_request(listing.next_page)
        else:
            yield from self.following(response, listing, seen)

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The request for the next page of the same listing. `seen` is the number of entries seen so far."""
        if listing.next_page and (
            listing.next_rule in (UNIT, FRAME) or self.same_listing(listing.next_page, response.url)
        ):
            yield self.listing_request(listing.next_page)

    def same_listing(self, url: str, current: str) -> bool:
        """Whether a URL is on the same host as the current page, and in its folder, a sibling folder or below."""
        one, other = urlsplit(url), urlsplit(current)
        folder = other.path.rsplit("/", 1)[0]
        return one.netloc == other.netloc and one.path.startswith(folder.rsplit("/", 1)[0] or "/")

    def note_end(self, response: Response, listing: Listing, new: int, number: int) -> None:
        """Warn and count if a listing ends before its own number of entries or pages."""
        if new and number >= MAX_PAGES:
            self.logger.warning("%s: stopped after %d pages of one listing", response.url, number)
            self.count("page_limit")
        elif listing.next_rule and listing.next_rule.startswith(("script only", "form only", "further pages")):
            self.logger.warning(
                "%s: %s (%s entries on %s pages)", response.url, listing.next_rule, listing.records, listing.pages
            )
            self.count("unreachable_pages")

    def count(self, what: str) -> None:
        if getattr(self, "crawler", None) is not None and self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"gaispider/listing/{what}")
