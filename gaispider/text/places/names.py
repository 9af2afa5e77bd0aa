"""The forms of place names: the kind at the end, the stem before it, usual short forms. Only string operations."""

from __future__ import annotations

import re
from functools import cache

from gaispider.reference import Phrases

_PEOPLES = Phrases("place_words.tsv", "people")


# 长白朝鲜族自治县 → 长白县; 团结满族乡 → 团结乡. Only after two characters, so that 东乡族自治县 keeps its stem.
@cache
def _peoples_tail() -> re.Pattern[str]:
    return re.compile(rf"(?<=..){_PEOPLES.source}+(?P<kind>自治区|自治州|自治县|自治旗|乡|苏木|区)$")


_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|街道|苏木|[省市盟州县区旗镇乡])$")
_UPPER = re.compile(r"(?:.{2,6}[市县区旗])+")
# 科尔沁左翼中旗 → 科左中旗.
_BANNER = re.compile(r"(?P<first>.).*(?P<wing>[左右])翼(?P<part>[前后中]?)(?P<kind>旗|蒙古族自治县)$")


def stem(name: str) -> str:
    """The name without its kind and peoples: 长白朝鲜族自治县 → 长白."""
    return _SUFFIX.sub("", _peoples_tail().sub(lambda match: match["kind"].removeprefix("自治"), name))


def without_upper(name: str) -> str:
    """A township's name without the county that the code book puts before it; else empty.

    四平市铁东区平南街道 gives 平南街道.
    """
    match = _UPPER.match(name)
    rest = name[match.end() :] if match else ""
    return rest if len(rest) > 2 else ""


def shorter(name: str) -> list[str]:
    """Usual short forms that keep the kind: 长白朝鲜族自治县 → 长白县; 科尔沁左翼中旗 → 科左中旗."""
    found = []
    plain = _peoples_tail().sub(lambda match: match["kind"].removeprefix("自治"), name)
    if plain != name:
        found.append(plain)
    wings = _BANNER.match(name)
    if wings:
        kind = "旗" if wings["kind"] == "旗" else "县"
        found.append(f"{wings['first']}{wings['wing']}{wings['part']}{kind}")
    return found
