"""The page's metadata bar at the head of a body: its last line, and the line where the document itself begins.

Each line is put to the rules of `_RULES` in their order. The first rule that holds says what the line is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gaispider.page.article.body.boundaries.document_head import Above, cell_of, is_cell_of_table, is_cover, is_own
from gaispider.page.article.fields.field_labels import is_loose_bar
from gaispider.page.article.fields.inline_fields import glued_fields
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

# Numbers of a document's parts: after such a line the page's bar no longer follows.
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")
# Labels of days that are not in the table of labels: 来信时间, 停电时间.
_DATES_ELSE = pattern(r"[\u4e00-\u9fff]{2,8}(?:时间|日期)")
_HEADINGS = frozenset(("h1", "h2", "h3"))
# How many lines from the beginning of a body the page's bar may reach.
_REACH = 30


@dataclass(slots=True)
class _Head:
    """A line at the head of a body whose first line is `first`. `above` is what the page says above that."""

    page: PageLines
    facts: LineFacts
    first: int
    above: Above
    number: int = -1
    text: str = ""


def find_bar(page: PageLines, first: int, end: int, above: Above) -> tuple[int, int]:
    """The last line of the page's bar between line `first` and `end`, and the line where the document begins.

    The first is -1 if there is no bar. The second is `end` where no line shows that it is the document's own.
    """
    facts = facts_of(page)
    head = _Head(page, facts, first, above)
    bar = -1
    for number in range(first, min(first + _REACH, end)):
        head.number, head.text = number, page.text[number]
        what = _what_is(head)
        if what == "own_label":
            return bar, number
        if what in ("counted_part", "running_text"):
            break
        if what in ("bar", "worded_bar", "day_of_page"):
            bar = number
        if what == "bar" and facts.kind[number] and number + 1 < end and _may_be_value(page.text[number + 1]):
            bar += 1  # the value in the next cell
    return bar, end


def _counted_part(head: _Head) -> bool:
    """The line has a number of the document's parts: 一、, （二）."""
    return _COUNTED.match(head.text) is not None


def _own_label(head: _Head) -> bool:
    """The line has a label that the page also gives above, or gives with another day."""
    return is_own(head.facts.fields[head.number], head.above)


def _bar(head: _Head) -> bool:
    """The line has metadata with labels, and stands in no table of the document."""
    text = head.text
    if not text or len(text) >= 300 or "。" in text:
        return False
    if not (head.facts.is_bar[head.number] or glued_fields(text, head.number)):
        return False
    return not is_cell_of_table(head.page, head.number, head.above)


def _worded_bar(head: _Head) -> bool:
    """The line is the first, and has a day beside a word that bars have."""
    return head.number == head.first and is_loose_bar(head.text, worded=True)


def _day_of_page(head: _Head) -> bool:
    """The line is a day, alone or in a bar without labels. No other day stands above it, and it is no cover."""
    if not _day(head):
        return False
    page, above, before = head.page, head.above, head.page.text[head.number - 1]
    # Under a heading it is the page's head again, printed a second time for telephones.
    under = page.tag[page.box_of[head.number - 1]] in _HEADINGS
    if not under and (
        above.is_dated or is_cover(page, head.number) or (above.days and cell_of(page, head.number) >= 0)
    ):
        return False
    return not (_DATES_ELSE.fullmatch(before) or _DATES_ELSE.match(head.text))


def _day(head: _Head) -> bool:
    """The line is a day, alone or in a bar without labels, and not the page's: it is the document's own."""
    return head.number > head.first and (head.facts.is_day[head.number] or head.facts.is_loose_bar[head.number])


def _running_text(head: _Head) -> bool:
    """The line is a sentence and not set as a heading: the document has begun."""
    text = head.text
    is_prose = "。" in text or (len(text) > 25 and "，" in text)
    return is_prose and head.page.tag[head.page.box_of[head.number]] not in _HEADINGS


_RULES: tuple[tuple[str, Callable[[_Head], bool]], ...] = (
    ("counted_part", _counted_part),
    ("own_label", _own_label),
    ("bar", _bar),
    ("worded_bar", _worded_bar),
    ("day_of_page", _day_of_page),
    ("day_of_document", _day),
    ("running_text", _running_text),
)


def _what_is(head: _Head) -> str:
    """The name of the first rule that holds for a line; empty if none does."""
    for name, holds in _RULES:
        if holds(head):
            return name
    return ""


def _may_be_value(text: str) -> bool:
    return len(text) < 60 and "。" not in text
