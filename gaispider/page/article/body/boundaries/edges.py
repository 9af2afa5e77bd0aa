"""The edges of a body: where the document begins and ends within the box that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gaispider.filetypes import ATTACHED, endings
from gaispider.page.article.body.boilerplate import END_STARTS
from gaispider.page.article.body.boundaries.document_head import Above
from gaispider.page.article.body.boundaries.following import PROSE, is_teasers, nothing_follows
from gaispider.page.article.body.boundaries.own_bar import find_bar
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

_FILE = re.compile(rf"\.(?:{endings(*ATTACHED)})\s*[)）]?$", re.I)
_ATTACHED = pattern(r"(?:相关)?附件(?:下载)?\s*\d{0,2}\s*[:：.、]?")
SIGNED = re.compile(
    r"[（(]?[\d一二三四五六七八九十〇○零OoＯ]{2,4}\s*年?\s*[\d一二三四五六七八九十]{1,3}\s*月?\s*[\d一二三四五六七八九十]{1,3}\s*日?[）)]?"
)
"""A day under a document, whole or damaged."""
_HEADINGS = frozenset(("h1", "h2", "h3"))
# In a body with more lines than twice this, links to other documents are the smaller part.
_LONG = 30


# A table with at least so many cells and lines holds figures; a smaller one may be a frame around the text.
_GRID = 8


@dataclass(slots=True)
class Body:
    """The lines from `first` up to but not including `end`, in box `box`.

    `found_by` is the container's name, or `generic`; `rule` is the rule that chose it. `left_out` lists lines of the
    box that are no part of the body, as (first, line after the last, reason).
    """

    box: int
    first: int
    end: int
    found_by: str
    weight: float
    hidden: bool = False  # the page shows no other text, so hidden lines belong to the body
    rule: str = ""
    left_out: list[tuple[int, int, str]] = field(default_factory=list)

    def begin_at(self, number: int, reason: str) -> None:
        """Let the body begin at line `number`; the lines before are left out for `reason`."""
        if number > self.first:
            self.left_out.append((self.first, number, reason))
            self.first = number

    def end_at(self, number: int, reason: str) -> None:
        """Let the body end before line `number`; the lines from there on are left out for `reason`."""
        if number < self.end:
            self.left_out.append((number, self.end, reason))
            self.end = number


def edge_reason(body: Body, number: int) -> str | None:
    """Why a line of the body's box is no part of the body. None if it is part of it, or stands in another box."""
    if body.first <= number < body.end:
        return None
    return next((reason for first, end, reason in body.left_out if first <= number < end), None)


def trim(page: PageLines, body: Body, chrome: list[bool]) -> None:
    """Leave out titles and bars before the document, and tools and links to other documents after it.

    `chrome[b]` says whether box b is navigation, a tool or a footer.
    """
    facts = facts_of(page)
    edge = _Edge(page, body, chrome)
    _trim_head(page, body, edge)
    if body.first < body.end and facts.heads_others[body.first] and is_teasers(page, body.first + 1, body.end):
        body.end_at(body.first, "other_documents")  # nothing of the document itself was there
    body.end_at(_first_end(page, body), "end_of_document")
    last = body.end
    while body.end > body.first and (reason := edge.reason(body.end - 1)):
        body.end_at(body.end - 1, reason)
    if body.first < body.end < last and body.found_by != "generic":
        _keep_annexes(page, body, last)


def _first_end(page: PageLines, body: Body) -> int:
    """The first line that ends the document (相关阅读, 上一篇) with nothing of it after; else the body's end."""
    facts = facts_of(page)
    half = body.first + (body.end - body.first) // 2
    for number in range(body.first + 1 if half < body.first + _LONG else half + 1, body.end):
        if (
            page.text[number][:1] in END_STARTS
            and facts.ends_document[number]
            and nothing_follows(page, number, body.end, sooner=number <= half)
        ):
            return number
    return body.end


def _keep_annexes(page: PageLines, body: Body, last: int) -> None:
    """Take the document's own list of annexes back into the body.

    It is made of paragraphs in the document's container, the first of which says 附件.
    """
    number = body.end
    before, text = page.text[number - 1], page.text[number]
    if not (_ATTACHED.fullmatch(before) or (_ATTACHED.match(text) and len(text) - page.links[number] > 2)):
        return
    while number < last and page.tag[page.box_of[number]] == "p" and _is_file(page.text[number], page.links[number]):
        number += 1
    body.end = number


def _is_file(text: str, links: int) -> bool:
    """Whether a line is a link to a file: `附件：报告.pdf`."""
    rest = len(text) - links
    return rest < 12 and bool(_FILE.search(text) or (rest and _ATTACHED.match(text)))


