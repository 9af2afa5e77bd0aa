"""A box of running text within a document: short paragraphs of the document stand around it."""

from __future__ import annotations

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.html.blocks import Lines

_MOST = 8
_LONGEST = 60
_ABOVE = 12


def widen(page: Lines, body: Body) -> None:
    """Take the box around a body for it where all that this adds are a few plain paragraphs below the page's bar."""
    facts = facts_of(page)
    around = page.parent[body.box]
    while around >= 0 and page.tag[around] != "body":
        first, end = page.first[around], page.end[around]
        more = body.first - first + end - body.end
        if more > _MOST or not _is_barred(facts, first):
            return
        if more:
            added = (*range(first, body.first), *range(body.end, end))
            if not all(_is_plain(page, facts, number) for number in added):
                return
            body.box, body.first, body.end = around, first, end
        around = page.parent[around]


def _is_barred(facts: LineFacts, first: int) -> bool:
    """Whether a bar stands over line `first`: below it there is neither title nor bar."""
    above = range(max(0, first - _ABOVE), first)
    return any(facts.is_bar[n] or facts.is_day[n] or facts.is_loose_bar[n] for n in above)


def _is_plain(page: Lines, facts: LineFacts, number: int) -> bool:
    """Whether a line is a short unnamed paragraph without links that may be the document's."""
    text, box = page.text[number], page.box_of[number]
    if page.tag[box] != "p" or not text:
        return page.tag[box] == "p"
    return (
        not page.name[box]
        and not page.links[number]
        and number not in page.hidden
        and len(text) <= _LONGEST
        and bare(text) not in facts.head
        and not is_title_box(page.name[page.parent[box]])
        and not _is_pages_own(facts, number)
    )


def _is_pages_own(facts: LineFacts, number: int) -> bool:
    """Whether a line is a bar, a tool, a credit or the heading of what follows a document."""
    return (
        facts.is_bar[number]
        or facts.is_loose_bar[number]
        or facts.is_chrome[number]
        or facts.is_credit[number]
        or facts.ends_document[number]
    )
