"""Detects layout drift: listings that no longer link to reports, and records that lack fields which they used to have.

Listings. A listing is lost if it linked to reports (or to further listings) and links to none now, and the run did not
find those pages elsewhere. The outcome is `layout_changed` if the page is gone, has a new structure, or still mentions
reports without a link to them; otherwise it is `empty`.

Records. The run's records are compared with all records known before. The reading has failed if

- the share of records with a title or text dropped by MAX_DROP (with at least MIN_SAMPLE records read),
- the share with another field dropped by MAX_DROP_OTHER (MIN_SAMPLE_OTHER), or
- all records read, even a single one, lack a title or text, and their pages have a new structure.

A new structure of pages that are read as before is only a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapy.http import Response, TextResponse

from gaispider.crawl.checks.completeness import FIELDS, filled_fields
from gaispider.crawl.checks.shape import is_unfamiliar, new_names, shape_of
from gaispider.crawl.run.outcome import QUIET
from gaispider.crawl.state.history import FieldCounts, History, NotSeen
from gaispider.crawl.state.state import RecordState
from gaispider.items import Report
from gaispider.text.counted import counted

MAX_DROP, MIN_SAMPLE = 0.3, 5
MAX_DROP_OTHER, MIN_SAMPLE_OTHER = 0.5, 10
# So many records must be known for a comparison.
MIN_KNOWN = 10
# Every report has these.
_ESSENTIAL = ("title", "text")
# A field is usual if at least this share of the known records has it.
_USUAL_RATE = 0.8
_GONE = frozenset({"gone", "soft_404", "moved"})
_MAX_SHAPES = {"listing": 200, "article": 20}
# A report's title as listings show it, possibly cut at its end.
_MENTIONS_REPORTS = re.compile(r"20\d\d\s*年?度?(?:[^<>\n\"]{0,24}(?:信息公开|政务公开)|年度报|年报|报告)")


@dataclass(slots=True)
class Listing:
    """A listing as this run read it. `reports` and `listings` count the pages it links to, new ones included."""

    reports: int = 0
    listings: int = 0
    gone: bool = False
    shape: frozenset[str] = frozenset()
    mentions_reports: bool = False


@dataclass(slots=True)
class Findings:
    """`problems`: pairs of outcome and sentence; `notes`: sentences that change no outcome.

    `lost`: lost listings, as in the summary; `lacking`: URLs of degraded pages, which are retried.
    """

    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: list[dict[str, Any]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


class Drift:
    """Collects what a run reads and compares it with the state. Every `url` is canonical."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.before = history.field_counts()
        self.now = FieldCounts()
        self.degraded = history.degraded()
        self.listings_failed = 0
        self._known = {role: history.shape(role) for role in _MAX_SHAPES}
        self._shapes: dict[str, dict[str, frozenset[str]]] = {role: {} for role in _MAX_SHAPES}
        self._listings: dict[str, Listing] = {}
        self._lacking: dict[str, str] = {}

    def add_listing(
        self,
        url: str,
        response: Response,
        reports: int,
        listings: int,
        *,
        changed: bool,
        shape: frozenset[str] | None = None,
    ) -> None:
        """A listing was read; it links to `reports` known reports and `listings` known listings.

        `shape` is its structure; without one the page is parsed for it.
        """
        found = self._listings.setdefault(url, Listing())
        found.reports += reports
        found.listings += listings
        suspect = not found.reports and self._history.names_pages(url)
        if suspect or (changed and len(self._shapes["listing"]) < _MAX_SHAPES["listing"]):
            shape = _shape(response) if shape is None else shape
            if suspect:
                found.shape = shape
                found.mentions_reports = (
                    isinstance(response, TextResponse) and _MENTIONS_REPORTS.search(response.text) is not None
                )
            else:
                self._shapes["listing"][url] = shape

    def add_failed_listing(self, url: str, cause: str) -> None:
        """A listing is gone or could not be fetched. Causes of outcome.QUIET, such as robots, are ignored."""
        if cause in _GONE:
            self._listings.setdefault(url, Listing()).gone = True
        elif cause not in QUIET:
            self.listings_failed += 1

    def count_report_of(self, listing: str) -> None:
        """A page that the listing links to yielded a report."""
        self._listings.setdefault(listing, Listing()).reports += 1

    def add_record(self, report: Report, known: RecordState | None) -> None:
        """A record was read; `known` is its newest version before."""
        bits = filled_fields(report)
        if bits is None:
            return
        self.now.add(bits)
        url = report.canonical_url
        # A known page lacks only fields that it had before. A new page should have all usual fields. So should a page
        # that was degraded, since it may have been new when its reading failed.
        had = known.filled if known and known.filled is not None and url not in self.degraded else ~0
        lacks = [name for name in _ESSENTIAL if had & ~bits & FIELDS[name] and self.before.rate(name) >= _USUAL_RATE]
        if lacks:
            self._lacking[url] = " and ".join(lacks)

    def add_article(self, url: str, response: Response) -> None:
        """Sample the page's structure. Pages that lack something may fill twice the usual number of samples."""
        shapes = self._shapes["article"]
        if url not in shapes and len(shapes) < _MAX_SHAPES["article"] * (2 if url in self._lacking else 1):
            shapes[url] = _shape(response)

    def judge(self, since: str, *, complete: bool) -> Findings:
        """The findings, after the last checkpoint of the run.

        `since` is the start of the run (state.stamp). `complete`: the run covered the whole site and finished, so pages
        that it did not see are no longer linked.
        """
        found = Findings()
        if complete:
            for url, missed in sorted(self._history.not_seen(since).items()):
                self._judge_listing(url, missed, found)
        drops = list(self._drops())
        if drops:
            found.problems.append(("layout_changed", "the records read lack what the site's have: " + "; ".join(drops)))
        found.lacking = [url for url in self._lacking if drops or url in self.degraded]
        waiting = {*self._history.degraded(), *found.lacking}
        if waiting and not drops:
            pages = counted(len(waiting), "page is", "pages are")
            sentence = f"{pages} still recorded without the title or text that the site's have"
            found.problems.append(("layout_changed", f"{sentence}, such as {min(waiting)}"))
        if not any(word == "layout_changed" for word, _ in found.problems):
            self._note_and_learn(found)
        return found

    def _judge_listing(self, url: str, missed: NotSeen, found: Findings) -> None:
        listing = self._listings.get(url)
        if listing is None or listing.reports:
            return
        # A page with links to listings is a hub; a single report among its links was news.
        if listing.listings and missed.reports < 2:
            return
        new = new_names(listing.shape, self._known["listing"])
        had = counted(missed.reports, "report") if missed.reports else counted(missed.listings, "listing")
        if listing.gone:
            word, now = "layout_changed", "is gone"
        elif listing.mentions_reports:
            word, now = "layout_changed", "speaks of reports that no link leads to"
        elif is_unfamiliar(listing.shape, self._known["listing"]):
            word, now = "layout_changed", f"names none, built of {', '.join(new[:3])}"
        else:
            word, now = "empty", "names none"
        found.problems.append((word, f"{url} named {had} (such as {missed.example}), and {now}"))
        found.lost.append(
            {
                "url": url,
                "word": word,
                "reports": missed.reports,
                "listings": missed.listings,
                "example": missed.example,
            }
            | {"now": now, "new_structure": new[:10]}
        )

    def _drops(self) -> Iterator[str]:
        """A sentence for each field whose share of records dropped."""
        before, now = self.before, self.now
        if before.records < MIN_KNOWN or not now.records:
            return
        for name in FIELDS:
            max_drop, min_sample = (MAX_DROP, MIN_SAMPLE) if name in _ESSENTIAL else (MAX_DROP_OTHER, MIN_SAMPLE_OTHER)
            dropped = now.records >= min_sample and before.rate(name) - now.rate(name) >= max_drop
            if dropped or (name in _ESSENTIAL and self._is_new_template(name)):
                example = next((url for url, lacks in self._lacking.items() if name in lacks), None)
                yield (
                    f"{name} in {now.has[name]} of {now.records} ({before.rate(name):.0%} of {before.records} before)"
                    + (f", such as {example}" if example else "")
                )

    def _is_new_template(self, name: str) -> bool:
        """Whether all records read lack the field, and all their pages have a new structure."""
        if self.now.has[name] or self.before.rate(name) < _USUAL_RATE:
            return False
        shapes = [shape for url, shape in self._shapes["article"].items() if url in self._lacking]
        return bool(shapes) and all(is_unfamiliar(shape, self._known["article"]) for shape in shapes)

    def _note_and_learn(self, found: Findings) -> None:
        for role, shapes in self._shapes.items():
            known = self._known[role]
            unfamiliar = [url for url, shape in shapes.items() if is_unfamiliar(shape, known)]
            if unfamiliar and len(unfamiliar) * 2 >= len(shapes):
                new = new_names(shapes[unfamiliar[0]], known)
                found.notes.append(
                    f"{len(unfamiliar)} of {len(shapes)} {role}s looked at are built in a new way, such as "
                    f"{unfamiliar[0]} ({', '.join(new[:3])}), and are read as before"
                )
            names = known.union(*(shape for url, shape in shapes.items() if url not in self._lacking))
            if names != known:
                self._history.learn(role, names)


def _shape(response: Response) -> frozenset[str]:
    """The structure names of a page (checks/shape.py); empty for data, files and broken pages."""
    if not isinstance(response, TextResponse):
        return frozenset()
    root = response.selector.root
    return shape_of(root) if hasattr(root, "iter") else frozenset()
