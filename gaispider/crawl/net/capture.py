"""Writes every answer with content to the run's archive before anything reads it."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response

from gaispider.archive.reader import metadata
from gaispider.archive.writer import Archived, ArchiveWriter, Exchange
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import StorageError
from gaispider.crawl.notes.listing_note import entry_of, note_of
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.page_names import page_name
from gaispider.files import told
from gaispider.received import Received
from gaispider.sites.canonical import canonical_url


class ArchiveAnswers:
    """Sets `received` (for records) and `archived` (the body's place, for the state) of the request's PageMeta.

    Redirects, error pages and challenges are archived too, as evidence. Readers of archives filter them as the crawl
    does: by status and by `challenge.classify`.
    """

    def __init__(self, run: Run, archive: ArchiveWriter) -> None:
        self._run = run
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveAnswers:
        run = current_run(crawler)
        if run.archive is None:
            raise NotConfigured
        return cls(run, run.archive)

    def process_response(self, request: Request, response: Response) -> Response:
        # A rendered page is archived as a conversion record; scripts and styles (`unarchived`) are not archived.
        meta = page_meta(request)
        has_body = response.body or meta.body_file
        if response.status == 304 or (not has_body and not 300 <= response.status < 400):
            return response
        if request.meta.get("playwright") or meta.unarchived:
            return response
        fetched_at = datetime.now(UTC)
        earlier = self._earlier(request)
        exchange = Exchange(
            url=request.url,
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            method=request.method,
            request_headers=_pairs(request.headers),
            request_body=request.body,
            fetched_at=fetched_at,
            address=str(response.ip_address) if response.ip_address else None,
            part_of=meta.part_of or None,
            metadata=note_of(meta.entry) if response.status == 200 else None,
            body_file=meta.body_file,
            digest=meta.body_digest,
        )
        try:
            written = self._archive.write(exchange, earlier)
        except OSError as error:
            self._run.fail(f"the archive cannot be written: {told(error)}")
            raise StorageError(f"{request.url}: not archived: {error}") from error
        meta.archived = _with_body(written, earlier)
        meta.received = Received(
            "live",
            f"archive/{written.file}",
            written.record_id,
            fetched_at.isoformat("T", "seconds"),
            response.status,
            meta.entry,
        )
        return response

    def _earlier(self, request: Request) -> Archived | None:
        """The record that a revisit may refer to; None if the body must be archived again.

        The earlier record must exist and its listing row must equal today's, since a later 304 restores both.
        """
        meta = page_meta(request)
        name = page_name(request.method, request.body, canonical_url(request.url, self._run.site))
        page = self._run.page_of(name)
        earlier = page.archived if page and not meta.unconditional else None
        if earlier is None or not self._run.archives.holds(earlier):
            return None
        same = meta.entry is None or meta.entry.has_same_text(
            entry_of(metadata(self._run.archives.path_of(earlier), earlier))
        )
        return earlier if same else None


def _with_body(written: Archived, earlier: Archived | None) -> Archived:
    """The record that holds the body: the earlier one if the new one is a revisit."""
    return earlier if earlier is not None and earlier.payload_digest == written.payload_digest else written


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name.decode("latin-1"))
    ]
