"""The governments below one whose sites its pages name: footers of prefectures list their counties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from gaispider.discovery.model import ChildSite, MenuLink
from gaispider.page.script_variants import phrases
from gaispider.sites.same_page import folder_of
from gaispider.text.places import division, find_places, is_within

_WORD = phrases("ways.tsv", "child_word")
_LONGEST_NAME = 20


def child_sites(links: Iterable[MenuLink], region: str, owns: Callable[[str], bool]) -> list[ChildSite]:
    """Links that name a division right below `region` and lead to the home page of another host, each place once.

    A name that several places below have is left out: nothing says which it is.
    """
    found: dict[str, ChildSite] = {}
    if division(region) is None:
        return []
    for link in links:
        if not 2 <= len(link.name) <= _LONGEST_NAME or owns(link.url) or not _is_home(link.url):
            continue
        code = _place(link.name, region)
        if code is not None and code not in found:
            found[code] = ChildSite(code, link.name, link.url)
    return list(found.values())


def _place(name: str, region: str) -> str | None:
    """The code of the place that a link's name is, and nothing beside it."""
    mentions = find_places(name, within=region)
    if not mentions:
        return None
    rest = name
    for mention in mentions:
        rest = rest.replace(mention.raw, "")
    while rest and (word := _WORD.find(rest)):
        rest = rest.replace(word[0], "")
    codes = {code for code in mentions[-1].codes if code != region and is_within(code, region) and len(code) == 6}
    return next(iter(codes)) if len(codes) == 1 and not rest else None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return folder_of(parts.path or "/") == "/" and not parts.query
