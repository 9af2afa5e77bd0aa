"""A box of running text within a document: short paragraphs of the document stand around it."""

from __future__ import annotations

from gaispider.page.article.body.boilerplate import ends_document, is_chrome, is_credit
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import bare, is_bar, is_loose_bar
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.day_strings import is_day
from gaispider.page.html.blocks import Lines
from gaispider.page.html.head import read_title_element

_MOST = 8
_LONGEST = 60
_ABOVE = 12


def widen(page: Lines, body: Body) -> None:
    """Take the box around a body for it where all that this adds are a few plain paragraphs below the page's bar."""
    around = page.parent[body.box]
    while around >= 0 and page.tag[around] != "body":
        first, end = page.first[around], page.end[around]
        more = body.first - first + end - body.end
        if more > _MOST or not _is_barred(page, first):
            return
        if more:
            head = bare(read_title_element(page.root) or "")
            if not all(_is_plain(page, number, head) for number in (*range(first, body.first), *range(body.end, end))):
                return
            body.box, body.first, body.end = around, first, end
        around = page.parent[around]


def _is_barred(page: Lines, first: int) -> bool:
    """Whether a bar stands over line `first`: below it there is neither title nor bar."""
    above = page.text[max(0, first - _ABOVE) : first]
    return any(is_bar(text) or is_day(text) or is_loose_bar(text) for text in above)


def _is_plain(page: Lines, number: int, head: str) -> bool:
    """Whether a line is a short unnamed paragraph without links that may be the document's."""
    text, box = page.text[number], page.box_of[number]
    if not text:
        return page.tag[box] == "p"
    return (
        page.tag[box] == "p"
        and not page.name[box]
        and not page.links[number]
        and number not in page.hidden
        and len(text) <= _LONGEST
        and bare(text) not in head
        and not is_title_box(page.name[page.parent[box]])
        and not (is_bar(text) or is_loose_bar(text) or is_chrome(text) or is_credit(text) or ends_document(text))
    )
