"""What a rendered page asks for (scripts, styles, data), fetched by the crawl itself and handed to the browser.

So the files go the way of every request: only to the site's hosts, by the guarded resolver, under robots.txt and the
size limits, and data is archived. Images, fonts and media are not fetched.
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
from gaispider.crawl.net.causes import cause_of
from gaispider.crawl.net.url_policy import refusal
from gaispider.crawl.run.render_counters import RenderCounters
from gaispider.sites.model import Site

# A page that asks for more is a machine that polls.
MAX_FILES = 150
_MAX_FILE_BYTES = 16 << 20
_MAX_CACHE_BYTES = 24 << 20
# Scripts and styles of a site are the same for all its pages.
_CACHED_KINDS = frozenset({"script", "stylesheet"})
_FETCHED_KINDS = _CACHED_KINDS | {"xhr", "fetch", "document", "other"}
# What belongs to the connection, or says who asks: the crawl sets its own.
_DROPPED_REQUEST_HEADERS = frozenset(
    {"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie", "upgrade-insecure-requests"}
)
_DROPPED_RESPONSE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True)
class SubresourceRequest:
    """A request of the page: `kind` as browsers name it (script, xhr, fetch, document ...)."""

    url: str
    kind: str
    method: str
    headers: Mapping[str, str]
    body: bytes


class Subresources:
    """Fetches files for all pages of a site; scripts and styles are fetched once a run."""

    def __init__(self, crawler: Crawler, site: Site, counters: RenderCounters, robots_unreachable: set[str]) -> None:
        self._crawler = crawler
        self._site = site
        self._counters = counters
        self._robots_unreachable = robots_unreachable
        self._private_allowed = crawler.settings.getbool("ALLOW_PRIVATE_HOSTS")
        self._timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._cache: OrderedDict[str, Response] = OrderedDict()
        self._cache_bytes = 0

    def may_be_asked(self, url: str) -> bool:
        """Whether a URL is one of the site's; what is not is counted."""
        reason = refusal(url, self._site, private_allowed=self._private_allowed)
        if reason:
            self.refuse(f"{urlsplit(url).hostname or urlsplit(url).scheme}: {reason}")
        return reason is None

    def refuse(self, reason: str) -> None:
        """Count a request of the page that was not let through."""
        self._counters.refused[reason] += 1

    async def fetch(self, asked: SubresourceRequest, page_record: str) -> Response | None:
        """The answer, whatever its status; None if it is refused or cannot be had. `page_record` is the WARC record of
        the page that asks."""
        if asked.kind not in _FETCHED_KINDS or not self.may_be_asked(asked.url):
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
            # Scripts are the site's software, and the page they make is archived: only data is.
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
    """Headers for the browser: the body is unpacked, and of several cookies each stands on a line."""
    return {
        name.decode("latin-1"): "\n".join(
            value.decode("latin-1") for value in response.headers.getlist(name.decode("latin-1"))
        )
        for name in response.headers
        if name.decode("latin-1").lower() not in _DROPPED_RESPONSE_HEADERS
    }
