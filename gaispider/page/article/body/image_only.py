"""The body of a page that shows no text: nothing, or pictures and what is written under them."""

from __future__ import annotations

from gaispider.page.article.body.boilerplate import is_chrome, is_credit
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import label_kind
from gaispider.page.html.blocks import Lines


def is_pictured(page: Lines, bar: int) -> bool:
    """Whether the paragraph after the bar is a picture."""
    following = next((n for n in range(bar + 1, len(page.text)) if n not in page.hidden), -1)
    return (
        bar >= 0 and following in page.images and not page.text[following] and page.tag[page.box_of[following]] == "p"
    )


def without_text(page: Lines, body: Body, bar: int) -> Body:
    """An empty body under the title and its bar; it holds the pictures there and what is written under them, if any."""
    if bar >= 0 and label_kind(page.text[bar]):
        bar += 1  # the value in the next cell
    body.first = body.end = min(bar + 1, len(page.text)) if bar >= 0 else len(page.text)
    for number in range(body.first, len(page.text)):
        text = page.text[number]
        if number in page.images and not text:
            body.first = body.first if body.end > body.first else number
            body.end = number + 1
        elif body.end > body.first and text and _is_caption(page, number, body.first):
            body.end = number + 1
        elif text and number not in page.hidden and (body.end > body.first or not is_chrome(text)):
            break
    return body


def _is_caption(page: Lines, number: int, picture: int) -> bool:
    """Whether a line is a paragraph beside the paragraph of a picture, and says a few words."""
    own, other = page.box_of[number], page.box_of[picture]
    beside = page.tag[own] == page.tag[other] == "p" and page.parent[own] == page.parent[other]
    text = page.text[number]
    return beside and not page.links[number] and number not in page.hidden and not (is_chrome(text) or is_credit(text))
