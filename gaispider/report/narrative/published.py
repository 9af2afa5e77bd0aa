"""What one sentence counts as made public: on which channel, or in all (docs/narrative.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from gaispider.report.narrative.claims import KIND
from gaispider.report.narrative.phrase_rules import expanded
from gaispider.report.narrative.words import alternatives, words

CHANNELS = ("website", "wechat", "weibo", "new_media", "gazette", "other_channels")
WHOLE = "proactive_total"
RIVAL, PLATFORM = "new_media", "platform"
"""No keys of the record: numbers of other channels, which show that one channel's is not the whole."""
RIVALS = (*CHANNELS, PLATFORM)
ONE_CHANNEL = 10
"""The rank that a number of one channel has more, as one of all."""

_REACH = 600
_ON_PLATFORM = 3
_NEAR = 16
_OF_ITEMS = frozenset(("条", "条次", "件", "份", "篇", "期"))
_IN_ISSUES = frozenset(("wechat", "weibo"))
_GAP, _NOUN = "\x01", "\x02"


class Published(NamedTuple):
    """A number of things made public: its key, how plain the wording is, where the words and the number stand.

    `rivals`: what one channel carried is not the whole where the text has numbers of these keys too.
    """

    key: str
    rank: int
    begin: int
    number: re.Match[str]
    rivals: tuple[str, ...] = ()


@dataclass(slots=True)
class _Before:
    """What the numbers before this one leave: where the last ends, its channel, whether it counted."""

    end: int = 0
    channels: frozenset[str] = frozenset()
    counted: bool = False
    unit: str = ""
    seen: set[str] = field(default_factory=set)


class _Place(NamedTuple):
    """The words of one number: its own clause up to it, where that begins, the clauses before, the verb and its object."""

    own: str
    start: int
    lead: str
    verb: re.Match[str] | None
    object: str
    number: re.Match[str]
    tail: str

    @property
    def subject(self) -> str:
        """What stands before the verb."""
        return self.own[: self.verb.start()] if self.verb else self.own


@cache
def _is() -> dict[str, re.Pattern[str]]:
    units = r"条次|条|件|份|篇|项|则|期|个(?!工作日|月|方面|部门|单位|乡|镇|村|栏|平台|渠道|大?类)"
    noun, items = f"{alternatives('whole')}*信息", f"{alternatives('whole')}*{alternatives('channel_items')}"
    classes = rf"(?:分?为?\d{{1,2}}个?大?类{_GAP}?)?"
    count = r"(?:条|件)?(?:的)?(?:数量|总数|总量|条数|件数|数|量)?"
    parts = {
        "number": rf"(?<![\d.第〔]){{n}}(?P<u>{units}|(?=[,;()。、]|$))",
        "counted": rf"[\d#]+(?:{units})",
        "noun": r"(?:信息|政务|村务|党务|校务|院务|事务)公开|公告公示|公示公告|通知公告|公开(?=[栏网目]|平台|系统|专[栏区]|指南|条例)",
        "mark": r"[,:(]",
        "bracket": r"\([^()]{0,60}\)",
        "verb": rf"(?<!依申请)(?<!不予)(?<!不予以)(?<!应)(?<!应主动)(?<!未){alternatives('published')}",
        "disclosed": alternatives("disclosed"),
        "whole": f"{noun}(?:(?:、|和|及)(?:工作)?动态)?{count}{classes}{{sum}}",
        "bare": f"(?:信息量|的?(?:数量|总数|总量|条数|件数|量|数))?{{sum}}",
        "items": f"{items}{count}{classes}{{sum}}",
        "long": rf"[^、]{{1,14}}(?:政府|政务)信息{count}{{sum}}",
        "list": rf".{{2,}}(?:、|和|及|以及).+等(?:等|方面|领域|内容|有关|相关)?(?:的)?(?:{items}|{alternatives('published')}信息){count}{{sum}}",
        "object_of_total": f"{alternatives('whole')}*信息",
        "named": f"(?:政府|政务)信息(?:{_NOUN}*)(?:的)?(?:数量|总数|总量|条数){{sum}}",
        "through": r"^(?:20\d\d年度?|全年|今年|年内|本?年度?)?[^,]{0,12}(?:开通|开设|开办|通过|利用|依托|借助|运用|发挥|用好|在)[^,]*,$",
        "beside_channel": rf"(?:公众号?|平台|账?号|官方|官微|渠道|上|端|类|方面|官网|[”\"》]|{_NOUN}|{_GAP}|信息|数|的)*{{sum}}",
        "list_end": rf"等(?:等|方面|领域|内容|有关|相关)?(?:的)?(?:{items}|{alternatives('published')}信息){count}{{sum}}$",
        "topic": r"围绕|聚焦|针对|领域|方面|关于",
        "total": r"(?:共计|合计|总计|累计|总共|共)(?:为|达|发布|公开)?",
        "average": rf"{alternatives('average')}",
        "compares": r"增加|减少|增长|下降|提高|同比|环比|占|较|比",
        "listed": rf"(?:网站?|微信|微博|公众号|公报|栏|报|屏|视|播)[”\"]?等",
    }
    return {name: re.compile(expanded(pattern)) for name, pattern in parts.items()}


