"""The elements of a tree by what one of their attributes says."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree


class Attribute:
    """One attribute of the elements in a tree, or of those with some `tags`; `values` are those that occur."""

    def __init__(self, root: etree._Element, name: str, *tags: str) -> None:
        self._given = [(element, value) for element in root.iter(*tags) if (value := element.get(name))]
        self.values = {value for _, value in self._given}

    def elements(self, is_wanted: Callable[[str], bool]) -> list[tuple[etree._Element, str]]:
        """The elements whose value is wanted, each with its value; a value that occurs is asked about once."""
        wanted = set(filter(is_wanted, self.values))
        return [given for given in self._given if given[1] in wanted] if wanted else []
