"""Labelled raw pages: pages/*.html with labels.jsonl (articles, listings, reports)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
from cssselect import HTMLTranslator

from gaispider.evaluation.score import Tallies, bare, ngram_f1, read_jsonl
from gaispider.items import Capture, Report
from gaispider.page import Page, read_page
from gaispider.reading import drafts, read

# Labels without a URL: relative links are compared as written, so any host will do.
_NOWHERE = "http://www.example.gov.cn/"
_BODY_FLOOR = 0.95


def score_pages(folder: Path, *, generic: bool = False) -> Tallies:
    """All pages of a folder. `generic` reads bodies without the containers that CMS families are known by."""
    tallies = Tallies()
    for label in read_jsonl(folder / "labels.jsonl"):
        body = (folder / f"{label['id']}.html").read_bytes()
        page = read_page(body, label.get("url") or _NOWHERE, generic=generic)
        if label["kind"] == "list":
            _score_listing(tallies, label, page)
        else:
            _score_article(tallies, label, page, body)
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


def _fields(label: dict[str, Any], report: Report) -> list[tuple[str, object, object]]:
    published = report.published
    time = published.time[:5] if published and published.time else None
    if time == "00:00" and not label["published_time"]:
        time = None  # a day written as midnight
    rows: list[tuple[str, object, object]] = [
        ("title", bare(label["title"]), bare(report.title)),
        ("published", label["published"], published.value if published else None),
        ("published_time", (label["published_time"] or "")[:5] or None, time),
        ("source", bare(label["source"]), bare(report.source)),
        ("doc_number", bare(label["doc_number"]), bare(report.doc_number.raw if report.doc_number else None)),
        ("index_number", bare(label["index_number"]), bare(report.index_number)),
        ("attachments", sorted(label.get("attachments") or []), sorted(a.url for a in report.attachments)),
    ]
    if label.get("agency"):
        name = bare(report.agency.name) if report.agency else None
        want = bare(label["agency"]) or ""
        rows.append(("agency", want, want if name and (name in want or want in name) else name))
    return rows


def true_body(body: bytes, label: dict[str, Any]) -> str:
    """The text that the label's `body_css` selects, without script and style."""
    parser = lxml.html.HTMLParser(encoding=label.get("charset") or "utf-8")
    root = lxml.html.document_fromstring(body, parser=parser)
    # xpath('//…') also sees what stands after a stray </html>; cssselect on the root does not.
    path = HTMLTranslator().css_to_xpath(label["body_css"], prefix="//")
    found = root.xpath(path)[0]
    return "".join(found.xpath(".//text()[not(ancestor::script) and not(ancestor::style)]"))


def _score_listing(tallies: Tallies, label: dict[str, Any], page: Page) -> None:
    listing, key = page.listing, label["id"]
    tallies["listing items"].add(
        key, right=len(listing.items) == label["item_count"], want=label["item_count"], got=len(listing.items)
    )
    first = listing.items[0] if listing.items else None
    for name, want, got in [
        ("listing first title", bare(label["first_item_title"]), bare(first.title) if first else None),
        ("listing first link", label["first_item_href"], first.href if first else None),
        ("listing first date", label["first_item_date"], first.date if first else None),
    ]:
        tallies[name].add(key, right=want == got, want=want, got=got)
    want_next = next_page_of(label["next_page_href_or_rule"], page.url)
    got_next = listing.next_page
    tallies["listing next page"].add(key, right=want_next == got_next, want=want_next, got=got_next)


def next_page_of(rule: str, url: str) -> str | None:
    """The URL that a label's rule in words implies: `page 2 = X`, `href X`, or none (`no link`)."""
    found = re.search(r"page 2 = ([^\s,;)]+)", rule) or re.search(r"\bhref (\S+)", rule)
    if rule.startswith("no ") or not found:
        return None
    return urljoin(url, str(found[1]))
