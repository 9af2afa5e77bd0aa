"""Which hosts of a domain discovery may ask for a site, and which of them are another office's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tldextract import TLDExtract

from gaispider.page.script_variants import phrases
from gaispider.page.urls import split
from gaispider.sites.canonical import canonical_url
from gaispider.sites.same_page import bare_host

_DOMAINS = TLDExtract(suffix_list_urls=(), cache_dir=None)
_DISCLOSURE = phrases("ways.tsv", "disclosure_folder", flags=re.IGNORECASE)
_OPENNESS = phrases("ways.tsv", "openness_folder", flags=re.IGNORECASE)
_SPECIAL = re.compile(r"^(?:www\d?|m|wap|new|old|gov|ftp|gk|open|info|zt|app)$")


def hosts_of(url: str) -> tuple[str, ...]:
    """The hosts of the site at `url`, as a registry entry has them, and its domain as `*.panshi.gov.cn`.

    A number has no domain: then it is the one host with its port, and the site's folder on it, since such a host has
    many (122.137.242.24:8080/pub/psszfxxgk).
    """
    host = _host(url)
    domain = domain_of(url)
    if not domain:
        folder = urlsplit(canonical_url(url)).path.rpartition("/")[0].strip("/")
        return (f"{host}/{folder}" if folder else host,)
    other = bare_host(host) if host.startswith("www.") else f"www.{host}"
    return (host, other, f"*.{domain}")


def domain_of(url: str) -> str:
    """The registered domain of an address (panshi.gov.cn); empty for a number and a name without one."""
    found = _DOMAINS(_host(url).partition(":")[0])
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""


def is_kin(url: str, home: str) -> bool:
    """Whether an address on the domain of the site at `home` is on the host of another: a bureau's, or the parent's.

    Of www.panshi.gov.cn the hosts xxgk and zwgk are its own, jyj is a bureau's; of daan.jlbc.gov.cn www.jlbc.gov.cn
    is the parent's.
    """
    host, own = bare_host(_host(url)), bare_host(_host(home))
    if host == own or (host.endswith(f".{own}") and _is_section(host[: -len(own) - 1])):
        return False
    domain = domain_of(home)
    parts = split(url)
    if domain and own in (domain, *(f"{label}.{domain}" for label in ("gov", "zwgk", "xxgk"))):
        return not _is_section(host.removesuffix(domain).strip("."))
    # The host of the parent, in a folder that has this site's name.
    label = own.partition(".")[0]
    return parts is None or label not in parts.path.lower().split("/")


def _is_section(label: str) -> bool:
    """Whether the name before a domain is of a section of the site itself."""
    return not label or bool(_SPECIAL.match(label) or _DISCLOSURE.find(label) or _OPENNESS.find(label))


def _host(url: str) -> str:
    return urlsplit(canonical_url(url)).netloc