def extend(page: PageLines, body: Body) -> None:
    """Take in a sign-off that stands beside the box of the text."""
    if page.parent[body.box] < 0 or body.end != page.end[body.box]:
        return
    facts = facts_of(page)
    around = page.end[page.parent[body.box]]
    for number in range(body.end, min(body.end + 3, around)):
        text = page.text[number]
        if len(text) > 40 or page.links[number] or number in page.hidden:
            return
        if facts.is_chrome[number] or facts.is_credit[number]:
            return
        if SIGNED.fullmatch(text):
            body.end = number + 1
            return
        if facts.fields[number] or PROSE.search(text):
            return


class _Edge:
    """The edge of a body that is examined, line by line."""

    __slots__ = ("body", "chrome", "facts", "number", "page", "text")

    def __init__(self, page: PageLines, body: Body, chrome: list[bool]) -> None:
        self.page, self.body, self.chrome = page, body, chrome
        self.facts = facts_of(page)

    def reason(self, number: int) -> str | None:
        """The first reason why a line at the edge is not part of the document; None if there is none."""
        self.number, self.text = number, self.page.text[number]
        if not self.text:
            return None if number in self.page.images else "empty"
        for reason, holds in _MARGINS:
            if holds(self):
                return reason
        return None


def _is_hidden(edge: _Edge) -> bool:
    """The page hides the line and shows other text."""
    return edge.number in edge.page.hidden and not edge.body.hidden


def _is_link_to_file(edge: _Edge) -> bool:
    """The line links to a file and says little else."""
    links = edge.page.links[edge.number]
    return links > 0 and _is_file(edge.text, links)


def _is_in_boilerplate(edge: _Edge) -> bool:
    """The line stands in a box named as navigation, tools or footer."""
    return edge.chrome[edge.page.box_of[edge.number]]


def _is_credit(edge: _Edge) -> bool:
    """The line names editors."""
    return edge.facts.is_credit[edge.number]


def _is_tool(edge: _Edge) -> bool:
    """The line is a tool, a hint, a hit counter or part of the footer."""
    return edge.facts.is_chrome[edge.number]


def _is_markup(edge: _Edge) -> bool:
    """The line is the rest of a comment that was cut in two."""
    return edge.text in ("-->", "<!--")


def _is_closing_bar(edge: _Edge) -> bool:
    """The line is a bar under the document. A day or a source alone is not enough: it may be the document's own."""
    if not (edge.body.first < edge.number == edge.body.end - 1 and len(edge.text) < 100):
        return False
    kinds = {field.kind for field in edge.facts.fields[edge.number]}
    says_when = "published" in kinds or len(kinds & {"time", "updated", "source", "other"}) > 1
    return says_when and not _ends_grid(edge)


def _ends_grid(edge: _Edge) -> bool:
    """The line is the last row of a table of several columns and says who filled it in, and when."""
    page, body, box = edge.page, edge.body, edge.page.box_of[edge.number]
    while box >= 0 and page.tag[box] != "table":
        box = page.parent[box]
    if box < 0 or page.first[box] < body.first:
        return False
    cells = sum(1 for inner in range(box + 1, page.last[box]) if page.tag[inner] in ("td", "th"))
    return cells > _GRID and page.end[box] - page.first[box] > _GRID


# Why a line at the edge of a body is none of the document's.
_MARGINS: tuple[tuple[str, Callable[[_Edge], bool]], ...] = (
    ("hidden", _is_hidden),
    ("file", _is_link_to_file),
    ("boilerplate_box", _is_in_boilerplate),
    ("credit", _is_credit),
    ("tool", _is_tool),
    ("markup", _is_markup),
    ("closing_bar", _is_closing_bar),
)


def _trim_head(page: PageLines, body: Body, edge: _Edge) -> None:
    above = Above(page, body.first)
    bar, own = find_bar(page, body.first, body.end, above)
    body.begin_at(bar + 1, "bar")
    head = facts_of(page).head if above.is_dated else ""
    while body.first < own:
        reason = _head_margin(page, body, head, under_bar=bar >= 0) or edge.reason(body.first)
        if reason is None:
            break
        body.begin_at(body.first + 1, reason)


def _head_margin(page: PageLines, body: Body, head: str, *, under_bar: bool) -> str | None:
    """Why a line at the head of a body belongs to the page: it is a title, or a label without its value.

    None if it does not.
    """
    text, box = page.text[body.first], page.box_of[body.first]
    if page.tag[box] in _HEADINGS if under_bar else page.tag[box] == "h1" and (not head or bare(text) in head):
        return "heading"
    if text[-1:] in (":", "：") and facts_of(page).kind[body.first]:
        return "label"
    return "title_box" if "title" in page.name[box].lower() else None