def published(text: str) -> Iterator[Published]:
    """The numbers of a folded sentence that count what was made public, in their order."""
    if words("published").search(text) is None and not _channels(text):
        return
    masked = _masked(text)
    before = _Before()
    for number in _is()["number"].finditer(text):
        place = _place(masked, text, before.end, number)
        figures = [] if _is_excepted(place) else list(_figures(place, before, text))
        if _is_others(place.subject):
            figures = [Published(RIVAL, 9, place.start, number)] if _channels(place.own) else []
        yield from figures
        _remember(before, place, number, counted=bool(figures))


def _masked(text: str) -> str:
    """The text with brackets that count nothing, and the comma of 5类,共83条, as no clause of their own."""
    counted = _is()["counted"]
    text = _is()["bracket"].sub(lambda found: found[0] if counted.search(found[0]) else _GAP * len(found[0]), text)
    return re.sub(r"(?<=类),(?=共|合|总)", _GAP, text)


def _place(masked: str, text: str, after: int, number: re.Match[str]) -> _Place:
    low = max(after, number.start() - _REACH)
    gap = masked[low : number.start()]
    start = max(gap.rfind(mark) for mark in ",:(") + 1
    own = gap[start:]
    verbs = list(_is()["verb"].finditer(_is()["noun"].sub(_without_verb, own)))
    # 公开招标采购、教育公开等各类信息: what stands last may be in the list.
    verb = verbs[0 if _is()["list_end"].search(own) else -1] if verbs else None
    rest = own[verb.end() :].replace(_GAP, "") if verb else ""
    return _Place(own, low + start, gap[:start], verb, rest, number, text[number.end() : number.end() + _NEAR])


def _without_verb(noun: re.Match[str]) -> str:
    """政府信息公开 and 公开栏 are names: the verb in them is made unreadable."""
    return noun[0][:-2] + _NOUN * 2


def _is_excepted(place: _Place) -> bool:
    """Whether the number counts something else, is an average or a comparison, or is others'."""
    is_, own = _is(), place.own
    counts = place.subject if is_["list_end"].search(own) else own
    if words("not_published").search(counts) or is_["average"].search(own) or is_["compares"].search(own):
        return True
    if place.number["u"] == "期" and re.match(r"[,、(]?(?:共计?|合计|发布|刊登|信息|推送)*\d+[条篇]", place.tail):
        return True  # 128期376条
    return words("named_column").search(place.subject) is not None or bool(re.search(r"[^各]类(?:信息)?:$", place.lead))


def _is_others(subject: str) -> bool:
    """Whether the subject is another body than the one that reports."""
    for other in words("others").finditer(subject):
        rest, ahead = subject[other.end() :], subject[: other.start()]
        if not words("own").search(rest) and not words("all_of_them").search(ahead):
            return True
    return False


