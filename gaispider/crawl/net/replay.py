"""ARCHIVE_REPLAY: answers every request from one archive, and never from the network."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured, UsageError
from scrapy.http import Request, Response

from gaispider.archive.reader import Entry, TornArchiveError, entries, entry_at
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.archived_response import response_of
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.received import Received
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

Key = tuple[str, str]


class ReplayAnswers:
    """Looks up a request by its exact URL, then by its canonical URL.

    A URL that was fetched several times gives its answers in order, then the last one again. So redirects to the same
    URL with a cookie, and errors with their retries, are replayed as they happened.
    """

    def __init__(self, path: Path, site: Site | None) -> None:
        self._path = path
        self._site = site
        self._exact: defaultdict[Key, list[int]] = defaultdict(list)
        self._canonical: defaultdict[Key, list[int]] = defaultdict(list)
        self._served: defaultdict[Key, int] = defaultdict(int)
        self._index()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayAnswers:
        path = crawler.settings["ARCHIVE_REPLAY"]
        if not path:
            raise NotConfigured
        if not Path(path).is_file():
            raise UsageError(f"ARCHIVE_REPLAY: there is no file {path}", print_help=False)
        return cls(Path(path), getattr(crawler.spider, "site", None))

    def process_request(self, request: Request) -> Response:
        """Returns a response or raises NotInArchiveError. Never None, which would let the request go to the network."""
        entry = self._find(request)
        if entry is None:
            if urlsplit(request.url).path == "/robots.txt":
                return Response(request.url, status=404, flags=["archived"])
            raise NotInArchiveError(f"{request.method} {request.url} is not in {self._path.name}")
        meta = page_meta(request)
        meta.received = Received("replay", self._path.name, entry.record_id, entry.date, entry.status, meta.entry)
        return response_of(entry, request.url, body_of(entry, self._path))

    def _find(self, request: Request) -> Entry | None:
        body = request.body.decode("latin-1")
        for table, url in ((self._exact, request.url), (self._canonical, canonical_url(request.url, self._site))):
            key = (f"{request.method} {url}", body)
            if offsets := table.get(key):
                place = min(self._served[key], len(offsets) - 1)
                self._served[key] += 1
                return entry_at(self._path, offsets[place])
        return None

    def _index(self) -> None:
        """Index the offsets of answers. A request record follows its answer, and gives method and body."""
        waiting: dict[str, int] = {}
        try:
            for entry in entries(self._path):
                if entry.type in ("response", "revisit", "resource"):
                    waiting[entry.record_id] = entry.offset
                    self._add("GET", "", entry.url, entry.offset)
                elif entry.type == "conversion":
                    # A rendered page replaces its raw answer, which for a revisit may be in another file.
                    raw = waiting.pop(entry.refers_to or "", None)
                    if raw is not None:
                        self._remove(entry.url, raw)
                    self._add("GET", "", entry.url, entry.offset)
                elif entry.type == "request" and (entry.method != "GET" or entry.body):
                    offset = waiting.get(entry.concurrent_to or "")
                    if offset is not None:
                        self._remove(entry.url, offset)
                        self._add(entry.method or "GET", entry.body.decode("latin-1"), entry.url, offset)
        except TornArchiveError as error:
            if not self._exact:
                raise UsageError(f"ARCHIVE_REPLAY: {error}", print_help=False) from error

    def _add(self, method: str, body: str, url: str, offset: int) -> None:
        self._exact[f"{method} {url}", body].append(offset)
        self._canonical[f"{method} {canonical_url(url, self._site)}", body].append(offset)

    def _remove(self, url: str, offset: int) -> None:
        self._exact[f"GET {url}", ""].remove(offset)
        self._canonical[f"GET {canonical_url(url, self._site)}", ""].remove(offset)


def body_of(entry: Entry, path: Path) -> bytes:
    """The body of an answer, still encoded. For a revisit: that of the record it refers to, in this file or beside it.

    Raises NotInArchiveError if that record is not found.
    """
    if entry.type != "revisit":
        return entry.body
    named = entry.refers_to_file
    # The name comes from a file: only its last part is used, so it cannot point outside the folder.
    source = path.with_name(Path(named).name) if named and path.with_name(Path(named).name).is_file() else path
    try:
        for other in entries(source):
            if other.type in ("response", "resource") and other.record_id == entry.refers_to:
                return other.body
    except TornArchiveError:
        pass
    raise NotInArchiveError(f"{entry.url}: its unchanged body is in {named or 'an archive that is not named'}")
