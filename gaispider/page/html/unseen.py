"""Finds the text that a page hides: not displayed, struck out, invisible, of size 0, white on white.

It is hidden by an inline style, an attribute, or a style rule of the page. Only elements with any of these are
examined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from lxml import etree

from gaispider.page.html.attributes import with_value
from gaispider.page.html.hidden import style_hides
from gaispider.page.html.style_matching import StyledTree
from gaispider.page.html.style_rules import read_style_rules
from gaispider.page.html.style_words import Property, Said, is_white, said_by

_HIDDEN = etree.XPath("descendant::*/@hidden/..")
_LINKED = etree.XPath("boolean(/descendant::link[contains(@rel, 'tylesheet')])")
_CHARACTERS = etree.XPath("string-length(.)")
_UNREAD = etree.XPath("descendant::script|descendant::style")
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*\Z")
_NAME_ONLY = frozenset(("script", "style", "html", "body", "head"))
_SILENT = frozenset(("script", "style"))
_BLOCKS = frozenset(("td", "th", "p", "li", "div", "body", "h1", "h2", "h3", "h4"))
_MOST = 300  # most elements around or inside one that are examined: a longer chain is a layout of its own
_MANY = 50  # so many elements are counted one by one; if there are more, all elements of the page are counted at once
_FADING: tuple[Property, ...] = ("visibility", "opacity", "size", "away", "clipped", "struck")


@dataclass(slots=True)
class Unseen:
    """Hidden elements of a page, by how they are hidden.

    `veiled` elements (by their own `display:none`) and `gone` ones (by a rule or by `hidden`) take no space. Of `faded`
    elements only the text is invisible. `raised` ones stand above the line.
    """

    veiled: set[etree._Element] = field(default_factory=set)
    gone: set[etree._Element] = field(default_factory=set)
    faded: set[etree._Element] = field(default_factory=set)
    raised: set[etree._Element] = field(default_factory=set)


def find_unseen(root: etree._Element) -> Unseen:
    """The elements of a tree that a reader of the page does not see."""
    unseen = Unseen()
    styled = with_value(root, "style", _matters)
    # An element with an invalid name from broken markup (div"class=…) cannot be renamed back.
    unseen.veiled.update(element for element, style in styled if _hides(style) and _is_name(str(element.tag)))
    unseen.gone.update(element for element in _HIDDEN(root) if element.tag not in _NAME_ONLY)
    styles, sizes = _Styles(root), _Sizes(root)
    inline = (element for element, style in styled if _fades(style))
    coloured = (element for element, _ in with_value(root, "color", is_white, "font", "basefont"))
    for element in dict.fromkeys((*inline, *coloured, *styles.tree.hidden())):
        if element.tag not in _NAME_ONLY:
            _judge(element, styles, sizes, unseen)
    return unseen


def _judge(element: etree._Element, styles: _Styles, sizes: _Sizes, unseen: Unseen) -> None:
    """Put an element that may be hidden or raised into the set of `unseen` that it belongs to."""
    if element.getparent() in unseen.faded:  # hidden with what it stands in
        unseen.faded.add(element)
        return
    said = styles.said_of(element)
    if said.get("raised"):
        unseen.raised.add(element)
    by_rule = said.get("display") and not said_by(element.get("style") or "").get("display")
    if not (by_rule or styles.fade(element, said)):
        return
    kind = unseen.gone if by_rule else unseen.faded
    # An element in a hidden one is hidden with it. One that holds most of the page is shown by a script.
    if said.get("struck") or sizes.is_less_than_half(element) or any(e in kind for e in element.iterancestors()):
        kind.add(element)


# Every style attribute is tested, and most occur many times: the answers are cached.
@lru_cache(maxsize=4096)
def _matters(style: str) -> bool:
    """Whether an inline style may hide anything."""
    return style_hides(style) or _fades(style)


_hides = lru_cache(maxsize=1024)(style_hides)


@lru_cache(maxsize=1024)
def _is_name(tag: str) -> bool:
    """Whether an element of that tag name can be renamed and renamed back."""
    return _NAME.match(tag) is not None


@lru_cache(maxsize=1024)
def _fades(style: str) -> bool:
    """Whether an inline style may make displayed text invisible; a background alone does not."""
    return any(value for name, value in said_by(style).items() if name not in ("background", "display"))


class _Styles:
    """What rules, attributes and inline styles declare for the elements of a tree."""

    def __init__(self, root: etree._Element) -> None:
        self.tree = StyledTree(root, read_style_rules(root))
        self._root = root
        self._said: dict[etree._Element, Said] = {}
        self._characters: dict[etree._Element, int] = {}

    def said_of(self, element: etree._Element) -> Said:
        """What rules, attributes and, before these, the element's own style declare for it."""
        said = self._said.get(element)
        if said is None:
            said = self._said[element] = self._find(element)
        return said

    def _find(self, element: etree._Element) -> Said:
        said = self.tree.said_of(element)
        colour = element.get("color")
        if colour:
            said = {**said, "colour": is_white(colour)}
        if element.get("bgcolor") or element.get("background"):
            said = {**said, "background": not is_white(element.get("bgcolor") or "-")}
        style = element.get("style")
        return {**said, **said_by(style)} if style else said

    def fade(self, element: etree._Element, said: Said) -> bool:
        """Whether the text of an element is invisible although the element takes space."""
        if any(said.get(name) for name in _FADING):
            return not _shows_again(element, said)
        return bool(said.get("colour")) and self._is_white_on_white(element)

    def _is_white_on_white(self, element: etree._Element) -> bool:
        """Whether white text has no background that the page sets.

        Where a style sheet outside the page may set one, only white text between other text of its cell or paragraph
        counts.
        """
        if element.tag == "a" or element.tag == "li":
            return False  # a button, whatever it is set on
        if self._is_linked and not self._is_amid_text(element):
            return False
        inside = list(islice(element.iterdescendants(), _MOST))
        if len(inside) == _MOST or any(e.get("style") or e.get("class") or e.get("color") for e in inside):
            return False
        above = list(islice(element.iterancestors(), _MOST))
        return len(above) < _MOST and not any(self.said_of(each).get("background") for each in (element, *above))

    @cached_property
    def _is_linked(self) -> bool:
        """Whether the page has external style sheets."""
        return bool(_LINKED(self._root))

    def _is_amid_text(self, element: etree._Element) -> bool:
        around: etree._Element | None = element
        while around is not None and around.tag not in _BLOCKS:
            around = around.getparent()
        if around is None or around is element or around.tag in ("div", "body"):
            return False
        size = self._characters.get(around)
        if size is None:
            size = self._characters[around] = len("".join(around.itertext()).strip())
        return size > len("".join(element.itertext()).strip())


