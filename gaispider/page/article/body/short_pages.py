"""For pages with little text: lowers the weights of the site's own words, so that the document outweighs them."""

from __future__ import annotations

from itertools import accumulate

from gaispider.page.article.body.anchor import Anchor, find_anchor
from gaispider.page.article.body.boilerplate import END_STARTS, OTHERS_STARTS
from gaispider.page.article.body.running_text import LEAST
from gaispider.page.article.body.short_lines import count_short_lines
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines

# Factors for lines outside the document's box; smaller where both title and bar show where that box is.
_OUTSIDE = 0.3
_FAR_OUTSIDE = 0.1
_BEFORE = 0.02
_TEASER = 0.2
_FILMS = ("video", "embed", "object", "audio")


def discount_margins(page: PageLines, weights: list[float], *, little: bool = True) -> int:
    """Lower the weights of lines outside the document; returns the line of its title or bar, -1 if none is seen.

    On a page with little text the site's own words may outweigh the document: advice in a footer, a side column.
    Without `little`, only a column of teasers may.

    The document stands in the nearest box around its title or bar that holds text after it. Lines outside this box and
    lines after 相关阅读 count less; lines after a line of the footer count 0. Where there is little else, the figures
    of a table count.
    """
    anchor = find_anchor(page, weights)
    if little:
        count_short_lines(page, weights, anchor.line)
    _discount_others(page, weights, anchor.line)
    if anchor.line >= 0:
        box = _box_after(page, weights, anchor, little=little)
        _discount_outside(weights, anchor, _end_of_document(page, weights, anchor.line, box))
        _discount_teasers(page, weights, anchor.line)
    return anchor.line


def _discount_others(page: PageLines, weights: list[float], first: int) -> None:
    """Lower the weights of boxes headed 相关阅读 or 热门文章: they show other documents, wherever they stand."""
    facts = facts_of(page)
    done: set[int] = set()
    for number, text in enumerate(page.text):
        if text[:1] in OTHERS_STARTS and facts.heads_others[number]:
            box = page.parent[page.box_of[number]]
            if box in done:
                continue
            done.add(box)
            end = page.end[box] if box >= 0 else number
            for other in range(number, end):  # what stands before it in the box may be the document
                if other > first or end <= first:
                    weights[other] *= _BEFORE


def _box_after(page: PageLines, weights: list[float], anchor: Anchor, *, little: bool) -> int:
    """The nearest box around the anchor that holds text, a picture or a film after it."""
    first = anchor.line
    total = [0.0, *accumulate(weights)]
    pictures = (n for n in page.images if n > first and not page.text[n] and page.tag[page.box_of[n]] == "p")
    picture = min(pictures, default=len(page.text))
    box = page.box_of[first]
    while page.parent[box] >= 0 and total[page.end[box]] - total[first + 1] < LEAST and picture >= page.end[box]:
        if anchor.sure and little and next(page.element(box).iter(*_FILMS), None) is not None:
            break
        box = page.parent[box]
    return box


def _end_of_document(page: PageLines, weights: list[float], first: int, box: int) -> int:
    """The line in the box at which 相关阅读 or the like ends the document after some text; else the box's end."""
    facts = facts_of(page)
    seen = 0.0
    for number in range(first + 1, page.end[box]):
        seen += weights[number]
        if seen >= LEAST and page.text[number][:1] in END_STARTS and facts.ends_document[number]:
            return number
    return page.end[box]


def _discount_outside(weights: list[float], anchor: Anchor, after: int) -> None:
    """Lower the weights of the lines up to the anchor and from line `after` on."""
    before, behind = (_BEFORE, _FAR_OUTSIDE) if anchor.sure else (_OUTSIDE, _OUTSIDE)
    start = anchor.line + 1
    weights[:start] = [before * weight for weight in weights[:start]]
    weights[after:] = [behind * weight for weight in weights[after:]]


def _discount_teasers(page: PageLines, weights: list[float], first: int) -> None:
    """Lower the weights of lines right under a link to another document: they repeat its first words."""
    facts = facts_of(page)
    for number in range(first + 1, len(page.text) - 1):
        if page.links[number] and weights[number + 1] and page.links[number] == len(page.text[number]) > 5:
            weights[number + 1] *= 1 if facts.is_chrome[number] else _TEASER
