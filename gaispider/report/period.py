"""The period that a report covers (统计期限), as its preamble states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gaispider.items import Period
from gaispider.text.dates import DateMention, find_dates
from gaispider.text.dates.date_characters import ARABIC, CHINESE, DASH, SPACE

# Cue words right before a period: 统计期限(从|自|为), 统计时限, 数据时限, 报告期限, 内容涵盖, 期限.
_CUE = re.compile(r"期限|时限|期间|时间|日期|时段|周期|截止|涵盖|范围")
# 时间, 日期 and the like are cue words only after one of these in the same sentence.
_SUBJECT = re.compile(r"(?:统计|数据|报告|内容|资料|信息)[^。;；\n]*$")
_SUBJECT_REACH = 18
_OWN = ("期限", "时限")
# 2015年上半年, 2015年第三季度 describe the year and are no period.
_PARTS = ("半年", "季度")
_CUE_REACH = 40
_PREAMBLE = 1_500
_TITLE_REACH = 80
_PLAN = re.compile(r"(?:规划|计划|方案|纲要|行动|意见|办法|工程|战略|普法|任期)[》”\"]?\s*[（(【\[]\s*$")
# Without a character that joins two days there is no span: a fast test for most sentences and pages.
_JOINED = re.compile(
    f"[{ARABIC}年月日號号度底末初旬时時点點)）》起始行][{SPACE}]*(?:起|止|开始|開始|以来|以來)?[{SPACE}]*"
    f"(?:[,，]?[{SPACE}]*(?:[至到]|截[至止][至到]?)|[{DASH}]{{1,4}})[{SPACE}]*(?:[自从從]|[当當同本]年)?[{SPACE}]*[{ARABIC}{CHINESE}年]"
    f"|起止[{SPACE}]*[{ARABIC}]|日起?(?:[12１２][09０９]|二)"
    # 自…起,…止
    f"|日[{SPACE}]*(?:[0０]{{1,2}}[時时点點])?[{SPACE}]*(?:起|始|开始|開始)?[{SPACE}]*[,，、;；][{SPACE}]*[{ARABIC}二十][^,，。;；\\n]{{4,16}}(?:止|结束)"
    # 2011111231: every word between and inside the two days is lost.
    r"|20\d{4,6}1231"
)


def read_period(
    text: str, *, published: date | None, report_year: int | None
) -> tuple[Period, str] | tuple[None, None]:
    """The period and the rule that found it: one after a cue word, else a span of a month or more in the preamble."""
    for found in period_readings(text, published=published, report_year=report_year):
        return found
    return None, None


def period_readings(text: str, *, published: date | None, report_year: int | None) -> Iterator[tuple[Period, str]]:
    """What each rule takes for the period, in order of trust; the first is the report's."""
    for name, rule in _RULES:
        mention = rule(text, published, report_year)
        if mention is not None:
            yield _period(mention), name


def _after_cue(text: str, published: date | None, report_year: int | None) -> DateMention | None:
    """The period after a cue word: 统计期限自2018年1月1日至12月31日."""
    for cue in _CUE.finditer(text):
        subject = _SUBJECT.search(text, max(cue.start() - _SUBJECT_REACH, 0), cue.start())
        if subject is None and cue[0] not in _OWN:
            continue
        # The cue words are included: with them even a damaged span is read as a period.
        start = subject.start() if subject else cue.start()
        window = text[start : cue.end() + _CUE_REACH * 2]
        if not _JOINED.search(window):
            continue
        mentions = find_dates(window, published=published, report_year=report_year)
        near = (mention for mention in mentions if mention.span[0] <= cue.end() - start + _CUE_REACH)
        stated = next((mention for mention in near if _is_span(mention) and not _is_cited(window, mention)), None)
        if stated is not None:
            return stated
    return None


def _in_preamble(text: str, published: date | None, report_year: int | None) -> DateMention | None:
    """A span of at least a month near the beginning, whatever the words around it."""
    head = text[:_PREAMBLE]
    if not _JOINED.search(head):
        return None
    mentions = find_dates(head, published=published, report_year=report_year)
    spans = (mention for mention in mentions if _is_span(mention) and _is_long(mention))
    return next((mention for mention in spans if not _is_cited(head, mention)), None)


_RULES = (("stated_after_cue", _after_cue), ("span_in_preamble", _in_preamble))


def _is_span(mention: DateMention) -> bool:
    return mention.precision == "range" and not mention.raw.endswith(_PARTS)


def _is_cited(text: str, mention: DateMention) -> bool:
    """Whether the span is that of a plan: inside 《》, or in brackets after 规划, 计划 and the like."""
    left = text[max(0, mention.span[0] - _TITLE_REACH) : mention.span[0]]
    return left.rfind("《") > left.rfind("》") or _PLAN.search(left) is not None


def _is_long(mention: DateMention) -> bool:
    spans = [(mention.start, mention.end)] if mention.start else mention.alternatives
    return all(start and end and (end - start).days >= 27 for start, end in spans)


def _period(mention: DateMention) -> Period:
    return Period(
        start=mention.start.isoformat() if mention.start else None,
        end=mention.end.isoformat() if mention.end else None,
        raw=mention.raw,
        method=mention.method,
        certainty=mention.certainty,
        alternatives=[(start.isoformat(), end.isoformat()) for start, end in mention.alternatives],
    )
