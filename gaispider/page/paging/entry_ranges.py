"""Which entries of how many a pager says that it shows: `1 - 5 / 45`, `显示第 1 至 5 项结果，共 45 项`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from gaispider.page.paging.unaddressed import is_in_pager
from gaispider.page.script_variants import phrases

_RANGES = phrases("listings.tsv", "entry_range")
# Words that only entries have; bare numbers must stand in a pager's box: they may be a day, a score.
_OF_ENTRIES = re.compile(r"条|條|项|項|篇|entries|items|rows|records")


@dataclass(frozen=True, slots=True)
class EntryRange:
    """The first and last entry that the page shows, and how many there are in all."""

    first: int
    last: int
    records: int

    @property
    def pages(self) -> int | None:
        """How many pages that makes; None where only the last one is seen, which may be shorter."""
        if self.last < self.records:
            size = self.last - self.first + 1
            return -(-self.records // size)
        return 1 if self.first == 1 else None


def entry_range(text: str, line: _Element | None) -> EntryRange | None:
    """The range that a line's text prints; None where it prints none, or numbers that are no range."""
    for row in _RANGES.rows:
        found = _RANGES.finder((row,))(text)
        if found is None:
            continue
        first, last, records = (int(number) for number in found.groups())
        if not 1 <= first <= last <= records:
            continue
        if _OF_ENTRIES.search(text) or (line is not None and is_in_pager(line, itself=True)):
            return EntryRange(first, last, records)
    return None
