"""The elements of a tree by what one of their attributes says."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree


def with_value(
    root: etree._Element, name: str, is_wanted: Callable[[str], bool], *tags: str
) -> list[tuple[etree._Element, str]]:
    """The elements of a tree, of all tags or of some, whose attribute has a value that is wanted; each with the value.

    `is_wanted` is asked once for each element, so it should remember its answers.
    """
    return [(element, value) for element in root.iter(*tags) if (value := element.get(name)) and is_wanted(value)]


def by_value(root: etree._Element, name: str) -> dict[str, list[etree._Element]]:
    """The elements of a tree by the value of an attribute."""
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter():
        if value := element.get(name):
            found.setdefault(value, []).append(element)
    return found
