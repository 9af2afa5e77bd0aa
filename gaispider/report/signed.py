"""The day of the sign-off (落款)."""

from __future__ import annotations

import re
from datetime import date

from gaispider.items import Signed
from gaispider.page.model import Document
from gaispider.report.line_readings import is_yearless_day
from gaispider.report.sign_off import SignOff
from gaispider.text.dates import find_dates
from gaispider.text.dates.intact import read_month_day

_SPACED = re.compile(r"\S(?:\s+\S){7,}")


def read_signed(
    found: SignOff | None, document: Document, *, published: date | None, report_year: int | None
) -> Signed | None:
    """The sign-off's day: from Word's markup if that names it, else by the grammar of dates.

    None without a sign-off.
    """
    if found is None or found.date_raw is None:
        return None
    for number in found.blocks:
        for mark in document.blocks[number].dates:
            if mark.raw and mark.raw == found.date_raw:
                day = date(mark.year, mark.month, mark.day)
                return Signed(day.isoformat(), mark.raw, "markup", "certain")
    raw = found.date_raw
    # 2 0 1 3 年 1 月 1 5 日: a space after every character.
    joined = "".join(raw.split()) if _SPACED.fullmatch(raw.strip()) else raw
    if is_yearless_day(joined):
        return _without_year(raw, published, report_year)
    for mention in find_dates(joined, published=published, report_year=report_year):
        if mention.precision == "day":
            value = mention.start.isoformat() if mention.start else None
            alternatives = [start.isoformat() for start, _ in mention.alternatives]
            printed = mention.raw if joined == raw else raw
            return Signed(value, printed, mention.method, mention.certainty, alternatives)
    return None


def _without_year(raw: str, published: date | None, report_year: int | None) -> Signed | None:
    """A day without its year under a report (3月1日): the latest such day up to publication; else it stays open."""
    printed = raw.strip(" \t()（）[]【】")
    years = [published.year, published.year - 1] if published else []
    if not years and report_year is not None:
        years = [report_year, report_year + 1]
    read = (read_month_day(printed.replace(" ", ""), 0, year) for year in years)
    days = [found.start for found in read if found is not None]
    if published is None:
        return Signed(None, printed, "repaired", "ambiguous", [day.isoformat() for day in days])
    day = next((day for day in days if day <= published), None)
    return Signed(day.isoformat(), printed, "repaired", "context") if day else None
