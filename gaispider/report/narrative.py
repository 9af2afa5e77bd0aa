"""The counts that a report gives in sentences: 主动公开政务信息18条; 未收到政府信息公开申请 is 0; silence is no entry.

Which words lead to which key is data: data/reference/narrative.tsv, where each row has its example and source.
How one value is chosen where several are said: docs/narrative.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from gaispider.items import NarrativeFigure
from gaispider.page.model import Document
from gaispider.paths import REFERENCE
from gaispider.report.lines import chinese_integer, fold, unfolded
from gaispider.report.sections import headings

_NUMERAL = "[一二两三四五六七八九十]"
_MACROS = {
    "n": (
        rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)?|(?<![第每\d一二两三四五六七八九十]){_NUMERAL}{{1,3}})"
        r"(?P<more>余|多)?(?P<big>万(?!元))?(?:余|多)?"
    ),
    "sum": (
        r"(?:的|了|共|计|总计|合计|累计|达|到|为|是|有|约|近|超过?|数|总|:|\(|各|"
        r"全年|分别|新增|年度|本年度?|20\d\d年度?){0,4}"
    ),
    "of": r"(?:20\d\d年度?|了|的|各类|各种|有关|相关|本级|全部|各级|单位|部门|本机关|我[市县区镇乡局街道办]{1,2})*",
    "info": r"(?:政府|政务|各类|各种|部门|工作|相关|有关|公开|类|动态){0,3}信息",
    "info?": r"(?:(?:政府|政务|各类|各种|部门|工作|相关|有关|类){0,3}信息)?",
    "T": r"(?P<u>条|件|份|篇|项|则|个)",
    # The unit's character may be lost: 158, for 158条.
    "T?": r"(?P<u>条|件|份|篇|项|则|个|(?=[,;()。]|$))",
    "C": r"(?P<u>件|条|宗|份|起|例|次|项|人次|个|封)",
    "C?": r"(?P<u>件|条|宗|份|起|例|次|项|人次|个|封|(?=[,;()、。]|$))",
    "P": r"(?P<u>个|处|所|家)",
    "H": r"(?P<u>人|名|位)",
    "S": r"(?P<u>次|场次|场|期|班次|批次|起|个|轮)",
    "no": (
        r"(?:未(?:曾|有|发生|收到|接到|接收到?|接获|接受|出现|产生|受理|收取|收|因|被|引发|引起|涉及|办理|提起|存在|就|向|对|召开|举办|"
        r"开展|组织|发布|制定|制发|出台)|没有?(?!要求|按)|尚无|均无|暂无|并无|也无|亦无|(?<![有毫])无(?!法|正当|理由|障碍|偿|锡|纸|为|极|棣|论))"
    ),
    # 复议和诉讼共3件 gives neither number.
    "joint": r"复议[^\d,;]{0,14}诉讼|诉讼[^\d,;]{0,14}复议",
    # 未收到申请,发生行政诉讼2件: the denial ends where another verb begins.
    "verb": r"[,，][^,]{0,20}(?:发生|收到|接到|受理|共|有)(?!因|过|针对)",
    "mixed": r"专[、(和/]*兼",
}
_NEGATIVE = frozenset("未没无零")
_LOOKS_BACK = r"历年|(?<!年)以来|至今|总累计|去年同期|上年同期|往年"
_COMPARES = r"增加|减少|增长|下降|提高|同比|环比|比上年|较上年|比去年|较去年|平均|占|排名|得分"
_PLANS = (
    r"将(?:召开|举办|组织|开展|公开|新增|继续)|拟|力争|争取|不少于|至少|不低于|"
    r"计划(?:召开|举办|开展|公开)|要求(?:各|每)|每[月季年周]"
)
_PLAN_SECTION = re.compile(r"问题|改进|打算|下一步|今后|计划|思路|努力方向|不足|展望|安排$")
_CHANNEL = re.compile(r"网站|网页|门户网|微博|微信|公众号|公报|平台|公开栏|公示栏|公告栏|显示屏|新媒体")
_LISTED = re.compile(r"等|、|和|及|以及|多种|各种")
# How far around a number its clause and year are looked for, in characters.
_REACH = 300
_DENIALS = frozenset(("zero", "nofee"))


@dataclass(slots=True, frozen=True, eq=False)
class _Rule:
    key: str
    kind: str
    rank: int
    need: tuple[str, ...]
    also: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    section: re.Pattern[str] | None
    unit: str | None


@dataclass(slots=True)
class _Claim:
    value: int | str
    unit: str | None
    line: str
    span: tuple[int, int]
    rank: tuple[int, bool, bool, bool]
    total: bool
    limited: bool


def read_narrative(document: Document, report_year: int | None) -> dict[str, NarrativeFigure]:
    """The counts said in the document's lines (tables aside), by key, in the order of the reference data.

    Counts are integers, money a decimal string. `phrase` is what was printed. Passed over: sums since the beginning
    (历年累计), other years', comparisons, percentages, plans, and what two places state differently without one of
    them being the plainer (rank), in the section about it, or the whole instead of a part (其中).
    """
    claims: dict[str, list[_Claim]] = {}
    plans = {heading.at: heading for heading in headings(document.blocks) if heading.level == 1}
    lines = ["" if block.table is not None else fold(block.text) for block in document.blocks]
    text = "\n".join(lines)
    words = [entry for entry in _by_word() if entry[0] in text]
    own_year = report_year if report_year and f"{report_year}年" in text else None
    section = ""
    skip = False
    for at, block in enumerate(document.blocks):
        heading = plans.get(at)
        if heading:
            section, skip = heading.title, bool(_PLAN_SECTION.search(heading.title))
        if skip or block.table is not None:
            continue
        start = 0
        for sentence in _is()["sentence"].split(lines[at]):
            if len(sentence) > 4:
                _read_sentence(sentence, words, section, own_year, block.text, start, claims)
            start += len(sentence)
    return _settled(claims)


@cache
def _rules() -> list[_Rule]:
    """The rows of narrative.tsv, in its order."""
    rules = []
    lines = (REFERENCE / "narrative.tsv").read_text(encoding="utf-8").splitlines()
    names, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows:
        fields = dict(zip(names, row, strict=True))
        rules.append(
            _Rule(
                fields["key"],
                fields["kind"],
                int(fields["rank"]),
                tuple(fields["need"].partition("&")[0].split("|")),
                tuple(filter(None, fields["need"].partition("&")[2].split("|"))),
                re.compile(_expanded(fields["pattern"])),
                re.compile(_expanded(fields["unless"])) if fields["unless"] else None,
                re.compile(fields["section"]) if fields["section"] else None,
                fields["unit"] or None,
            )
        )
    return rules


_Word: TypeAlias = tuple[str, dict[_Rule, None], dict[_Rule, None]]


@cache
def _by_word() -> list[_Word]:
    """Each word that a rule needs, with the rules that count and those that deny: only these are tried."""
    words: dict[str, tuple[dict[_Rule, None], dict[_Rule, None]]] = {}
    for rule in _rules():
        for word in rule.need:
            words.setdefault(word, ({}, {}))[rule.kind in _DENIALS][rule] = None
    return [(word, *rules) for word, rules in words.items()]


def _rules_for(sentence: str, words: list[_Word]) -> list[_Rule]:
    """The rules to try on a sentence, given the words that its document has."""
    counts = _is()["number"].search(sentence) is not None
    denies = not _NEGATIVE.isdisjoint(sentence)
    if not counts and not denies:
        return []
    chosen: dict[_Rule, None] = {}
    for word, counting, denying in words:
        if word in sentence:
            if counts:
                chosen.update(counting)
            if denies:
                chosen.update(denying)
    return [rule for rule in chosen if not rule.also or any(word in sentence for word in rule.also)]


def _expanded(pattern: str) -> str:
    for name, macro in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", macro)
    return pattern


@cache
def _is() -> dict[str, re.Pattern[str]]:
    return {
        "sentence": re.compile(r"(?<=[。;!?])"),
        "number": re.compile(rf"\d|{_NUMERAL}(?:[件条次个名人期场起份处]|班次)"),
        "back": re.compile(_LOOKS_BACK),
        "compares": re.compile(_COMPARES),
        "plans": re.compile(_PLANS),
        "until": re.compile(r"(?:截[至止]|到|至)[^,]{0,14}(?:底|日|月|目前).*累计"),
        "of_year": re.compile(r"年度|全年|本年|今年|当年|20\d\d年,|20\d\d年(?:共|全|我|本|累计)"),
        "total": re.compile(r"共|总|合计|累计"),
        "year": re.compile(r"(?<!\d)(20\d\d)年"),
        "quoted": re.compile(r"《[^》]*》"),
    }


def _read_sentence(
    sentence: str,
    words: list[_Word],
    section: str,
    own_year: int | None,
    line: str,
    start: int,
    claims: dict[str, list[_Claim]],
) -> None:
    for rule in _rules_for(sentence, words):
        for match in rule.pattern.finditer(sentence):
            low, high = max(match.start() - _REACH, 0), match.end() + _REACH
            clause_start = max(max(sentence.rfind(mark, low, match.start()) for mark in ",:(") + 1, low)
            clause_end = min(_found(sentence, mark, match.end(), high) for mark in ",;。")
            before = sentence[clause_start : match.end()]
            scope = sentence[clause_start:clause_end] if rule.kind in _DENIALS else before
            # 行政复议和行政诉讼案件0件 says 0 of both; any other number of the two together says neither.
            both_zero = rule.key in ("reviews", "lawsuits") and match.groupdict().get("n") == "0"
            if rule.unless and rule.unless.search(scope) and not both_zero:
                continue
            if not _is_this_years(sentence[low : match.start()], match[0], before, own_year):
                continue
            claim = _claim(rule, match, sentence[low : match.start()], section, line, start)
            if claim:
                claims.setdefault(rule.key, []).append(claim)


def _found(text: str, mark: str, start: int, end: int) -> int:
    """Where the mark stands from `start`, or `end`."""
    at = text.find(mark, start, end)
    return at if at >= 0 else end


def _is_this_years(head: str, said: str, before: str, own_year: int | None) -> bool:
    """No sum since the beginning, comparison, plan, or other year's figure."""
    is_ = _is()
    if is_["back"].search(before) or is_["compares"].search(said) or is_["plans"].search(before):
        return False
    if is_["until"].search(before) and not is_["of_year"].search(before):
        return False
    if own_year:
        years = is_["year"].findall(is_["quoted"].sub("", head))
        if years and int(years[-1]) != own_year:
            return False
    return True


