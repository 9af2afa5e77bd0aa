"""Request fingerprints over method, canonical URL and body."""

from __future__ import annotations

import hashlib

from scrapy.crawler import Crawler
from scrapy.http import Request

from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site


class CanonicalFingerprinter:
    """Fingerprints for Scrapy's duplicate filter, by the site's canonical URLs."""

    def __init__(self, site: Site | None) -> None:
        self._site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CanonicalFingerprinter:
        return cls(getattr(crawler.spider, "site", None))

    def fingerprint(self, request: Request) -> bytes:
        """20 bytes. For a redirected request, the URL asked for, the exact URL, and its place in the redirect chain.

        A redirect from http to https, or to the same URL with a cookie, has the same canonical URL and must not be
        filtered as a duplicate; nor must one of several pages that lead to the same place.
        """
        hops = request.meta.get("redirect_times", 0)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        url = f"{hops} {asked} {request.url}" if hops else canonical_url(request.url, self._site)
        return hashlib.sha1(f"{request.method} {url}\n".encode() + request.body, usedforsecurity=False).digest()
