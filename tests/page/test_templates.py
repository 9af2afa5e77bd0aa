"""Pages of many real-life makes, with invented content: each must be read right, also without knowing CMS families."""

from __future__ import annotations

from urllib.parse import urljoin

import lxml.html
import pytest

from gaispider.evaluation.score import bare, ngram_f1
from gaispider.items import Capture
from gaispider.page import read_page
from gaispider.reading import drafts, read
from tests.page.templates.pieces import Template, in_company, templates

ARTICLES = list(
    templates(
        "state.txt", "provinces.txt", "odd.txt", "hard.txt", "unseen.txt", "unseen2.txt", "unseen3.txt", "saved.txt"
    )
)
# With no text of its own such a page cannot be told from one whose side column is the document.
NO_TEXT = {"video-only"}
LEAST_F1 = 0.97


def true_body(html: str) -> str:
    root = lxml.html.document_fromstring(html)
    for other in root.xpath("//*[@data-x]|//script|//style"):
        other.drop_tree()
    return "".join("".join(body.itertext()) for body in root.xpath("//*[@data-b]"))


def differences(case: Template, generic: bool) -> dict[str, tuple[object, object]]:
    """Fields that were read otherwise than labelled: (label, read). `?` as a label says that either is right."""
    labels, url = case.labels, case.labels["url"]
    page = read_page(case.html.encode(), url, generic=generic)
    (report,) = read(drafts(page, site=None, capture=Capture(origin="file"))[0])
    published = report.published
    time = published.time[:5] if published and published.time else None
    shown: list[tuple[str, object, object]] = [
        ("title", bare(labels["title"]), bare(report.title)),
        ("published", labels["published"], published.value if published else "null"),
        ("time", labels.get("time", "")[:5] or None, None if time == "00:00" else time),
        ("source", bare(labels.get("source")), bare(report.source)),
        ("doc", bare(labels.get("doc")), bare(report.doc_number.raw if report.doc_number else None)),
        ("index", bare(labels.get("index")), bare(report.index_number)),
        (
            "files",
            sorted(urljoin(url, file) for file in labels.get("files", "").split(";") if file),
            sorted(file.url for file in report.attachments),
        ),
    ]
    if "agency" in labels:
        shown.append(("agency", bare(labels["agency"]), bare(page.article.agency.raw if page.article.agency else None)))
    wrong = {name: (want, got) for name, want, got in shown if want != got and labels.get(name) != "?"}
    text = report.text_original or report.text
    f1 = ngram_f1(true_body(case.html), str(text or ""))
    if f1 < LEAST_F1 and labels.get("body") != "?":
        wrong["body"] = (f"F1 {f1:.3f}", report.text)
    return wrong


@pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])
@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case.name)
def test_article(case: Template, generic: bool) -> None:
    assert differences(case, generic) == {}


@pytest.mark.parametrize("case", [case for case in ARTICLES if case.name not in NO_TEXT], ids=lambda case: case.name)
def test_article_beside_a_side_column(case: Template) -> None:
    assert differences(in_company(case), False) == {}


LISTINGS = list(
    templates("listings.txt", "listings_makes.txt", "listings_more.txt", "listings_signs.txt", "listings_saved.txt")
)


def listing_differences(case: Template) -> dict[str, tuple[object, object]]:
    """What was read otherwise than labelled of a listing: (label, read)."""
    labels = case.labels
    listing = read_page(case.html.encode(), labels["url"]).listing
    first = listing.items[0] if listing.items else None
    shown: list[tuple[str, str, object]] = [
        ("count", labels["count"], str(len(listing.items))),
        ("title", labels["title"], first.title if first else "null"),
        ("href", labels["href"], first.href if first else "null"),
        ("date", labels["date"], (first.date if first else None) or "null"),
        ("next", labels["next"], listing.next_page or "null"),
    ]
    return {name: (want, got) for name, want, got in shown if want not in (got, "?")}


@pytest.mark.parametrize("case", LISTINGS, ids=lambda case: case.name)
def test_listing(case: Template) -> None:
    assert listing_differences(case) == {}
