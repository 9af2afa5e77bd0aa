"""Finds elements of a tree by the value of one attribute."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from lxml import etree


def with_value(
    root: etree._Element, name: str, is_wanted: Callable[[str], bool], *tags: str
) -> list[tuple[etree._Element, str]]:
    """The elements of a tree whose attribute `name` has a wanted value, each with the value.

    With `tags` only elements of these tags. `is_wanted` is called for every element that has the attribute, so it
    should cache its answers.
    """
    return [(element, value) for element in root.iter(*tags) if (value := element.get(name)) and is_wanted(value)]


def by_value(root: etree._Element, name: str, wanted: Collection[str]) -> list[etree._Element]:
    """The elements of a tree whose attribute has one of the values `wanted`, grouped by value.

    The groups come in the order in which the tree first has their values.
    """
    if not wanted:
        return []
    found: dict[str, list[etree._Element]] = {}
    for element, value in with_value(root, name, wanted.__contains__):
        found.setdefault(value, []).append(element)
    return [element for elements in found.values() for element in elements]


def values_of(root: etree._Element, name: str) -> set[str]:
    """All values of an attribute in a tree. Much faster than visiting each element."""
    return set(_values(name)(root))


@cache
def _values(name: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*/@{name}", smart_strings=False)
