"""Follows every page through the crawl: which requests are due, what a page yielded, and when it is done or failed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from gaispider.adapters.item_access import draft_of, updated_item
from gaispider.crawl.meta import KEY, PageMeta, page_meta
from gaispider.crawl.net.causes import error_of, sentence_of
from gaispider.crawl.net.pace.backlog import Backlog
from gaispider.crawl.net.reach.refused_articles import NotAskedError
from gaispider.crawl.net.verdicts.led_away import asked_urls
from gaispider.crawl.net.verdicts.unseen_pages import UnseenPages
from gaispider.crawl.page_failures import PageFailures
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.crawl.state.due import is_due
from gaispider.crawl.state.page_lifecycle import PageInFlight, page_done, page_incomplete, page_named
from gaispider.crawl.state.page_names import page_name
from gaispider.files import body_digest
from gaispider.items import Report
from gaispider.sites.canonical import canonical_url


class PageTracker:
    """A spider middleware that keeps a PageInFlight for each response, in the PageMeta of its request.

    A page's role (listing or article) is the one that the spider set, or else follows from what the page yielded.
    """

    def __init__(self, run: Run, backlog: Backlog) -> None:
        self._run = run
        self._backlog = backlog
        self._unseen = UnseenPages(run)
        self._failures = PageFailures(run, self._unseen)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PageTracker:
        run = current_run(crawler)
        tracker = cls(run, Backlog(crawler, run))
        crawler.signals.connect(tracker.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(tracker.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(tracker.item_error, signal=signals.item_error)
        crawler.signals.connect(tracker.spider_error, signal=signals.spider_error)
        crawler.signals.connect(tracker.request_dropped, signal=signals.request_dropped)
        return tracker

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in start:
            if isinstance(item, Request):
                self._run.counters.starts += 1
                item.meta[KEY] = replace(page_meta(item), start=True)
                item = self._with_errback(item)
            yield item

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        meta = page_meta(response)
        if meta.failed:
            # The errback has counted the failure already; these are its results.
            async for item in result:
                yield item
            return
        run, page = self._run, self._page(response)
        meta.in_flight = page
        run.counters.answered += 1
        if meta.role == "article":
            self._failures.note_article(response.url, None)
        try:
            async for item in result:
                if isinstance(item, Request):
                    page.links += 1
                    # A copy, because a spider may have passed on the meta of the current page.
                    own = page_meta(item).fresh()
                    item.meta[KEY] = replace(own, start=False, named_by=page.urls[0] if page.urls else None)
                    if run.ending:
                        break
                    if self._is_due(item, page):
                        if not await self._backlog.room():
                            break
                        yield self._with_errback(item)
                else:
                    page.items += 1
                    page.open += 1
                    yield self._with_capture(item, page, response)
        except Exception:
            page.failed = "exception"
            raise
        finally:
            page.read = True
            self._unseen.read(page, meta)
            self._note_listing(page, response)
            self._finish_if_done(page)

    def failed(
        self, failure: Failure, request: Request | None = None, then: Callable[[Failure], Any] | None = None
    ) -> Any:
        """The errback of every request: counts the failure, then calls the spider's own errback (`then`)."""
        failed_request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it before it calls an errback
        page_meta(failed_request).failed = True
        if isinstance(error_of(failure), NotAskedError):
            return failure
        self._failures.take(failure, failed_request)
        return then(failure) if then else failure

    def request_dropped(self, request: Request) -> None:
        """A duplicate start page (two may have one canonical URL) does not count as a start page."""
        if page_meta(request).start:
            self._run.counters.starts -= 1

    def item_scraped(self, item: Any, response: Response | None) -> None:
        page = page_meta(response).in_flight if response else None
        if page:
            # Reports come from the page's drafts, since a pipeline may have replaced the item.
            for report in page.written():
                self._note_report(report, page, response)
            page.open -= 1
            self._finish_if_done(page)

    def item_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        if not isinstance(exception, RunEndingError):
            self.item_scraped(item, response)

    def item_error(self, item: Any, response: Response | None, failure: Failure) -> None:
        page = page_meta(response).in_flight if response else None
        where = response.url if response else "an item"
        self._run.counters.fail("exception", f"{where}: {sentence_of(failure)}")
        if page:
            page.failed = "exception"
            page.open -= 1
            self._finish_if_done(page)

    def spider_error(self, failure: Failure, response: Any) -> None:
        meta = page_meta(response) if isinstance(response, Response) else PageMeta()
        sentence = f"{getattr(response, 'url', 'start')}: {sentence_of(failure)}"
        self._run.counters.fail("exception", sentence, start=meta.start)
        if isinstance(response, Response) and response.request:
            self._unseen.failed(response.request, "exception")
        if isinstance(response, Response) and meta.in_flight is None:
            # The callback failed before its first result, so process_spider_output never saw the page.
            for url in self._page(response).urls:
                self._failures.note(url, "exception", meta.role)

    def _with_errback(self, request: Request) -> Request:
        if not (isinstance(request.errback, partial) and request.errback.func == self.failed):
            request.errback = partial(self.failed, then=request.errback)
        return request

    def _note_report(self, report: Report, page: PageInFlight, response: Response | None) -> None:
        run = self._run
        if report.report_year:
            page.report_year = max(page.report_year or 0, report.report_year)
            if page.named_by:
                run.drift.count_report_of(page.named_by)
        if response is not None:
            run.drift.add_article(report.canonical_url, response)

    def _note_listing(self, page: PageInFlight, response: Response) -> None:
        if page.failed or not page.urls or not (page.role == "listing" or (page.role is None and page.links)):
            return
        known = self._run.page_of(page.urls[0])
        changed = not (known and page.archived and known.digest == page.archived.payload_digest)
        # A column page that is itself a report counts as naming one.
        reports = page.names_reports + page.items
        self._run.drift.add_listing(
            page.urls[0], response, reports, page.names_listings, changed=changed, shape=page_meta(response).shape
        )

    def _is_due(self, request: Request, page_from: PageInFlight) -> bool:
        """Whether a request should be made. A known page that is not due is skipped, and noted as still linked."""
        run = self._run
        if request.method != "GET":
            return True
        url = canonical_url(request.url, run.site)
        if url in run.taken_down:
            return False
        page = run.page_of(url)
        page_from.names(page)
        # A listing that failed is not known for one yet.
        listing = page_meta(request).role == "listing"
        if run.full or page is None or listing or is_due(page, run.started):
            return True
        run.counters.skipped += 1
        self._failures.wait(page)
        run.note_page(page_named(page, page_meta(request).named_by, run.now()))
        return False

    def _with_capture(self, item: Any, page: PageInFlight, response: Response) -> Any:
        """Set the capture of a draft's record where the spider did not, and whether the page is unchanged."""
        meta = page_meta(response)
        draft = draft_of(item)
        if draft is None:
            return item
        page.drafts.append(draft)
        if meta.received is not None:
            if draft.report.capture is None:
                draft.report.capture = meta.received.capture(body_digest(response.body))
            archived, known = meta.archived, self._run.page_of(draft.report.canonical_url)
            same = archived is not None and known is not None and archived == known.archived
            # A rendered page can change while its raw bytes stay the same.
            draft.page_unchanged = same and "rendered" not in response.flags
        return updated_item(item, draft)

    def _page(self, response: Response) -> PageInFlight:
        request, meta = response.request, page_meta(response)
        urls = asked_urls(request, self._run.site) if request else ()
        shown = canonical_url(response.url, self._run.site)
        if request is not None:
            shown = page_name(request.method, request.body, shown)
        return PageInFlight(
            tuple(dict.fromkeys((*urls, shown))),
            meta.archived,
            meta.role,
            response.status,
            _header(response, "ETag"),
            _header(response, "Last-Modified"),
            named_by=meta.named_by,
        )

    def _finish_if_done(self, page: PageInFlight) -> None:
        if not page.read or page.open:
            return
        now = self._run.now()
        files_missing = [cause for url in page.urls if (cause := self._run.incomplete.pop(url, None))]
        for url in page.urls:
            known = self._run.page_of(url)
            if page.failed or (page.moved and url == page.urls[0]):
                self._failures.note(url, page.failed or "moved", page.role)
            else:
                state = page_done(page, url, known, now)
                self._run.note_page(page_incomplete(state, known, now, max(files_missing)) if files_missing else state)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
