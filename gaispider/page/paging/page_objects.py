"""Counts that the data of a page keep of its list: `pageInfo: {pageNo: 1, pageSize: 15, totalPage: 3}`, or as JSON.

They are no address: what they say more than the page shows is told. Evidence is a run of simple values, one beside the
other, in which a total stands with the size of a page or the page's own number, and which does not contradict itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gaispider.page.paging.script_numbers import CURRENT, PAGES, first_of, numbers_of, size_of, totals_of

_PAIR = (
    r"""["']?[A-Za-z_$][\w$]{0,40}["']?\s{0,20}[:=]\s{0,20}(?:["']?\d{1,7}["']?(?![\w.])|true\b|false\b|null\b"""
    r"""|["'][^"'<>\n]{0,60}["'])"""
)
_RUN = re.compile(rf"{_PAIR}(?:\s{{0,40}}[,;]\s{{0,40}}(?:(?:var|let|const)\s+)?{_PAIR}){{1,40}}")
# What a script with such a run has at least: quick tests, since scripts are long.
_TOTAL = re.compile(r"total|pages|count|allpage|maxpage|sumpage|recordnum", re.IGNORECASE)
_OF_A_PAGE = re.compile(r"size|page|curr|pno|limit|rows|count", re.IGNORECASE)
# The share of a full page's rows from which on the rows that were read may be that page's.
_FULL = 0.6


@dataclass(frozen=True, slots=True)
class PageObject:
    """Pages and records as told, of which one may be missing, and the rows of a page where they are said."""

    pages: int | None
    records: int | None
    size: int | None

    def fits(self, rows: int) -> bool:
        """Whether a page that shows so many rows can be one of this list: not one that shows all of them at once, which
        a script parts for the eye, and not one of another list."""
        if self.size is None or rows == 0:
            return True
        return _FULL * self.size <= rows <= self.size


def page_object(scripts: Iterable[str]) -> PageObject | None:
    """The counts that the scripts hold of one list; None for none, and for several that differ."""
    found = {
        counted
        for script in scripts
        if _TOTAL.search(script) and _OF_A_PAGE.search(script)
        for counted in _counted(script)
    }
    return found.pop() if len(found) == 1 else None


def _counted(script: str) -> Iterable[PageObject]:
    for run in _RUN.finditer(script):
        numbers = numbers_of(run[0])
        if first_of(numbers, CURRENT) is not None or first_of(numbers, PAGES) is not None:
            # Beside the number of a page, plain names are of a list, too.
            numbers |= {
                full: numbers[plain] for plain, full in _PLAIN.items() if plain in numbers and full not in numbers
            }
        pages, records = totals_of(numbers)
        size, said = size_of(numbers), first_of(numbers, PAGES)
        if not pages or (size is None and first_of(numbers, CURRENT) is None) or size == 0:
            continue
        if said is not None and records is not None and size and said != -(-records // size):
            continue
        yield PageObject(pages, records, size)


_PLAIN = {"size": "pagesize", "rows": "pagesize"}
