"""What makes two requests the same: method, canonical URL and body."""

from __future__ import annotations

import hashlib

from scrapy.crawler import Crawler
from scrapy.http import Request

from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site


class CanonicalFingerprinter:
    """Fingerprints for the duplicate filter, by the site's own idea of one page."""

    def __init__(self, site: Site | None) -> None:
        self._site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CanonicalFingerprinter:
        return cls(getattr(crawler.spider, "site", None))

    def fingerprint(self, request: Request) -> bytes:
        """20 bytes. A redirected request is told apart by its exact URL and its place in the chain: http to https, or
        the same URL with a cookie set, is the same page, and must not be filtered as one that was already asked for.
        """
        hops = request.meta.get("redirect_times", 0)
        url = f"{hops} {request.url}" if hops else canonical_url(request.url, self._site)
        return hashlib.sha1(f"{request.method} {url}\n".encode() + request.body, usedforsecurity=False).digest()
