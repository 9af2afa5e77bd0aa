"""Which URLs may be requested: those on the site's own hosts, and none on loopback, private or link-local addresses."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from gaispider.sites.canonical import belongs
from gaispider.sites.model import Site

PRIVATE = "private address, which ALLOW_PRIVATE_HOSTS does not allow"
"""The reason of a refusal for its address alone."""


def refusal(url: str, site: Site, *, private_allowed: bool = False) -> str | None:
    """Why a URL must not be requested for this site; None if it may be. Uses no network.

    robots.txt is at a host's root, so it is allowed even if the site is only a path prefix of the host.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "not http or https"
    if not private_allowed and (address := literal_address(parts.hostname)) and not is_public(address):
        return PRIVATE
    if belongs(url, site):
        return None
    if parts.path == "/robots.txt" and not parts.query:
        netloc = f"{parts.scheme}://{parts.netloc}/"
        if any(belongs(f"{netloc}{host.partition('/')[2]}", site) for host in site.hosts):
            return None
    return "not a host of the site"


def literal_address(host: str) -> str | None:
    """The IP address that a host name spells, in any form that resolvers accept (127.1, 0x7f.1, ::1); else None."""
    plain = host.strip("[]").partition("%")[0]
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        pass
    # inet_aton accepts the old forms, but also ignores text after a blank: so check the characters first.
    if not plain or not set(plain.lower()) <= set("0123456789abcdefx."):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(plain))
    except OSError:
        return None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet (IANA special-purpose registries)."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast
