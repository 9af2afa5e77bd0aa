"""Dates in text, headers and URLs: whole forms, damaged forms repaired by trying all readings, decisions by context."""

from gaispider.text.dates.date_finder import find_dates
from gaispider.text.dates.header import HeaderDate, read_chsdate, read_header
from gaispider.text.dates.mention import DateMention
from gaispider.text.dates.url import find_url_date

__all__ = [
    "DateMention",
    "HeaderDate",
    "find_dates",
    "find_url_date",
    "read_chsdate",
    "read_header",
]
