"""Finds the places that a text names.

A place's full name ends in its kind (省 市 县 区 旗 镇 乡 街道 …). The text is searched for these characters only, and
the name is looked up backwards from each. A bare stem (磐石, 奈曼) is read only inside a known region.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gaispider.reference import Phrases
from gaispider.text.places.gazetteer import (
    Division,
    ancestors,
    below,
    division,
    is_within,
    townships,
    upper,
    zone_names,
)
from gaispider.text.places.names import shorter, stem, without_upper

_ANCHOR = re.compile(r"[省市县区旗盟州镇乡街苏]")
# Ordinary words that are also names: read as a place only inside its region or after its parent's name.
GENERIC = frozenset(
    """
    街道 苏木 城区 郊区 矿区 新区 市区 老区 区县 州县 市县 城镇 乡镇 集镇 村镇 镇区 城乡 家乡 本乡 同乡 老乡 回乡
    省市 城市 县城 东区 西区 南区 北区 中区 特区 港区 街区 社区 小区 园区 景区 林区 牧区 农区 库区 山区 开发区 示范区
    高新区 工业区 中心街道 中心城区 经济开发区 高新技术开发区 工业园区
    """.split()
)
# 经济技术开发区, 工业园区: what a zone is, without a name of its own.
_ZONE_WORD = Phrases("place_words.tsv", "zone_word")
_ZONE_KIND = Phrases("place_words.tsv", "zone_kind")


@cache
def _nameless_zone() -> re.Pattern[str]:
    return re.compile(rf"{_ZONE_WORD.source}*{_ZONE_KIND.source}区$")


_WORD_GOES_ON = ("长", "级", "直", "域", "内", "委", "乡", "(", "（")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name in a text. `codes` are all divisions it can be, most trusted first; `span` is in characters."""

    raw: str
    span: tuple[int, int]
    codes: tuple[str, ...]
    short: bool = False

    @property
    def divisions(self) -> tuple[Division, ...]:
        """The divisions it can be."""
        return tuple(place for code in self.codes if (place := division(code)) is not None)

    @property
    def division(self) -> Division | None:
        """The one division it can be; None where the name alone does not decide."""
        return self.divisions[0] if len(self.codes) == 1 else None


@dataclass(frozen=True, slots=True)
class _Index:
    """Codes by name; the last two characters of every name, and the lengths of the names that end so."""

    names: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[int, ...]]


def _indexed(names: dict[str, tuple[str, ...]]) -> _Index:
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-2:], set()).add(len(name))
    return _Index(names, {tail: tuple(sorted(found, reverse=True)) for tail, found in lengths.items()})


@functools.cache
def _everywhere() -> _Index:
    names = {name: codes for name, codes in townships().items() if _ends_well(name)}
    for name, codes in upper().names.items():
        names[name] = (*codes, *names.get(name, ()))
    full = dict(names)
    for name, codes in upper().names.items():
        for short in shorter(name):
            if short not in full:
                names[short] = tuple(dict.fromkeys((*names.get(short, ()), *codes)))
    for code in upper().rows:
        for name in zone_names(code):
            names.setdefault(name, (code,))
    for name, codes in townships().items():
        bare = without_upper(name)
        if bare and _ends_well(bare):
            names[bare] = tuple(dict.fromkeys((*names.get(bare, ()), *codes)))
    return _indexed({name: codes for name, codes in names.items() if len(name) > 1})


def is_generic(name: str) -> bool:
    """Whether a name only tells what a place is: it counts only inside its county or after its parent's name."""
    return name in GENERIC or _nameless_zone().match(name) is not None


def _ends_well(name: str) -> bool:
    return name[-1] in "省市县区旗盟州镇乡" or name.endswith(("街道", "苏木"))


def find_places(text: str, *, within: str | None = None) -> list[PlaceMention]:
    """Places named in Simplified text, left to right, with the longest name at each place.

    `within` is a division code: a name that exists inside that region means the place there, and the region's own short
    names count, too. Of two adjacent names (磐石市松山镇) each helps to decide the other.
    """
    index = _everywhere()
    endings, names = index.endings, index.names
    mentions: list[PlaceMention] = []
    last = 0
    for match in _ANCHOR.finditer(text):
        end = match.end()
        if match.group() in "街苏":
            end += 1
        lengths = endings.get(text[end - 2 : end])
        if lengths is None:
            continue
        for length in lengths:
            start = end - length
            if start < last and not any(start == before.span[0] for before in mentions[-2:]):
                continue
            raw = text[start:end]
            codes = names.get(raw)
            if codes is not None:
                # 唐山市汉沽管理区 is one name although 唐山市 was read already.
                while mentions and mentions[-1].span[0] >= start:
                    mentions.pop()
                last = min(last, start)
                mention = PlaceMention(raw, (start, end), codes)
                chained = _behind(mentions, mention) if mentions and start == last else None
                if chained is not None or within is not None or _stands(text, mention):
                    mentions.append(chained or mention)
                    last = end
                break
    return mentions if within is None else _inside(text, mentions, within)


