"""Conditional requests: sends validators, and answers a 304 with the archived body."""

from __future__ import annotations

import logging
from dataclasses import replace

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from gaispider.archive.reader import TornArchiveError, entry_at, metadata
from gaispider.archive.unpack import unpacked
from gaispider.crawl.meta import page_meta, request_meta
from gaispider.crawl.net.archived_response import response_of
from gaispider.crawl.notes.listing_note import entry_of
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.state import PageState
from gaispider.filetypes import by_bytes
from gaispider.received import Received
from gaispider.sites.canonical import canonical_url

logger = logging.getLogger(__name__)

_FIELDS = ("If-None-Match", "If-Modified-Since")


class ConditionalRequests:
    """Sends ETag and Last-Modified back for pages whose body is in the archive.

    A 304 is replaced by the archived answer, so callbacks never see one: the links of an unchanged listing are followed
    as usual.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalRequests:
        run = current_run(crawler)
        if run.full:
            raise NotConfigured
        return cls(run)

    def process_request(self, request: Request) -> None:
        # A redirect or retry copies the headers of the earlier request.
        for name in _FIELDS:
            request.headers.pop(name, None)
        meta = page_meta(request)
        page = self._run.page_of(canonical_url(request.url, self._run.site))
        if request.method != "GET" or meta.unconditional or not _can_revalidate(page, request.url):
            return
        meta.revalidates = page
        if page and page.etag:
            request.headers["If-None-Match"] = page.etag
        if page and page.last_modified:
            request.headers["If-Modified-Since"] = page.last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        meta = page_meta(request)
        page = meta.revalidates
        if response.status != 304 or page is None or page.archived is None:
            return response
        archive = self._run.archives.path_of(page.archived)
        try:
            entry = entry_at(archive, page.archived.offset)
        except (OSError, TornArchiveError) as error:
            logger.warning(
                "%s is unchanged, but its archived body cannot be read (%s): asked for whole", request, error
            )
            return _without_validators(request)
        # The listing row archived with the body, so that re-reading the archive gives the same record.
        listed = entry_of(metadata(archive, entry))
        if listed is None and meta.entry is not None and by_bytes(unpacked(entry)) is not None:
            # Version 0.1.0 archived no listing rows, and a file needs its row for title and day.
            return _without_validators(request)
        if meta.role != "attachment":
            self._run.counters.not_modified += 1
        meta.archived = page.archived
        warc = f"archive/{page.warc_file}"
        meta.received = Received("live", warc, entry.record_id, entry.date, entry.status, listed)
        return response_of(entry, request.url, entry.body)


def _without_validators(request: Request) -> Request:
    """The same request without validators."""
    own = request_meta(replace(page_meta(request).fresh(), unconditional=True))
    return request.replace(meta={**request.meta, **own}, dont_filter=True)


def _can_revalidate(page: PageState | None, url: str) -> bool:
    """Whether the page's validators belong to exactly this URL: to a server, twins are different resources."""
    return page is not None and page.archived is not None and page.archived.url == url and page.failures == 0
