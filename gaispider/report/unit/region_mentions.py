"""A region from the places that a text mentions, where neither site nor title nor sign-off names one."""

from __future__ import annotations

import re
from collections import Counter

from gaispider.text.places import PlaceMention, division, find_places, is_within
from gaispider.text.places.gazetteer import ancestors
from gaispider.text.places.names import stem

# The author's words for the own place: 我市, 全县, 本街道.
_SELF = re.compile(r"[我全本](市|县|区|旗|州|盟|镇|乡|街道)")
# An address names the county where a city's office is: 牡丹江市爱民区东新荣街81号.
_ADDRESS = re.compile(r"[^,，。;；:：()（）]{0,14}?[路街道巷][^,，。;；]{0,6}\d")
_LEAST_MENTIONS = 2
_TOO_COMMON = 8
# 北京, 天津, 上海, 重庆: province and city in one.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def narrowed_by(codes: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Of several places, those whose county, prefecture or province the text mentions most; all if it mentions none."""
    votes: Counter[str] = Counter()
    for mention in find_places(text):
        for code in codes:
            if any(up in ancestors(code)[1:] for up in mention.codes):
                votes[code] += 1
    if not votes:
        votes.update(code for code in codes if any(f"中国{name}" in text for name in _portals(code)))
    best = max(votes.values(), default=0)
    return tuple(code for code in codes if votes[code] == best) if best else codes


def _portals(code: str) -> list[str]:
    """Names that portals above a place may have: 中国永嘉, 中国温州."""
    above = (division(up) for up in ancestors(code)[1:])
    return [stem(place.name) for place in above if place is not None and len(stem(place.name)) > 1]


def region_of_mentions(text: str, level: str = "", *, within: str | None = None) -> str | None:
    """The prefecture or county that most of the mentioned places belong to, at least two; None if there is none.

    顺庆区 and 高坪区 alone mean 南充市, their common parent. A county alone means itself, unless the author says 我市.
    Names inside the region `within` mean its own places. `level` is the kind of place that the unit's name begins with:
    区 of 区教育局. Provinces do not count, because every office cites its province.
    """
    mentions = [mention for mention in find_places(text, within=within) if _counts(mention, text)]
    votes = Counter(home for mention in mentions for home in {_home(code) for code in mention.codes})
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _LEAST_MENTIONS or ranked[0][1] * 2 <= len(mentions):
        return None
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return None
    return _inside(ranked[0][0], mentions, text, level)


def only_county(text: str) -> str | None:
    """The county of a text that names places of no other county; provinces and prefectures above it are allowed.

    Else None.
    """
    # A single 和县 is rather the end of 条例》和县政府.
    long = [mention for mention in find_places(text) if len(mention.raw) > 2 and _counts(mention, text)]
    codes = {code for mention in long for code in mention.codes}
    counties = {next((up for up in ancestors(code) if len(up) == 6), code) for code in codes}
    lowest = {code for code in counties if not any(code != other and is_within(other, code) for other in counties)}
    return lowest.pop() if len(lowest) == 1 else None


def _counts(mention: PlaceMention, text: str) -> bool:
    code = mention.codes[0]
    if len(mention.codes) > _TOO_COMMON or text.startswith("驻", mention.span[0] - 1):
        return False
    return not code.endswith("0000") or code[:2] in _MUNICIPALITIES


def _home(code: str) -> str:
    """The prefecture of a place; without one, its ancestor right below the province, or the province."""
    for up in ancestors(code):
        place = division(up)
        if place is not None and place.level == "prefecture":
            return up
    return ancestors(code)[-1] if len(ancestors(code)) > 1 else code


def _inside(home: str, mentions: list[PlaceMention], text: str, level: str) -> str | None:
    """The county inside a prefecture that most mentions belong to; else the prefecture itself."""
    own, counties = _counted(home, mentions, text)
    # Cities directly under a province share it without being one place.
    whole = None if home.endswith("0000") and home[:2] not in _MUNICIPALITIES else home
    if not counties:
        return whole
    county, most = counties.most_common(1)[0]
    if len(counties) > 1 and most * 3 < sum(counties.values()) * 2:
        return whole
    is_county = _by_own_word(county, home, text, level)
    if is_county is None:
        is_county = len(counties) == 1 and most > own
    return county if is_county else whole


def _counted(home: str, mentions: list[PlaceMention], text: str) -> tuple[int, Counter[str]]:
    """How often the prefecture itself is mentioned, and for each county in it how often it or a place in it is."""
    own = 0
    counties: Counter[str] = Counter()
    starts = {mention.span[0] for mention in mentions}
    for mention in mentions:
        for code in mention.codes:
            if code == home:
                own += mention.span[1] not in starts  # 福州市 of 福州市鼓楼区 only says where 鼓楼区 is
            elif is_within(code, home) and not _ADDRESS.match(text, mention.span[1]):
                counties[next(up for up in reversed(ancestors(code)[:-1]) if up != home and is_within(up, home))] += 1
    return own, counties


def _by_own_word(county: str, home: str, text: str, level: str) -> bool | None:
    """Whether the author's own word (我县, 我市; 区 of 区教育局) means the county; None if it decides nothing."""
    said = Counter(_SELF.findall(text)).most_common(1)
    kind = level or (said[0][0] if said else "")
    place, above = division(county), division(home)
    if not (kind and place and above) or place.name.endswith(kind) == above.name.endswith(kind):
        return None
    return place.name.endswith(kind)
