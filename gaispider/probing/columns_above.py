"""The report column above a single report: what its page and its address name, to be asked for and confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from gaispider.page import Page
from gaispider.page.listing.site_sections import is_report_column, is_report_folder, is_report_title, read_columns
from gaispider.page.model import Listing
from gaispider.page.urls import absolute, base_address, without_fragment
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site
from gaispider.sites.same_page import same_page

# Folders by day or number hold the documents of a column: /ndbg/202001/t20200119_7.html.
_DATED = re.compile(r"\d+$|t?\d{4}[-_]?\d\d")
_LEVELS = 3
# Reports that a page must name to be a column where the single one is not among them (it may stand on page 2).
_FEW = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be the column: its address, and what named it."""

    url: str
    found_by: str


def candidates(page: Page, url: str, site: Site, is_article: Callable[[str], bool]) -> Iterator[Candidate]:
    """The pages above the one at `url` that may list it, the likeliest first, each once, all on hosts of the site.

    RULES, in their order: the breadcrumb's step that names a report column, folders with the names of such columns,
    the breadcrumb's last step, columns that the page links to, the folder itself.
    """
    asked: set[str] = set()
    for rule in RULES:
        for found in rule(page, url):
            key = canonical_url(found.url, site)
            if key in asked or same_page(found.url, url, site) or is_article(found.url) or not belongs(found.url, site):
                continue
            asked.add(key)
            yield found


def confirms(listing: Listing, singles: Iterable[str], site: Site) -> int:
    """The number of reports that a listing names, if it is the column of a single report: it names that report, or
    several; else 0."""
    reports = [item for item in listing.items if is_report_title(item.title)]
    named = any(same_page(item.url, single, site) for item in listing.items for single in singles)
    return max(len(reports), 1) if named or len(reports) >= _FEW else 0


def _crumbs(page: Page, url: str) -> list[tuple[str, str]]:
    """Address and words of the breadcrumb's links, from the last step up; the document itself is no step."""
    links: dict[str, str] = {}
    for link in page.tree.iter("a"):
        words = "".join("".join(link.itertext()).split())
        address = absolute(base_address(page.tree, url), (link.get("href") or "").strip())
        if words and address and urlsplit(address).scheme in ("http", "https"):
            links.setdefault(words, without_fragment(address))
    steps = ["".join(step.split()) for step in reversed(page.article.breadcrumb)]
    return [(links[step], step) for step in steps if step in links]


def _named_crumb(page: Page, url: str) -> Iterator[Candidate]:
    for address, step in _crumbs(page, url):
        if is_report_column(step):
            yield Candidate(address, f"the breadcrumb ({step})")


def _named_folder(page: Page, url: str) -> Iterator[Candidate]:
    for folder in _folders(url):
        if is_report_folder(folder):
            yield Candidate(folder, "the folder of its address")


def _last_crumb(page: Page, url: str) -> Iterator[Candidate]:
    for address, step in _crumbs(page, url)[:1]:
        yield Candidate(address, f"the breadcrumb ({step})")


def _linked(page: Page, url: str) -> Iterator[Candidate]:
    for column in read_columns(page.tree, url, in_column=False):
        if column.kind == "report":
            yield Candidate(column.url, f"a link on its page ({column.name})")


def _folder(page: Page, url: str) -> Iterator[Candidate]:
    for folder in _folders(url)[:1]:
        yield Candidate(folder, "the folder of its address")


RULES = (_named_crumb, _named_folder, _last_crumb, _linked, _folder)
"""Each names candidates; see `candidates`."""


def _folders(url: str) -> list[str]:
    """The folders above a page, the nearest first, without those named by a day or number, and without the root."""
    parts = urlsplit(url)
    steps = parts.path.split("/")[1:-1]
    ends = [end for end in range(len(steps), 0, -1) if not _DATED.match(steps[end - 1])]
    return [
        urlunsplit((parts.scheme, parts.netloc, "/" + "/".join(steps[:end]) + "/", "", "")) for end in ends[:_LEVELS]
    ]
