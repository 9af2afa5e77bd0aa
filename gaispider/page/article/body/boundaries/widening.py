"""A box of running text within a document: other paragraphs, parts or a cover of the document stand around it."""

from __future__ import annotations

import re

from gaispider.page.article.body.boundaries.continuation import goes_on_until
from gaispider.page.article.body.boundaries.document_head import is_cover
from gaispider.page.article.body.boundaries.edges import SIGNED, Body
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.box_names import find_box_name
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

# A longer line is running text.
_LONGEST = 60
# How far above the document its bar or title may stand, and how long a title is.
_ABOVE = 12
_TITLE = 9
# What the page says of a document over it.
_SUMMARY = pattern(r"\s*[\[【]?\s*(?:内容)?(?:摘\s*要|提要|概述|导读|导语|核心提示|编者按)\s*[\]】:：]")
_PROSE = re.compile("[，。；]")
_HEADINGS = frozenset(("h1", "h2", "h3"))
_CELLS = frozenset(("td", "th", "caption"))


def widen(page: PageLines, body: Body, chrome: list[bool], *, known: bool = False) -> None:
    """Take in what stands around the body's box and is the document's by its place, box after box.

    Before the body that is what stands below the page's bar or title. After it a short paragraph may be the document's;
    running text and tables only where the body's box bears no name, theirs is of the same make, or they go on with
    its numbers up to the sign-off. A `known` container is left as it is unless running text stands right over it, or
    behind it what goes on so.
    """
    facts = facts_of(page)
    if body.first == body.end or facts.ends_document[body.first]:
        return  # 网友评论: what was found is no document
    around = page.parent[body.box]
    while around >= 0 and page.tag[around] != "body":
        seek = _Around(page, facts, body, chrome)
        first, end = body.first, body.end
        while first > page.first[around] and seek.may_precede(first - 1):
            first -= 1
        if not _is_barred(page, facts, first):
            if first == 0 or not _is_title(page, facts, first - 1):
                return
            while first < body.first and not _PROSE.search(page.text[first]):
                first += 1  # a bar that nothing tells may stand there
        if known and not _has_prose(page, first, body.first):
            if goes_on_until(page, body, end) == end:
                return
            first = body.first
        is_whole = first == page.first[around]
        while end < page.end[around] and seek.may_follow(end, is_whole=is_whole):
            end += 1
        if (first, end) != (body.first, body.end):
            body.box, body.first, body.end = around, first, end
        if first > page.first[around] or end < page.end[around]:
            return
        around = page.parent[around]


def _has_prose(page: PageLines, first: int, end: int) -> bool:
    return any(_PROSE.search(page.text[number]) for number in range(first, end))


def _is_barred(page: PageLines, facts: LineFacts, first: int) -> bool:
    """Whether a bar stands over line `first`, and no title between: below it there is neither title nor bar."""
    for number in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
        if facts.is_bar[number] or facts.is_day[number] or facts.is_loose_bar[number]:
            return True
        if _is_title(page, facts, number):
            return False
    return False


def _is_title(page: PageLines, facts: LineFacts, number: int) -> bool:
    """Whether a line says what the title element says."""
    text = bare(page.text[number])
    return len(text) >= _TITLE and text in facts.head


class _Around:
    """The lines around a body, each asked whether it can be of the same document."""

    def __init__(self, page: PageLines, facts: LineFacts, body: Body, chrome: list[bool]) -> None:
        self.page, self.facts, self.chrome = page, facts, chrome
        self.is_open = not page.name[body.box].strip()
        self.make = (page.tag[body.box], page.name[body.box])
        self.within = set(page.ancestors(body.box))
        self.body, self.part_end = body, 0

    def may_precede(self, number: int) -> bool:
        """Whether a line over the body may be the document's: a first paragraph, a cover."""
        text = self.page.text[number]
        if not self._is_plain(number, is_below=False) or self._is_of_index(number) or self._is_summary(number):
            return False
        return self.page.tag[self.page.box_of[number]] not in _HEADINGS and (
            not text or bare(text) not in self.facts.head
        )

    def _is_of_index(self, number: int) -> bool:
        """Whether a line is a label, its value, or stands in a cell: over a document that is an index table."""
        facts, page = self.facts, self.page
        if facts.fields[number] or facts.kind[number] or (number > 0 and facts.kind[number - 1]):
            return True
        text = page.text[number]
        if len(text) > _LONGEST and "。" in text:
            return False  # a paragraph in a frame of one cell
        return any(page.tag[box] in _CELLS for box in page.ancestors(page.box_of[number]) if box not in self.within)

    def _is_summary(self, number: int) -> bool:
        """Whether a line is what the page says of the document over it."""
        page = self.page
        if _SUMMARY.match(page.text[number]):
            return True
        boxes = (box for box in page.ancestors(page.box_of[number]) if box not in self.within)
        return any(find_box_name(page.name[box], "summary") is not None for box in boxes)

    def may_follow(self, number: int, *, is_whole: bool) -> bool:
        """Whether a line under the body may be the document's: a further part, a table, a sign-off.

        `is_whole`: what is around holds neither title nor bar.
        """
        if not self._is_plain(number, is_below=True):
            return False
        page = self.page
        is_signed = any(SIGNED.fullmatch(line) for line in page.text[max(0, number - 2) : number])
        if is_signed and "。" in page.text[number]:
            return False  # what the page says under the sign-off
        if self.is_open or self._is_of_make(number):
            return True
        if number >= self.part_end:
            self.part_end = goes_on_until(page, self.body, number)
        if number < self.part_end:
            return True
        text = page.text[number]
        if page.tag[page.box_of[number]] != "p" or len(text) > _LONGEST:
            return False
        # The unit that the title names may sign here.
        if any(SIGNED.fullmatch(line) for line in page.text[number : number + 3]):
            return True
        return is_whole and bare(text) not in self.facts.head

    def _is_of_make(self, number: int) -> bool:
        page = self.page
        return any((page.tag[box], page.name[box]) == self.make for box in page.ancestors(page.box_of[number]))

    def _is_plain(self, number: int, *, is_below: bool) -> bool:
        """Whether a line is shown, no link, no bar and no tool, and stands in no box of these."""
        page, facts, text = self.page, self.facts, self.page.text[number]
        box = page.box_of[number]
        if number in page.hidden or page.links[number] or self.chrome[box]:
            return False
        if not text:
            return page.tag[box] == "p"
        if any(is_title_box(page.name[b]) for b in (box, page.parent[box]) if b >= 0 and b not in self.within):
            return False
        if facts.is_loose_bar[number] and not (SIGNED.fullmatch(text) and (is_below or is_cover(page, number))):
            return False
        return not (
            facts.is_bar[number]
            or facts.is_chrome[number]
            or facts.is_credit[number]
            or facts.ends_document[number]
            or facts.heads_others[number]
        )
