"""Widens a body that is only a part of the document: other paragraphs, a part or a cover may stand around its box."""

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

# Characters: a longer line is running text.
_LONGEST = 60
# How many lines above the document its bar or title may stand; how many characters a title has at most.
_ABOVE = 12
_TITLE = 9
# Labels of the summary that a page prints above a document.
_SUMMARY = pattern(r"\s*[\[【]?\s*(?:内容)?(?:摘\s*要|提要|概述|导读|导语|核心提示|编者按)\s*[\]】:：]")
_PROSE = re.compile("[，。；]")
_HEADINGS = frozenset(("h1", "h2", "h3"))
_CELLS = frozenset(("td", "th", "caption"))


def widen(page: PageLines, body: Body, chrome: list[bool], *, known: bool = False) -> None:
    """Take in the lines around the body's box that belong to the document, box after box outwards.

    Before the body, these are the lines below the page's bar or title. After the body, a short paragraph may belong to
    it. Running text and tables after it belong only where the body's box has no name, where their box has the same tag
    and name, or where they continue its numbers up to the sign-off.

    A `known` container is widened only where running text stands right above it, or where what follows continues it so.
    `chrome[b]` says whether box b is navigation, a tool or a footer.
    """
    facts = facts_of(page)
    if body.first == body.end or facts.ends_document[body.first]:
        return  # the box found holds comments, no document
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
    """Whether a bar stands above line `first` without a title between: then neither title nor bar stand below it."""
    for number in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
        if facts.is_bar[number] or facts.is_day[number] or facts.is_loose_bar[number]:
            return True
        if _is_title(page, facts, number):
            return False
    return False


def _is_title(page: PageLines, facts: LineFacts, number: int) -> bool:
    """Whether a line says the same as the title element."""
    text = bare(page.text[number])
    return len(text) >= _TITLE and text in facts.head


class _Around:
    """The lines around a body; each is asked whether it can belong to the same document."""

    def __init__(self, page: PageLines, facts: LineFacts, body: Body, chrome: list[bool]) -> None:
        self.page, self.facts, self.chrome = page, facts, chrome
        self.is_open = not page.name[body.box].strip()
        self.make = (page.tag[body.box], page.name[body.box])
        self.within = set(page.ancestors(body.box))
        self.body, self.part_end = body, 0

    def may_precede(self, number: int) -> bool:
        """Whether a line above the body may belong to the document: a first paragraph, a cover."""
        text = self.page.text[number]
        if not self._is_plain(number, is_below=False) or self._is_of_index(number) or self._is_summary(number):
            return False
        return self.page.tag[self.page.box_of[number]] not in _HEADINGS and (
            not text or bare(text) not in self.facts.head
        )

    def _is_of_index(self, number: int) -> bool:
        """Whether a line is a label, its value, or in a table cell: parts of an index table above the document."""
        facts, page = self.facts, self.page
        if facts.fields[number] or facts.kind[number] or (number > 0 and facts.kind[number - 1]):
            return True
        text = page.text[number]
        if len(text) > _LONGEST and "。" in text:
            return False  # a paragraph in a frame of one cell
        return any(page.tag[box] in _CELLS for box in page.ancestors(page.box_of[number]) if box not in self.within)

    def _is_summary(self, number: int) -> bool:
        """Whether a line is the page's summary of the document above it."""
        page = self.page
        if _SUMMARY.match(page.text[number]):
            return True
        boxes = (box for box in page.ancestors(page.box_of[number]) if box not in self.within)
        return any(find_box_name(page.name[box], "summary") is not None for box in boxes)

    def may_follow(self, number: int, *, is_whole: bool) -> bool:
        """Whether a line below the body may belong to the document: a further part, a table, a sign-off.

        `is_whole` says that the box around holds neither title nor bar.
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
        """Whether a line is shown, and is no link, bar or tool, nor in a box of such lines."""
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
