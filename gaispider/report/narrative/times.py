"""Of what time a number is: the report's year, or a part of it, other years, all years, the future."""

from __future__ import annotations

from gaispider.reference import Phrases
from gaispider.report.narrative.phrase_rules import DENIALS
from gaispider.report.narrative.said import Said
from gaispider.report.narrative.sentence_patterns import sentence_patterns

_TABLE = "sentence_words.tsv"
_LOOKS_BACK = Phrases(_TABLE, "looks_back")
_COMPARES = Phrases(_TABLE, "compares")
_PLANS = Phrases(_TABLE, "plans")
# Characters before a sum in which the year's number may stand.
_NEAR = 80


def is_this_years(said: Said, own_year: int | None) -> bool:
    """Whether the number is of this year: no sum since the beginning, comparison, plan, or other year's figure."""
    is_, head, before = sentence_patterns(), said.head, said.clause + said.words
    if _is_of_other_times(said, before):
        return False
    if _is_of_several_years(said, before, own_year):
        return False
    if is_["carried_in"].match(said.tail) and said.rule.key == "applications_received":
        return False
    if "去年" in head + said.words or "上" in head + said.words:
        last = is_["last_year"].findall(head + said.words)
        if last and last[-1]:
            return False
    return own_year is None or not _is_of_other_year(head, own_year)


def _is_of_several_years(said: Said, before: str, own_year: int | None) -> bool:
    """Whether the number is a sum since the beginning, or one whose part is the year's."""
    is_, head = sentence_patterns(), said.head
    if "累计" in before and is_["since_then"].search(head[-40:]):
        return True
    if is_["until"].search(before) and not is_["of_year"].search(before):
        span = is_["year_from"].search(before)
        if not span or (own_year and int(span[1]) != own_year):
            return True
    follows = is_["own_follows"].match(said.tail)
    if (
        follows
        and ("累计" in before or is_["stated"].search(head))
        and own_year in (None, int(follows[1] or own_year or 0))
    ):
        return True
    if "累计" not in before:
        return False
    return bool(is_["share_follows"].match(said.tail) or is_["year_before_sum"].search((head + said.words)[-_NEAR:]))


def _is_of_other_times(said: Said, before: str) -> bool:
    """Whether the clause speaks of other times than the year (plans, half-years, all years) or compares."""
    if sentence_patterns()["part_of_year"].search(before) or _COMPARES.find(said.words) or _PLANS.find(before):
        return True
    # 至今未收到 is none in the year either.
    return _LOOKS_BACK.find(before) is not None and not (said.rule.kind in DENIALS and "至今" in before)


def _is_of_other_year(head: str, own_year: int) -> bool:
    """Whether the words before a number name another year last, or a range that begins in an earlier one."""
    is_ = sentence_patterns()
    plain = is_["aside"].sub("", head)
    since = is_["since_year"].search(plain)
    # 自2018年12月至2019年11月 is a year, by another calendar.
    if since and int(since[1]) < own_year and not (since[2] and int(since[1]) == own_year - 1):
        return True
    years = is_["year"].findall(plain)
    return bool(years) and int(years[-1]) != own_year
