"""One sentence and the numbers that it gives: the rules that fit, and the words that qualify a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gaispider.items import Method
from gaispider.reference import Phrases
from gaispider.report.narrative.amounts import amount_of, method_of
from gaispider.report.narrative.claims import WHOLE, Claim
from gaispider.report.narrative.phrase_rules import DENIALS, Rule, published_rules
from gaispider.report.narrative.published.published_counts import ONE_CHANNEL, RIVALS, published
from gaispider.report.narrative.said import Said
from gaispider.report.narrative.scope import (
    is_named_of_disclosure,
    is_of_documents,
    is_of_other_applications,
    is_of_other_matters,
    is_of_petitions,
    of_area,
    shares_with_office,
)
from gaispider.report.narrative.sentence_patterns import sentence_patterns
from gaispider.report.narrative.times import is_this_years
from gaispider.report.narrative.trainings import is_of_other_training
from gaispider.report.narrative.words import words

_TABLE = "sentence_words.tsv"
CHANNEL = Phrases(_TABLE, "channel")
_LISTED = re.compile(r"等|、|和|及|以及|多种|各种")
_LETTERS = re.compile("来信|来访|信访|上访|诉求|留言|投诉|举报|工单")
# How far around a number its clause and year are looked for, in characters.
_REACH = 300
# A part of these keys ranks after any wording of the whole.
_WHOLES = frozenset(("applications_received", "applications_answered", "applications_completed", "meetings"))
_PART = 5
_NEAR = 12


class Sentence(NamedTuple):
    """A folded sentence with its section's title, its line as printed, and its start in the folded line.

    `domain` is the subject of the text before (scope.domain_of). `others` are the areas whose figures are not the
    unit's (scope.other_areas). `of_office`: the report is that of a government's general office.
    """

    text: str
    section: str
    line: str
    start: int
    domain: str = ""
    others: str = ""
    of_office: bool = False


def claims_of(sentence: Sentence, rules: list[Rule], own_year: int | None) -> Iterator[tuple[str, Claim]]:
    """Keys and claims that these rules find in a sentence. `own_year` is the report's year, if the text names it."""
    for rule in rules:
        for match in rule.pattern.finditer(sentence.text):
            said = _said(sentence, rule, match, match.start())
            if _is_excepted(said, sentence) or not is_this_years(said, own_year):
                continue
            if _is_anothers(said, sentence) or (said.of_whole and said.words[:2] == "其中" and not _is_own_part(said)):
                continue
            rivals = _one_channel(said)
            claim = _claim(said, sentence, rule.rank + (ONE_CHANNEL if rivals else 0), rivals)
            if claim:
                yield rule.key, claim


def published_claims(sentence: Sentence, own_year: int | None) -> Iterator[tuple[str, Claim]]:
    """Keys and claims for items made public. Keys that are not in the record are for `settle` only."""
    rules = published_rules()
    for found in published(sentence.text):
        rule = rules.get(found.key, rules[WHOLE])
        said = _said(sentence, rule, found.number, found.begin)
        if not is_this_years(said, own_year) or _is_anothers(said, sentence):
            continue
        if found.key == WHOLE and "其中" in said.head and not (_is_own_part(said) or _is_part_of_all_information(said)):
            continue
        claim = _claim(said, sentence, found.rank, found.rivals)
        if claim:
            yield found.key, claim


def _said(sentence: Sentence, rule: Rule, number: re.Match[str], begin: int) -> Said:
    text, end = sentence.text, number.end()
    head = text[max(begin - _REACH, 0) : begin]
    opens = max(head.rfind(","), head.rfind(":")) + 1
    clause = head[max(opens, head.rfind("(") + 1) :]
    return Said(rule, number, (begin, end), text[begin:end], head, text[end : end + _REACH], opens, clause)


def _is_anothers(said: Said, sentence: Sentence) -> bool:
    """Whether the figure is the county's in an office's report, or counts letters, petitions or documents."""
    before = said.head + said.words
    if said.rule.key == "applications_received" and (
        _LETTERS.search(said.words) or words("other_application").search(said.words)
    ):
        return True  # 受理来信来访申请事项57件, 受理低保申请65件
    if is_of_petitions(said.rule.key, before, sentence.domain) or is_of_documents(said.rule.key, said.words, said.head):
        return True
    if said.number.groupdict().get("n") != "0" and is_of_other_matters(said.rule.key, said.head, said.words, said.tail):
        return True
    if is_of_other_training(said.rule.key, before):
        return True
    if is_of_other_applications(said.rule.key, said.head, said.clause + said.words, sentence.domain):
        return True
    if sentence.of_office and shares_with_office(said.tail):
        return True
    return of_area(before, sentence.section, sentence.others)


