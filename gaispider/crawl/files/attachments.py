"""Fetches the attachments of a report under the rules of the crawl, and archives them before its record is written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.defer import AlreadyCalledError

from gaispider.adapters.item_access import required_draft, updated_item
from gaispider.archive.reader import TornArchiveError, entry_at
from gaispider.archive.unpack import unpacked
from gaispider.crawl.files.attachment_records import (
    MAX_FILES,
    FileResult,
    apply_results,
    files_to_fetch,
    identify_file,
)
from gaispider.crawl.files.run_readings import RunReadings
from gaispider.crawl.known_spelling import known_spelling
from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.crawl.net.causes import cause_of
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.interruption import INTERRUPTED
from gaispider.crawl.run.outcome import QUIET
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.crawl.state.page_lifecycle import Answer, page_answered, page_failed
from gaispider.crawl.state.state import stamp
from gaispider.draft import Draft
from gaispider.items import Attachment
from gaispider.sites.canonical import belongs, canonical_url

logger = logging.getLogger(__name__)

# Times DOWNLOAD_TIMEOUT: scans of tens of megabytes take minutes from a county server.
_TIMEOUT_FACTOR = 5
# Bytes. A page scanned in colour at 600 dots has less.
_LARGEST_PICTURE = 24 << 20


class FetchAttachments:
    """An item pipeline that sets digest and media type of each attachment, and reads the files.

    While the page is unchanged, a file fetched before is taken from the archive. Otherwise it is requested, with
    validators. A file that cannot be fetched leaves a warning in the record and a note in the archive, and its page is
    retried. Files on foreign hosts are counted and not requested.
    """

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._enabled = crawler.settings.getbool("FETCH_ATTACHMENTS")
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT") * _TIMEOUT_FACTOR
        self._since = stamp(run.started)
        self._locks: dict[str, asyncio.Lock] = {}
        self._readings = RunReadings(run, crawler.settings)
        crawler.signals.connect(self._readings.close, signal=signals.engine_stopped)
        crawler.signals.connect(self._readings.stop, signal=INTERRUPTED)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FetchAttachments:
        return cls(crawler, current_run(crawler))

    async def process_item(self, item: object) -> object:
        """Raises RunEndingError if the run is ending."""
        draft = required_draft(item)
        if draft is None:
            return item
        files = files_to_fetch(draft.report)
        results = await self._with_page(draft)
        for attachment in files[:MAX_FILES]:
            result = await self._find(attachment, draft)
            if result is not None:
                results.append((attachment, result))
                if result.digest is None:
                    cause = _cause(result.problem)
                    known = self._run.incomplete.setdefault(draft.report.canonical_url, cause)
                    if known != cause:
                        self._run.incomplete[draft.report.canonical_url] = "attachment"
        self._run.counters.files_skipped += len(files[MAX_FILES:])
        apply_results(draft, results)
        self._readings.note_made(draft.report)
        return updated_item(item, draft)

    async def _with_page(self, draft: Draft) -> list[tuple[Attachment, FileResult]]:
        """The results for the page itself, if it is a file, and for pictures that lie in its source."""
        results: list[tuple[Attachment, FileResult]] = []
        for attachment, body in draft.own_files():
            if attachment.digest is not None:
                contents = await self._readings.contents(attachment, attachment.digest, body)
                results.append((attachment, FileResult(attachment.digest, attachment.media_type, contents=contents)))
        return results

    async def _find(self, attachment: Attachment, draft: Draft) -> FileResult | None:
        """The result for the file; None if it must not or cannot be requested."""
        attachment.url = known_spelling(attachment.url, self._run)
        url = canonical_url(attachment.url, self._run.site)
        if not belongs(attachment.url, self._run.site):
            self._run.counters.files_skipped += 1
            return None
        # Parts of a compilation and neighbouring reports link to the same file: it is requested once.
        lock = self._locks.setdefault(url, asyncio.Lock())
        try:
            async with lock:
                return await self._from_state(url, attachment, draft) or await self._fetch(url, attachment, draft)
        finally:
            if not lock.locked():
                self._locks.pop(url, None)

    async def _from_state(self, url: str, attachment: Attachment, draft: Draft) -> FileResult | None:
        """The result by the archived body, or by a failure in this run; None if the file must be requested."""
        row = self._run.page_of(url)
        if row is None:
            return None
        of_this_run = row.seen_at >= self._since
        if row.failures:
            return FileResult(problem=row.outcome) if of_this_run else None
        reusable = draft.page_unchanged and not self._run.full
        if not (of_this_run or reusable or not self._enabled) or row.archived is None:
            return None
        try:
            entry = entry_at(self._run.archives.path_of(row.archived), row.archived.offset)
        except (OSError, TornArchiveError) as error:
            logger.warning("%s: its archived body cannot be read (%s): asked for again", url, error)
            return None
        if entry.record_id != row.archived.record_id:
            return None
        declared = next((value for name, value in entry.headers if name.lower() == "content-type"), None)
        body = unpacked(entry)
        return await self._with_contents(identify_file(body, declared, attachment.media_type), attachment, body)

    async def _with_contents(
        self, result: FileResult, attachment: Attachment, body: bytes | mmap, path: Path | None = None
    ) -> FileResult:
        if result.problem or result.digest is None:
            return result
        return replace(result, contents=await self._readings.contents(attachment, result.digest, body, path))

    async def _fetch(self, url: str, attachment: Attachment, draft: Draft) -> FileResult | None:
        if not self._enabled:
            return None
        run = self._run
        if run.ending or not self._crawler.crawling:
            raise RunEndingError(draft.report.url)
        meta = request_meta(PageMeta("attachment"), download_timeout=self._timeout)
        if (attachment.media_type or "").startswith("image/"):
            meta["download_maxsize"] = min(_LARGEST_PICTURE, self._crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        request = Request(
            attachment.url, callback=NO_CALLBACK, meta=meta, headers={"Referer": draft.report.url}, dont_filter=True
        )
        try:
            response = _require_ok(await self._crawler.engine.download_async(request))
        except AlreadyCalledError as error:  # Scrapy's engine has closed meanwhile
            raise RunEndingError(draft.report.url) from error
        except Exception as error:
            cause = cause_of(error, request, run.robots_unreachable)
            if run.ending:
                raise RunEndingError(draft.report.url) from error
            if cause == "exception":
                logger.exception("%s could not be fetched", attachment.url)
            return self._failed(url, attachment, cause, str(error))
        with large_body(response) as large:
            if not response.body and large is None:
                return self._failed(url, attachment, "empty", "an answer without content")
            result = self._read(url, attachment, response, large)
            body = response.body if large is None else large
            return await self._with_contents(result, attachment, body, page_meta(response).body_file)

    def _read(self, url: str, attachment: Attachment, response: Response, large: mmap | None) -> FileResult:
        run = self._run
        request = response.request
        run.counters.files += 1
        if request is not None and request.url != attachment.url:
            run.note_in_archive(attachment.url, {"attachment": "redirected", "answer": request.url})
        known = run.page_of(url)
        archived = page_meta(request).archived if request is not None else None
        if archived is not None and (known is None or known.role == "attachment"):
            answer = Answer(archived, 200, _header(response, "ETag"), _header(response, "Last-Modified"))
            run.note_page(page_answered(url, "attachment", answer, known, run.now()))
        declared = _header(response, "Content-Type")
        if large is not None:
            return identify_file(large, declared, attachment.media_type, digest=page_meta(response).body_digest)
        return identify_file(response.body, declared, attachment.media_type)

    def _failed(self, url: str, attachment: Attachment, cause: str, message: str) -> FileResult | None:
        run = self._run
        if cause == "not_in_archive":  # a replay can give only what was recorded
            return None
        logger.warning("%s could not be had: %s: %s", attachment.url, cause, message)
        run.counters.fail(_cause(cause), f"{attachment.url}: {cause}")
        run.note_in_archive(attachment.url, {"attachment": "failed", "cause": cause})
        known = run.page_of(url)
        if known is None or known.role == "attachment":
            state = page_failed(url, cause, known, run.now())
            run.note_page(replace(state, role="attachment"))
        return FileResult(problem=cause)


def _cause(problem: str | None) -> str:
    """The cause of a page one of whose files has that problem."""
    return "attachment_gone" if problem in QUIET else "attachment"


@contextmanager
def large_body(response: Response) -> Iterator[mmap | None]:
    """The body of a large file, read from disk as it is needed; the file is removed afterwards. None for others."""
    path = page_meta(response).body_file if response.request is not None else None
    if path is None:
        yield None
        return
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as body:
            yield body
    finally:
        path.unlink(missing_ok=True)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _require_ok(response: Response) -> Response:
    if response.status != 200:
        raise HttpError(response, f"HTTP {response.status}")
    return response
