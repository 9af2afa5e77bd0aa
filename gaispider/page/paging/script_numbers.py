"""The whole numbers in a pager's script: pages, records, rows of a page, the current page."""

from __future__ import annotations

import re

from gaispider.reference import Phrases

_NUMBER = re.compile(r"""["']?\b([A-Za-z_$][\w$]*)["']?\s*[:=]\s*["']?(\d{1,7})\b["']?(?![ \t]*[.\w*/%+-])""")
_HUNGARIAN = re.compile(r"^(?:_|m_|v_)*(?:[nis](?=[A-Z]))?")

# The names of such numbers, in the order of trust; compared in lower case, without the marks of scope and type.
PAGES = Phrases("listings.tsv", "pages_number")
CURRENT = Phrases("listings.tsv", "current_number")
_RECORDS = Phrases("listings.tsv", "records_number")
_SIZE = Phrases("listings.tsv", "size_number")


def numbers_of(code: str) -> dict[str, int]:
    """Names, in lower case, with the whole number first given to each."""
    numbers: dict[str, int] = {}
    for name, value in _NUMBER.findall(code):
        numbers.setdefault(plain_name(name), int(value))
    return numbers


def plain_name(name: str) -> str:
    """A name in lower case without marks of scope and type: m_nRecordCount and _recordCount become recordcount."""
    return _HUNGARIAN.sub("", name).lower()


def first_of(numbers: dict[str, int], names: Phrases) -> int | None:
    """The number of the first of `names` that has one; None if none has."""
    return next((numbers[row.text] for row in names.rows if row.text in numbers), None)


def size_of(numbers: dict[str, int]) -> int | None:
    """The number of rows of a page."""
    return first_of(numbers, _SIZE)


def totals_of(numbers: dict[str, int]) -> tuple[int | None, int | None]:
    """The numbers of pages and of records, the first is computed from the second where only the page size is given."""
    pages, records, size = first_of(numbers, PAGES), first_of(numbers, _RECORDS), size_of(numbers)
    if records is None and size:
        records = numbers.get("count", numbers.get("total"))
    if pages is None and records is not None and size:
        pages = -(-records // size)
    return pages, records
