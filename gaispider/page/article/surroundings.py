"""The boxes around a document in which the page may offer its files."""

from __future__ import annotations

from lxml import etree

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.html.blocks import PageLines

# Lines around the document that may name its files; lines of another box beside it.
_AROUND = 40
_BESIDE = 20


def boxes_around(page: PageLines, body: Body, title: int | None) -> list[etree._Element]:
    """The boxes in which the page may offer its files: around body, title and attachment list, and their neighbours.

    `title` is the line of the title. The widest box is taken that adds little; in the box around that, only boxes
    within a few lines count.
    """
    box, first, end = body.box, body.first, body.end
    if first == end and title is not None:
        box = page.box_of[title]
        first, end = title, title + 1
    box, around = _widest(page, box, first, end)
    beside = _boxes_beside(page, box, around, first, end) if around >= 0 else []
    return [page.element(other) for other in sorted((box, *beside))]


def _widest(page: PageLines, box: int, first: int, end: int) -> tuple[int, int]:
    """The widest box that adds little to the lines from `first` to `end`, and the box around it (-1: none)."""
    around = page.parent[box]
    while around >= 0 and first - page.first[around] <= _AROUND and page.end[around] - end <= _AROUND:
        box = around
        around = page.parent[box]
    return box, around


def _boxes_beside(page: PageLines, box: int, around: int, first: int, end: int) -> list[int]:
    """The boxes next to `box`, and those in them, that hold lines and stand near."""
    found = []
    other = around + 1
    while other < page.last[around]:
        near = page.first[other] >= first - _BESIDE and page.end[other] <= end + _BESIDE
        if near and other != box and page.first[other] < page.end[other]:
            found.append(other)
        other = page.last[other] if other != box else max(page.last[other], other + 1)
    return found
