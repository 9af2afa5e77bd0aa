"""Selectors, CSS or XPath, that a registry entry may give for its pages (`select`): checking and evaluating them.

XPath begins with `/`, `./` or `(`; everything else is CSS. parsel's `::text` and `::attr(name)` may end a CSS selector,
and its `has-class()`, `re:test()` and `set:` functions may be used in XPath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from cssselect import SelectorError
from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

# The `found_by` and the rule of a value that a selector gave.
SELECTED = "selector"
# Fields whose value is text. The other fields, except `next`, must select elements.
VALUES = ("title", "published", "source")
# The prefixes that parsel knows in XPath.
NAMESPACES = {"re": "http://exslt.org/regular-expressions", "set": "http://exslt.org/sets"}
_ELEMENTS = frozenset(("body", "drop", "rows"))
_XPATH_STARTS = ("/", "./", "(")
_NO_ELEMENT = re.compile(r"::text\b|::attr\(|/@[\w:*-]+$|/text\(\)$|/attribute::[\w:*-]+$")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"(?<![\w-])((?:[\w-]+:(?!:))?[a-z][\w-]*)\s*\(")
_FUNCTIONS = frozenset(
    "node text comment processing-instruction last position count id local-name namespace-uri name string concat "
    "starts-with contains substring-before substring-after substring string-length normalize-space translate boolean "
    "not true false lang number sum floor ceiling round has-class re:test re:match re:replace set:difference "
    "set:intersection set:distinct set:has-same-node set:leading set:trailing and or div mod".split()
)
_PAGE = "<html><head><title>a</title></head><body><div><p>a</p></div></body></html>"


class WrongSelectorError(ValueError):
    """A selector that is not valid; the message is a clause to follow the selector's name."""


@dataclass(slots=True, frozen=True)
class Select:
    """A site's own selectors for the parts of its pages; where one is None, the general reader finds the part.

    `title`, `published`, `source`: the first match that has any text. `body`: all matches together are the document.
    `drop`: matches are not read. `rows`: each match is an entry of a listing. `next`: the first match leads to the next
    page of a listing.
    """

    title: str | None = None
    published: str | None = None
    source: str | None = None
    body: str | None = None
    drop: str | None = None
    rows: str | None = None
    next: str | None = None

    def __bool__(self) -> bool:
        return any(self.given().values())

    def given(self) -> dict[str, str]:
        """The selectors that are set, by field."""
        return {name: selector for name in FIELDS if (selector := getattr(self, name)) is not None}


FIELDS = tuple(field.name for field in fields(Select))


@cache
def xpath_of(selector: str) -> str:
    """A selector as XPath. Raises WrongSelectorError for CSS that cannot be read."""
    text = selector.strip()
    if text.startswith(_XPATH_STARTS):
        return text
    try:
        return HTMLTranslator().css_to_xpath(text)
    except SelectorError as error:
        raise WrongSelectorError(f"has {selector!r}, which is no CSS selector: {error}") from error


def check(field: str, selector: str) -> None:
    """Raises WrongSelectorError if the selector of a field is not valid, or can select nothing of use for it."""
    if not selector.strip():
        raise WrongSelectorError("must be a CSS selector, or XPath that begins with /, ./ or (")
    if field in _ELEMENTS and _NO_ELEMENT.search(selector.strip()):
        raise WrongSelectorError(f"has {selector!r}: it must select elements, not their text or attributes")
    xpath = xpath_of(selector)
    for name in _CALL.findall(_STRING.sub("", xpath)):
        if name not in _FUNCTIONS:
            raise WrongSelectorError(f"has {selector!r}, which calls {name}(): XPath 1.0 has no such function")
    if "$" in _STRING.sub("", xpath):
        raise WrongSelectorError(f"has {selector!r}, which holds a variable: nothing gives it a value")
    try:
        found = [one.root for one in Selector(_PAGE, type="html").xpath(xpath)]
    except ValueError as error:  # parsel's for every fault of XPath
        raise WrongSelectorError(f"has {selector!r}, which cannot be read as XPath: {error}") from error
    if any(not isinstance(one, str | etree._Element) or (isinstance(one, str) and field in _ELEMENTS) for one in found):
        wanted = "elements" if field in _ELEMENTS else "elements or text"
        raise WrongSelectorError(f"has {selector!r}: it must select {wanted}")


def find(root: etree._Element, selector: str) -> list[etree._Element | str]:
    """What a selector selects in a tree, in document order: elements, and strings of text and attributes.

    Empty if the selector fails on this tree, so that no page can raise an error.
    """
    try:
        return [found.root for found in Selector(root=root, type="html").xpath(xpath_of(selector))]
    except ValueError:  # parsel's for every fault of an evaluation
        return []


def find_elements(root: etree._Element, selector: str) -> list[etree._Element]:
    """The elements that a selector selects; strings are left out."""
    return [found for found in find(root, selector) if isinstance(found, etree._Element)]
