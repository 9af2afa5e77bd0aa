"""Where the time of a reading goes: each stage of a page's way alone, in parses of the same pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import lxml.html

from gaispider.files import body_digest
from gaispider.items import Capture
from gaispider.page.article.article import read_article
from gaispider.page.article.body.body import find_body
from gaispider.page.article.body.document import read_document
from gaispider.page.html.block_marks import walk
from gaispider.page.html.blocks import cut_lines
from gaispider.page.html.decode import decode
from gaispider.page.html.head import read_meta
from gaispider.page.html.tree import parse
from gaispider.page.html.unseen import find_unseen
from gaispider.page.read import read_page
from gaispider.pipelines import STEPS
from gaispider.reading import drafts
from tests.benchmarks.pages import Page

ROUNDS = 15
_UNIT = "lxml parse"
_ARTICLE = "article"
_OF_ARTICLE = ("what the page hides", "walk over the tree (C)", "lines and boxes", "body", "document, with its tables")
_REST = "title, bar, source, attachments and the like"
_T = TypeVar("_T")


def shares(pages: list[Page]) -> Iterator[str]:
    """A line a stage, then what all of them cost together."""
    clock = _Clock()
    for label, body, _ in pages:
        url = label.get("url") or "http://www.example.gov.cn/"
        for _ in range(ROUNDS):
            _read(clock, body, url)
        clock.next_page()
    unit = clock.total.pop(_UNIT)
    parts = sum(clock.total[stage] for stage in _OF_ARTICLE)
    clock.total[_REST] = clock.total.pop(_ARTICLE) - parts
    for name, seconds in clock.total.items():
        yield f"{name:<44} {seconds / unit:>5.2f}"
    yield f"{'all stages':<44} {sum(clock.total.values()) / unit:>5.2f}"


class _Clock:
    """The fastest round of every stage on a page, added up over the pages."""

    def __init__(self) -> None:
        self.total: dict[str, float] = {}
        self._best: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], _T]) -> _T:
        start = time.process_time()
        done = work()
        took = time.process_time() - start
        self._best[stage] = min(took, self._best.get(stage, took))
        return done

    def next_page(self) -> None:
        for stage, seconds in self._best.items():
            self.total[stage] = self.total.get(stage, 0.0) + seconds
        self._best.clear()


def _read(clock: _Clock, body: bytes, url: str) -> None:
    clock(_UNIT, lambda: lxml.html.document_fromstring(body))
    decoded = clock("charset by evidence", lambda: decode(body))
    root, _ = clock("parse (C)", lambda: parse(decoded.markup))
    unseen = clock("what the page hides", lambda: find_unseen(root))
    stream = clock("walk over the tree (C)", lambda: walk(root, unseen))
    lines = clock("lines and boxes", lambda: cut_lines(root, stream))
    found = clock("body", lambda: find_body(lines))
    clock("document, with its tables", lambda: read_document(lines, found))
    clock(_ARTICLE, lambda: read_article(root, url, read_meta(root)))
    digest = clock("digest of the bytes (C)", lambda: body_digest(body))
    page = read_page(body, url)
    _ = page.article
    (draft, *_) = clock("draft of the record", lambda: drafts(page, site=None, capture=Capture("file", digest)))
    for step in STEPS:
        name = f"pipeline: {type(step).__name__.removesuffix('Pipeline').lower()}"
        draft = clock(name, partial(step.process_item, draft))
