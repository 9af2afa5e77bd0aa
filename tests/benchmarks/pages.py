"""Article pages: title, day and body of every tool, and the time each takes in parses of the same page."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

from gaispider.evaluation.pages import true_body
from gaispider.evaluation.score import bare, ngram_f1, read_jsonl
from gaispider.reading import extract
from tests.benchmarks.peers import Reading, peers
from tests.benchmarks.timing import best_of

Page = tuple[dict[str, Any], bytes, str]


def article_pages(corpus: Path) -> list[Page]:
    """Label, bytes and text of every labelled article."""
    folder = corpus / "pages"
    labels = [label for label in read_jsonl(folder / "labels.jsonl") if label["kind"] == "article"]
    bodies = [(folder / f"{label['id']}.html").read_bytes() for label in labels]
    return [(label, body, body.decode("utf-8", "replace")) for label, body in zip(labels, bodies, strict=True)]


def accuracy(pages: list[Page]) -> Iterator[str]:
    """A line a tool: right titles, right days, mean body F1, pages at 0.95 or better, parses a page."""
    yield f"{'':<18} {'title':>8} {'day':>8} {'body F1':>8} {'>=0.95':>7} {'x parse':>8}"
    readers = {"gaispider": None, **peers()}
    for name, reader in readers.items():
        read: list[Reading] = [_ours(page) if reader is None else _theirs(reader, page) for page in pages]
        yield _row(name, pages, read, reader)


def _ours(page: Page) -> Reading:
    report = extract(page[1], page[0].get("url") or "http://www.example.gov.cn/")[0]
    return {
        "title": report.title,
        "published": report.published.value if report.published else None,
        "body": report.text or "",
    }


def _theirs(reader: Any, page: Page) -> Reading:
    try:
        found: Reading = reader(page[2])
    except Exception:  # another tool's crash is a miss of that tool
        return {"title": None, "published": None, "body": ""}
    return found


def _row(name: str, pages: list[Page], read: list[Reading], reader: Any) -> str:
    titles = sum(bare(got["title"]) == bare(page[0]["title"]) for page, got in zip(pages, read, strict=True))
    dated = [(page, got) for page, got in zip(pages, read, strict=True) if page[0]["published"]]
    days = sum(got["published"] == page[0]["published"] for page, got in dated)
    bodied = [(page, got) for page, got in zip(pages, read, strict=True) if page[0].get("body_css")]
    f1 = [ngram_f1(true_body(page[1], page[0]), got["body"] or "") for page, got in bodied]
    parse, took = best_of(
        [
            lambda: [lxml.html.document_fromstring(page[1]) for page in pages],
            lambda: [_ours(page) if reader is None else _theirs(reader, page) for page in pages],
        ],
        rounds=7 if reader is None else 2,
    )
    good = sum(value >= 0.95 for value in f1)
    return (
        f"{name:<18} {titles:>5}/{len(pages)} {days:>5}/{len(dated)} {statistics.mean(f1):>8.4f} "
        f"{good:>4}/{len(f1)} {took / parse:>8.2f}"
    )


def worst_page(pages: list[Page]) -> Iterator[str]:
    """The pages that take longest, in parses and milliseconds."""
    rows = []
    for page in pages:
        parse, took = best_of([lambda p=page: lxml.html.document_fromstring(p[1]), lambda p=page: _ours(p)], rounds=9)  # type: ignore[misc]
        rows.append((took / max(5 * parse, 0.002), took * 1e3, took / parse, page[0]["id"]))
    for share, milliseconds, ratio, key in sorted(rows, reverse=True)[:5]:
        yield f"{key:<22} {milliseconds:>7.2f} ms {ratio:>6.2f} x its parse, {share:.2f} of its limit"