def _stands(text: str, mention: PlaceMention) -> bool:
    """Whether a name is a name here.

    Two characters (和县, 城区) also occur inside other words: 县(市、区)和县直部门.
    """
    if len(mention.raw) > 2:
        return not is_generic(mention.raw)
    if mention.raw in GENERIC:
        return False
    start, end = mention.span
    return not (start and text[start - 1].isalpha()) and not text.startswith(_WORD_GOES_ON, end)


def _behind(mentions: list[PlaceMention], mention: PlaceMention) -> PlaceMention | None:
    """The mention after an adjacent name that it can lie in: each keeps the codes that fit the other.

    None if none fits.
    """
    before = mentions[-1]
    higher, lower = _decided(before.codes, mention.codes)
    if not lower:
        return None
    if len(before.codes) > 1:
        mentions[-1] = PlaceMention(before.raw, before.span, higher, before.short)
    return PlaceMention(mention.raw, mention.span, lower)


@functools.lru_cache(maxsize=1024)
def _decided(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of `above` that contain one of `below`, and the codes of `below` that lie in one of `above`."""
    higher = set(above)
    lower = tuple(code for code in below if not higher.isdisjoint(ancestors(code)[1:]))
    around = {up for code in lower for up in ancestors(code)}
    return tuple(code for code in above if code in around), lower


def _inside(text: str, mentions: list[PlaceMention], region: str) -> list[PlaceMention]:
    """The mentions, with names in the region decided for it, and the region's own short names added."""
    kept = []
    for mention in mentions:
        codes = tuple(code for code in mention.codes if is_within(code, region))
        if region.endswith("00") and any(len(code) == 9 for code in codes) and is_generic(mention.raw):
            continue  # 经济开发区 on a city's site is rather the city's own than some county's
        codes = codes or in_district(region)[0].get(mention.raw, ())
        if codes or _stands(text, mention):
            kept.append(PlaceMention(mention.raw, mention.span, codes or mention.codes, mention.short))
    starts = [mention.span[0] for mention in kept]
    local = []
    for raw, start, codes in _local_names(text, region):
        at = bisect(starts, start)
        clear = at == 0 or kept[at - 1].span[1] <= start
        if clear and (at == len(kept) or start + len(raw) <= starts[at]):
            local.append(PlaceMention(raw, (start, start + len(raw)), codes, short=True))
    return sorted(kept + local, key=lambda mention: mention.span) if local else kept


def _local_names(text: str, region: str) -> Iterable[tuple[str, int, tuple[str, ...]]]:
    names, pattern = in_district(region)
    for match in pattern.finditer(text):
        yield match[0], match.start(), names[match[0]]


@functools.lru_cache(maxsize=512)
def in_district(region: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Names that mean one place inside a region (its own, those above and below), with short forms, and their pattern.

    A short form that two places of the region share is left out.
    """
    # Towns count inside a county only; below a prefecture they share names by the dozen.
    inside = [code for code in below(region) if len(code) == 6 or not region.endswith("00")]
    names: dict[str, tuple[str, ...]] = {}
    for code in [*ancestors(region), *inside]:
        place = division(code)
        if place is None:
            continue
        known = [place.name, *shorter(place.name), *_first_and_kind(place)]
        # A stem of a town or district is an ordinary word too often (文化街道, 和平区); the region's own is not.
        if len(code) == 6 and (is_within(region, code) or place.name[-1] != "区"):
            known.append(stem(place.name))
        if place.name.endswith("街道"):
            known.append(f"{stem(place.name)}办事处")
        if place.level == "township":
            known.append(without_upper(place.name))
        for name in known:
            if len(name) > 1 and not is_generic(name):
                names[name] = tuple(dict.fromkeys((*names.get(name, ()), code)))
    # 长白镇 lies in 长白县: the bare stem means the higher one, as officials use it.
    single = {name: codes[:1] for name, codes in names.items() if len({len(code) for code in codes}) == len(codes)}
    pattern = "|".join(re.escape(name) for name in sorted(single, key=len, reverse=True))
    return single, re.compile(pattern or r"(?!)")


def _first_and_kind(place: Division) -> list[str]:
    """Short names of first character and kind, used for counties inside their prefecture: 科区 for 科尔沁区."""
    if place.level != "county" or len(place.name) < 4 or place.name[-1] not in "县区旗市":
        return []
    return [place.name[0] + place.name[-1]]