def _is_excepted(said: Said, sentence: Sentence) -> bool:
    """Whether the clause has words that exclude the rule."""
    rule, text, (start, end) = said.rule, sentence.text, said.span
    if not rule.unless:
        return False
    high = end + _REACH
    if rule.kind in DENIALS:
        end = min(_found(text, mark, end, high) for mark in ",;。")
    # 行政复议和行政诉讼案件0件 says 0 of both; any other number of the two together says neither.
    both_zero = rule.key in ("reviews", "lawsuits") and said.number.groupdict().get("n") == "0"
    return not both_zero and rule.unless.search(text[start - len(said.clause) : end]) is not None


def _found(text: str, mark: str, start: int, end: int) -> int:
    """Where `mark` stands at or after `start`; `end` if not before that."""
    at = text.find(mark, start, end)
    return at if at >= 0 else end


def _claim(said: Said, sentence: Sentence, rank: int, rivals: tuple[str, ...]) -> Claim | None:
    """The number with what qualifies it; None if it is no number. `rivals` as in Claim."""
    number = _number(said)
    if number is None:
        return None
    is_ = sentence_patterns()
    of_sum = _is_years_part_of_sum(said)
    part = "其中" in said.head and not of_sum
    if part and said.rule.key in _WHOLES:
        rank += _PART
    if is_named_of_disclosure(said.rule.key, said.clause + said.words, said.tail):
        rank -= 1
    fits = bool(said.rule.section and said.rule.section.search(sentence.section))
    return Claim(
        number.value,
        number.unit,
        sentence.line,
        (sentence.start + said.span[0], sentence.start + said.span[1]),
        (rank, part, not fits, number.about),
        number.method,
        bool(is_["total"].search(said.head[-4:] + said.words)),
        bool(rivals) or part,
        rivals,
        _is_since_beginning(said),
        of_sum or bool(is_["of_year"].search(said.head[-24:] + said.words)),
        said.rule.kind == "addend",
        number.marked,
    )


class _Number(NamedTuple):
    """A number with its unit. `about`: 余 or 多 rounds it. `marked`: a note mark was left out."""

    value: int | str
    unit: str | None
    method: Method = "intact"
    about: bool = False
    marked: bool = False


def _number(said: Said) -> _Number | None:
    rule, groups = said.rule, said.number.groupdict()
    if rule.kind in DENIALS:
        return _Number(0 if rule.kind == "zero" else "0", None)
    before = (said.head + said.words[: said.number.start("n") - said.span[0]])[-_NEAR:]
    if groups["n"] == "一" and sentence_patterns()["denied"].search(before):
        return None  # 没有接到一起申请
    amount = amount_of(groups["n"], groups.get("big"))
    if amount is None or (rule.kind != "money" and amount != int(amount)):
        return None
    value = format(Decimal(amount).normalize(), "f") if rule.kind == "money" else int(amount)
    # 158, for 158条: the unit's character was lost. 65²条: a mark points to a note.
    marked = bool(groups.get("mark"))
    method = method_of(groups["n"], repaired=marked or groups.get("u") == "")
    return _Number(value, groups.get("u") or rule.unit, method, bool(groups.get("more")), marked)


def _is_years_part_of_sum(said: Said) -> bool:
    """Whether the number is the year's part of a sum: 累计公开210条,其中2018年55条."""
    whole = said.rule.key in ("proactive_total", "website") and ("累计" in said.head or "截" in said.head)
    return whole and sentence_patterns()["of_sum"].search(said.head + said.words) is not None


def _is_since_beginning(said: Said) -> bool:
    """Whether the number is a sum since the beginning, unless only that is stated: 截止2010年底,全镇累计公开24条."""
    is_ = sentence_patterns()
    clause = said.head[said.opens :] + said.words
    summed, stated = "累计" in clause, is_["stated"].search(said.head[: said.opens]) is not None
    if summed and stated and not is_["of_year"].search(clause):
        return True
    return (summed or stated) and is_["year_of_sum"].match(said.tail) is not None


def _is_own_part(said: Said) -> bool:
    """Whether the number is this unit's or the year's part: 其中,我局公开284条; 累计公开210条,其中2018年55条."""
    return words("own").search(said.clause) is not None or _is_years_part_of_sum(said)


def _is_part_of_all_information(said: Said) -> bool:
    """Whether the part is the whole of what was published on own initiative:

    发布信息407条,其中主动公开政府信息165条.
    """
    return (said.clause + said.words).startswith("其中主动公开") and "主动" not in said.head[: said.opens]


def _one_channel(said: Said) -> tuple[str, ...]:
    """The rivals of a number of the whole whose clause names only one channel.

    A list of several channels counts as the whole if it has the website: 通过网站、公众号等平台.
    """
    clause = said.head[said.opens :] + said.words
    if not said.of_whole or not CHANNEL.find(clause) or ("网" in clause and _LISTED.search(clause)):
        return ()
    return RIVALS
