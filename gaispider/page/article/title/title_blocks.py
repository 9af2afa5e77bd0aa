"""Lines that could be a title: what they say, and how clearly their box is that of a heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.line_facts import facts_of
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.html.blocks import PageLines

# A longer line is a paragraph.
LONGEST = 200
# How many lines a title may be broken over.
_BREAKS = 4
# How far before the document, and how far into it, its title may stand.
_BEFORE = 60
_INTO = 8
_TITLE_TAGS = frozenset(("ucaptitle", "founder-title"))


class TitleBlock(NamedTuple):
    """The lines from `first` up to but not including `end`, as one text.

    `rank` 0 to 3 says how clearly it is a heading.
    """

    first: int
    end: int
    text: str
    rank: int


def window(page: PageLines, body: Body) -> range:
    """The lines on which the title of a document may stand."""
    return range(max(0, body.first - _BEFORE), min(body.first + _INTO, body.end))


def blocks(page: PageLines, body: Body) -> Iterator[TitleBlock]:
    """What could be a title: lines and headings, from well before the document into it."""
    facts = facts_of(page)
    ranks: dict[int, int] = {}
    for number in window(page, body):
        text = page.text[number]
        box = page.box_of[number]
        rank = ranks.get(box)
        if rank is None:
            rank = ranks[box] = rank_of_box(page, box, number < body.first)
        if len(text) > LONGEST or number in page.hidden or (page.links[number] and rank < 2):
            continue
        is_other = rank and (facts.is_chrome[number] or facts.fields[number])
        yield TitleBlock(number, number + 1, text, 0 if is_other else rank)


def single(page: PageLines, begins: list[int]) -> Iterator[TitleBlock]:
    """A block for each of the lines `begins`."""
    for number in begins:
        if len(page.text[number]) <= LONGEST and number not in page.hidden:
            yield TitleBlock(number, number + 1, page.text[number], 0)


def joined(page: PageLines, body: Body, begins: list[int]) -> Iterator[TitleBlock]:
    """Titles of several lines from one of `begins` on: a heading with breaks in it, or several paragraphs."""
    stop = window(page, body).stop
    for number in begins:
        text = page.text[number]
        for last in range(number + 1, min(number + 1 + _BREAKS, stop)):
            if len(text) > LONGEST or page.links[last] or last in page.hidden or page.text[last][0:1] == "—":
                break  # a subtitle at the latest
            text = join(text, page.text[last])
            yield TitleBlock(number, last + 1, text, 0)


def join(before: str, after: str) -> str:
    """Two parts of a broken title as one. A space is put between them only where both are Latin letters."""
    is_latin = all(char.isascii() and char.isalnum() for char in (before[-1:], after[:1]))
    return f"{before} {after}" if is_latin else before + after


def rank_of_box(page: PageLines, box: int, before: bool) -> int:
    """How clearly a box is a heading, 0 to 3: by tag and name of the box and of those around it.

    Inside the document (not `before` it) the rank is lower.
    """
    for _ in range(2):
        rank = _own_rank(page.tag[box], page.name[box], before)
        if rank:
            return rank
        box = page.parent[box]
        if box < 0:
            break
    return 0


def _own_rank(tag: str, name: str, before: bool) -> int:
    if tag == "h1" or tag in _TITLE_TAGS or (len(name) > 1 and is_title_box(name)):
        return 3 if before else 2
    if tag in ("h2", "h3"):
        return 2 if before else 1
    return 0
