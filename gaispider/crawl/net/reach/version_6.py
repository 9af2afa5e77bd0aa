"""Names that have addresses of version 6 only: looked up, and handed to Twisted as what they are."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any, Protocol

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure


class Names(Protocol):
    """What looks names up: one address of either version, as text."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        ...


def address_of_version_6(reactor: Any, name: str, seconds: float) -> Deferred[str]:
    """The first address of version 6 of a name. Fails with DNSLookupError."""
    found: Deferred[str] = deferToThreadPool(reactor, reactor.getThreadPool(), _looked_up, name)
    return found.addTimeout(seconds, reactor)


def _looked_up(name: str) -> str:
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET6, socket.SOCK_STREAM)
    except OSError as error:
        raise DNSLookupError(f"{name}: {error}") from error
    return str(found[0][4][0])


class _Resolution:
    """A look-up that is never cancelled."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to end."""


class EitherVersion:
    """Gives Twisted the address that a resolver of names found, with its version: its own way knows version 4 only."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's names
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Look the name up; a name that is not known has no address."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def resolved(address: str) -> None:
            kind = IPv6Address if ":" in address else IPv4Address
            resolutionReceiver.addressResolved(kind("TCP", address, portNumber))

        def unknown(failure: Failure) -> Failure | None:
            return None if isinstance(failure.value, DNSLookupError) else failure

        def complete(_none: Any) -> None:
            resolutionReceiver.resolutionComplete()

        found: Deferred[Any] = self._names.getHostByName(hostName)
        found.addCallback(resolved).addErrback(unknown).addCallback(complete)
        return resolution
