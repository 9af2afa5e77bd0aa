"""The files that a report offers, fetched like every page of the site and archived before the record is written."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.defer import AlreadyCalledError

from gaispider.archive.reader import TornArchiveError, entry_at
from gaispider.archive.unpack import unpacked
from gaispider.crawl.attachment_records import MAX_FILES, Found, files_of, read_file, settle
from gaispider.crawl.meta import PageMeta, carrying, page_meta
from gaispider.crawl.net.causes import cause_of
from gaispider.crawl.run.outcome import QUIET
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.page_lifecycle import Answer, answered, failed
from gaispider.crawl.state.state import stamp
from gaispider.draft import Draft
from gaispider.item_access import handed_on, needed_draft
from gaispider.items import Attachment
from gaispider.sites.canonical import belongs, canonical_url

logger = logging.getLogger(__name__)

# Scans of tens of megabytes from county servers take minutes; a page that takes so long hangs.
_PATIENCE = 5


class LeftOpenError(DropItem):
    """The run ends before a page's files are read: the page is not done, and the next run asks for it again."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url}: the run ends before its record is written", log_level="INFO")


class FetchAttachments:
    """An item pipeline before the record is written: sets digest and media type of each file.

    A file that was read before is taken from the archive while its page is unchanged; otherwise it is asked for, with
    validators. A file that cannot be had leaves a warning, a note in the archive, and the page to be asked for again.
    Files of foreign hosts are counted and left alone.
    """

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._fetching = crawler.settings.getbool("FETCH_ATTACHMENTS")
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT") * _PATIENCE
        self._since = stamp(run.started)
        self._open: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FetchAttachments:
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(crawler, run)

    async def process_item(self, item: object) -> object:
        """Raises LeftOpenError if the run is ending."""
        draft = needed_draft(item)
        if draft is None:
            return item
        files = files_of(draft.report)
        for attachment in files[:MAX_FILES]:
            found = await self._find(attachment, draft)
            if found is not None:
                settle(draft.report, attachment, found)
                if found.digest is None:
                    self._run.incomplete.add(draft.report.canonical_url)
        self._run.tally.files_left += len(files[MAX_FILES:])
        return handed_on(item, draft)

    async def _find(self, attachment: Attachment, draft: Draft) -> Found | None:
        """What became of the file; None if it is not for us to ask for."""
        url = canonical_url(attachment.url, self._run.site)
        if not belongs(attachment.url, self._run.site):
            self._run.tally.files_left += 1
            return None
        # Parts of a compilation and neighbouring reports offer the same file: it is asked for once.
        lock = self._open.setdefault(url, asyncio.Lock())
        try:
            async with lock:
                return self._known(url, attachment, draft) or await self._fetched(url, attachment, draft)
        finally:
            if not lock.locked():
                self._open.pop(url, None)

    def _known(self, url: str, attachment: Attachment, draft: Draft) -> Found | None:
        """What the archive holds of it, or what this run met before."""
        row = self._run.page_of(url)
        if row is None:
            return None
        of_this_run = row.seen_at >= self._since
        if row.failures:
            return Found(problem=row.outcome) if of_this_run else None
        kept = draft.page_unchanged and not self._run.full
        if not (of_this_run or kept or not self._fetching) or row.archived is None:
            return None
        try:
            entry = entry_at(self._run.store.archives / row.archived.file, row.archived.offset)
        except (OSError, TornArchiveError) as error:
            logger.warning("%s: its archived body cannot be read (%s): asked for again", url, error)
            return None
        if entry.record_id != row.archived.record_id:
            return None
        declared = next((value for name, value in entry.headers if name.lower() == "content-type"), None)
        return read_file(unpacked(entry), declared, attachment.media_type)

    async def _fetched(self, url: str, attachment: Attachment, draft: Draft) -> Found | None:
        if not self._fetching:
            return None
        run = self._run
        if run.ending or not self._crawler.crawling:
            raise LeftOpenError(draft.report.url)
        meta = carrying(PageMeta("attachment"), download_timeout=self._timeout)
        request = Request(
            attachment.url, callback=NO_CALLBACK, meta=meta, headers={"Referer": draft.report.url}, dont_filter=True
        )
        try:
            response = _whole(await self._crawler.engine.download_async(request))
        except AlreadyCalledError as error:  # Scrapy's engine has closed meanwhile
            raise LeftOpenError(draft.report.url) from error
        except Exception as error:
            cause = cause_of(error, request, run.robots_unreachable)
            if run.ending:
                raise LeftOpenError(draft.report.url) from error
            if cause == "exception":
                logger.exception("%s could not be fetched", attachment.url)
            return self._failed(url, attachment, cause, str(error))
        if not response.body:
            return self._failed(url, attachment, "empty", "an answer without content")
        return self._read(url, attachment, response)

    def _read(self, url: str, attachment: Attachment, response: Response) -> Found:
        run = self._run
        request = response.request
        run.tally.files += 1
        if request is not None and request.url != attachment.url:
            run.note_in_archive(attachment.url, {"attachment": "redirected", "answer": request.url})
        known = run.page_of(url)
        archived = page_meta(request).archived if request is not None else None
        if archived is not None and (known is None or known.role == "attachment"):
            answer = Answer(archived, 200, _header(response, "ETag"), _header(response, "Last-Modified"))
            run.note_page(answered(url, "attachment", answer, known, run.now()))
        return read_file(response.body, _header(response, "Content-Type"), attachment.media_type)

    def _failed(self, url: str, attachment: Attachment, cause: str, told: str) -> Found | None:
        run = self._run
        if cause == "not_in_archive":  # a replay shows what was recorded, and no more can be had
            return None
        logger.warning("%s could not be had: %s: %s", attachment.url, cause, told)
        run.tally.fail("attachment_gone" if cause in QUIET else "attachment", f"{attachment.url}: {cause}")
        run.note_in_archive(attachment.url, {"attachment": "failed", "cause": cause})
        known = run.page_of(url)
        if known is None or known.role == "attachment":
            state = failed(url, cause, known, run.now())
            run.note_page(replace(state, role="attachment"))
        return Found(problem=cause)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _whole(response: Response) -> Response:
    if response.status != 200:
        raise HttpError(response, f"HTTP {response.status}")
    return response
