"""The rules that find counts in sentences: data/reference/narrative.tsv, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from gaispider.paths import REFERENCE

NUMERAL = "[零一二两三四五六七八九十]"
_BELOW_TEN = "[一二三四五六七八九]"
_ABOVE_HUNDRED = rf"(?:零{_BELOW_TEN}|{_BELOW_TEN}十{_BELOW_TEN}?)"
# 一百零三, 两千三百六十; not 一百五, which is 150 to some and 105 to others.
_HUNDREDS = (
    rf"[一二两三四五六七八九](?:百{_ABOVE_HUNDRED}?"
    rf"|千(?:{_BELOW_TEN}百{_ABOVE_HUNDRED}?|零{_BELOW_TEN}(?:十{_BELOW_TEN}?)?)?)(?![{NUMERAL[1:-1]}百千万亿])"
)
# Raised, circled and bracketed marks behind a figure point to a note: 65², 87①, 26[1], 640(注1).
_MARK = (
    r"(?:[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u249b\u2776-\u2793*※★☆†‡]{1,3}"
    r"|[\[【〔]注?\d{1,2}[\]】〕]|[(\[【〔]注\d{0,2}[)\]】〕])(?!\d)"
)
_MACROS = {
    "n": (
        # A number is whole: begun and left nowhere within its digits or groups (1,234,567), which for a long run would
        # also take the square of its length.
        r"(?P<n>(?<!\d)(?:(?<!\d,)\d{1,3}(?:,\d{3})+(?!\d)|(?!(?<=\d,)\d{3}(?!\d))\d++(?:\.\d++)?)"
        rf"|(?<![第每百千万\d零一二两三四五六七八九十])(?:{_HUNDREDS}|{NUMERAL}{{1,3}}(?!百|千)))"
        rf"(?P<mark>{_MARK})?(?P<more>余|多)?(?P<big>万(?!元))?(?:余|多)?"
    ),
    "sum": (
        r"(?:的|了|共|计|总计|合计|累计|已?达|到|为|是|有|约|近|超过?|数|总|:|\(|各|"
        r"全年|分别|新增|年度|本年度?|20\d\d年度?|\d{1,2}个?大?类,?(?=共|合|总|\d)){0,4}"
    ),
    "of": r"(?:20\d\d年度?|了|的|各类|各种|有关|相关|本级|全部|各级|单位|部门|本机关|我[市县区镇乡局街道办]{1,2})*",
    "info": r"(?:政府|政务|各类|各种|部门|工作|相关|有关|公开|类|动态){0,3}信息",
    "info?": r"(?:(?:政府|政务|各类|各种|部门|工作|相关|有关|类){0,3}信息)?",
    # Numbers that count no items: 不超过20个工作日, 3个方面.
    "T": r"(?P<u>条|件|份|篇|项|则|个(?!工作日|月|方面|部门|单位|乡|镇|(?:行政|自然)?村|社区|栏|平台|渠道))",
    # The unit's character may be lost: 158, for 158条.
    "T?": (
        r"(?P<u>条|件|份|篇|项|则|个(?!工作日|月|方面|部门|单位|乡|镇|(?:行政|自然)?村|社区|栏|平台|渠道)"
        r"|(?=[,;()。]|$))"
    ),
    "C": r"(?P<u>件|条|宗|份|起|例|次|项|人次|个|封)",
    "C?": r"(?P<u>件|条|宗|份|起|例|次|项|人次|个|封|(?=[,;()、。]|$))",
    "P": r"(?P<u>个|处|所|家)",
    "H": r"(?P<u>人|名|位)",
    "S": r"(?P<u>次|场次|场|期|班次|批次|起|个|轮)",
    "no": (
        r"(?:未(?:曾|有|发生|收到|受到|新收|接到|接收到?|接获|接受|出现|产生|受理|收取|收|因|被|引发|引起|涉及|办理|提起|存在|就|向|对|召开|举办|"
        r"开展|组织|发布|制定|制发|出台)|没有?(?!要求|按)|尚无|均无|暂无|并无|也无|亦无|(?<![有毫])无(?!法|正当|理由|障碍|偿|锡|纸|为|极|棣|论))"
    ),
    # 复议和诉讼共3件 gives neither number.
    "joint": r"复议[^\d,;]{0,14}诉讼|诉讼[^\d,;]{0,14}复议",
    # 未收到申请,发生行政诉讼2件: the denial ends where another verb begins.
    "verb": r"[,，][^,]{0,20}(?:发生|收到|接到|受理|共|有)(?!因|过|针对)",
    "mixed": r"专[、(和/]*兼",
    # One kind of interpretation; the kinds are addends.
    "media": (
        r"(?:文字|文本|文稿|图片|图表|图文|图解|图示|一图|漫画|动漫|动画|视频|音频|专家|H5|数字化|新闻发布会|多媒体)"
    ),
}
DENIALS = frozenset(("zero", "nofee"))
PUBLISHED = "published"
"""Rows without a pattern: their words are classes of narrative_words.tsv."""

_NEGATIVE = frozenset("未没无零")
_NUMBER = re.compile(rf"\d|[{NUMERAL[1:-1]}百千][余多]?(?:[件条次个名人期场起份处]|班次)")


@dataclass(slots=True, frozen=True, eq=False)
class Rule:
    """A row of narrative.tsv. A sentence must have one of the words `need` and, if there are any, one of `also`."""

    key: str
    kind: str
    rank: int
    need: tuple[str, ...]
    also: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    section: re.Pattern[str] | None
    unit: str | None


@cache
def rules() -> list[Rule]:
    """The rows of narrative.tsv, in its order."""
    compiled = []
    lines = (REFERENCE / "narrative.tsv").read_text(encoding="utf-8").splitlines()
    names, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows:
        fields = dict(zip(names, row, strict=True))
        compiled.append(
            Rule(
                fields["key"],
                fields["kind"],
                int(fields["rank"]),
                tuple(fields["need"].partition("&")[0].split("|")),
                tuple(filter(None, fields["need"].partition("&")[2].split("|"))),
                re.compile(expanded(fields["pattern"])),
                re.compile(expanded(fields["unless"])) if fields["unless"] else None,
                re.compile(fields["section"]) if fields["section"] else None,
                fields["unit"] or None,
            )
        )
    return compiled


Words: TypeAlias = tuple[str, dict[Rule, None], dict[Rule, None]]


@cache
def published_rules() -> dict[str, Rule]:
    """For each key of items made public, the row with its section and unit."""
    found: dict[str, Rule] = {}
    for rule in rules():
        if rule.kind == PUBLISHED:
            found.setdefault(rule.key, rule)
    return found


@cache
def rules_by_word() -> list[Words]:
    """Each word that a rule needs, with the rules that count and those that deny: other rules need not be tried."""
    words: dict[str, tuple[dict[Rule, None], dict[Rule, None]]] = {}
    for rule in rules():
        for word in () if rule.kind == PUBLISHED else rule.need:
            words.setdefault(word, ({}, {}))[rule.kind in DENIALS][rule] = None
    return [(word, *rules) for word, rules in words.items()]


def rules_for(sentence: str, words: list[Words], context: str = "") -> list[Rule]:
    """The rules to try on a sentence, of those whose words its document has.

    `context` is the subject of the text before.
    """
    counts = _NUMBER.search(sentence) is not None
    denies = not _NEGATIVE.isdisjoint(sentence) or any(word in sentence for word in ("不收", "不存在", "不涉及"))
    if not counts and not denies:
        return []
    chosen: dict[Rule, None] = {}
    for word, counting, denying in words:
        if word in sentence:
            if counts:
                chosen.update(counting)
            if denies:
                chosen.update(denying)
    return [rule for rule in chosen if not rule.also or any(word in sentence or word in context for word in rule.also)]


def expanded(pattern: str) -> str:
    """The pattern with its {macros} expanded."""
    for name, macro in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", macro)
    return pattern
