"""A DNS resolver that never returns a private address.

Connections use the address that was checked, so DNS rebinding (a name that changes its answer) does not help.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from gaispider.crawl.net.url_policy import is_public


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's caching resolver, which fails for names of loopback, private and link-local addresses."""

    # Refused names and their addresses, to tell a refused name from one that does not exist.
    refused: ClassVar[dict[str, str]] = {}
    private_allowed: bool = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_allowed = crawler.settings.getbool("ALLOW_PRIVATE_HOSTS")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not self.private_allowed and not is_public(address):
            self.refused[name] = address
            raise DNSLookupError(f"{name} is at {address}, which is no public address")
        return address
