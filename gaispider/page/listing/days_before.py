"""Days that stand before their links, in rows without an element of their own: `[2024-03-11]<a>…</a><br>`."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element

from gaispider.page.day_strings import AROUND, normal_day
from gaispider.page.listing.rows import Row


def take_days_before(rows: Sequence[Row], container: _Element, first: _Element) -> None:
    """Give each row the day that stands as text before its link, if the last row has no day after it.

    Read without this, every row would have the day of the next one. `first` is the first row's element in `container`.
    A single row also takes the day of the element before it.
    """
    if not rows or rows[-1].date is not None or any(row.date is None for row in rows[:-1]):
        return
    before = first.getprevious()
    text = (container.text if before is None else before.tail) or ""
    if not text.strip() and len(rows) == 1 and before is not None and isinstance(before.tag, str):
        text = "".join(before.itertext())
    if (day := normal_day(text.strip(AROUND))) is not None:
        days = [day, *(row.date for row in rows[:-1])]
        for row, own in zip(rows, days, strict=True):
            row.date = own
