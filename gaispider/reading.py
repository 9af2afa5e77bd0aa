"""Reads a page: from bytes to records, the same for a crawl, an archive and a saved file.

The module is not named `extract` because `gaispider.extract` is the function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gaispider.draft import Draft
from gaispider.extractor import extractor_with
from gaispider.files import body_digest
from gaispider.items import SCHEMA, Capture, DocNumber, Published, Report
from gaispider.listing_values import ListingEntry, fill_from_listing
from gaispider.page import Page, read_page
from gaispider.page.listing.site_sections import is_report_title
from gaispider.page.model import Article, Document, Listing
from gaispider.page.urls import split
from gaispider.pipelines import STEPS
from gaispider.received import Received
from gaispider.report.duplicates import duplicate_clusters
from gaispider.report.split import split_compilation
from gaispider.report.year import year_of_title
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site

# The families of third-party copies (data/sites/00-copies.toml), whose hosts come with each crawl.
COPIES = frozenset({"encyclopedia", "compilation"})
# Characters; a report has at least a paragraph of text.
SHORTEST_REPORT = 120


def extract(body: bytes, url: str, *, site: Site | str | None = None, content_type: str | None = None) -> list[Report]:
    """The records of one page: one, or one for each part of a compilation. No content of a page raises an error.

    `site` is a registry entry or its key; it decides which county's 松山镇 is meant, and its `select` says where the
    page has its parts. `content_type` is the header of the answer, if any. Raises ValueError if `url` is empty, since a
    record must be traceable; for a file without a known URL, use `file:name.html`. Raises KeyError for an unknown key.
    """
    return [draft.report for draft in extract_drafts(body, url, site=site, content_type=content_type)]


def extract_drafts(
    body: bytes, url: str, *, site: Site | str | None = None, content_type: str | None = None, ocr: bool = False
) -> list[Draft]:
    """As `extract`: the records with what they were read from, for those who ask why a record says what it says.

    `ocr`: a file's pages without text are recognised, which takes seconds a page.
    """
    if not url.strip():
        raise ValueError("extract needs the address that the page came from; for a file, file:name.html will do")
    if isinstance(site, str):
        site = site_of_key(site)
    page = read_page(body, url, content_type, select=site.select if site else None)
    return [with_own_files(draft, ocr=ocr) for draft in drafts_of_page(page, site, body)]


def drafts_of_page(page: Page, site: Site | None, body: bytes = b"") -> list[Draft]:
    """The drafts of a page that lies in no archive, after all steps; the files that it names are not read."""
    capture = capture_of(Received("file"), page, body)
    return [normalised(draft) for draft in drafts(page, site=site, capture=capture)]


def with_own_files(draft: Draft, *, ocr: bool = False) -> Draft:
    """The draft of an address that answers with a file, or of a page in whose source pictures lie, read from these."""
    files = draft.own_files()
    if not files:
        return draft
    from gaispider.documents.apart import contents_of
    from gaispider.file_reports import AttachedFile, with_files

    read = [(attachment, contents_of(body, attachment.name or "", ocr=ocr)) for attachment, body in files]
    return with_files(draft, [AttachedFile(attachment, contents) for attachment, contents in read])


def drafts(page: Page, *, site: Site | None, capture: Capture, entry: ListingEntry | None = None) -> list[Draft]:
    """The drafts of a page: one for each document, with the raw fields of its record set.

    `entry` is the listing row that led to the page; it supplies title and day if the page has none.
    """
    made = list(_documents(page, site, capture))
    for draft in made:
        if entry is not None:
            fill_from_listing(draft, entry)
    return made


@dataclass(frozen=True, slots=True)
class ReadApart:
    """What another process has read of a page: its drafts after all steps, and the page as article and listing.

    `drafts` is None for a listing that is no report by its title.
    """

    article: Article
    listing: Listing
    drafts: list[Draft] | None


def read_apart(
    body: bytes, url: str, content_type: str | None, site: Site, records_of: Site, received: Received, listing: bool
) -> ReadApart:
    """Read a page for another process. `site` has the selectors; `records_of` is the site that records belong to."""
    page = read_page(body, url, content_type, select=site.select)
    title = page.article.title
    made = None
    if not listing or (title is not None and is_report_title(title.raw)):
        capture = capture_of(received, page, body)
        made = [normalised(draft) for draft in drafts(page, site=records_of, capture=capture, entry=received.entry)]
        for draft in made:
            draft.steps_taken = True
    # An article's page is not asked for its entries.
    return ReadApart(page.article, page.listing if listing else Listing(), made)


def capture_of(received: Received, page: Page, body: bytes) -> Capture:
    """The capture of a page that was read from `body`; of a browser's archive at the time that it was saved."""
    if received.fetched_at is None and page.saved_at is not None:
        received = replace(received, fetched_at=page.saved_at)
    return received.capture(body_digest(body), page.charset, page.charset_found_by)