def _channels(text: str) -> frozenset[str]:
    """The channels named; a platform is none beside another (微信公众平台)."""
    found = {name for name in CHANNELS if words(name).search(text)}
    if not found and words(PLATFORM).search(text):
        found = {PLATFORM}
    if _is()["listed"].search(text):
        found |= {"others"}
    return frozenset(found)


def _remember(before: _Before, place: _Place, number: re.Match[str], *, counted: bool) -> None:
    channels = _channels(place.own) or (_channels(place.lead) if place.lead else frozenset()) or before.channels
    if place.lead.endswith("(") and before.counted:
        channels = _channels(place.own)
    before.end, before.channels, before.counted, before.unit = number.end(), channels, counted, number["u"]
    before.seen |= channels


def _figures(place: _Place, before: _Before, text: str) -> Iterator[Published]:
    if place.verb is None and not _channels(place.own):
        yield from _sum(place, before, text)
        return
    channels = _channels(place.subject) or _channels(place.own)
    if place.verb is None:
        yield from _beside_channel(place, channels)
        return
    if not channels:
        channels = _channels_before(place, before)
    yield from _with_verb(place, channels)


def _channels_before(place: _Place, before: _Before) -> frozenset[str]:
    """The channels of a clause that leads to this one: 开通官方微博,发布信息86条; 公众号作用渐大,推送信息93条."""
    assert place.verb is not None
    clauses = place.lead[:-1].split(",") if place.lead else []
    pushed = words("pushed").fullmatch(place.verb[0]) is not None and "主动" not in place.subject
    follows = not before.counted and (pushed or not re.search("主动|政府|政务", place.own))
    if not any(clauses):
        return before.channels if follows else frozenset()
    last = clauses[-1]
    if _channels(last) and (place.lead.endswith(":") or _is()["through"].match(last + ",")):
        return _channels(last)
    if pushed:
        return _channels(place.lead) or (before.channels if follows else frozenset())
    return frozenset()


def _beside_channel(place: _Place, channels: frozenset[str]) -> Iterator[Published]:
    """政府网站88条, 微信公众号53条: no verb, only the channel's name."""
    if len(channels) != 1 or place.number["u"] not in _OF_ITEMS:
        if len(channels) > 1:
            yield Published(RIVAL, 3, place.start, place.number)
        return
    name = next(iter(channels))
    if name == PLATFORM or (place.number["u"] == "期" and name not in _IN_ISSUES):
        return
    found = list(words(name).finditer(place.own))
    if _is()["beside_channel"].fullmatch(place.own[found[-1].end() :]) and found[0].start() <= _NEAR:
        if not re.search(r"[通经]过$|^用", place.own[: found[0].start()]) or "其中" in place.own + place.lead:
            yield Published(name, 3, place.start + found[0].start(), place.number)


def _with_verb(place: _Place, channels: frozenset[str]) -> Iterator[Published]:
    name = _one_key(channels)
    rank = _channel_rank(place) if name else None
    if name is None and channels and "website" not in channels:
        yield Published(RIVAL, 3, place.start, place.number)
        return
    if name is not None and rank is not None:
        at = words(name).search(place.own)
        begin = place.start + (at.start() if at else 0)
        if place.number["u"] != "期" or name in _IN_ISSUES:
            yield Published(name, rank + _site_rank(name, place), begin, place.number)
    whole = _whole_rank(place)
    if whole is None:
        yield Published(KIND, 9, place.start, place.number)
    elif not (name and re.match(r"[^。;\d]{0,4}(?:总计|合计|共计)\d", place.tail)):
        yield _as_whole(place, whole, name)


def _one_key(channels: frozenset[str]) -> str | None:
    """The key of these channels, None if they are several that have one each, or none."""
    if "other_channels" in channels and "website" not in channels:
        return "other_channels"
    return next(iter(channels)) if len(channels) == 1 else None


