"""The box that a link to a section stands in: its heading, the hosts of its links, and whether it is a menu.

Such a menu lists the parts of one office's disclosure: 公开指南, 公开制度, 依申请公开, 年报.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from gaispider.page.listing.navigation_boxes import heading_of
from gaispider.page.listing.row_days import squeeze
from gaispider.page.script_variants import phrases
from gaispider.page.urls import absolute, base_address

_DISCLOSURE = phrases("listings.tsv", "disclosure_menu")
# A box has at least so many links; one with fewer is part of a box.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class ColumnBox:
    """What a box holds.

    `hosts` are the hosts of all links in the box, lower case with port. `own` counts the links to the page's own host,
    `disclosure` those among them that are named as a part of an office's disclosure.
    """

    heading: str
    hosts: frozenset[str]
    own: int
    disclosure: int


class ColumnBoxes:
    """The boxes of the page at `url`; each is read once."""

    def __init__(self, root: _Element, url: str) -> None:
        self._here = base_address(root, url)
        self._own_host = urlsplit(url).netloc.lower()
        # By element and by the tag of the children like the link's; None where these are too few.
        self._known: dict[tuple[_Element, str], ColumnBox | None] = {}

    def box_of(self, link: _Element) -> ColumnBox:
        """The smallest box around a link with at least three links like it: rows, cells or links side by side.

        A part of the page that holds lists is no box of the link. A link that stands alone is its own box.
        """
        part = link
        for node in link.iterancestors():
            if box := self._box(node, str(part.tag)):
                return box
            if node.tag == "body":
                break
            part = node
        return self._made(dict(self._links(link)), part)

    def _box(self, node: _Element, tag: str) -> ColumnBox | None:
        key = node, tag
        if key not in self._known:
            links: dict[str, str] = {}
            for child in node.iterchildren(tag):
                found = self._links(child)
                links.update(found if len(found) < _LEAST else ())
            self._known[key] = self._made(links, node) if len(links) >= _LEAST else None
        return self._known[key]

    def _made(self, links: dict[str, str], headed: _Element) -> ColumnBox:
        hosts = {address: urlsplit(address).netloc.lower() for address in links}
        names = [name for address, name in links.items() if hosts[address] == self._own_host]
        disclosure = sum(_DISCLOSURE.find(name) is not None for name in names)
        return ColumnBox(heading_of(headed), frozenset(hosts.values()), len(names), disclosure)

    def _links(self, part: _Element) -> list[tuple[str, str]]:
        """Address and name of the first links in a part of the page. A part with more links is a list of its own."""
        found = []
        for link in part.iter("a", "area", "option"):
            address = absolute(self._here, (link.get("href") or link.get("value") or "").strip())
            if address is not None and urlsplit(address).scheme in ("http", "https"):
                found.append((address, squeeze("".join(link.itertext()))))
                if len(found) == _LEAST:
                    break
        return found
