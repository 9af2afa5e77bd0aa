"""The clause around a number of items made public: subject, verb, object, and the clauses before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from gaispider.report.narrative.published.published_patterns import GAP, NOUN, patterns
from gaispider.report.narrative.words import alternatives, words

CHANNELS = ("website", "wechat", "weibo", "new_media", "gazette", "other_channels")
PLATFORM, AND_OTHERS = "platform", "and_others"
"""A place for all that is made public, and 等 behind a channel: several, not named."""

_REACH = 600
_NEAR = 16
_ACCORD = 8


class NumberClause(NamedTuple):
    """The words around one number: its clause up to the number and where that begins, clauses before, verb, object."""

    own: str
    start: int
    lead: str
    verb: re.Match[str] | None
    object: str
    number: re.Match[str]
    tail: str

    @property
    def subject(self) -> str:
        """The words before the verb."""
        return self.own[: self.verb.start()] if self.verb else self.own

    @property
    def verb_word(self) -> str:
        """The verb, empty if there is none."""
        return self.verb[0] if self.verb else ""

    @property
    def own_accord(self) -> bool:
        """Whether the office published the items on its own initiative (主动公开)."""
        return "主动" in self.subject[-_ACCORD:]

    @property
    def unit(self) -> str:
        """The unit; empty where its character was lost."""
        return self.number["u"]


@dataclass(slots=True)
class Before:
    """What earlier numbers of the sentence leave to the next one.

    It is the end of the last, its channels and unit, whether it counted, and whether all that was published (`whole`).
    `seen` has the channels of all of them.
    """

    end: int = 0
    channels: frozenset[str] = frozenset()
    counted: bool = False
    whole: bool = False
    unit: str = ""
    seen: set[str] = field(default_factory=set)

    def remember(self, clause: NumberClause, *, counted: bool) -> None:
        """Add the next number."""
        channels = channels_of(clause.own) or channels_of(clause.lead) or self.channels
        if clause.lead.endswith("(") and self.counted:
            channels = channels_of(clause.own)
        self.end, self.channels, self.counted, self.unit = clause.number.end(), channels, counted, clause.unit
        self.seen |= channels


def masked(text: str) -> str:
    """The text without brackets that count nothing, and with 5类,共83条 kept in one clause."""
    is_ = patterns()
    text = is_["bracket"].sub(lambda found: found[0] if is_["counted"].search(found[0]) else _gap(found), text)
    for name in ("comma_of_classes", "name_before", "name_behind"):
        text = is_[name].sub(_gap, text)
    return text


def clause_of(text: str, after: int, number: re.Match[str]) -> NumberClause:
    """The clause of a number in a masked text. Words before `after` belong to another number."""
    low = max(after, number.start() - _REACH)
    gap = text[low : number.start()]
    start = max(gap.rfind(mark) for mark in ",:(") + 1
    own = gap[start:]
    verbs = list(patterns()["verb"].finditer(without_names(own)))
    # 公开招标采购、教育公开等各类信息: the last verb may be inside the list.
    verb = verbs[0 if patterns()["list_end"].search(own) else -1] if verbs else None
    rest = own[verb.end() :].replace(GAP, "") if verb else ""
    return NumberClause(own, low + start, gap[:start], verb, rest, number, text[number.end() : number.end() + _NEAR])


def without_names(text: str) -> str:
    """The text with the verbs in the names 政府信息公开 and 公开栏 masked."""
    return patterns()["noun"].sub(lambda name: name[0][:-2] + NOUN * 2, text)


def counts_otherwise(clause: NumberClause) -> bool:
    """Whether the number counts something else or one kind only, or is an average or a comparison."""
    is_, own = patterns(), clause.own
    counted = clause.subject if is_["list_end"].search(own) else own
    if words("not_published").search(counted) or is_["average"].search(own) or is_["compares"].search(own):
        return True
    if clause.unit == "期" and is_["items_follow"].match(clause.tail):
        return True  # 128期376条
    return (
        words("named_column").search(clause.subject) is not None or is_["kind_before"].search(clause.lead) is not None
    )


def is_others(subject: str) -> bool:
    """Whether the subject is another body than the reporting one."""
    for other in words("others").finditer(subject):
        rest, ahead = subject[other.end() :], subject[: other.start()]
        # What 全镇9个村 show in the villages is not the town's either.
        of_all = words("all_of_them").search(ahead) is not None and "村" not in other[0]
        if not words("own").search(rest) and not of_all:
            return True
    return False


def channels_of(text: str) -> frozenset[str]:
    """The channels named in a text. 平台 (platform) counts as none beside another channel (微信公众平台)."""
    found = {str(match.lastgroup) for match in _named().finditer(text)}
    if len(found) > 1:
        found.discard(PLATFORM)
    if found and patterns()["listed"].search(text):
        found.add(AND_OTHERS)
    return frozenset(found)


@cache
def _named() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{alternatives(name)})" for name in (*CHANNELS, PLATFORM)))


def _gap(found: re.Match[str]) -> str:
    return GAP * len(found[0])
