"""Labelled raw pages: pages/*.html with labels.jsonl (articles, listings, reports)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
from cssselect import HTMLTranslator, SelectorError

from gaispider.evaluation.score import LabelError, Tallies, bare, ngram_f1, read_jsonl, required
from gaispider.items import Capture, Report
from gaispider.page import Page, read_page
from gaispider.reading import drafts, read

# Labels without a URL: relative links are compared as written, so any host will do.
_NOWHERE = "http://www.example.gov.cn/"
_BODY_FLOOR = 0.95
_ARTICLES = ("article", "report")


def score_pages(folder: Path, *, generic: bool = False) -> Tallies:
    """All pages of a folder. `generic` reads bodies without the containers that CMS families are known by.

    Only what a label holds is compared: a key that it lacks is not asked about, one that is null must be read as null.
    Raises LabelError for a label without page, of another kind, or whose `body_css` selects nothing.
    """
    tallies = Tallies()
    labels = folder / "labels.jsonl"
    for label in read_jsonl(labels):
        name = f"{required(label, 'id', str(labels))}.html"
        try:
            body = (folder / name).read_bytes()
        except FileNotFoundError:
            raise LabelError(f"{labels} names {name}, which is not in {folder}") from None
        page = read_page(body, label.get("url") or _NOWHERE, generic=generic)
        kind = label.get("kind")
        if kind == "list":
            _score_listing(tallies, label, page)
        elif kind in _ARTICLES:
            _score_article(tallies, label, page, body)
        else:
            raise LabelError(f"{labels}, {label['id']}: kind {kind!r} is none of {', '.join(_ARTICLES)}, list")
    for tally in tallies:
        if tally.score is not None:
            tally.score /= tally.total
    return tallies


def _score_article(tallies: Tallies, label: dict[str, Any], page: Page, body: bytes) -> None:
    draft = drafts(page, site=None, capture=Capture(origin="file"))[0]
    (report,) = read(draft)
    key = label["id"]
    for name, want, got in _fields(label, report):
        tallies[name].add(key, right=want == got, want=want, got=got)
    if label.get("body_css"):
        truth = true_body(body, label)
        f1 = ngram_f1(truth, report.text or "")
        tally = tallies["body F1"]
        tally.score = (tally.score or 0.0) + f1
        detail = f"F1 {f1:.4f}: {len(report.text or '')} characters"
        tally.add(key, right=f1 >= _BODY_FLOOR, want=f"{len(truth)} characters", got=detail)


def _fields(label: dict[str, Any], report: Report) -> Iterator[tuple[str, object, object]]:
    published = report.published
    time = published.time[:5] if published and published.time else None
    clock = (label.get("published_time") or "")[:5] or None
    if time == "00:00" and not clock:
        time = None  # a day written as midnight
    number = report.doc_number.raw if report.doc_number else None
    rows: list[tuple[str, object, object]] = [
        ("title", bare(label.get("title")), bare(report.title)),
        ("published", label.get("published"), published.value if published else None),
        ("published_time", clock, time),
        ("source", bare(label.get("source")), bare(report.source)),
        ("doc_number", bare(label.get("doc_number")), bare(number)),
        ("index_number", bare(label.get("index_number")), bare(report.index_number)),
        ("attachments", sorted(label.get("attachments") or []), sorted(a.url for a in report.attachments)),
    ]
    yield from (row for row in rows if row[0] in label)
    if label.get("agency"):
        name = bare(report.agency.name) if report.agency else None
        want = bare(label["agency"]) or ""
        yield "agency", want, want if name and (name in want or want in name) else name


def true_body(body: bytes, label: dict[str, Any]) -> str:
    """The text that the label's `body_css` selects, without script and style."""
    parser = lxml.html.HTMLParser(encoding=label.get("charset") or "utf-8")
    root = lxml.html.document_fromstring(body, parser=parser)
    # xpath('//…') also sees what stands after a stray </html>; cssselect on the root does not.
    try:
        path = HTMLTranslator().css_to_xpath(label["body_css"], prefix="//")
    except SelectorError as error:
        raise LabelError(f"{label['id']}: body_css {label['body_css']!r} is no selector: {error}") from None
    found = next(iter(root.xpath(path)), None)
    if found is None:
        raise LabelError(f"{label['id']}.html: its label's body_css {label['body_css']!r} selects nothing")
    return "".join(found.xpath(".//text()[not(ancestor::script) and not(ancestor::style)]"))


def _score_listing(tallies: Tallies, label: dict[str, Any], page: Page) -> None:
    listing = page.listing
    first = listing.items[0] if listing.items else None
    rule = label.get("next_page_href_or_rule")
    rows: list[tuple[str, str, object, object]] = [
        ("item_count", "items", label.get("item_count"), len(listing.items)),
        ("first_item_title", "first title", bare(label.get("first_item_title")), bare(first.title) if first else None),
        ("first_item_href", "first link", label.get("first_item_href"), first.href if first else None),
        ("first_item_date", "first date", label.get("first_item_date"), first.date if first else None),
        ("next_page_href_or_rule", "next page", next_page_of(rule, page.url) if rule else None, listing.next_page),
    ]
    for key, name, want, got in rows:
        if key in label:
            tallies[f"listing {name}"].add(label["id"], right=want == got, want=want, got=got)


def next_page_of(rule: str, url: str) -> str | None:
    """The URL that a label's rule in words implies: `page 2 = X`, `href X`, or none (`no link`)."""
    found = re.search(r"page 2 = ([^\s,;)]+)", rule) or re.search(r"\bhref (\S+)", rule)
    if rule.startswith("no ") or not found:
        return None
    return urljoin(url, str(found[1]))