def _as_whole(place: _Place, rank: int, name: str | None) -> Published:
    """As the number of all: of a platform nearly so, of one channel only where the text counts no other."""
    assert place.verb is not None
    own_accord = "主动" in place.subject[-8:]
    begin = place.own.rfind("主动", 0, place.verb.start()) if own_accord else place.verb.start()
    rivals: tuple[str, ...] = ()
    if name == PLATFORM:
        rank += _ON_PLATFORM if own_accord else _ON_PLATFORM + ONE_CHANNEL
        rivals = ("gazette", "other_channels") if own_accord else CHANNELS
    elif name:
        rank, rivals = rank + ONE_CHANNEL, RIVALS
    return Published(WHOLE, rank, place.start + begin, place.number, rivals)


def _channel_rank(place: _Place) -> int | None:
    """How plainly the object is all that the channel carried; None where it is a kind of it."""
    is_ = _is()
    if is_["items"].fullmatch(place.object) or is_["bare"].fullmatch(place.object):
        return 1 if place.number["u"] not in ("", "期") else 4
    if is_["list"].fullmatch(place.object):
        return 2
    return None


def _site_rank(name: str, place: _Place) -> int:
    """A column of the website, or a bureau's own site, counts where no other number of the website does."""
    if name != "website":
        return 0
    return 2 * bool(re.search(r"栏目?|专栏|专区|专题|版块", place.subject)) + bool(
        words("bureau_site").search(place.subject)
    )


def _whole_rank(place: _Place) -> int | None:
    """How plainly it is all that was made public in the year; None where it is a kind of it, or only pushed."""
    assert place.verb is not None
    is_, number = _is(), place.number
    if is_["topic"].search(place.subject):
        return None
    if not is_["disclosed"].fullmatch(place.verb[0]) or number["u"] == "期":
        return None
    own_accord = "主动" in place.subject[-8:]
    bare = is_["bare"].fullmatch(place.object) is not None
    if is_["whole"].fullmatch(place.object) or (bare and is_["object_of_total"].match(place.tail)):
        return 1 if own_accord else 4
    if bare:
        if own_accord:
            return 2
        summed = re.search(r"共|累计|总计", place.subject[-2:] + place.object)
        return 5 if summed and number["u"] == "条" and re.match(r"[,;。:、()]|其中|$", place.tail) else None
    if own_accord and is_["long"].fullmatch(place.object) and not re.search(r"规范性|依|类", place.object):
        return 2
    if is_["list"].fullmatch(place.object) and place.object.count("、") > 3:
        return 3 if own_accord else 5
    return None


def _sum(place: _Place, before: _Before, text: str) -> Iterator[Published]:
    """公开领导信息5条、工作动态45条,共计50条; 编发推文215期,共892条; 政府信息公开的数量有24件."""
    is_ = _is()
    own = is_["noun"].sub(_without_verb, place.own)
    named = is_["named"].search(own)
    if named and named.end() == len(own):
        yield Published(WHOLE, 3, place.start + named.start(), place.number)
        return
    if not is_["total"].fullmatch(place.own) or place.number["u"] != "条":
        return
    if before.unit == "期" and len(before.channels) == 1:
        yield Published(next(iter(before.channels)), 1, place.start, place.number)
        return
    counted = len(is_["counted"].findall(text[max(place.start - _REACH, 0) : place.start]))
    if (
        counted < 2
        or not words("disclosed").search(text[: place.start])
        or place.own.startswith("共")
        and not place.own.startswith("共计")
    ):
        return
    if re.search("申请|复议", text[max(place.start - _REACH, 0) : place.start]):
        return
    if len(before.seen) == 1 and (name := next(iter(before.seen))) not in (PLATFORM, "others"):
        yield Published(name, 2, place.start, place.number)
        yield Published(WHOLE, 2 + ONE_CHANNEL, place.start, place.number, RIVALS)
    else:
        yield Published(WHOLE, 2, place.start, place.number)
