"""The numbers of items made public in one sentence: on which channel, or in all (docs/narrative.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gaispider.report.narrative.claims import KIND, WHOLE
from gaispider.report.narrative.published.number_clauses import (
    AND_OTHERS,
    CHANNELS,
    PLATFORM,
    Before,
    NumberClause,
    channels_of,
    clause_of,
    counts_otherwise,
    is_others,
    masked,
    without_names,
)
from gaispider.report.narrative.published.published_patterns import patterns
from gaispider.report.narrative.words import words

ONE_CHANNEL = 10
"""The rank that a number of one channel has more, as one of all."""
RIVALS = (*CHANNELS, PLATFORM)
_RIVAL = "new_media"  # not a key of the record: several channels together, or a channel without a key

_ON_PLATFORM = 3
_SUM_REACH = 600
_LONG_LIST = 4
_OF_ITEMS = frozenset(("条", "条次", "件", "份", "篇", "期"))
_IN_ISSUES = frozenset(("wechat", "weibo"))


class Published(NamedTuple):
    """A number of items made public: its key, the rank of its wording, and where words and number stand.

    `rivals`: one channel's number is not the whole where the text also has numbers of these keys.
    """

    key: str
    rank: int
    begin: int
    number: re.Match[str]
    rivals: tuple[str, ...] = ()


def published(text: str) -> Iterator[Published]:
    """The numbers of a folded sentence that count items made public, in order."""
    numbers = list(patterns()["number"].finditer(text))
    if not numbers or (words("published").search(text) is None and not channels_of(text)):
        return
    readable = masked(text)
    before = Before()
    for number in numbers:
        clause = clause_of(readable, before.end, number)
        figures = list(_figures(clause, before, text))
        yield from figures
        before.whole = any(figure.key == WHOLE for figure in figures)
        before.remember(clause, counted=bool(figures) and clause.unit != "期")


def _figures(clause: NumberClause, before: Before, text: str) -> Iterator[Published]:
    if is_others(clause.subject):
        if channels_of(clause.own):
            yield Published(_RIVAL, 9, clause.start, clause.number)
    elif counts_otherwise(clause):
        return
    elif clause.verb is not None:
        channels = channels_of(clause.subject) or channels_of(clause.own) or _led_by(clause, before)
        if channels or not _may_be_the_channels(clause, before):
            yield from _with_verb(clause, channels, again=before.whole and before.unit == clause.unit)
    elif channels := channels_of(clause.own):
        yield from _beside_channel(clause, channels)
    else:
        yield from _sum(clause, before, text)


def _led_by(clause: NumberClause, before: Before) -> frozenset[str]:
    """The channels of an earlier clause that introduces this one:

    开通官方微博,发布信息86条; 公众号作用渐大,推送信息93条.
    """
    pushed = words("pushed").fullmatch(clause.verb_word) is not None and "主动" not in clause.subject
    follows = not before.counted and not re.search("总数|总量|总计|合计|共计", clause.own)
    follows = follows and (pushed or not re.search("主动|政府|政务", clause.own))
    last = clause.lead[:-1].rpartition(",")[2]
    leads = clause.lead.endswith(":") or patterns()["through"].fullmatch(last)
    if leads and (channels := channels_of(last)):
        return channels
    if pushed and (channels := channels_of(clause.lead)):
        return channels
    return before.channels if follows and (pushed or not clause.lead.strip(",")) else frozenset()


def _may_be_the_channels(clause: NumberClause, before: Before) -> bool:
    """Whether a clause without subject after a channel's number may be that channel's:

    网站更新目录信息402条,发布动态信息147条.
    """
    return bool(before.channels) and not (clause.own_accord or re.search("政府|政务|共|总", clause.own))


def _beside_channel(clause: NumberClause, channels: frozenset[str]) -> Iterator[Published]:
    """Numbers beside a channel's name, without a verb: 政府网站88条, 微信公众号53条."""
    name = _one_key(channels)
    if name is None:
        yield Published(_RIVAL, 3, clause.start, clause.number)
        return
    if name == PLATFORM or clause.unit not in _OF_ITEMS or (clause.unit == "期" and name not in _IN_ISSUES):
        return
    is_, found = patterns(), list(words(name).finditer(clause.own))
    ahead, behind = clause.own[: found[0].start()], clause.own[found[-1].end() :]
    if is_["only_through"].search(ahead) and "其中" not in clause.own + clause.lead:
        return
    if words("handed_out").search(ahead):
        return  # 发放宣传单2000份: copies
    if not is_["beside"].fullmatch(behind):
        yield Published(_RIVAL, 9, clause.start, clause.number)
    else:
        yield Published(name, 3, clause.start + len(ahead), clause.number)