def _claim(rule: _Rule, match: re.Match[str], head: str, section: str, line: str, start: int) -> _Claim | None:
    groups = match.groupdict()
    about = False
    value: int | str
    if rule.kind == "zero":
        value, unit = 0, None
    elif rule.kind == "nofee":
        value, unit = "0", None
    else:
        amount = _amount(groups["n"], groups.get("big"))
        if amount is None:
            return None
        if rule.kind == "money":
            value = format(amount.normalize(), "f")
        elif amount == amount.to_integral_value():
            value = int(amount)
        else:
            return None
        unit = groups.get("u") or rule.unit
        about = bool(groups.get("more"))
    part = "其中" in head[max(head.rfind(",") - 8, 0) :]
    fits = bool(rule.section and rule.section.search(section))
    clause = head[max(head.rfind(","), head.rfind(":")) + 1 :] + match[0]
    limited = rule.key == "proactive_total" and bool(_CHANNEL.search(clause)) and not _LISTED.search(clause)
    rank = (rule.rank + (10 if limited else 0), part, not fits, about)
    return _Claim(
        value,
        unit,
        line,
        (start + match.start(), start + match.end()),
        rank,
        bool(_is()["total"].search(match[0])),
        limited,
    )


def _amount(number: str, big: str | None) -> Decimal | None:
    if number[0].isdecimal():
        amount = Decimal(number.replace(",", ""))
    else:
        counted = chinese_integer(number)
        if counted is None:
            return None
        amount = Decimal(counted)
    return amount * 10000 if big else amount


def _settled(claims: dict[str, list[_Claim]]) -> dict[str, NarrativeFigure]:
    """One figure a key, or none where the text does not decide."""
    figures = {}
    for key in dict.fromkeys(rule.key for rule in _rules()):
        made = claims.get(key)
        if not made:
            continue
        best = min(claim.rank for claim in made)
        kept = [claim for claim in made if claim.rank == best]
        if len({claim.value for claim in kept}) > 1:
            kept = [claim for claim in kept if claim.total]
        if len({claim.value for claim in kept}) != 1:
            continue
        # What one channel carried is the whole only if the text counts no other channel.
        if kept[0].limited and any(claims.get(other) for other in ("other_channels", "weibo", "wechat", "gazette")):
            continue
        figures[key] = NarrativeFigure(kept[0].value, kept[0].unit, unfolded(kept[0].line, *kept[0].span))
    return figures
