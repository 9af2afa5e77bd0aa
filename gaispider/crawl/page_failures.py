"""What a failed page means: its cause, what the run counts, and when the page is asked for again."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.http import Request
from twisted.python.failure import Failure

from gaispider.crawl.meta import PageMeta, page_meta
from gaispider.crawl.net.causes import RedirectedError, cause_of, error_of, told_of
from gaispider.crawl.net.verdicts.led_away import asked_urls
from gaispider.crawl.net.verdicts.unseen_pages import UnseenPages
from gaispider.crawl.run.outcome import GIVEN_UP, OF_THE_SERVER, QUIET
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.due import is_believed_gone, is_given_up
from gaispider.crawl.state.history import DEGRADED
from gaispider.crawl.state.page_lifecycle import page_failed
from gaispider.crawl.state.state import PageState


class PageFailures:
    """Counts the failures of a run's pages and notes them in the state."""

    def __init__(self, run: Run, unseen: UnseenPages) -> None:
        self._run = run
        self._unseen = unseen
        # Canonical URLs of failed pages that are linked to and not due.
        self._waiting: set[str] = set()

    def take(self, failure: Failure, failed_request: Request) -> None:
        """Count the failure of a request, and note it for the pages that the request was for."""
        run = self._run
        meta = page_meta(failed_request)
        cause = cause_of(error_of(failure), failed_request, run.robots_unreachable)
        if meta.role == "article":
            self.note_article(failed_request.url, cause)
        asked, *led_to = asked_urls(failed_request, run.site)
        if meta.role == "listing" and cause == "soft_404" and not is_believed_gone(run.page_of(asked)):
            cause = "notice"
        told = told_of(error_of(failure), failed_request, run.robots_unreachable)
        self._count(cause, asked, f"{asked}: led to {told}" if led_to and asked not in told else told, meta)
        if meta.role == "listing":
            run.drift.add_failed_listing(asked, cause)
        # A page that was led elsewhere says nothing of what is there, unless that is a page of ours.
        led_away = isinstance(error_of(failure), RedirectedError)
        for url in (asked, *(url for url in led_to if not led_away and run.page_of(url))):
            self.note(url, cause, meta.role)
        self._unseen.failed(failed_request, cause, error_of(failure))

    def note_article(self, url: str, cause: str | None) -> None:
        """Count an article of a host as answered (no `cause`, or one that is not the server's) or as failed."""
        articles, host = self._run.counters.articles, urlsplit(url).netloc
        if cause in OF_THE_SERVER:
            articles.note_failure(host, cause)
        elif cause is None or cause in QUIET:
            articles.note_answer(host)

    def wait(self, page: PageState) -> None:
        """A page that failed in an earlier run and is not due weighs on this run, too."""
        # A record that lacks something is told by the checks (`checks.drift`).
        if not page.failures or page.outcome == DEGRADED or page.url in self._waiting:
            return
        self._waiting.add(page.url)
        cause = GIVEN_UP if is_given_up(page) else page.outcome
        sentence = f"{page.url}: {page.outcome}, {page.failures} times in a row"
        self._run.counters.wait(cause, sentence, lost=page.fetched_at is not None)

    def _count(self, cause: str, url: str, sentence: str, meta: PageMeta) -> None:
        """Count the failure of a page by what is known of it: given up, lost after it was recorded, or neither."""
        run = self._run
        known = run.page_of(url) if meta.role != "listing" else None
        if known is not None and is_given_up(replace(known, outcome=cause, failures=known.failures + 1)):
            times = f"{known.failures + 1} times in a row"
            run.counters.fail(GIVEN_UP, f"{sentence} ({cause}, {times})")
            return
        run.counters.fail(cause, sentence, start=meta.start, lost=known is not None and known.fetched_at is not None)

    def note(self, url: str, cause: str, role: str | None) -> None:
        """Note in the state that the page at `url` failed by `cause`; `role` is listing, article or None."""
        # After a storage failure nothing can be kept, and a reading that a signal ended says nothing of its page: the
        # page did not fail and needs no backoff.
        if self._run.fatal is None and not (self._run.ending and cause == "not_read"):
            known = self._run.page_of(url)
            self._run.note_page(page_failed(url, cause, known, self._run.now(), listing=role == "listing"))
