"""A DNS resolver that never returns a private address.

Connections use the address that was checked, so DNS rebinding (a name that changes its answer) does not help.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from gaispider.crawl.net.reach.version_6 import EitherVersion, address_of_version_6
from gaispider.crawl.net.url_policy import is_public

if TYPE_CHECKING:
    from twisted.internet.interfaces import IHostnameResolver


# What the system's resolver says of a name that there is none, or none with an address; all else may pass.
_NONE = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NUMBER = re.compile(r"\[Errno (-?\d+)\]")


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's caching resolver, which fails for names of loopback, private and link-local addresses.

    A name without an address of version 4 is looked up for one of version 6.
    """

    # Refused names and their addresses, to tell a refused name from one that does not exist.
    refused: ClassVar[dict[str, str]] = {}
    # Names of which DNS said that there are none: a request that failed by it is not tried again (vain_retries.py).
    absent: ClassVar[set[str]] = set()
    private_allowed: bool = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_allowed = crawler.settings.getbool("ALLOW_PRIVATE_HOSTS")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        found = super().getHostByName(name, timeout)
        found.addErrback(self._of_version_6, name)
        return found.addCallback(self._checked, name)

    def install_on_reactor(self) -> None:
        super().install_on_reactor()
        self.reactor.installNameResolver(cast("IHostnameResolver", EitherVersion(self)))

    def _of_version_6(self, failure: Failure, name: str) -> Any:
        if not isinstance(failure.value, DNSLookupError):
            return failure
        found = address_of_version_6(self.reactor, name, self.timeout)
        # Which of the two says why a name is not known makes no difference; the first one's words are told.
        found.addErrback(lambda later: self._unknown(name, failure, later))
        return found.addCallback(self._cache_result, name)

    def _unknown(self, name: str, first: Failure, second: Failure) -> Failure:
        if _says_none(first) and _says_none(second):
            self.absent.add(name)
        return first

    def _checked(self, address: str, name: str) -> str:
        if not self.private_allowed and not is_public(address):
            self.refused[name] = address
            raise DNSLookupError(f"{name} is at {address}, which is no public address")
        self.absent.discard(name)
        return address


def _says_none(failure: Failure) -> bool:
    """Whether a look-up failed since there is no such name, not since nobody answered."""
    found = _NUMBER.search(failure.getErrorMessage())
    return found is not None and int(found[1]) in _NONE
