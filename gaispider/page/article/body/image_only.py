"""The body of a page that shows no text: nothing, or pictures and what is written under them."""

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
    """An empty body under the title and its bar; it holds the pictures there and what is written under them, if any."""
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
    """The line after the bar and the value in its next cell; the end of the page if no bar was seen."""
    if bar < 0:
        return len(page.text)
    return min(bar + (2 if facts_of(page).kind[bar] else 1), len(page.text))


def _is_other_text(page: PageLines, number: int, *, is_begun: bool) -> bool:
    """Whether a line shows that pictures that come later are not the document; once begun, tools show it, too."""
    if not page.text[number] or number in page.hidden:
        return False
    return is_begun or not facts_of(page).is_chrome[number]


def _is_caption(page: PageLines, number: int, picture: int) -> bool:
    """Whether a line is a paragraph beside the paragraph of a picture, and says a few words."""
    own, other = page.box_of[number], page.box_of[picture]
    beside = page.tag[own] == page.tag[other] == "p" and page.parent[own] == page.parent[other]
    if not beside or page.links[number] or number in page.hidden:
        return False
    facts = facts_of(page)
    return not (facts.is_chrome[number] or facts.is_credit[number])
