"""Searches sites by a word: a division (name or code, with everything below it), key, name or family."""

from __future__ import annotations

from collections.abc import Mapping

from gaispider.sites.divisions import code_and_name, codes_named, nearest_codes, nearest_names
from gaispider.sites.model import Site
from gaispider.text.places import division, is_within


def matching(sites: Mapping[str, Site], word: str) -> list[str]:
    """The keys of the sites that match the word, in the registry's order."""
    codes = [word] if word.isdecimal() else codes_named(word)
    return [key for key, site in sites.items() if _within(site, codes) or _says(site, word)]


def nothing_found(sites: Mapping[str, Site], word: str) -> str:
    """A sentence on why a word matches no site, with suggestions."""
    codes = [word] if division(word) else [] if word.isdecimal() else codes_named(word)
    known = [found for code in codes if (found := division(code))]
    if known:
        place = known[0]
        above = next((name for name in reversed(place.path[:-1]) if matching(sites, name)), None)
        hint = f"; `scrapy sites {above}` lists those of {above}" if above else ""
        return f"{word}: no site of the registry lies in {code_and_name(place.code)}{hint}"
    if word.isdecimal():
        near = [code_and_name(code) for code in nearest_codes(word)] if len(word) in (6, 9) else []
        kind = "no division has this code"
    else:
        near = nearest_names(word, [*sites, *(site.name for site in sites.values())])
        kind = "no division, site or family is called so"
    return f"{word}: {kind}" + (f"; nearest are {', '.join(near)}" if near else "")


def _within(site: Site, codes: list[str]) -> bool:
    region = site.region
    return region is not None and any(region.startswith(code) or is_within(region, code) for code in codes)


def _says(site: Site, word: str) -> bool:
    return word in site.key or word in site.name or word == site.family
