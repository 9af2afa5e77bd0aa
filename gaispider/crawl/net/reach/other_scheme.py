"""Tries http in place of https, or the reverse, once a run for a host that gives no answer on the one it is asked by.

What answers is used for the rest of the run and proposed as a fact; the registry entry is never changed by it. A page
has one canonical URL on both (sites/canonical.py), so no record comes twice.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    ResponseDataLossError,
)
from scrapy.http import Request, Response

from gaispider.crawl.meta import page_meta, request_meta
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

_OTHER = {"http": "https", "https": "http"}
# No answer of a server came. A name that is not known has no other scheme either.
_NO_ANSWER = (DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)
# Where a host's answers come from: scheme, and name with port.
_Place = tuple[str, str]


class OtherScheme:
    """A downloader middleware behind the retries. Without an answer from a scheme and host yet, the other is tried."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._answered: set[_Place] = set()
        # Why a scheme of a host failed, where the other one is tried; and those for which the other one answers.
        self._tried: dict[_Place, str] = {}
        self._moved: set[_Place] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OtherScheme:
        # A replay asks no server.
        if crawler.settings["ARCHIVE_REPLAY"]:
            raise NotConfigured
        return cls(current_run(crawler))

    def process_request(self, request: Request) -> Request | None:
        return _switched(request) if _place(request.url) in self._moved else None

    def process_response(self, request: Request, response: Response) -> Response:
        # What a middleware makes in the place of an answer (rules that could not be had) came from no address.
        if response.ip_address is None:
            return response
        place = _place(request.url)
        self._answered.add(place)
        former = (_OTHER[place[0]], place[1])
        # A server that answers with its own failure is no better than one that does not answer.
        if page_meta(request).scheme_tried and former not in self._moved and response.status < 500:
            self._moved.add(former)
            self._tell(former)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        place = _place(request.url)
        if not isinstance(exception, _NO_ANSWER) or isinstance(exception, ResponseDataLossError):
            return None
        known = place in self._answered or place in self._tried or page_meta(request).scheme_tried
        if known or place[0] not in _OTHER:
            return None
        self._tried[place] = " ".join(str(exception).split()) or type(exception).__name__
        logger.info("%s does not answer by %s: the other scheme is tried", place[1], place[0])
        return _switched(request)

    def _tell(self, former: _Place) -> None:
        scheme, host = former
        self._run.summary.note_reach(proposal(self._run.site, scheme, host, self._tried.get(former, "no answer")))


def proposal(site: Site, scheme: str, host: str, why: str) -> dict[str, str]:
    """What is told of a host that answers on the other scheme only, with the line for the registry entry."""
    other = _OTHER[scheme]
    start = [f"{other}{url[len(scheme) :]}" if _place(url) == (scheme, host) else url for url in site.start]
    fact = f"start = {json.dumps(start, ensure_ascii=False)}" if start != list(site.start) else ""
    used = f"{host} does not answer by {scheme} ({why[:120]}); {other} answers and was used in this run"
    cure = f"; if it stays so: {fact}" if fact else ""
    return {"host": host, "asked": scheme, "answers": other, "fact": fact, "sentence": used + cure}


def _place(url: str) -> _Place:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()


def _switched(request: Request) -> Request:
    """The same request by the other scheme; the port stays if the address names one."""
    scheme, _, rest = request.url.partition(":")
    meta = replace(page_meta(request).fresh(), scheme_tried=True)
    url = f"{_OTHER[scheme]}:{rest}"
    return request.replace(url=url, meta={**request.meta, **request_meta(meta)}, dont_filter=True)
