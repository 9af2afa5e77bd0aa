"""The elements of a tree by what one of their attributes says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from lxml import etree


def with_value(
    root: etree._Element, name: str, is_wanted: Callable[[str], bool], *tags: str
) -> list[tuple[etree._Element, str]]:
    """The elements of a tree, of all tags or of some, whose attribute has a value that is wanted; each with the value.

    `is_wanted` is asked once for each element, so it should remember its answers.
    """
    return [(element, value) for element in root.iter(*tags) if (value := element.get(name)) and is_wanted(value)]


def by_value(root: etree._Element, name: str, wanted: Collection[str]) -> list[etree._Element]:
    """The elements of a tree whose attribute has a `wanted` value: those with the value that comes first, and so on."""
    if not wanted:
        return []
    found: dict[str, list[etree._Element]] = {}
    for element, value in with_value(root, name, wanted.__contains__):
        found.setdefault(value, []).append(element)
    return [element for elements in found.values() for element in elements]


def values_of(root: etree._Element, name: str) -> set[str]:
    """All values of an attribute in a tree. Much quicker than asking each element."""
    return set(_values(name)(root))


@cache
def _values(name: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*/@{name}", smart_strings=False)
