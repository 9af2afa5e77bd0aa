"""Where the CMS families put the parts of a page: data/reference/known_places.tsv, read once.

A selector that is only a name (`#zoom`, `.trs_editor`, `ucapcontent`) is looked up among the names that the walk over a
page collects. All other selectors of a place become one XPath, made by parsel's translator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree

from gaispider.page.box_names import compiled
from gaispider.page.selectors import NAMESPACES, xpath_of
from gaispider.paths import REFERENCE

TABLE = "known_places.tsv"
_NAME = re.compile(r"[#.]?[\w-]+")
# libxml2's own index of ids finds elements by tag and id much faster than a walk.
_TAG_AND_ID = re.compile(r"(\w+)#([\w-]+)")


@dataclass(frozen=True, slots=True)
class Known:
    """One row: a place, the system that has it, how `text` matches, an example, and where that was seen."""

    place: str
    family: str
    match: str
    text: str
    example: str
    seen: str

    @property
    def selectors(self) -> list[str]:
        """The CSS selectors of a row, which commas separate."""
        return [part.strip() for part in self.text.split(",")] if self.match == "css" else []


@cache
def known(place: str | None = None) -> tuple[Known, ...]:
    """The rows of a place; all rows if None."""
    lines = (REFERENCE / TABLE).read_text("utf-8").splitlines()
    rows = [Known(*line.split("\t")) for line in lines if line and not line.startswith("#")]
    return tuple(row for row in rows[1:] if place in (None, row.place))


@cache
def names_of(place: str) -> re.Pattern[str]:
    """One pattern that finds any name of a place among an element's id and classes."""
    return compiled(row for row in known(place) if row.match != "css")


@cache
def tags_of(place: str) -> frozenset[str]:
    """The tags that are such a place whatever their names are."""
    return frozenset(selector for selector in _plain(place) if selector[0] not in "#.")


@lru_cache(maxsize=4096)
def known_name(place: str, tag: str, name: str) -> str | None:
    """The tag or name that makes an element a place; None if it is none. `name` is its id, a space, and its classes."""
    plain = _plain(place)
    identity, _, classes = name.lower().partition(" ")
    for one in (tag, f"#{identity}", *(f".{word}" for word in classes.split())):
        if one in plain:
            return plain[one]
    return None


@cache
def path_of(place: str) -> etree.XPath | None:
    """The XPath for the selectors of a place that are more than a name; None if it has no such selectors."""
    given = [one for row in known(place) for one in row.selectors if not _NAME.fullmatch(one)]
    ids: dict[str, list[str]] = {}
    paths = []
    for selector in given:
        if found := _TAG_AND_ID.fullmatch(selector):
            ids.setdefault(found[1], []).append(found[2])
        else:
            paths.append(xpath_of(selector))
    paths += [f"id('{' '.join(those)}')[self::{tag}]" for tag, those in ids.items()]
    return etree.XPath(" | ".join(paths), namespaces=NAMESPACES) if paths else None


def elements_of(place: str, root: etree._Element) -> list[etree._Element]:
    """The elements of a tree that `path_of` finds, in document order; empty if there is no such XPath."""
    path = path_of(place)
    return list(path(root)) if path is not None else []


@cache
def _plain(place: str) -> dict[str, str]:
    """The selectors that are only a name, in lower case, each with that name."""
    given = [one.lower() for row in known(place) for one in row.selectors if _NAME.fullmatch(one)]
    return {selector: selector.lstrip("#.") for selector in given}
