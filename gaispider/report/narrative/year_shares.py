"""The year's number in a short clause after another time's: 累计收到申请27件,其中本年度4件; 去年收到19件,今年收到24件.

The short clause is read as if it repeated what the clause before it counts, and the other time's number counts nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gaispider.report.narrative.own_share import UNIT, statements
from gaispider.report.narrative.phrase_rules import NUMERAL
from gaispider.report.narrative.scope import own_alternatives
from gaispider.report.narrative.sentences import CHANNEL
from gaispider.report.narrative.shared_numbers import Shared
from gaispider.report.narrative.words import alternatives

# Characters: how far before the short clause the other time's clause may begin.
_REACH = 120
_NUMBER = rf"(?:\d[\d,]*|{NUMERAL}{{1,3}})"
# A sum of several years, a part of the year, or another year by its name.
_OTHER_TIME = re.compile(
    r"历年|累计|截[至止]|以来|近[两二三四五几\d]年|[自从]20\d\d年|[上下]半年|[一二三四1-4]季度|去年|上一?年度?|(20\d\d)年"
)


class YearShares(NamedTuple):
    """The sentence with the other time's numbers masked, and the year's clauses, completed."""

    text: str
    shared: list[Shared]


@cache
def _short() -> re.Pattern[str]:
    """The pattern of a short clause: the year, verb or none, number, and nothing else."""
    return re.compile(
        r"(?:^|(?<=[,;(]))(?:其中,?)?(?:(?P<year>20\d\d)年度?|本年度?|今年|当年|全年)(?:以来)?,?"
        rf"(?:{own_alternatives('*')})?(?:共计?|总共|合计|总计|累计|新增|只|仅)?(?P<verb>{alternatives('said_of_area')}?)"
        rf"(?:到|了|为|有)?(?P<number>{_NUMBER})(?P<unit>{UNIT})(?=[,;。)]|$)"
    )


def year_shares(text: str, own_year: int | None) -> YearShares:
    """The short clauses of a folded sentence about `own_year`, the report's year if the text names it."""
    shared: list[Shared] = []
    masked = text
    if _OTHER_TIME.search(text) is None:
        return YearShares(text, shared)
    for match in _short().finditer(text):
        if match["year"] and int(match["year"]) != own_year:
            continue
        low = max(match.start() - _REACH, 0)
        head = text[low : match.start()]
        found = [
            said
            for said in statements(head)
            if said["verb"].endswith(match["verb"]) and said["unit"] in (None, match["unit"])
        ]
        if len(found) != 1 or CHANNEL.find(head) or not _is_of_other_time(head[: found[0].end()], own_year):
            continue
        said = found[0]
        clause = f"全年{said['verb']}{said['object']}{match['number']}{match['unit']}"
        shared.append(Shared(clause, 0, match.span()))
        masked = _without(masked, low + said.start(), low + said.end())
        if said["number"] and said["number"] != match["number"]:
            # 累计受理34件(其中2013年6件),办结34件: the same number again is the sum's.
            again = re.compile(rf"(?<!\d){said['number']}(?={said['unit']})")
            masked = masked[: match.end()] + again.sub(lambda one: "#" * len(one[0]), masked[match.end() :])
    return YearShares(masked, shared)


def _is_of_other_time(head: str, own_year: int | None) -> bool:
    """Whether the last time that the words name is not the year: 自2008年起 … 累计, 去年, 2014年."""
    times = list(_OTHER_TIME.finditer(head))
    return any(time[1] is None or int(time[1]) != own_year for time in times)


def _without(text: str, low: int, high: int) -> str:
    """The text with a statement masked from its verb to its number."""
    return text[:low] + "#" * (high - low) + text[high:]
