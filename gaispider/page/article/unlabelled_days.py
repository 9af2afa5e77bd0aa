"""Days in lines without a label: between title and document, in a fuller bar above it, in a bar right under it."""

from __future__ import annotations

import re

from gaispider.items import Certainty
from gaispider.page.article.body.boilerplate import is_chrome
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import is_loose_bar
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.day_strings import day_of, find_day, has_time
from gaispider.page.html.blocks import PageLines
from gaispider.page.model import Shown

_TOOL = re.compile(r"^[【\[][^】\]\d]{2,24}[】\]]\s*(?=[^\s】\]])")
# A longer line is a paragraph.
_LONGEST = 100
# Where no title is shown: how many lines over the document the day may stand.
_NEAR = 4
# How far above the document a fuller bar may stand, how far under it a bar.
_ABOVE = 11
_UNDER = 3


def day_between(page: PageLines, body: Body, title: int | None, taken: set[int]) -> Shown | None:
    """A day without a label between title and document. The lines `taken` are skipped: labels there give other days."""
    facts = facts_of(page)
    start = title + 1 if title is not None and title < body.first else max(0, body.first - _NEAR)
    for number in range(min(body.first, len(page.text)) - 1, start - 1, -1):
        text = page.text[number]
        if number in taken or number in page.hidden or page.links[number] * 2 >= len(text):
            continue
        if day := _day_of_bar(facts, number, text):
            return _shown(day, "day_without_label", number)
    return None


def _day_of_bar(facts: LineFacts, number: int, text: str) -> str | None:
    """The day of a line that is hardly more than a day, or a bar; a tool in brackets may stand before it."""
    if text[:1] in ("【", "[") and facts.is_chrome[number] and (rest := _TOOL.sub("", text)) != text:
        day = None if is_chrome(rest) else find_day(rest)
        return day if day and (_has_colon(rest) or is_loose_bar(rest)) else None
    day = None if len(text) >= _LONGEST or facts.is_chrome[number] else facts.day[number]
    return day if day and (len(day) * 2 > len(text) or _has_colon(text) or facts.is_loose_bar[number]) else None


def fuller_print(page: PageLines, body: Body, found: Shown) -> Shown | None:
    """The same day with a time of day, if a fuller bar above prints it. Pages print a short bar for telephones, too."""
    facts, own = facts_of(page), day_of(found.raw)
    for number in range(body.first - 1, max(-1, body.first - 1 - _ABOVE), -1):
        text = page.text[number]
        if len(text) < _LONGEST and _has_colon(text) and number not in page.hidden:
            day = facts.day[number]
            if day and day_of(day) == own and has_time(day):
                return _shown(day, "day_in_fuller_bar", number)
    return None


def day_under(page: PageLines, body: Body) -> Shown | None:
    """The day in a bar without labels right under the document. A day alone there would be the sign-off's."""
    facts = facts_of(page)
    for number in range(body.end, min(body.end + _UNDER, len(page.text))):
        text = page.text[number]
        if number in page.hidden or page.links[number] * 2 >= max(1, len(text)) or facts.ends_document[number]:
            return None
        day = facts.day[number]
        if day and _is_bar_with(facts, number, day):
            is_alone = len(day) == len(text) and not has_time(day)
            return None if is_alone else _shown(day, "day_below", number, "context")
    return None


def _is_bar_with(facts: LineFacts, number: int, day: str) -> bool:
    is_bar = has_time(day) or facts.names_day[number] or facts.is_loose_bar[number]
    return is_bar and not facts.is_chrome[number]


def _has_colon(text: str) -> bool:
    return ":" in text or "：" in text


def _shown(day: str, rule: str, line: int, certainty: Certainty = "certain") -> Shown:
    return Shown(day, "header", rule, certainty, line)
