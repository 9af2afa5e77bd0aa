"""One sentence, and the numbers that it gives for a count: which rules fit it, and what qualifies what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gaispider.items import Method
from gaispider.reference import Phrases
from gaispider.report.line_readings import chinese_integer
from gaispider.report.narrative.claims import Claim
from gaispider.report.narrative.phrase_rules import DENIALS, Rule

_TABLE = "sentence_words.tsv"
_LOOKS_BACK = Phrases(_TABLE, "looks_back")
_COMPARES = Phrases(_TABLE, "compares")
_PLANS = Phrases(_TABLE, "plans")
CHANNEL = Phrases(_TABLE, "channel")
_LISTED = re.compile(r"等|、|和|及|以及|多种|各种")
# How far around a number its clause and year are looked for, in characters.
_REACH = 300
# What the claims of a one-channel number, and of others' or one kind's, come behind.
_ONE_CHANNEL, _OF_OTHERS = 10, 12


class Sentence(NamedTuple):
    """A folded sentence: the title of its section, its line as printed, and where in the folded line it starts."""

    text: str
    section: str
    line: str
    start: int


@cache
def _is() -> dict[str, re.Pattern[str]]:
    return {
        "until": re.compile(r"(?:截[至止]|到|至)[^,]{0,14}(?:底|日|月|目前).*累计"),
        "since_then": re.compile(r"(?:施行|实施|颁布|开展|开通|运行|成立|建立)[^,;。]{0,6}以来,[^,;。]*$"),
        "denied": re.compile(r"(?:未|没有?|无)[^,;。]*$"),
        "stated": re.compile(r"截[至止][^。;]{0,24}(?:底|日|月|末|目前),"),
        "year_from": re.compile(r"[自从](20\d\d)年1月1日[^,]{0,4}?[到至-]"),
        "channel_before": re.compile(r"(?:开通|开设|通过|利用|依托|借助|运用|在)[^,;。\d]*,$"),
        "of_sum": re.compile(
            r"(?:累计|截[至止])[^;。]*(?:公开|信息)[^,;。]*\d[^,;。]*,其中,?(?:20\d\d年度?|本年度?|今年)[^,;。]*$"
        ),
        "year_of_sum": re.compile(r",其中,?(?:20\d\d年|本年|今年)"),
        "others": re.compile(r"(?:^|[,;。])各[^,;。全共]{1,14}$|类(?:信息)?:$"),
        "of_kind": re.compile(r"公[开布示](?:了)?[^,;。各两三四五六七八九十多\d]{2,12}类(?:政府|政务)?信息(?:共)?\d"),
        "sum_after": re.compile(r"[^。;\d]{0,4}(?:总计|合计|共计)\d"),
        "of_year": re.compile(r"年度|全年|本年|今年|当年|20\d\d年,|20\d\d年(?:共|全|我|本|累计|主动|公开|新增)"),
        "total": re.compile(r"共|总|合计|累计"),
        "year": re.compile(r"(?<!\d)(20\d\d)年"),
        "quoted": re.compile(r"《[^》]*》"),
    }


class _Said(NamedTuple):
    """What a rule found in a sentence: its words, those before and after, and where in `head` their clause begins."""

    rule: Rule
    match: re.Match[str]
    words: str
    head: str
    tail: str
    opens: int

    @property
    def of_whole(self) -> bool:
        """Whether it is said of all that was made public."""
        return self.rule.key == "proactive_total"


def claims_of(sentence: Sentence, rules: list[Rule], own_year: int | None) -> Iterator[tuple[str, Claim]]:
    """The keys and claims that these rules find in a sentence. `own_year`: the report's, if the text names it."""
    text = sentence.text
    for rule in rules:
        for match in rule.pattern.finditer(text):
            low, high = max(match.start() - _REACH, 0), match.end() + _REACH
            clause_start = max(max(text.rfind(mark, low, match.start()) for mark in ",:(") + 1, low)
            before = text[clause_start : match.end()]
            if _is_excepted(rule, match, text, clause_start, high):
                continue
            head = text[low : match.start()]
            if not _is_this_years(head, match[0], before, own_year):
                continue
            opens = max(head.rfind(","), head.rfind(":")) + 1
            claim = _claim(_Said(rule, match, match[0], head, text[match.end() :], opens), sentence)
            if claim:
                yield rule.key, claim


def _is_excepted(rule: Rule, match: re.Match[str], text: str, clause_start: int, high: int) -> bool:
    """Whether the clause has words with which the rule does not hold."""
    if not rule.unless:
        return False
    end = match.end()
    if rule.kind in DENIALS:
        end = min(_found(text, mark, match.end(), high) for mark in ",;。")
    # 行政复议和行政诉讼案件0件 says 0 of both; any other number of the two together says neither.
    both_zero = rule.key in ("reviews", "lawsuits") and match.groupdict().get("n") == "0"
    return not both_zero and rule.unless.search(text[clause_start:end]) is not None


def _found(text: str, mark: str, start: int, end: int) -> int:
    """Where the mark stands from `start`, or `end`."""
    at = text.find(mark, start, end)
    return at if at >= 0 else end


