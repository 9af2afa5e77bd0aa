"""The whole way of a page: bytes to records, the same for a crawl, an archive and a saved file.

The module is named `reading` because `gaispider.extract` is the function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from gaispider.draft import Draft
from gaispider.extractor import extractor
from gaispider.items import SCHEMA, Capture, DocNumber, Published, Report
from gaispider.page import Page, read_page
from gaispider.page.address import split
from gaispider.page.model import Article, Document
from gaispider.report.duplicates import duplicate_clusters
from gaispider.report.split import split_compilation
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site
from pipelines import STEPS

# The families of third-party copies (data/sites/00-copies.toml), whose hosts are given with each crawl.
COPIES = frozenset({"encyclopedia", "compilation"})


def extract(body: bytes, url: str, *, site: Site | str | None = None, content_type: str | None = None) -> list[Report]:
    """The records of one page: one, or one a part of a compilation. Never raises for what a page holds.

    `site` is a registry entry or its key; it decides which county's 松山镇 is meant. Raises ValueError if `url` is
    empty: a record that cannot be traced is none. A file without an address has one of its own, `file:name.html`.
    """
    if not url.strip():
        raise ValueError("extract needs the address that the page came from; for a file, file:name.html will do")
    if isinstance(site, str):
        site = site_of_key(site)
    page = read_page(body, url, content_type)
    capture = Capture(origin="file", digest=body_digest(body))
    return [report for draft in drafts(page, site=site, capture=capture) for report in read(draft)]


def drafts(page: Page, *, site: Site | None, capture: Capture) -> list[Draft]:
    """The page's documents, each with a record whose raw fields are set. `capture` is completed with the charset."""
    article = page.article
    capture = replace(capture, charset=page.charset, charset_found_by=page.charset_found_by)
    parts = split_compilation(article.document)
    if not parts:
        return [_draft(page, article, article.document, None, site, capture)]
    clusters = duplicate_clusters([part.document.text for part in parts])
    made = []
    for part, cluster in zip(parts, clusters, strict=True):
        draft = _draft(page, article, part.document, part.number, site, replace(capture))
        draft.report.title = part.title or draft.report.title
        draft.report.duplicate_cluster = cluster
        made.append(draft)
    return made


def read(draft: Draft) -> Iterator[Report]:
    """The draft through every normalisation step, as a crawl's item pipelines do it."""
    for step in STEPS:
        draft = step.process_item(draft)
    yield draft.report


def site_of_key(key: str) -> Site:
    """The registry entry of that key. Raises KeyError with a sentence if there is none, or a wrong one."""
    from gaispider.paths import SITES
    from gaispider.sites.registry import read_registry

    registry = read_registry(SITES)
    if key not in registry.sites:
        fault = registry.fault_of(key)
        cure = f"no site {key!r} in the registry ({SITES.name}); `scrapy sites` lists the keys"
        raise KeyError(fault.sentence if fault else cure)
    return registry.sites[key]


def site_of_url(url: str, sites: Iterable[Site]) -> Site | None:
    """The one registry entry whose hosts hold the URL, or None if there is none or more than one."""
    found = [site for site in sites if belongs(url, site)]
    return found[0] if len(found) == 1 else None


def record_id(site: Site | None, canonical: str, part: int | None) -> str:
    """Stable over runs: the site's key, and a digest of canonical URL and part."""
    digest = hashlib.sha256(f"{canonical}\n{part or ''}".encode()).hexdigest()[:24]
    return f"{site.key if site else 'page'}-{digest}"


def body_digest(body: bytes) -> str:
    """The digest by which captures and records name a body."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


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
        extractor=extractor(),
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if article.title:
        report.title = article.title.raw or None
    if article.published:
        report.published = Published(None, None, article.published.raw, article.published.found_in)
    if article.source:
        report.source = article.source.raw or None
    if article.index_number:
        report.index_number = article.index_number.raw or None
    if article.doc_number:
        report.doc_number = DocNumber(None, article.doc_number.raw)
    return Draft(report, article, document, site)


def _is_official(url: str, site: Site | None) -> bool:
    """By host: on the site's list, or under .gov.cn. A file without a URL is as official as the site it is given."""
    parts = split(url)
    if parts is None:
        return False
    host = parts.hostname
    # The hosts of a copy's entry are those it was asked for, which makes nothing official.
    official_site = site is not None and site.family not in COPIES and bool(site.hosts)
    if host is None:
        return official_site
    return host.endswith(".gov.cn") or (official_site and site is not None and belongs(url, site))
