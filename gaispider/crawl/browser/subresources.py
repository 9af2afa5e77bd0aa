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
from gaispider.crawl.browser.render_tally import RenderTally
from gaispider.crawl.meta import PageMeta, carrying
from gaispider.crawl.net.causes import cause_of
from gaispider.crawl.net.url_policy import refusal
from gaispider.sites.model import Site

# A page that asks for more is a machine that polls.
MAX_FILES = 150
_MAX_SIZE = 16 << 20
_KEPT = 24 << 20
# Scripts and styles of a site are the same for all its pages.
_KEEP = frozenset({"script", "stylesheet"})
_TAKE = _KEEP | {"xhr", "fetch", "document", "other"}
# What belongs to the connection, or says who asks: the crawl sets its own.
_NOT_PASSED = frozenset(
    {"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie", "upgrade-insecure-requests"}
)
_NOT_GIVEN = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the page: `kind` as browsers name it (script, xhr, fetch, document ...)."""

    url: str
    kind: str
    method: str
    headers: Mapping[str, str]
    body: bytes


class PageFiles:
    """Fetches files for all pages of a site; scripts and styles are fetched once a run."""

    def __init__(self, crawler: Crawler, site: Site, tally: RenderTally, robots_unreachable: set[str]) -> None:
        self._crawler = crawler
        self._site = site
        self._tally = tally
        self._robots_unreachable = robots_unreachable
        self._private_allowed = crawler.settings.getbool("ALLOW_PRIVATE_HOSTS")
        self._timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._kept: OrderedDict[str, Response] = OrderedDict()
        self._kept_bytes = 0

    def may_be_asked(self, url: str) -> bool:
        """Whether a URL is one of the site's; what is not is counted."""
        reason = refusal(url, self._site, private_allowed=self._private_allowed)
        if reason:
            self.refuse(f"{urlsplit(url).hostname or urlsplit(url).scheme}: {reason}")
        return reason is None

    def refuse(self, reason: str) -> None:
        """Count a request of the page that was not let through."""
        self._tally.refused[reason] += 1

    async def fetch(self, asked: Asked, page_record: str) -> Response | None:
        """The answer, whatever its status; None if it is refused or cannot be had. `page_record` is the WARC record of
        the page that asks."""
        if asked.kind not in _TAKE or not self.may_be_asked(asked.url):
            return None
        if response := self._kept.get(asked.url):
            self._kept.move_to_end(asked.url)
            self._tally.files_kept += 1
            return response
        request = self._request(asked, page_record)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever a downloader middleware raises: the page goes on without the file
            cause = cause_of(error, request, self._robots_unreachable)
            self.refuse(f"{urlsplit(asked.url).hostname}: {cause}")
            return None
        self._tally.files += 1
        if asked.kind in _KEEP and asked.method == "GET" and response.status == 200:
            self._keep(asked.url, response)
        return response

    def _request(self, asked: Asked, page_record: str) -> Request:
        meta = carrying(
            # Scripts are the site's software, and the page they make is archived: only data is.
            PageMeta(part_of=page_record, unarchived=asked.kind in _KEEP),
            download_slot=FILES,
            download_timeout=self._timeout,
            download_maxsize=_MAX_SIZE,
            max_retry_times=1,
        )
        passed = {
            name: value
            for name, value in asked.headers.items()
            if name.lower() not in _NOT_PASSED and not name.lower().startswith(("sec-", ":"))
        }
        return Request(asked.url, method=asked.method, headers=passed, body=asked.body, meta=meta, dont_filter=True)

    def _keep(self, url: str, response: Response) -> None:
        self._kept[url] = response
        self._kept_bytes += len(response.body)
        while self._kept_bytes > _KEPT:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= len(dropped.body)


def given_headers(response: Response) -> dict[str, str]:
    """Headers for the browser: the body is unpacked, and of several cookies each stands on a line."""
    return {
        name.decode("latin-1"): "\n".join(
            value.decode("latin-1") for value in response.headers.getlist(name.decode("latin-1"))
        )
        for name in response.headers
        if name.decode("latin-1").lower() not in _NOT_GIVEN
    }