def _is_this_years(head: str, said: str, before: str, own_year: int | None) -> bool:
    """No sum since the beginning, comparison, plan, or other year's figure."""
    is_ = _is()
    if _LOOKS_BACK.find(before) or _COMPARES.find(said) or _PLANS.find(before):
        return False
    if "累计" in before and is_["since_then"].search(head[-40:]):
        return False
    if is_["until"].search(before) and not is_["of_year"].search(before):
        span = is_["year_from"].search(before)
        if not span or (own_year and int(span[1]) != own_year):
            return False
    if own_year:
        years = is_["year"].findall(is_["quoted"].sub("", head))
        if years and int(years[-1]) != own_year:
            return False
    return True


def _claim(said: _Said, sentence: Sentence) -> Claim | None:
    """The number and what qualifies it; None if it is none, or a part of another that the sentence gives."""
    number = _number(said)
    if number is None:
        return None
    is_ = _is()
    of_sum = _is_years_part_of_sum(said)
    limited = said.of_whole and _is_one_channels(said.head, said.opens, said.words)
    if (said.of_whole and said.words.startswith("其中") and not of_sum) or (
        limited and is_["sum_after"].match(said.tail)
    ):
        return None  # 网站发布信息514条,总计2401条
    part = "其中" in said.head and not of_sum
    others = _is_others(said)
    rank = said.rule.rank + (_ONE_CHANNEL if limited else 0) + (_OF_OTHERS if others else 0)
    fits = bool(said.rule.section and said.rule.section.search(sentence.section))
    return Claim(
        number.value,
        number.unit,
        sentence.line,
        (sentence.start + said.match.start(), sentence.start + said.match.end()),
        (rank, part, not fits, number.about),
        number.method,
        bool(is_["total"].search(said.head[-4:] + said.words)),
        limited or others or part,
        limited,
        _is_since_beginning(said),
        of_sum or bool(is_["of_year"].search(said.head[-24:] + said.words)),
    )


class _Number(NamedTuple):
    """A number with its unit; `about` if 余 or 多 rounds it."""

    value: int | str
    unit: str | None
    method: Method = "intact"
    about: bool = False


def _number(said: _Said) -> _Number | None:
    rule, groups = said.rule, said.match.groupdict()
    if rule.kind in DENIALS:
        return _Number(0 if rule.kind == "zero" else "0", None)
    before = said.head[-12:] + said.words[: said.match.start("n") - said.match.start()]
    if groups["n"] == "一" and _is()["denied"].search(before):
        return None  # 没有接到一起申请
    amount = _amount(groups["n"], groups.get("big"))
    if amount is None or (rule.kind != "money" and amount != amount.to_integral_value()):
        return None
    value = format(amount.normalize(), "f") if rule.kind == "money" else int(amount)
    # 158, for 158条: the unit's character was lost.
    method = _method(groups["n"], lost=groups.get("u") == "")
    return _Number(value, groups.get("u") or rule.unit, method, bool(groups.get("more")))


def _is_years_part_of_sum(said: _Said) -> bool:
    """累计公开210条,其中2018年55条: the part is the year's."""
    whole = said.rule.key in ("proactive_total", "website") and ("累计" in said.head or "截" in said.head)
    return whole and _is()["of_sum"].search(said.head + said.words) is not None


def _is_since_beginning(said: _Said) -> bool:
    """截止2010年底,全镇累计公开24条: the sum since the beginning, unless nothing else is said of the year."""
    is_ = _is()
    clause = said.head[said.opens :] + said.words
    summed, stated = "累计" in clause, is_["stated"].search(said.head[: said.opens]) is not None
    if summed and stated and not is_["of_year"].search(clause):
        return True
    return (summed or stated) and is_["year_of_sum"].match(said.tail) is not None


def _is_others(said: _Said) -> bool:
    """各县(市、区)公开信息15170条, 机构类信息:主动公开2条: what others did, or of one kind, comes last."""
    is_ = _is()
    others = said.of_whole and is_["others"].search(said.head) is not None
    return others or is_["of_kind"].search(said.words) is not None


def _is_one_channels(head: str, opens: int, said: str) -> bool:
    """Whether the clause, or the one that leads to it (开通官方微博,发布信息86条), speaks of one channel only.

    A list of several counts as the whole if the website is among them: 通过网站、公众号等平台.
    """
    before = head[max(head.rfind(mark, 0, max(opens - 1, 0)) for mark in ",;。") + 1 : opens]
    clause = head[opens:]
    if _is()["channel_before"].match(before):
        clause = before + clause
    return bool(CHANNEL.find(clause + said)) and not ("网" in clause and _LISTED.search(clause))


def _method(number: str, *, lost: bool) -> Method:
    if lost:
        return "repaired"
    return "intact" if number[0].isdecimal() else "chinese_numeral"


def _amount(number: str, big: str | None) -> Decimal | None:
    if number[0].isdecimal():
        amount = Decimal(number.replace(",", ""))
    else:
        counted = chinese_integer(number)
        if counted is None:
            return None
        amount = Decimal(counted)
    return amount * 10000 if big else amount
