"""Fetches the sub-resources of rendered pages (scripts, styles, data) by the crawl's own downloader.

So every rule of a crawl holds for them: the site's hosts only, the guarded resolver, robots.txt, size limits; data is
archived. Images, fonts and media are not fetched.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.crawl.browser.chromium import FILES
from gaispider.crawl.meta import PageMeta, request_meta
from gaispider.crawl.net.causes import NoRules, cause_of
from gaispider.crawl.net.url_policy import refusal
from gaispider.crawl.run.part_counters import RenderCounters
from gaispider.sites.model import Site

# Files of one page; a page that requests more is polling.
MAX_FILES = 150
_MAX_FILE_BYTES = 16 << 20
_MAX_CACHE_BYTES = 24 << 20
# Scripts and styles are shared by the pages of a site, so they are cached for the run.
_CACHED_KINDS = frozenset({"script", "stylesheet"})
_FETCHED_KINDS = _CACHED_KINDS | {"xhr", "fetch", "document", "other"}
# Headers of the connection and of the client's identity: the crawl sets its own.
_DROPPED_REQUEST_HEADERS = frozenset(
    {"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie", "upgrade-insecure-requests"}
)
_DROPPED_RESPONSE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True)
class SubresourceRequest:
    """A request by a rendered page; `kind` is Playwright's resource type (script, xhr, fetch, document ...)."""

    url: str
    kind: str
    method: str
    headers: Mapping[str, str]
    body: bytes


class Subresources:
    """Fetches files for all rendered pages of a site, with a cache for scripts and styles."""

    def __init__(self, crawler: Crawler, site: Site, counters: RenderCounters, robots_unreachable: NoRules) -> None:
        self._crawler = crawler
        self._site = site
        self._counters = counters
        self._robots_unreachable = robots_unreachable
        self._private_allowed = crawler.settings.getbool("ALLOW_PRIVATE_HOSTS")
        self._timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._cache: OrderedDict[str, Response] = OrderedDict()
        self._cache_bytes = 0

    def is_allowed(self, url: str) -> bool:
        """Whether the site's policy allows a URL; a refusal is counted."""
        reason = refusal(url, self._site, private_allowed=self._private_allowed)
        if reason:
            self.refuse(f"{urlsplit(url).hostname or urlsplit(url).scheme}: {reason}")
        return reason is None

    def refuse(self, reason: str) -> None:
        """Count a refused request of a page."""
        self._counters.refused[reason] += 1

    async def fetch(self, asked: SubresourceRequest, page_record: str) -> Response | None:
        """The response of any status; None if it is refused or fails. `page_record` is the page's WARC record id."""
        if asked.kind not in _FETCHED_KINDS or not self.is_allowed(asked.url):
            return None
        if response := self._cache.get(asked.url):
            self._cache.move_to_end(asked.url)
            self._counters.files_kept += 1
            return response
        request = self._request(asked, page_record)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever a downloader middleware raises: the page goes on without the file
            cause = cause_of(error, request, self._robots_unreachable)
            self.refuse(f"{urlsplit(asked.url).hostname}: {cause}")
            return None
        self._counters.files += 1
        if asked.kind in _CACHED_KINDS and asked.method == "GET" and response.status == 200:
            self._put_in_cache(asked.url, response)
        return response

    def _request(self, asked: SubresourceRequest, page_record: str) -> Request:
        meta = request_meta(
            # Only data is archived: scripts are the site's software, and the page that they make is archived.
            PageMeta(part_of=page_record, unarchived=asked.kind in _CACHED_KINDS),
            download_slot=FILES,
            download_timeout=self._timeout,
            download_maxsize=_MAX_FILE_BYTES,
            max_retry_times=1,
        )
        passed = {
            name: value
            for name, value in asked.headers.items()
            if name.lower() not in _DROPPED_REQUEST_HEADERS and not name.lower().startswith(("sec-", ":"))
        }
        return Request(asked.url, method=asked.method, headers=passed, body=asked.body, meta=meta, dont_filter=True)

    def _put_in_cache(self, url: str, response: Response) -> None:
        self._cache[url] = response
        self._cache_bytes += len(response.body)
        while self._cache_bytes > _MAX_CACHE_BYTES:
            _, dropped = self._cache.popitem(last=False)
            self._cache_bytes -= len(dropped.body)


def headers_for_browser(response: Response) -> dict[str, str]:
    """Headers for the browser: none about encoding, as the body is decoded; several values of a name on lines."""
    return {
        name.decode("latin-1"): "\n".join(
            value.decode("latin-1") for value in response.headers.getlist(name.decode("latin-1"))
        )
        for name in response.headers
        if name.decode("latin-1").lower() not in _DROPPED_RESPONSE_HEADERS
    }
