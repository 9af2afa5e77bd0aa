"""Filters of requests (foreign hosts, taken-down pages) and of answers that are no content (challenges, notices)."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response

from gaispider.crawl.challenge import Verdict, classify
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import NoContentError, RefusedError
from gaispider.crawl.net.url_policy import PRIVATE, refusal
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

_NO_BROWSER = "; there is no Chromium to read it (docs/rendering.md)"
_RENDER_HINT = '; a browser reads such pages where the registry entry says render = "auto" (docs/rendering.md)'


class HostFilter:
    """Refuses requests to foreign hosts, private addresses and over-long URLs, including redirects and robots.txt."""

    def __init__(self, site: Site, *, private_allowed: bool, longest: int = 0) -> None:
        self._site = site
        self._private_allowed = private_allowed
        self._longest = longest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostFilter:
        site = getattr(crawler.spider, "site", None)
        if site is None:
            raise NotConfigured
        # A replay uses no network, and a recorded replica may have been on loopback.
        replayed = bool(crawler.settings["ARCHIVE_REPLAY"])
        return cls(
            site,
            private_allowed=replayed or crawler.settings.getbool("ALLOW_PRIVATE_HOSTS"),
            longest=crawler.settings.getint("URLLENGTH_LIMIT"),
        )

    def process_request(self, request: Request) -> None:
        if 0 < self._longest < len(request.url):
            raise RefusedError("long_url", f"{request.url[:200]}…: longer than URLLENGTH_LIMIT ({self._longest})")
        reason = refusal(request.url, self._site, private_allowed=self._private_allowed)
        if reason:
            logger.warning("Refused %s: %s", request.url, reason)
            cause = "private_address" if reason == PRIVATE else "foreign_host"
            raise RefusedError(cause, f"{request.url}: {reason}")


class TakedownFilter:
    """Refuses requests for taken-down pages and their attachments, including redirects."""

    def __init__(self, run: Run, urls: set[str]) -> None:
        self._run = run
        self._urls = urls

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TakedownFilter:
        run = current_run(crawler)
        if not run.taken_down:
            raise NotConfigured
        return cls(run, run.taken_down)

    def process_request(self, request: Request) -> None:
        if canonical_url(request.url, self._run.site) in self._urls:
            raise RefusedError("taken_down", f"{request.url} was taken down (tombstones.jsonl)")


class ChallengeFilter:
    """Turns challenges, blocks and notices into failures, so that no callback reads them as content."""

    def __init__(self, hint: str) -> None:
        self._hint = hint

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ChallengeFilter:
        site = getattr(crawler.spider, "site", None)
        if site is None:
            raise NotConfigured
        if not site.render:
            return cls(_RENDER_HINT)
        missing = not crawler.settings["PLAYWRIGHT_LAUNCH_OPTIONS"] and not crawler.settings["ARCHIVE_REPLAY"]
        return cls(_NO_BROWSER if missing else "")

    def process_response(self, request: Request, response: Response) -> Response:
        # Sub-resources of a rendered page are judged with the page; a file of megabytes is no notice.
        if page_meta(request).part_of is not None or page_meta(request).body_file is not None:
            return response
        verdict = classify(response.status, _lower(response.headers), response.body)
        if verdict and verdict.cause == "shell" and self._hint:
            verdict = Verdict("shell", verdict.evidence + self._hint)
        if verdict:
            logger.warning("%s is no content: %s: %s", response.url, verdict.cause, verdict.sentence)
            raise NoContentError(verdict, response.url)
        return response


def _lower(headers: Headers) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): "; ".join(
            value.decode("latin-1") for value in headers.getlist(name.decode("latin-1"))
        )
        for name in headers
    }
