"""For each listing of a run, how many rows and pages it announces, and what was seen of them.

The spider writes into the ledger while it walks (spiders/base/listings.py). The end of the run decides what is missing
(listing_gaps.py). Rows are compared with rows: a listing counts everything on it, reports or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaispider.crawl.checks.listings.walk_rows import WalkRows
from gaispider.page.model import Listing

if TYPE_CHECKING:
    from gaispider.crawl.checks.elsewhere import ForeignColumn
    from gaispider.crawl.checks.listings.moved_listings import MovedListing

# Most walks through a listing whose order changes between requests and whose total is not reached.
MAX_PASSES = 10
# Most pages of a listing that is walked again only because its total is not reached.
_FEW_PAGES = 50
# A walk ends after so many pages in a row without a new row, if the total is not reached.
_MAX_STALE = 3


@dataclass(slots=True)
class Step:
    """What one page gave: its rows by place, its rows not seen before on this listing (`fresh`), whether to go on."""

    fresh: list[bool]
    goes_on: bool


@dataclass(slots=True, eq=False)
class Walk:
    """One listing from its first page on.

    `said` and `said_pages` are the totals of rows and pages that it announces.
    """

    url: str
    # Whether what stands on it may be a report: a report column, or a listing that names reports.
    matters: bool = False
    said: int | None = None
    said_pages: int | None = None
    pager: str | None = None
    rows: WalkRows = field(default_factory=WalkRows)
    # Whether the list comes whole by a request or from a frame, and how many rows the page itself shows.
    requested: bool = False
    beside: int = 0
    passes: int = 1
    longest: int = 0
    # The page that was asked for and not answered yet; the limit that ended the walk.
    waiting: int | None = None
    limit: int | None = None
    # The page that shows the same rows in the same order as an earlier one.
    repeats: int | None = None
    # Page number to cause of failure.
    failed: dict[int, str] = field(default_factory=dict)
    # Of another listing that has the same further pages.
    joined: Walk | None = None
    _stale: int = 0

    @property
    def is_short(self) -> bool:
        """Whether the listing announces more than was seen so far."""
        if self.said is not None:
            return self.rows.seen < self.said
        return self.said_pages is not None and self.rows.pages < self.said_pages

    def read(
        self, number: int, marks: Sequence[int], listing: Listing, *, has_rows: bool = True, may_repeat: bool = False
    ) -> Step:
        """Take page `number`. `marks` identify its rows; without `has_rows` the rows are at another address.

        `may_repeat`: rows of the page before may come again, and nothing has moved.
        """
        self.waiting = None
        if number == 1 and self.passes == 1 and self.rows.pages:
            return Step([False] * len(marks), False)  # the first page under a second address
        said_before = self.said
        self.said = listing.records if listing.records is not None else self.said
        self.said_pages = listing.pages if listing.pages is not None else self.said_pages
        self.pager = listing.next_rule
        self.longest = max(self.longest, number)
        if not has_rows:
            self.requested, self.beside = True, len(marks)
            return Step([], True)
        taken = self.rows.take(number, marks, may_repeat=may_repeat)
        if taken.repeats:
            self.repeats = number
        # The total changed during the first walk: entries were added or removed meanwhile.
        self.rows.moved |= self.passes == 1 and said_before is not None and said_before != self.said
        self._stale = 0 if taken.new else self._stale + 1
        may_go_on = self.is_short and self._may_be_stale and (self.rows.moved or not taken.repeats)
        goes_on = bool(taken.new) or (bool(marks) and may_go_on)
        return Step(taken.fresh, goes_on)

    @property
    def _may_be_stale(self) -> bool:
        return self._stale < _MAX_STALE if self.passes == 1 else True

    def asks_again(self, accepted: int) -> bool:
        """Whether to walk the listing once more, after the walk ended by itself. `accepted` rows may be missing.

        Yes while its pages change, so that rows which moved from page to page are seen. Once more where only the total
        shows that rows are missing.
        """
        if self.said is None or self.said - self.rows.seen <= accepted or self.failed or self.limit:
            return False
        if self.repeats and not self.rows.moved:
            return False
        if self.passes == 1:
            again = self.rows.moved or 1 < self.rows.pages <= _FEW_PAGES
        else:
            again = self.rows.moved and self.passes < MAX_PASSES
        if again:
            self.passes += 1
            self._stale = 0
            self.rows.begin_again()
        return again

    def close(self) -> None:
        """End the walk. Of a listing that was seen whole, only the numbers are kept."""
        if not self.is_short:
            self.rows.forget()


class ListingLedger:
    """The walks of a run, by keys that tell one request from another."""

    def __init__(self) -> None:
        self._walks: dict[str, Walk] = {}
        self._owners: dict[Hashable, Walk] = {}
        # Start pages and report columns that lead to another page, by canonical URL.
        self.moved: dict[str, MovedListing] = {}
        # Report columns that are linked on hosts which the entry does not name.
        self.foreign_columns: dict[str, ForeignColumn] = {}

    def walk(self, url: str, key: Hashable) -> Walk:
        """The walk of the listing whose first page is at `url`."""
        walk = self._walks.get(url)
        if walk is None:
            walk = self._walks[url] = Walk(url)
            self._own(walk, key)
        return walk

    def follows(self, walk: Walk, key: Hashable, number: int) -> bool:
        """Note that the walk goes on to page `number`. False if it was there already, because its pager starts again.

        A page that another listing has reached makes both one listing, since no page is requested twice.
        """
        owner = self._owners.get(key)
        if owner is walk and walk.passes == 1:
            return False
        if self._own(walk, key):
            walk.waiting = number
        return True

    def failed(self, url: str, number: int, cause: str) -> None:
        """Note that page `number` of the listing at `url` could not be fetched."""
        if walk := self._walks.get(url):
            walk.waiting = None
            walk.failed[number] = cause

    def listings(self) -> Iterable[list[Walk]]:
        """The listings, each with those that have the same further pages."""
        groups: dict[int, list[Walk]] = {}
        for walk in self._walks.values():
            groups.setdefault(id(_root(walk)), []).append(walk)
        return groups.values()

    def _own(self, walk: Walk, key: Hashable) -> bool:
        owner = self._owners.setdefault(key, walk)
        if _root(owner) is not _root(walk):
            _root(walk).joined = _root(owner)
            return False
        return owner is walk


def _root(walk: Walk) -> Walk:
    while walk.joined is not None:
        walk = walk.joined
    return walk


def seen_together(walks: Sequence[Walk]) -> int:
    """How many rows listings with the same further pages have shown."""
    if len(walks) == 1:
        return max(walks[0].rows.seen, walks[0].beside)
    together: Counter[int] = Counter()
    for walk in walks:
        together |= walk.rows.counts
    return max(together.total(), *(walk.rows.seen for walk in walks))
