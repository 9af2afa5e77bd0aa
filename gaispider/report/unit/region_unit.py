"""The place of the unit that a title or a sign-off names: 磐石市松山镇人民政府 gives 松山镇 in 磐石市."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gaispider.text.places import PlaceMention, division, find_places, is_within
from gaispider.text.places.gazetteer import stems
from gaispider.text.places.place_finder import is_generic

# Words that may stand before the unit: a year, 关于, a bracket, a part's number.
_LEAD = re.compile(
    r"(?:第.{1,3}篇|关于|\s|[《<「“\"'(（【\[:：、.·*×_-]|(?:19|20)\d\d(?:年度?)?"
    r"|[二一][\d〇○Oo0零一二三四五六七八九]{3}年度?|年度?|\d{1,2}月?)+"
)
# Words that may stand between the parts of one unit's name: 万州区人民政府 周家坝街道办事处.
_BETWEEN = re.compile(r"(?:人民政府|政府|委员会|委|[\s,，·/|>()（）-])*$")
_ENDS_NAME = (
    r"(?=$|[\s,，。:：;；(（)）《》]|人民政府|政府|办事处|街道办|党|工委|委员|机关|综合|关于|政务|信息|依申请|主动|工作|年|20|二"
    r"|财政|司法|卫生|社会|便民|中心)"
)
_TOWN = re.compile(rf"(?P<name>[㐀-鿿*×]{{1,9}}?(?:镇|乡|街道|苏木)){_ENDS_NAME}")
_ZONE = re.compile(
    r"(?P<name>(?:(?![局委办厅])[㐀-鿿]){2,14}?(?:开发区|高新区|经开区|管理区|新区|示范区|实验区|试验区|合作区|保税区|工业园区?|产业园区?"
    r"|风景(?:名胜)?区|度假区|投资区))"
)
# 我镇, 全乡, 各乡镇: the author's own place or all of them, not a name.
_NOT_A_NAME = re.compile(r"各.*|某.*|.*[*×].*|[我本全该两]?(?:乡镇|镇乡|镇街|乡|镇|街道|苏木|市区|县区)+")
_LEVEL = re.compile(r"([市县区旗])(?=[㐀-鿿]{2,14}(?:[局委办院站所厅]|政府|中心))")
_NOT_OWN = ("驻", "援", "援助", "支援", "帮扶")


@dataclass(frozen=True, slots=True)
class Unit:
    """The place that a line names. `codes` are the divisions it can be, () if none is named.

    `unmatched`: a town or zone that the gazetteer lacks there. `level`: 县 of 县教育局, where no place is named.
    `bare`: a town without its county. `foreign`: the line begins with a place that has nothing to do with the site.
    `raw`: the words of the line from its first to its last place.
    """

    name: str = ""
    codes: tuple[str, ...] = ()
    unmatched: str | None = None
    zone: bool = False
    foreign: bool = False
    bare: bool = False
    level: str = ""
    raw: str = ""


@cache
def _known_stems() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Stems that no district has (东湖, 和平 are ordinary words), and a pattern for a line that begins with one."""
    known = {bare: codes for bare, codes in stems().items() if not any(_is_district(code) for code in codes)}
    words = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    goes_on = (
        r"(?=$|\s|20|二|人民政府|政府|政务|信息|[㐀-鿿]{2,12}(?:局|委|办|厅|院|站|开发区|新区|园区)|"
        r"(?:经济|技术|高新)*(?:开发区|高新区|经开区|新区))"
    )
    return known, re.compile(rf"(?:{words}){goes_on}")


def _is_district(code: str) -> bool:
    place = division(code)
    return place is None or (place.level == "county" and place.name.endswith("区"))


def _stem_chain(line: str, start: int) -> list[PlaceMention]:
    """Places that are named by stem alone at the beginning: 通辽2011年…, 江苏睢宁经济开发区."""
    known, pattern = _known_stems()
    chain: list[PlaceMention] = []
    while match := pattern.match(line, start):
        codes = known[match[0]]
        if chain:
            codes = tuple(code for code in codes if any(is_within(code, up) for up in chain[-1].codes))
        if not codes:
            break
        # 岳阳 is a city and a county in it: the city holds both. 吉林, a province and a city, stays open.
        above = tuple(up for up in codes if all(is_within(code, up) for code in codes))
        codes = above if above and not above[0].endswith("0000") else codes
        chain.append(PlaceMention(match[0], match.span(), codes, short=True))
        start = match.end()
    return chain if chain and len(chain[-1].codes) == 1 else []


