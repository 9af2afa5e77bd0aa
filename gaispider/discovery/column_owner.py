"""Whose reports a column holds: this government's, those of its offices, or another government's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from gaispider.discovery.ways import office_in
from gaispider.page.script_variants import pattern, phrases
from gaispider.text.places import division, find_places, is_within
from gaispider.text.places.place_finder import PlaceMention

Owner = Literal["own", "offices", "elsewhere", "unknown"]
_UNIT = phrases("listings.tsv", "unit_ending")
# Shares of the titles that name one.
_MOST = 0.6
_PARTS = re.compile(r"\s*[-_|–—>»·,，]+\s*|\s+")
_SITE_WORDS = re.compile(
    r"(?:中国|欢迎(?:您|你)?(?:访问|光临)?|政府)?(?:门户|官方)?(?:网站?|官网|首页)$|^欢迎(?:您|你)?(?:访问|光临)?"
)
_GOVERNMENT = ("政府", "政府办", "政府办公室", "办公厅", "本级")
_REST = pattern("人民政府办公室|人民政府办公厅|人民政府|政府办公室|政府办|办公室|人民|[全市县区省州旗]")


def owner_of(titles: Iterable[str], region: str, office: str = "") -> Owner:
    """Whose reports the titles are; `region` is the division code of the site's government, empty if not known.

    `office` is the name of the site's own office, where it is no government's.

    `elsewhere`: most titles that name a place name another one. `offices`: they are of one office, or of many and of
    the government itself none. A title without a name says nothing.
    """
    counted = Counter(_of_title(title, region, office) for title in titles)
    known = counted["own"] + counted["offices"] + counted["elsewhere"]
    if not known:
        return "unknown"
    if counted["elsewhere"] >= _MOST * known:
        return "elsewhere"
    return "offices" if not counted["own"] and counted["offices"] else "own"


def office_of(site_title: str) -> str:
    """The office that a home page's title names, without its place: 财政局 of 青溪县财政局; empty for a government."""
    for part in _PARTS.split(site_title):
        name = _SITE_WORDS.sub("", part)
        for mention in sorted(find_places(name), key=lambda mention: -len(mention.raw)):
            name = name.replace(mention.raw, "")
        for word in ("县", "市", "区", "省", "州", "旗"):
            # A place that no gazetteer has: 青溪县财政局.
            name = name.partition(word)[2] if 0 < name.find(word) <= 4 else name
        if len(name) > 2 and _UNIT.find(name) and "政府" not in name:
            return name
    return ""


def _of_title(title: str, region: str, office: str = "") -> Owner:
    text = "".join(title.split())
    if office and office in text:
        return "own"
    places = find_places(text, within=region or None)
    codes = [mention.codes for mention in places if mention.codes]
    if region and codes and not any(_touches(mention, region) for mention in places):
        return "elsewhere"
    rest = text
    for mention in sorted(places, key=lambda mention: -len(mention.raw)):
        rest = rest.replace(mention.raw, "")
    if any(_is_below(mention, region) for mention in places):
        # A town of the county, a county of the city.
        return "offices"
    office = office_in(rest)
    if any(word in office for word in _GOVERNMENT):
        return "own"
    office = _REST.sub("", office)
    if len(office) > 1 and _UNIT.find(office):
        return "offices"
    return "own" if places else "unknown"


def _touches(mention: PlaceMention, region: str) -> bool:
    """Whether the name may be this place or one in it. What lies above alone is the parent."""
    return any(is_within(code, region) for code in mention.codes)


def _is_below(mention: PlaceMention, region: str) -> bool:
    if not region or not mention.codes:
        return False
    place = division(region)
    return place is not None and all(code != place.code and is_within(code, region) for code in mention.codes)