def _documents(page: Page, site: Site | None, capture: Capture) -> Iterator[Draft]:
    article = page.article
    parts = split_compilation(article.document)
    if not parts:
        yield _draft(page, article, article.document, None, site, capture)
        return
    clusters = duplicate_clusters([part.document.text for part in parts])
    for part, cluster in zip(parts, clusters, strict=True):
        draft = _draft(page, article, part.document, part.number, site, capture)
        if part.title:
            draft.report.title, draft.report.title_found_in = part.title, "title"
            draft.report.title_certainty, draft.report.rules["title"] = "context", "heading_of_part"
        draft.report.duplicate_cluster = cluster
        yield draft


def read(draft: Draft) -> Iterator[Report]:
    """Run all normalisation steps on a draft, as the item pipelines of a crawl do."""
    yield normalised(draft).report


def normalised(draft: Draft) -> Draft:
    """The draft after every normalisation step."""
    for step in STEPS:
        draft = step.process_item(draft)
    return draft


def shows_a_report(page: Page) -> bool:
    """Whether a column page is itself a report: its title is that of a yearly report, and most text is not entries."""
    title, text = page.article.title, page.article.document.text
    if title is None or not is_report_title(title.raw) or year_of_title(title.raw) is None:
        return False
    return len(text) >= SHORTEST_REPORT and sum(len(item.title) for item in page.listing.items) * 3 < len(text)


def site_of_key(key: str) -> Site:
    """The registry entry of a key. Raises KeyError with a sentence if it is unknown or faulty."""
    from gaispider.paths import sites_folder
    from gaispider.sites.registry import read_registry

    folder = sites_folder()
    registry = read_registry(folder)
    if key not in registry.sites:
        fault = registry.fault_of(key)
        cure = f"no site {key!r} in the registry ({folder}); `scrapy sites` lists the keys"
        raise KeyError(fault.sentence if fault else cure)
    return registry.sites[key]


def site_of_url(url: str, sites: Iterable[Site]) -> Site | None:
    """The only site that the URL belongs to; None if there is none or several."""
    found = [site for site in sites if belongs(url, site)]
    return found[0] if len(found) == 1 else None


def record_id(site: Site | None, canonical: str, part: int | None) -> str:
    """The record's id, stable over runs: the site's key, and a digest of canonical URL and part."""
    digest = hashlib.sha256(f"{canonical}\n{part or ''}".encode()).hexdigest()[:24]
    return f"{site.key if site else 'page'}-{digest}"


def _draft(
    page: Page, article: Article, document: Document, part: int | None, site: Site | None, capture: Capture
) -> Draft:
    canonical = canonical_url(page.url, site)
    report = Report(
        schema=SCHEMA,
        id=record_id(site, canonical, part),
        site=site.key if site else None,
        url=page.url,
        canonical_url=canonical,
        part=part,
        provenance="official" if _is_official(page.url, site) else "third_party_copy",
        family=site.family if site else None,
        attachments=list(article.attachments),
        warnings=[*page.warnings, *article.warnings],
        capture=capture,
        extractor=extractor_with(site.select.given() if site else {}),
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if article.title and article.title.raw:
        report.title = article.title.raw
        report.title_found_in, report.title_certainty = article.title.found_in, article.title.certainty
    if page.file is not None:
        # The page is a file: its own attachment, already fetched.
        report.attachments = [replace(file, digest=capture.digest) for file in report.attachments]
    _identify_embedded(article)
    if shown := article.published:
        report.published = Published(None, None, shown.raw, certainty=shown.certainty, found_in=shown.found_in)
    if article.source and article.source.raw:
        report.source, report.source_found_in = article.source.raw, article.source.found_in
    if article.index_number:
        report.index_number = article.index_number.raw or None
    if article.doc_number:
        report.doc_number = DocNumber(None, article.doc_number.raw)
    for key in ("title", "source", "published", "index_number", "doc_number"):
        shown = getattr(article, key)
        if shown and shown.raw:
            report.rules[key] = shown.rule
    begun = deepcopy(report) if report.attachments or article.pictures else None
    return Draft(report, article, document, site, begun=begun, own_file=page.file_body)


def _identify_embedded(article: Article) -> None:
    """Pictures that lie in the page's source were fetched with it, so that they have a digest."""
    for picture in article.pictures:
        if picture.url in article.embedded:
            picture.digest = body_digest(article.embedded[picture.url])


def _is_official(url: str, site: Site | None) -> bool:
    """Whether the host is the site's or under .gov.cn. A file without a host counts as of the given site."""
    parts = split(url)
    if parts is None:
        return False
    host = parts.hostname
    # The hosts of a copy are those of the given URLs, which are not official.
    official_site = site is not None and site.family not in COPIES and bool(site.hosts)
    if host is None:
        return official_site
    return host.endswith(".gov.cn") or (official_site and site is not None and belongs(url, site))
