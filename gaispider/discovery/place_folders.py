"""Folders and hosts that a site's own links call another division's: columns in them are not this government's.

A county's pages may stand in a folder of a host that it shares with its neighbours (`/tn/` 洮南市, `/tb/` 洮北区), and
link to each other's columns under one name. Who is meant is told by the words of the links, and by a division code in
the address; where neither does, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from gaispider.discovery.model import MenuLink, Step
from gaispider.page.script_variants import phrases
from gaispider.sites.same_page import bare_host, folder_of
from gaispider.text.places import division, find_places, is_within
from gaispider.text.places.place_finder import PlaceMention

_WORD = phrases("ways.tsv", "child_word")
_LONGEST_NAME, _CODE = 20, 6
# What a name of a county or above ends with; towns of one name are in many counties.
_KINDS = "市县区旗州盟"


class PlaceFolders:
    """What was met so far, by host and folder; `region` is the code of the site's government, empty if not known."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}

    def take(self, links: Iterable[MenuLink], region: str) -> None:
        """Note the homes of other divisions that links name: 洮北区 as all their words, to the page of a folder."""
        for link in links:
            place = self._home(link.url) if region and 2 < len(link.name) <= _LONGEST_NAME else None
            if place is not None and (other := _place_alone(link.name, region)):
                self._found.setdefault(place, other)

    def other_place(self, url: str, path: Iterable[Step], region: str) -> str:
        """The name of the other division whose column this is by its address or by the way to it; empty for none."""
        if not region:
            return ""
        parts = urlsplit(url)
        host, folders = bare_host(parts.netloc), parts.path.rpartition("/")[0] + "/"
        for (other_host, folder), name in self._found.items():
            if host == other_host and folders.startswith(folder):
                return name
        return _named_on_the_way(path, region) or _by_code(url, region)

    def _home(self, url: str) -> tuple[str, str] | None:
        parts = urlsplit(url)
        folder = folder_of(parts.path or "/")
        return (bare_host(parts.netloc), folder) if folder not in (None, "/") and not parts.query else None


def _place_alone(name: str, region: str) -> str:
    """The other division that a link's name is, with nothing beside it but 人民政府, 政府网 and the like."""
    others = _others(name, region)
    rest = name
    for mention in others:
        rest = rest.replace(mention.raw, "")
    while rest and (word := _WORD.find(rest)):
        rest = rest.replace(word[0], "")
    return others[-1].raw if others and not rest else ""


def _named_on_the_way(path: Iterable[Step], region: str) -> str:
    return next((others[-1].raw for step in path if (others := _others(step.name, region))), "")


def _others(text: str, region: str) -> list[PlaceMention]:
    """The divisions that a text names, if none of them is this one, in it or above it."""
    mentions = [
        mention
        for mention in find_places(text, within=region)
        if mention.codes and not mention.short and mention.raw[-1] in _KINDS and len(mention.raw) > 2
    ]
    near = any(is_within(code, region) or is_within(region, code) for one in mentions for code in one.codes)
    return [] if near else mentions


def _by_code(url: str, region: str) -> str:
    """The division whose code a folder or a value of the address is: of the same province, since numbers are many."""
    parts = urlsplit(url)
    words = [*parts.path.split("/"), *(part.partition("=")[2] for part in parts.query.split("&"))]
    for word in words:
        if len(word) == _CODE and word.isdecimal() and word[:2] == region[:2]:
            place = division(word)
            if place is not None and not (is_within(word, region) or is_within(region, word)):
                return place.name
    return ""
