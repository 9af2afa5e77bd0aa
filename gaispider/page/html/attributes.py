"""The elements of a tree by what one of their attributes says, without a look at each element from Python."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree

# Of more elements than this it is quicker to fetch all that have the attribute.
_FEW = 6


class Attribute:
    """One attribute of all elements below `root`: `values` are in the order of the document."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self.values: list[str] = _values(name)(root)

    def elements(self, is_wanted: Callable[[str], bool]) -> list[etree._Element]:
        """The elements whose value is wanted; each value that occurs is asked about once."""
        wanted = set(filter(is_wanted, set(self.values)))
        places = [place for place, value in enumerate(self.values) if value in wanted] if wanted else []
        if len(places) <= _FEW:
            path = f"descendant::*/@{self._name}"
            return [each for place in places for each in etree.XPath(f"({path})[{place + 1}]/..")(self._root)]
        elements = _elements(self._name)(self._root)
        return [elements[place] for place in places]


@cache
def _values(name: str) -> etree.XPath:
    return etree.XPath(f"descendant::*/@{name}", smart_strings=False)


@cache
def _elements(name: str) -> etree.XPath:
    return etree.XPath(f"descendant::*[@{name}]")
