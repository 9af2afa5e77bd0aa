"""The addresses at which a host that does not answer may stand: with the other scheme, with or without www."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from gaispider.sites.model import Site
from gaispider.sites.same_page import bare_host

_OTHER = {"http": "https", "https": "http"}


@dataclass(frozen=True, slots=True)
class OtherAddress:
    """The entry as it would be at another address, what is different in words, and the registry lines that say so."""

    site: Site
    what: str
    facts: tuple[str, ...]


def other_addresses(site: Site) -> Iterator[OtherAddress]:
    """Each once, the scheme before the name. The name is that of the first start page's host."""
    yield _other_scheme(site)
    host = urlsplit(site.start[0]).netloc
    if not _is_number(host):
        yield _other_name(site, host)


def _other_scheme(site: Site) -> OtherAddress:
    """Canonical addresses are without scheme, so no twin is needed."""
    start = tuple(_switched(url) for url in site.start)
    return OtherAddress(replace(site, start=start), f"with {urlsplit(start[0]).scheme}", (_line("start", start),))


def _switched(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme=_OTHER.get(parts.scheme, parts.scheme)))


def _other_name(site: Site, host: str) -> OtherAddress:
    other = bare_host(host) if host.lower().startswith("www.") else f"www.{host}"
    # The former name stays the canonical one, so that ids stay the same.
    twins = {**site.twins, f"http://{other}/": f"http://{host}/"}
    start = tuple(
        urlunsplit(parts._replace(netloc=other)) if (parts := urlsplit(url)).netloc == host else url
        for url in site.start
    )
    named = [entry.replace(host, other, 1) for entry in site.hosts if entry.partition("/")[0] == host]
    hosts = (*site.hosts, *(entry for entry in named if entry not in site.hosts))
    pairs = ", ".join(f'"{left}" = "{right}"' for left, right in twins.items())
    facts = (_line("hosts", hosts), f"twins = {{ {pairs} }}", _line("start", start))
    return OtherAddress(replace(site, hosts=hosts, twins=twins, start=start), f"as {other}", facts)


def _line(name: str, values: tuple[str, ...]) -> str:
    return f"{name} = {json.dumps(values, ensure_ascii=False)}"


def _is_number(netloc: str) -> bool:
    try:
        ip_address(urlsplit(f"//{netloc}").hostname or "")
    except ValueError:
        return False
    return True
