"""Turns pages that stand in for the one asked for into failures, so that they replace nothing that was recorded."""

from __future__ import annotations

import logging
from dataclasses import replace

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.archive.reader import TornArchiveError, entry_at
from gaispider.archive.unpack import unpacked
from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.challenge import WHOLE, Verdict, is_small_page
from gaispider.crawl.checks.stand_ins import LARGEST, Known, judge, judge_message, mark_of, may_stand_in
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import NoContentError, RedirectedError
from gaispider.crawl.net.verdicts.led_away import redirected_from
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.history import History
from gaispider.crawl.state.no_content import no_content_note
from gaispider.crawl.state.page_lifecycle import page_failed
from gaispider.filetypes import by_bytes
from gaispider.sites.canonical import canonical_url

logger = logging.getLogger(__name__)


class StandInFilter:
    """Judges every whole page by what is known of its address (`checks.stand_ins`).

    The verdict is noted in the archive beside the answer: an archive alone does not know what was known.
    """

    def __init__(self, run: Run, refresh_delay: float) -> None:
        self._run = run
        self._history = History(run.state.connection)
        self._refresh_delay = refresh_delay
        # Answers of this run that show nothing of a report: a mark of the body, and the first address that gave it.
        self._seen: dict[int, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StandInFilter:
        return cls(current_run(crawler), crawler.settings.getfloat("METAREFRESH_MAXDELAY"))

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises NoContentError for a page that is not what was asked for, RedirectedError for one that was led to."""
        meta = page_meta(request)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        judged = meta.role in ("article", "listing") and meta.part_of is None and response.status in WHOLE
        if not judged or meta.body_file is not None or len(response.body) > LARGEST:
            return response
        if not is_small_page(response.body, kind, LARGEST):
            return self._unless_message(request, response, kind)
        page = Markup.of(response.body, kind)
        if page.refresh_target(self._refresh_delay) is not None:
            # It is followed, and its target judged.
            return response
        known = self._known(request)
        if known.role == "article" and may_stand_in(page, known):
            known = replace(known, twin=self._twin(page, request))
        if verdict := judge(page, known):
            self._note(request, response, verdict)
            if verdict.cause == "redirected" and known.redirected_from:
                raise RedirectedError(
                    "redirected", known.redirected_from, response.url, "which has nothing of the report"
                )
            raise NoContentError(verdict, response.url)
        return response

    def _unless_message(self, request: Request, response: Response, kind: str) -> Response:
        """An answer that is declared as a file or data, or looks like it.

        Raises NoContentError for a message in place of an article.
        """
        if page_meta(request).role != "article" or by_bytes(response.body):
            return response
        if verdict := judge_message(Markup.of(response.body, kind), self._known(request)):
            self._note(request, response, verdict)
            raise NoContentError(verdict, response.url)
        return response

    def _known(self, request: Request) -> Known:
        run, meta = self._run, page_meta(request)
        url = canonical_url(request.url, run.site)

        def before() -> Markup | None:
            state = run.page_of(url)
            if state is None or state.archived is None:
                return None
            try:
                entry = entry_at(run.archives.path_of(state.archived), state.archived.offset)
            except (OSError, TornArchiveError):
                return None
            return Markup.of(unpacked(entry), dict(entry.headers).get("Content-Type", ""))

        return Known(
            meta.role,
            meta.entry.title if meta.entry else None,
            run.site.name,
            report=meta.role == "article" and self._history.had_report(url),
            named=meta.role == "listing" and self._history.names_pages(url),
            redirected_from=redirected_from(request, run.site),
            before=before,
        )

    def _twin(self, page: Markup, request: Request) -> str | None:
        """Another address that gave the same body, in this run or at its last reading.

        The first of this run was taken for a page; it fails now, too.
        """
        run, url = self._run, canonical_url(request.url, self._run.site)
        first = self._seen.setdefault(hash(mark_of(page)), url)
        if first != url:
            state = run.page_of(first)
            if state is not None and not state.failures:
                run.counters.fail("notice", f"{first}: the same page as {url}, and no report")
                run.note_page(page_failed(first, "notice", state, run.now()))
            return first
        archived = page_meta(request).archived
        return self._history.same_body(archived.payload_digest, url) if archived else None

    def _note(self, request: Request, response: Response, verdict: Verdict) -> None:
        logger.warning("%s is no content: %s: %s", response.url, verdict.cause, verdict.sentence)
        received = page_meta(request).received
        if received is not None and received.record_id:
            self._run.note_in_archive(request.url, no_content_note(received.record_id, verdict))
