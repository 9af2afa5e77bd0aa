"""This unit's number in a short clause after the whole area's number: 全区收到政府信息公开申请20件。我街道收到5件.

The short clause is read as if it repeated what the area's clause counts. It is not, where that clause counts several
things by the same verb, or the short clause names an object of its own.
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

# Characters: how far before the short clause the area's clause may stand.
_REACH = 120
UNIT = r"(?:条次|人次|场次|[条件份篇项则个次期起宗例名人场处封部])"
_FIGURE = re.compile(r"\d(?!\d{0,3}年)")


class _Statement(NamedTuple):
    """The clause about the area: verb, what is counted, and the unit of the number."""

    verb: str
    object: str
    unit: str


@cache
def _short(others: str) -> re.Pattern[str]:
    """The pattern of a short clause: subject, verb or none, number or a denial, and nothing else."""
    number = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
    verb = alternatives("said_of_area")
    return re.compile(
        rf"(?:^|(?<=[,;(]))(?:其中,?)?(?P<own>{own_alternatives(others)})(?:共|也|只|仅|则)?"
        rf"(?:(?P<verb>{verb}?)(?:了|为|有)?(?P<number>{number}(?P<unit>{UNIT}))|(?P<denial>未|没有)(?P<denied>{verb}))"
        rf"(?=[,;。)]|$)"
    )


@cache
def _statement() -> re.Pattern[str]:
    number = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
    return re.compile(
        rf"(?P<verb>{alternatives('said_of_area')})(?P<object>[^\d,;:。()]{{2,24}}?){number}(?P<unit>{UNIT})"
    )


def statements(text: str) -> list[re.Match[str]]:
    """What the clauses of a text state, or deny: groups verb, object, number and unit (both None in a denial)."""
    return list(_statement_or_denial().finditer(text))


@cache
def _statement_or_denial() -> re.Pattern[str]:
    number = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
    return re.compile(
        rf"(?P<denied>未|没有)?(?P<verb>{alternatives('said_of_area')})(?P<object>[^\d,;:。()]{{2,24}}?)"
        rf"(?:(?P<number>{number})(?P<unit>{UNIT})|(?(denied)(?=[,;。])|(?!)))"
    )


def own_shares(text: str, before: str, others: str) -> Iterator[Shared]:
    """The short clauses of a sentence, completed.

    `before` is the sentence before it; `others` are other areas as given by `scope.other_areas`.
    """
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
    """What the clause about the area adds to the short one; None if that is not a single thing."""
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