def _with_verb(clause: NumberClause, channels: frozenset[str], *, again: bool) -> Iterator[Published]:
    name = _one_key(channels)
    if not clause.own_accord and patterns()["kinds_follow"].match(clause.tail) and not channels_of(clause.tail):
        yield Published(KIND, 9, clause.start, clause.number)
        return
    if name is None and channels and "website" not in channels:
        yield Published(_RIVAL, 3, clause.start, clause.number)
        return
    if name is not None and (rank := _channel_rank(name, clause)) is not None:
        at = words(name).search(clause.own)
        yield Published(name, rank, clause.start + (at.start() if at else 0), clause.number)
    elif name not in (None, "website") and clause.unit in _OF_ITEMS and clause.unit != "期":
        yield Published(_RIVAL, 9, clause.start, clause.number)
    whole = _whole_rank(clause)
    if whole is None and again and not channels and patterns()["of_a_year"].fullmatch(clause.own):
        whole = 4  # 累计公开信息2310条,2019年公开243条
    if whole is None:
        yield Published(KIND, 9, clause.start, clause.number)
    elif not (name and patterns()["sum_follows"].match(clause.tail)):
        yield _as_whole(clause, whole, name)


def _one_key(channels: frozenset[str]) -> str | None:
    """The key of these channels; None if there are none, or several with a key each."""
    if "other_channels" in channels and "website" not in channels:
        return "other_channels"
    return next(iter(channels)) if len(channels) == 1 else None


def _channel_rank(name: str, clause: NumberClause) -> int | None:
    """How plainly the object is everything on the channel, as a rank; None where it is one kind of items."""
    is_ = patterns()
    if clause.unit == "期" and name not in _IN_ISSUES:
        return None
    if is_["items"].fullmatch(clause.object) or is_["bare"].fullmatch(clause.object):
        rank = 1 if clause.unit not in ("", "期") else 4
    elif is_["list"].fullmatch(clause.object) or (name == "other_channels" and clause.verb_word == "张贴"):
        rank = 2
    else:
        return None
    # A section of the website, or a bureau's own site, counts where the website has no other number.
    if name == "website":
        rank += 2 * bool(is_["column"].search(clause.subject)) + bool(words("bureau_site").search(clause.subject))
    return rank


def _as_whole(clause: NumberClause, rank: int, name: str | None) -> Published:
    """The clause as a number of the whole, with its rank.

    On a platform it nearly counts as the whole; on a single channel only where the text counts no other channel.
    """
    begin = clause.own.rfind("主动", 0, len(clause.subject)) if clause.own_accord else len(clause.subject)
    rivals: tuple[str, ...] = ()
    if name == PLATFORM:
        rank += _ON_PLATFORM if clause.own_accord else _ON_PLATFORM + ONE_CHANNEL
        rivals = ("gazette", "other_channels") if clause.own_accord else CHANNELS
    elif name:
        rank, rivals = rank + ONE_CHANNEL, RIVALS
    return Published(WHOLE, rank, clause.start + begin, clause.number, rivals)


def _whole_rank(clause: NumberClause) -> int | None:
    """How plainly the clause means everything published in the year, as a rank.

    None where it is one kind, or only pushed.
    """
    is_ = patterns()
    if is_["topic"].search(clause.subject) or not is_["disclosed"].fullmatch(clause.verb_word) or clause.unit == "期":
        return None
    bare = is_["bare"].fullmatch(clause.object) is not None
    if is_["whole"].fullmatch(clause.object) or (bare and is_["noun_follows"].match(clause.tail)):
        return 1 if clause.own_accord else 4
    if bare:
        return 2 if clause.own_accord else _rank_of_sum(clause)
    if clause.own_accord and is_["long"].fullmatch(clause.object) and not re.search(r"规范性|依|类", clause.object):
        return 2
    if is_["list"].fullmatch(clause.object) and clause.object.count("、") >= _LONG_LIST:
        return 3 if clause.own_accord else 5
    return None


def _rank_of_sum(clause: NumberClause) -> int | None:
    """The rank of a clause without object, which counts only if it is called a sum: 平台累计公开206条."""
    summed = patterns()["summed"].search(clause.subject[-2:] + clause.object)
    return 5 if summed and clause.unit == "条" and patterns()["ends"].match(clause.tail) else None


def _sum(clause: NumberClause, before: Before, text: str) -> Iterator[Published]:
    """Sums after their parts:

    公开领导信息5条、工作动态45条,共计50条; 编发推文215期,共892条; 政府信息公开的数量有24件.
    """
    is_ = patterns()
    own = without_names(clause.own)
    if named := is_["named"].search(own):
        yield Published(WHOLE, 3, clause.start + named.start(), clause.number)
    elif before.unit == "期" and len(before.channels) == 1 and is_["of_issues"].fullmatch(own):
        yield Published(next(iter(before.channels)), 1, clause.start, clause.number)
    elif (
        clause.unit == "条"
        and is_["sum"].fullmatch(own)
        and _sums_parts(text[max(clause.start - _SUM_REACH, 0) : clause.start])
    ):
        seen = before.seen - {PLATFORM, AND_OTHERS}
        if len(before.seen) == len(seen) == 1:
            yield Published(next(iter(seen)), 2, clause.start, clause.number)
            yield Published(WHOLE, 2 + ONE_CHANNEL, clause.start, clause.number, RIVALS)
        else:
            yield Published(WHOLE, 2, clause.start, clause.number)


def _sums_parts(ahead: str) -> bool:
    """Whether the text before a sum counts several parts of what was made public."""
    parts = patterns()["counted"].findall(ahead)
    return len(parts) > 1 and words("disclosed").search(ahead) is not None and not re.search("申请|复议", ahead)
