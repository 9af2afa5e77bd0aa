"""The body of a page without text: empty, or pictures with what is written under them."""

from __future__ import annotations

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines


def is_pictured(page: PageLines, bar: int) -> bool:
    """Whether the paragraph after the bar is a picture."""
    following = next((n for n in range(bar + 1, len(page.text)) if n not in page.hidden), -1)
    return (
        bar >= 0 and following in page.images and not page.text[following] and page.tag[page.box_of[following]] == "p"
    )


def without_text(page: PageLines, body: Body, bar: int) -> Body:
    """An empty body after title and bar, for a page without text. It holds the pictures there and their captions."""
    start = _after_bar(page, bar)
    body.first = body.end = start
    for number in range(start, len(page.text)):
        is_begun = body.end > body.first
        if number in page.images and not page.text[number]:
            body.first = body.first if is_begun else number
            body.end = number + 1
        elif is_begun and page.text[number] and _is_caption(page, number, body.first):
            body.end = number + 1
        elif _is_other_text(page, number, is_begun=is_begun):
            break
    return body


def _after_bar(page: PageLines, bar: int) -> int:
    """The line after the bar and after the value in its next cell; the end of the page if `bar` is -1."""
    if bar < 0:
        return len(page.text)
    return min(bar + (2 if facts_of(page).kind[bar] else 1), len(page.text))


def _is_other_text(page: PageLines, number: int, *, is_begun: bool) -> bool:
    """Whether a line shows that later pictures are not the document. Once pictures have begun, a tool shows it, too."""
    if not page.text[number] or number in page.hidden:
        return False
    return is_begun or not facts_of(page).is_chrome[number]


def _is_caption(page: PageLines, number: int, picture: int) -> bool:
    """Whether a line is a paragraph of a few words next to the paragraph of a picture."""
    own, other = page.box_of[number], page.box_of[picture]
    beside = page.tag[own] == page.tag[other] == "p" and page.parent[own] == page.parent[other]
    if not beside or page.links[number] or number in page.hidden:
        return False
    facts = facts_of(page)
    return not (facts.is_chrome[number] or facts.is_credit[number])
