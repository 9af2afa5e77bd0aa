"""Examines one saved answer: its kind, the pages that it names, and why it may not be taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import unquote

from gaispider.crawl.challenge import WHOLE, classify
from gaispider.crawl.state.page_answers import leads_elsewhere
from gaispider.crawl.state.page_names import page_name
from gaispider.files import body_digest
from gaispider.filetypes import ATTACHED, by_bytes
from gaispider.importing.visit import Visit
from gaispider.items import Attachment
from gaispider.listing_values import ListingEntry
from gaispider.page import Page, read_page
from gaispider.page.listing.data.data_listing import is_data, read_data_listing
from gaispider.page.listing.site_sections import is_report_folder, is_report_title
from gaispider.page.model import Listing
from gaispider.page.urls import split
from gaispider.reading import drafts_of_page, shows_a_report
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site
from gaispider.text.counted import counted

Kind = Literal["page", "data", "file"]


@dataclass(slots=True)
class Examined:
    """An answer that may be taken. `place` is its number among the answers of the import, from 0.

    `rows` are the entries of the page that may be reports, by canonical URL; `whole` is whether it shows a report that
    fills it, `is_report` whether it reads as one at all. `url` is empty where nothing says it. `more` says what of a
    listing lies on other pages.
    """

    place: int
    url: str
    name: str
    file: str
    time: datetime
    digest: str
    kind: Kind
    own: bool
    title: str | None = None
    whole: bool = False
    is_report: bool = False
    rows: dict[str, ListingEntry] = field(default_factory=dict)
    files: list[Attachment] = field(default_factory=list)
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an answer is not taken: a few words under which such are counted, and the address; None if it is a part of a
    page (a picture, a script), which is left out in silence."""

    why: str | None
    url: str


def examine(visit: Visit, place: int, site: Site, gone: Collection[str]) -> Examined | Refused:
    """The result for a saved answer. `gone` are the canonical URLs of pages that were taken down."""
    if visit.url and (refused := _by_address(visit, site, gone)):
        return refused
    if visit.status is not None and visit.status not in WHOLE:
        return Refused(_of_status(visit), visit.url)
    own = not visit.url or belongs(visit.url, site)
    if not visit.body.strip():
        return Refused("empty answers", visit.url)
    name = page_name(visit.method, visit.request_body, canonical_url(visit.url, site)) if visit.url else ""
    found = Examined(place, visit.url, name, visit.file, visit.time, body_digest(visit.body), "page", own)
    file = by_bytes(visit.body)
    if file is not None:
        found.kind = "file"
        # Nobody gives the address of a file, or names it so, that is no report.
        found.is_report = own and (visit.address_from == "given" or is_report_title(file_name(visit.url)))
        # A picture counts only if a report names it as its file.
        return found if file.what in (*ATTACHED, "image") else Refused(None, visit.url)
    if not own:
        # A page of every visit fetches counters and scripts from hosts that nobody visits.
        is_page = _is_markup(visit) and not is_data(visit.body[:200].decode("latin-1"))
        return Refused(f"host {host_of(visit.url)}" if is_page else None, visit.url)
    headers = {name.lower(): value for name, value in visit.headers} | {"content-type": visit.content_type or ""}
    verdict = classify(visit.status or 200, headers, visit.body)
    if verdict is not None:
        return Refused(f"{verdict.cause}: {verdict.sentence}", visit.url)
    if leads_elsewhere(headers, visit.body):
        return Refused(None, visit.url)
    return _read(visit, found, site)


def _by_address(visit: Visit, site: Site, gone: Collection[str]) -> Refused | None:
    parts = split(visit.url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return Refused("no web address", visit.url)
    if canonical_url(visit.url, site) in gone:
        return Refused("taken down", visit.url)
    return None


def _of_status(visit: Visit) -> str | None:
    """Redirects and what a browser had already are no news; any other status is."""
    headers = {name.lower(): value for name, value in visit.headers}
    if visit.status is not None and 300 <= visit.status < 400:
        return None
    verdict = classify(visit.status or 0, headers, visit.body)
    return f"{verdict.cause}: {verdict.sentence}" if verdict else f"status {visit.status}"


def _read(visit: Visit, found: Examined, site: Site) -> Examined | Refused:
    text = visit.body[:4000].decode("utf-8", "replace")
    in_column = bool(visit.url) and (
        is_report_folder(visit.url) or found.name in {canonical_url(url, site) for url in site.start}
    )
    if is_data(text):
        found.kind = "data"
        listing = read_data_listing(visit.body.decode("utf-8", "replace"), visit.url)
        found.rows = _rows(listing, found.url, site, in_column=in_column)
        return found if found.rows else Refused(None, visit.url)
    if not _is_markup(visit):
        return Refused(None, visit.url)
    page = read_page(visit.body, visit.url or f"file:{visit.file}", visit.content_type, select=site.select)
    _add_article(found, page, site)
    listing = page.listing
    found.rows = _rows(listing, found.url, site, in_column=in_column)
    found.more = _more(listing)
    return found


def _is_markup(visit: Visit) -> bool:
    kind = (visit.content_type or "text/html").lower()
    return "html" in kind or ("<" in visit.body[:200].decode("latin-1") and "xml" in kind)


def _add_article(found: Examined, page: Page, site: Site) -> None:
    title = page.article.title
    found.title = title.raw if title is not None else None
    found.whole = shows_a_report(page)
    made = drafts_of_page(page, site)
    found.is_report = any(draft.report.kind != "not_a_report" for draft in made)
    found.files = [file for draft in made for file in draft.report.attachments]


def _rows(listing: Listing, url: str, site: Site, *, in_column: bool) -> dict[str, ListingEntry]:
    """The entries that a crawl would follow: in a report column all, elsewhere those with a report's title."""
    return {
        canonical_url(item.url, site): ListingEntry.printed(item.title, item.date, url)
        for item in listing.items
        if item.url.startswith(("http://", "https://")) and (in_column or is_report_title(item.title))
    }


def _more(listing: Listing) -> str | None:
    if listing.records is not None and listing.records > len(listing.items):
        return f"it says that it has {counted(listing.records, 'entry', 'entries')}, and shows {len(listing.items)}"
    if listing.pages is not None and listing.pages > 1:
        return f"it says that it has {listing.pages} pages"
    return f"it goes on at {listing.next_page}" if listing.next_page else None


def file_name(url: str) -> str:
    """The name that a browser gives to a file of that address."""
    parts = split(url)
    return unquote(parts.path.rpartition("/")[2]) if parts else ""


def host_of(url: str) -> str:
    """Host and port of an address."""
    parts = split(url)
    return parts.netloc.rpartition("@")[2] if parts else ""
