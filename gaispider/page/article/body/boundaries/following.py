"""What follows a line that may end a document: more of the document, or only links to other documents."""

from __future__ import annotations

import re

from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

PROSE = re.compile("[，。；]")
_RELATED = pattern(r"[\s\[【(（]*(?:相关|延伸)")


def nothing_follows(page: PageLines, number: int, end: int, *, sooner: bool) -> bool:
    """Whether nothing of the document stands between line `number`, which may end it, and line `end`.

    With `sooner` less is needed to be sure.
    """
    if number + 1 == end:
        return True
    facts = facts_of(page)
    is_plain = "。" in page.text[number + 1] and not page.links[number + 1] and not facts.is_chrome[number + 1]
    if is_plain and _RELATED.match(page.text[number]):
        return False  # links that the document itself adds under 相关链接
    if _is_links(page, facts, number + 1, end) if sooner else _is_rest(page, number, end):
        return True
    return facts.heads_others[number] and is_teasers(page, number + 1, end)


def _is_rest(page: PageLines, first: int, end: int) -> bool:
    """Whether there is no running text from line `first` up to `end`."""
    prose = 0
    for number in range(first, end):
        if PROSE.search(page.text[number]):
            prose += len(page.text[number]) - page.links[number]
            if prose >= 200:  # bounded, because the rest may be long and is examined for many lines
                return False
    return True


def _is_links(page: PageLines, facts: LineFacts, first: int, end: int) -> bool:
    """Whether the lines are links or blank."""
    rest = sum(len(page.text[n]) for n in range(first, end) if n not in page.hidden and not facts.is_chrome[n])
    return rest <= 1.7 * sum(page.links[first:end])


def is_teasers(page: PageLines, first: int, end: int) -> bool:
    """Whether the lines are a list of other documents with their first words.

    So it is where the first line and at least every third line are links.
    """
    if first == end or page.links[first] * 2 <= len(page.text[first]):
        return False
    return 3 * sum(page.links[n] * 2 > len(page.text[n]) for n in range(first, end)) >= end - first
