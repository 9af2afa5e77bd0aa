"""The day under the sign-off (落款)."""

from __future__ import annotations

import re
from datetime import date

from gaispider.items import Signed
from gaispider.page.model import Document
from gaispider.report.sign_off import SignOff
from gaispider.text.dates import find_dates

_SPACED = re.compile(r"\S(?:\s+\S){7,}")


def read_signed(
    found: SignOff | None, document: Document, *, published: date | None, report_year: int | None
) -> Signed | None:
    """The sign-off's date: from Word's own markup if it names the day, else by the grammar. None without a sign-off."""
    if found is None or found.date_raw is None:
        return None
    for number in found.blocks:
        for mark in document.blocks[number].dates:
            if mark.raw and mark.raw == found.date_raw:
                day = date(mark.year, mark.month, mark.day)
                return Signed(day.isoformat(), mark.raw, "markup", "certain")
    raw = found.date_raw
    # 2 0 1 3 年 1 月 1 5 日: letters set apart.
    joined = "".join(raw.split()) if _SPACED.fullmatch(raw.strip()) else raw
    for mention in find_dates(joined, published=published, report_year=report_year):
        if mention.precision == "day":
            value = mention.start.isoformat() if mention.start else None
            alternatives = [start.isoformat() for start, _ in mention.alternatives]
            printed = mention.raw if joined == raw else raw
            return Signed(value, printed, mention.method, mention.certainty, alternatives)
    return None
