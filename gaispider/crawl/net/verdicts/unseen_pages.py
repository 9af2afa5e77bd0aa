"""What failed or led elsewhere is noted for the end of the run: pages of listings, listings that moved, other hosts."""

from __future__ import annotations

from scrapy.http import Request

from gaispider.crawl.checks.listings.listing_ledger import ListingLedger
from gaispider.crawl.checks.listings.moved_listings import MovedListing
from gaispider.crawl.meta import PageMeta, page_meta
from gaispider.crawl.net.causes import RedirectedError
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.page_lifecycle import PageInFlight
from gaispider.sites.canonical import canonical_url


class UnseenPages:
    """Writes into the spider's ledger and the run's tally of other hosts."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def _ledger(self) -> ListingLedger | None:
        """None for spiders that walk through no listings."""
        return getattr(self._run.crawler.spider, "listing_ledger", None)

    def failed(self, request: Request, cause: str, error: BaseException | None = None) -> None:
        """A listing's page that failed, a listing that leads home, and a page on another host."""
        meta, run, ledger = page_meta(request), self._run, self._ledger
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if ledger and meta.role == "listing" and meta.listing_of:
            ledger.failed(canonical_url(meta.listing_of, run.site), meta.page_number, cause)
        elif ledger and cause == "moved" and isinstance(error, RedirectedError):
            (run.counters.told if meta.in_column else run.counters.aside)[cause] += 1
            if meta.in_column:
                moved = MovedListing(asked, request.url, error.why, meta.start)
                ledger.moved[canonical_url(asked, run.site)] = moved
        if cause == "foreign_host" and (meta.role != "listing" or meta.in_column):
            run.elsewhere.add(asked, request.url, start=meta.start)

    def read(self, page: PageInFlight, meta: PageMeta) -> None:
        """A listing that leads elsewhere has failed, also where what it leads to was read."""
        ledger = self._ledger
        moved = ledger.moved.get(page.urls[0]) if ledger and page.urls else None
        if moved is None:
            return
        page.moved = True
        if moved.reports is None:
            counters = self._run.counters
            counters.answered -= 1
            counters.fail("moved", moved.led, start=meta.start)
            counters.told["moved"] += 1
            self._run.drift.add_failed_listing(page.urls[0], "moved")
