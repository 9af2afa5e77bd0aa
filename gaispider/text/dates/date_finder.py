"""Finds the dates in a text: whole forms as they stand, damaged ones by trying all readings."""

from __future__ import annotations

from datetime import date

from gaispider.text.dates.from_year import read_from_year
from gaispider.text.dates.grammar import BEGIN, MONTH_DAY_NEXT
from gaispider.text.dates.mention import DateMention
from gaispider.text.dates.short_year import read_short_year
from gaispider.text.dates.yearless import read_glued_day, read_yearless


def find_dates(text: str, *, published: date | None = None, report_year: int | None = None) -> list[DateMention]:
    """Every date and period in the text, in order, without overlap.

    `published` is the day in the page's header, `report_year` the year the report is about. Both only help to decide
    between readings of damaged dates, and are never given as if the text had them. Years alone (2012年) are mentions of
    precision `year`. Counts, phone numbers, index and document numbers are not dates.
    """
    mentions: list[DateMention] = []
    search = BEGIN.search
    at = 0
    while True:
        begin = search(text, at)
        if begin is None:
            return mentions
        start = begin.start()
        if begin.lastgroup == "month":
            mention = read_yearless(text, start, at, mentions, published, report_year)
        elif begin.lastgroup == "short":
            dated = MONTH_DAY_NEXT.match(text, start + 1)
            mention = (
                read_yearless(text, dated.start("m"), at, mentions, published, report_year)
                if dated
                else read_short_year(text, start, at, published)
            )
        elif begin.lastgroup == "day":
            mention = read_glued_day(text, start, at, mentions, published, report_year)
        else:
            mention = read_from_year(text, start, published, report_year)
        if mention is None:
            at = begin.end()
        else:
            mentions.append(mention)
            at = max(mention.span[1], begin.end())
