"""What a page hides otherwise than by `style="display:none"`: struck, invisible, of size 0, white on white.

By inline style, by attribute, and by the page's own style rules. Only elements that these speak of are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from gaispider.page.html.hidden import hiding_tags
from gaispider.page.html.style_rules import KnownNames, StyleRules, read_style_rules
from gaispider.page.html.style_words import Property, Said, is_white, said_by

_STYLES = etree.XPath("descendant::*/@style", smart_strings=False)
_STYLED = etree.XPath("descendant::*/@style/..")
_HIDDEN = etree.XPath("descendant::*[@hidden]")
_COLOURED = etree.XPath("descendant::*/@color/..")
_LINKED = etree.XPath("boolean(//link[contains(@rel, 'tylesheet')])")
_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)
_NAME_ONLY = frozenset(("script", "style", "html", "body", "head"))
_BLOCKS = frozenset(("td", "th", "p", "li", "div", "body", "h1", "h2", "h3", "h4"))
_MOST = 300  # elements around or inside one that are asked: more of them are a layout of their own
_FADING: tuple[Property, ...] = ("visibility", "opacity", "size", "away", "clipped", "struck")


class Hiding(NamedTuple):
    """What the bytes of a page say: the tags that a `display` of their own may hide (None: any)."""

    tags: frozenset[str] | None


@dataclass(slots=True)
class Unseen:
    """`gone` elements take no place (a cell of a table neither); of `faded` ones only the text is not seen.

    `raised` ones stand above the line.
    """

    gone: set[etree._Element] = field(default_factory=set)
    faded: set[etree._Element] = field(default_factory=set)
    raised: set[etree._Element] = field(default_factory=set)


def hiding_of(markup: bytes) -> Hiding:
    """What the bytes say about what the page may hide."""
    return Hiding(hiding_tags(markup))


def find_unseen(root: etree._Element) -> Unseen:
    """The elements of a tree that are not seen, apart from those that their own `display:none` hides."""
    unseen = Unseen()
    unseen.gone.update(element for element in _HIDDEN(root) if element.tag not in _NAME_ONLY)
    rules = read_style_rules(root)
    known = KnownNames()
    most: float | None = None
    for element in _elements(root, rules, known):
        if not isinstance(element.tag, str) or element.tag in _NAME_ONLY:
            continue
        said = said_of(element, rules, known)
        if said.get("raised"):
            unseen.raised.add(element)
        by_rule = said.get("display") and not said_by(element.get("style") or "").get("display")
        if not (by_rule or _is_faded(element, said, rules, known)):
            continue
        if most is None:
            most = _size(root) / 2
        kind = unseen.gone if by_rule else unseen.faded
        # What lies in a hidden element is hidden with it; what holds most of the page is shown by a script.
        if said.get("struck") or any(around in kind for around in element.iterancestors()) or _size(element) < most:
            kind.add(element)
    return unseen


def _is_faded(element: etree._Element, said: Said, rules: StyleRules, known: KnownNames) -> bool:
    if any(said.get(name) for name in _FADING):
        return not _shows_again(element, said)
    return bool(said.get("colour")) and _is_white_on_white(element, rules, known)


def said_of(element: etree._Element, rules: StyleRules, known: KnownNames) -> Said:
    """What rules, attributes and, above them, the element's own style say of it."""
    said = known.said.get(element)
    if said is None:
        said = known.said[element] = _said_of(element, rules, known)
    return said


def _said_of(element: etree._Element, rules: StyleRules, known: KnownNames) -> Said:
    said = rules.said_of(element, known) if rules.hiding else {}
    colour = element.get("color")
    if colour:
        said = {**said, "colour": is_white(colour)}
    if element.get("bgcolor") or element.get("background"):
        said = {**said, "background": not is_white(element.get("bgcolor") or "-")}
    style = element.get("style")
    return {**said, **said_by(style)} if style else said


def _elements(root: etree._Element, rules: StyleRules, known: KnownNames) -> list[etree._Element]:
    """The elements that inline styles, attributes or rules say something of, each once; a background alone is none."""
    telling = any(map(_tells, set(_STYLES(root))))
    found = dict.fromkeys(e for e in _STYLED(root) if _tells(e.get("style"))) if telling else {}
    found |= dict.fromkeys(_COLOURED(root))
    return [*found, *(element for element in rules.elements(root, known) if element not in found)]


@lru_cache(maxsize=4096)
def _tells(style: str) -> bool:
    return any(value for name, value in said_by(style).items() if name != "background")


def _size(element: etree._Element) -> int:
    """Characters of text in an element, without scripts and style sheets."""
    return sum(len(text) for text in _TEXTS(element))


def _shows_again(element: etree._Element, said: Said) -> bool:
    """Whether something inside is visible, or has a size of its own, again: lists of size 0 close the gaps so."""
    if said.get("struck") or said.get("opacity"):
        return False
    for number, inner in enumerate(element.iterdescendants()):
        if number > _MOST:
            return True
        if isinstance(inner.tag, str) and (inner.get("class") or inner.get("style")):
            own = said_by(inner.get("style") or "")
            if not own.get("visibility", True) or not own.get("size", True) or inner.get("class"):
                return True
    return False


def _is_white_on_white(element: etree._Element, rules: StyleRules, known: KnownNames) -> bool:
    """Whether white text has no background that the page knows of.

    Where a style sheet outside the page may give one, only white text amid other text of its cell or paragraph counts.
    """
    if element.tag == "a" or element.tag == "li":
        return False  # a button, whatever it is set on
    inside = list(islice(element.iterdescendants(), _MOST))
    if len(inside) == _MOST or any(e.get("style") or e.get("class") or e.get("color") for e in inside):
        return False
    above = list(islice(element.iterancestors(), _MOST))
    if len(above) == _MOST or any(said_of(around, rules, known).get("background") for around in (element, *above)):
        return False
    if not _LINKED(element):
        return True
    around: etree._Element | None = element
    while around is not None and around.tag not in _BLOCKS:
        around = around.getparent()
    if around is None or around is element or around.tag in ("div", "body"):
        return False
    return len("".join(around.itertext()).strip()) > len("".join(element.itertext()).strip())
