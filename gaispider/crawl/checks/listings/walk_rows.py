"""The rows seen in a walk through a listing, and whether its pages change between requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Taken:
    """What a page brought: rows not seen before (by place, and their number), and whether it repeats an earlier one."""

    fresh: list[bool]
    new: int
    repeats: bool


@dataclass(slots=True)
class WalkRows:
    """`seen` rows on `pages` pages. A row that one page shows twice counts twice; on two pages, once."""

    seen: int = 0
    pages: int = 0
    # Rows read in the present pass, repeated ones included: where the next group of entries begins.
    position: int = 0
    # Whether rows changed their places between requests, in the present pass.
    moved: bool = False
    counts: Counter[int] = field(default_factory=Counter)
    _shown: dict[int, int] = field(default_factory=dict)
    _shown_before: dict[int, int] = field(default_factory=dict)

    def take(self, number: int, marks: Sequence[int], *, may_repeat: bool = False) -> Taken:
        """Take the rows of page `number`. With `may_repeat`, rows of the page before may be among them."""
        digest = hash(tuple(marks))
        repeats = bool(marks) and digest in self._shown.values() and not may_repeat
        before = self._shown_before.get(number)
        fresh = self._fresh(marks)
        overlap = (
            not may_repeat and not repeats and not self._shown_before and any(mark in self.counts for mark in marks)
        )
        self.moved |= overlap or (before is not None and before != digest)
        self._shown[number] = digest
        new = 0
        for mark, count in Counter(marks).items():
            if (more := count - self.counts[mark]) > 0:
                new += more
                self.counts[mark] = count
        self.seen += new
        self.position += new if may_repeat else len(marks)
        self.pages = max(self.pages, len(set(self._shown.values())))
        return Taken(fresh, new, repeats)

    def _fresh(self, marks: Sequence[int]) -> list[bool]:
        here: set[int] = set()
        found = []
        for mark in marks:
            found.append(mark not in self.counts and mark not in here)
            here.add(mark)
        return found

    def begin_again(self) -> None:
        """Begin another walk through the listing from its first page."""
        self._shown_before, self._shown = self._shown, {}
        self.position, self.moved = 0, False

    def forget(self) -> None:
        """Keep only the numbers."""
        self.counts, self._shown, self._shown_before = Counter(), {}, {}
