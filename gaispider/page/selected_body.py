"""Puts the document that a site's selector finds into a box of its own, in a copy of the page, and finds it again.

Several matches become one document, and an inline element becomes a box.
"""

from __future__ import annotations

from lxml import etree

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.html.block_marks import HIDDEN_TAGS
from gaispider.page.html.blocks import PageLines
from gaispider.page.html.hidden import style_hides
from gaispider.page.selectors import SELECTED

# The id of the box that the document is put into.
_BOX = "gaispider-selected-body"
# Parts of tables get a new table around them, so that their rows stay rows.
_OF_TABLE = frozenset(("tr", "tbody", "thead", "tfoot"))


def selected_body(page: PageLines) -> Body | None:
    """The lines of the box that `article_tree` made; None if the box has no lines."""
    box = next((box for box in page.named if page.name[box].strip() == _BOX), None)
    if box is None:
        return None
    lines = range(page.first[box], page.end[box])
    weight = sum(len(page.text[number]) for number in lines)
    # Hidden lines are read where there are no others.
    hidden = weight > 0 and all(number in page.hidden or not page.text[number] for number in lines)
    return Body(box, lines.start, lines.stop, SELECTED, float(weight), hidden)


def box_body(tree: etree._Element, found: list[etree._Element]) -> bool:
    """Move the elements into a new box at the place of the first visible one. False if there is none to move."""
    inside = set(found)
    parts = [one for one in found if one is not tree and inside.isdisjoint(one.iterancestors())]
    if not parts:
        return False
    hidden = {one: is_in_hidden(one) for one in parts}
    place = next((one for one in parts if not hidden[one]), parts[0])
    is_hidden_place = hidden[place]
    box = etree.Element("div", id=_BOX)
    place.addprevious(box)
    for one in parts:
        part = etree.SubElement(box, "table" if one.tag in _OF_TABLE else "div")
        if hidden[one] and not is_hidden_place:
            part.set("style", "display:none")
        _move(one, part)
    return True


def _move(element: etree._Element, into: etree._Element) -> None:
    """Move an element; the text after it stays."""
    tail, element.tail = element.tail, None
    if tail:
        before, above = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + tail
        elif above is not None:
            above.text = (above.text or "") + tail
    into.append(element)


def is_in_hidden(element: etree._Element) -> bool:
    """Whether an element around this one hides it."""
    return any(one.tag in HIDDEN_TAGS or style_hides(one.get("style")) for one in element.iterancestors())
