"""Addresses compared: which are one page, which is a home page, and which redirects leave a listing where it was."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tldextract import TLDExtract

from gaispider.reference import Phrases
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

_INDEX = Phrases("addresses.tsv", "index_page", flags=re.IGNORECASE)
# The list of public suffixes that the package brings: nothing is fetched.
_DOMAINS = TLDExtract(suffix_list_urls=(), cache_dir=None)


def same_page(url: str, other: str, site: Site | None) -> bool:
    """Whether two addresses differ only as http and https, with and without www, with a closing slash or an index."""
    return _plain(canonical_url(url, site)) == _plain(canonical_url(other, site))


def folder_of(path: str) -> str | None:
    """The folder that a path names, by a closing slash or as its index page; None for another page."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if not name or _INDEX.find(name) else None


def is_home(url: str, site: Site | None) -> bool:
    """Whether an address is the home page of its host, or of the folder that the site has on a host of many."""
    parts = urlsplit(url)
    folder = folder_of(parts.path or "/")
    if folder is None or parts.query:
        return False
    return folder == "/" or any(
        bare_host(host) == bare_host(parts.netloc) and folder == f"/{prefix.strip('/')}/"
        for host, _, prefix in (entry.partition("/") for entry in (site.hosts if site else ()))
    )


def leads_home(asked: str, target: str, site: Site | None) -> bool:
    """Whether a redirect leads from another page to a home page, which the folder of the page itself is not."""
    if not is_home(target, site) or is_home(asked, site):
        return False
    folder = folder_of(urlsplit(target).path or "/")
    return folder == "/" or urlsplit(asked).path.rpartition("/")[0] + "/" != folder


def keeps_listing(asked: str, target: str, site: Site | None) -> bool:
    """Whether a redirect of a listing leads to that listing: the same page, a page below it, its whole path on another
    host or in a further folder, or from a home page into its own host. Both are on hosts of the site."""
    if same_page(asked, target, site):
        return True
    # Servers redirect to their own spelling in small letters; a parameter more (a first page) is no other list.
    host, path, query = _plain(canonical_url(asked, site).lower())
    other_host, other_path, other_query = _plain(canonical_url(target, site).lower())
    if is_home(target, site) and is_home(asked, site):
        return True
    if host == other_host and (is_home(asked, site) or (_is_folder(asked) and f"{other_path}/".startswith(f"{path}/"))):
        return True
    kept = {part for part in query.split("&") if part} <= set(other_query.split("&"))
    return bool(path) and kept and other_path.endswith(path)


def same_domain(host: str, other: str) -> bool:
    """Whether two hosts are of one registered domain (panshi.gov.cn); of numbers only, whether they are one machine."""
    one, two = (_DOMAINS(name.partition(":")[0]) for name in (host, other))
    return bool(one.domain) and (one.domain, one.suffix) == (two.domain, two.suffix)


def _is_folder(url: str) -> bool:
    """Whether an address names a folder: by its closing slash, its index page, or a last part without an ending."""
    parts = urlsplit(url)
    return not parts.query and (folder_of(parts.path) is not None or "." not in parts.path.rpartition("/")[2])


def _plain(canonical: str) -> tuple[str, str, str]:
    """Host without www, path without index and closing slash, query."""
    parts = urlsplit(canonical)
    path = folder_of(parts.path) or parts.path
    return bare_host(parts.netloc), path.rstrip("/"), parts.query


def bare_host(netloc: str) -> str:
    """A host in small letters without `www.`, with which most sites answer, too."""
    return netloc.lower().removeprefix("www.")
