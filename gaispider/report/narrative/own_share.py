"""This unit's number said in short after the whole area's: 全区收到政府信息公开申请20件。我街道收到5件.

What it counts stands in the clause about the area; it is read as if it had been said in full. Where that clause counts
several things by the same verb, or the short one names an object of its own, nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gaispider.report.narrative.phrase_rules import NUMERAL
from gaispider.report.narrative.scope import last_match, other_area, own_alternatives, own_words
from gaispider.report.narrative.sentences import CHANNEL
from gaispider.report.narrative.shared_numbers import Shared
from gaispider.report.narrative.words import alternatives

# How far before the short clause the area's is looked for, in characters.
_REACH = 120
_UNIT = r"(?:条次|人次|场次|[条件份篇项则个次期起宗例名人场处封部])"
_FIGURE = re.compile(r"\d(?!\d{0,3}年)")


class _Statement(NamedTuple):
    """What is said of the area: verb, what is counted, and the unit of the number."""

    verb: str
    object: str
    unit: str


@cache
def _short(others: str) -> re.Pattern[str]:
    """The short clause: subject, verb or none, number or a denial, and nothing else."""
    number = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
    verb = alternatives("said_of_area")
    return re.compile(
        rf"(?:^|(?<=[,;(]))(?:其中,?)?(?P<own>{own_alternatives(others)})(?:共|也|只|仅|则)?"
        rf"(?:(?P<verb>{verb}?)(?:了|为|有)?(?P<number>{number}(?P<unit>{_UNIT}))|(?P<denial>未|没有)(?P<denied>{verb}))"
        rf"(?=[,;。)]|$)"
    )


@cache
def _statement() -> re.Pattern[str]:
    number = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
    return re.compile(
        rf"(?P<verb>{alternatives('said_of_area')})(?P<object>[^\d,;:。()]{{2,24}}?){number}(?P<unit>{_UNIT})"
    )


def own_shares(text: str, before: str, others: str) -> Iterator[Shared]:
    """The short clauses of a sentence in full; `before` is the sentence before it, `others` as of scope.other_areas."""
    for match in _short(others).finditer(text):
        head = text[max(match.start() - _REACH, 0) : match.start()]
        if not head:
            head = before[-_REACH:]
        said = _said_of_area(head, match, others)
        if said is None:
            continue
        verb = match["verb"] or f"{match['denial'] or ''}{match['denied'] or said.verb}"
        clause = f"{match['own']}{verb}{said.object}{match['number'] or ''}"
        masked = _FIGURE.sub("#", head)
        masked = masked if masked.endswith((",", ";", "(", "。")) else f"{masked},"
        yield Shared(masked + clause, len(masked), match.span())


def _said_of_area(head: str, short: re.Match[str], others: str) -> _Statement | None:
    """What the clause about the area says that the short one leaves out; None if that is not one thing."""
    area = last_match(other_area(others), head)
    if area < 0 or last_match(own_words(others), head) > area or CHANNEL.find(head[area:]):
        return None  # of a channel's number (全县网站公开300条) the short clause may count all that was made public
    verb, unit = short["verb"] or short["denied"] or "", short["unit"]
    found = {
        _Statement(match["verb"], match["object"], match["unit"])
        for match in _statement().finditer(head, area)
        if match["verb"].endswith(verb) and (unit is None or match["unit"] == unit)
    }
    return found.pop() if len(found) == 1 else None
