"""The elements of a tree by what one of their attributes says, without a look at each element from Python."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree


class Attribute:
    """One attribute of all elements below `root`: `values` are in the order of the document."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self.values: list[str] = _values(name)(root)

    def elements(self, is_wanted: Callable[[str], bool]) -> list[tuple[etree._Element, str]]:
        """The elements whose value is wanted, each with its value; a value that occurs is asked about once."""
        wanted = set(filter(is_wanted, set(self.values)))
        if not wanted:
            return []
        elements = zip(_elements(self._name)(self._root), self.values, strict=True)
        return [(element, value) for element, value in elements if value in wanted]


@cache
def _values(name: str) -> etree.XPath:
    return etree.XPath(f"descendant::*/@{name}", smart_strings=False)


@cache
def _elements(name: str) -> etree.XPath:
    return etree.XPath(f"descendant::*[@{name}]")