def read_unit(line: str, within: str | None = None) -> Unit:
    """The place in one line, a title or the name in a sign-off. `within` is the site's region, None if unknown."""
    lead = _LEAD.match(line)
    begin = lead.end() if lead else 0
    chain = _longest_chain(line, begin, within)
    codes = _outermost(chain[-1].codes) if chain else ()
    town = any(len(code) == 9 for code in codes)
    return (_town(line, chain, codes, begin, within) if town else None) or _other_unit(
        line, chain, codes, begin, within
    )


def _longest_chain(line: str, begin: int, within: str | None) -> list[PlaceMention]:
    """The places that name the unit, outermost first; places by stem alone only where the site is unknown."""
    chain = _chain(line, find_places(line, within=within), within)
    if not chain:
        return _stem_chain(line, begin) if within is None else []
    # Inside the county found so far its own short names and zones count too.
    inside = chain[-1].division
    if inside is None or inside.level == "township" or inside.code == within:
        return chain
    again = _chain(line, find_places(line, within=inside.code), inside.code)
    return again if len(again) > len(chain) else chain


def _outermost(named: tuple[str, ...]) -> tuple[str, ...]:
    """Of a town and its county of the same name, the county."""
    return tuple(code for code in named if not any(up != code and is_within(code, up) for up in named))


def _town(line: str, chain: list[PlaceMention], codes: tuple[str, ...], begin: int, within: str | None) -> Unit | None:
    """A named town of the site. A town that lies elsewhere is unmatched here if the line begins with it; else None."""
    if within is None or any(is_within(code, within) for code in codes):
        return Unit(_name(chain), codes, bare=len(chain) == 1, raw=_raw(line, chain))
    if chain[-1].span[0] <= begin + 12 and len(chain) == 1:
        return Unit(_name(chain), (), unmatched=chain[-1].raw)
    return None


def _other_unit(line: str, chain: list[PlaceMention], codes: tuple[str, ...], begin: int, within: str | None) -> Unit:
    """A county or higher division, followed by a town or zone that is not known."""
    town = any(len(code) == 9 for code in codes)
    unmatched, zone = _unknown_place(line, chain[-1].span[1] if chain and not town else begin)
    foreign = within is not None and bool(codes) and chain[0].span[0] <= begin and not _related(codes, within)
    level = _LEVEL.match(line, begin) if not (codes or unmatched) else None
    name = _name(chain) or unmatched or ""
    return Unit(name, codes, unmatched, zone, foreign, level=level[1] if level else "", raw=_raw(line, chain))


def _name(chain: list[PlaceMention]) -> str:
    return "".join(mention.raw for mention in chain)


def _raw(line: str, chain: list[PlaceMention]) -> str:
    return line[chain[0].span[0] : chain[-1].span[1]] if chain else ""


def _chain(line: str, mentions: list[PlaceMention], within: str | None) -> list[PlaceMention]:
    """The first run of names that each lie in the one before: 重庆市, 万州区, 周家坝街道."""
    chain: list[PlaceMention] = []
    for mention in mentions:
        if line[: mention.span[0]].endswith(_NOT_OWN):
            continue
        if not chain:
            chain.append(mention)
            continue
        lower = tuple(
            code for code in mention.codes if any(is_within(code, up) and code != up for up in chain[-1].codes)
        )
        if lower:
            chain.append(PlaceMention(mention.raw, mention.span, lower, mention.short))
        elif (
            _BETWEEN.fullmatch(line, chain[-1].span[1], mention.span[0])
            and within is not None
            and _outside(chain, within)
        ):
            chain = [mention]
    return chain


def _outside(chain: list[PlaceMention], within: str) -> bool:
    return not any(_related(mention.codes, within) for mention in chain)


def _related(codes: tuple[str, ...], region: str) -> bool:
    return any(is_within(code, region) or is_within(region, code) for code in codes)


def _unknown_place(line: str, start: int) -> tuple[str | None, bool]:
    """The name of a town or zone right at `start` that is no known place, if there is one."""
    gap = _LEAD.match(line, start)
    start = gap.end() if gap else start
    found = [
        (match.end(), match["name"], zone)
        for pattern, zone in ((_TOWN, False), (_ZONE, True))
        if (match := pattern.match(line, start))
    ]
    for _, name, zone in sorted(found):
        if not is_generic(name) and not _NOT_A_NAME.fullmatch(name):
            return name, zone
    return None, False