def _shows_again(element: etree._Element, said: Said) -> bool:
    """Whether an element inside is visible, or has a size, again: lists get size 0 to close gaps between items."""
    if said.get("struck") or said.get("opacity"):
        return False
    inside = list(islice(element.iterdescendants(), _MOST + 2))
    if len(inside) > _MOST + 1:
        return True
    for inner in inside:
        if inner.get("class") or inner.get("style"):
            own = said_by(inner.get("style") or "")
            if not own.get("visibility", True) or not own.get("size", True) or inner.get("class"):
                return True
    return False


class _Sizes:
    """The number of characters in the elements of a tree, without scripts and style sheets."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._asked = 0
        self._uncounted = _lengths_of_text(root)
        self._counted = 0

    def is_less_than_half(self, element: etree._Element) -> bool:
        """Whether an element has less than half of the tree's text."""
        self._asked += 1
        if self._asked > _MANY:
            return self._is_more_than(2 * self._all[element])
        size = _size(element)
        return not size or self._is_more_than(2 * size)

    def _is_more_than(self, size: int) -> bool:
        """Whether the tree has more characters than `size`; stops counting once it knows."""
        while self._counted <= size:
            length = next(self._uncounted, None)
            if length is None:
                return False
            self._counted += length
        return True

    @cached_property
    def _all(self) -> dict[etree._Element, int]:
        """The size of every element, counted in one walk."""
        sizes: dict[etree._Element, int] = {}
        for element in reversed(list(self._root.iter(etree.Element))):
            own = 0 if element.tag in _SILENT else len(element.text or "")
            sizes[element] = own + sum(sizes[inner] + len(inner.tail or "") for inner in element)
        return sizes


def _lengths_of_text(root: etree._Element) -> Iterator[int]:
    """The lengths of a tree's texts one by one."""
    for top in root:
        # Most of a head is no text.
        for part in (inner for inner in top if inner.tag not in _SILENT) if top.tag == "head" else (top,):
            yield len(part.text or "")
            for element in part.iterdescendants():
                if element.tag not in _SILENT:
                    yield len(element.text or "")
                yield len(element.tail or "")


def _size(element: etree._Element) -> int:
    """Characters of text in an element, without scripts and style sheets."""
    return int(_CHARACTERS(element) - sum(map(_CHARACTERS, _UNREAD(element))))
