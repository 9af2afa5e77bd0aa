"""The counts that a report gives in sentences: 主动公开政务信息18条; 未收到政府信息公开申请 is 0; silence is no entry.

Which words lead to which key is data: data/reference/narrative.tsv, where each row has its example and source.
How one value is chosen where several are said: docs/narrative.md.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from gaispider.items import Method, NarrativeFigure
from gaispider.page.model import Document
from gaispider.report.lines import chinese_integer, fold
from gaispider.report.narrative_claims import Claim, settle
from gaispider.report.narrative_rules import DENIALS, Rule, Words, rules, rules_by_word, rules_for
from gaispider.report.sections import headings

_LOOKS_BACK = r"历年|(?<!年)以来|至今|总累计|去年同期|上年同期|往年"
_COMPARES = r"增加|减少|增长|下降|提高|同比|环比|比上年|较上年|比去年|较去年|平均|占|排名|得分"
_PLANS = (
    r"将(?:召开|举办|组织|开展|公开|新增|继续)|拟|力争|争取|不少于|至少|不低于|"
    r"计划(?:召开|举办|开展|公开)|要求(?:各|每)|每[月季年周]"
)
_PLAN_SECTION = re.compile(r"问题|改进|打算|下一步|今后|计划|思路|努力方向|不足|展望|安排$")
# What a section's heading says beside its subject; rows of the forms (2.重复申请) are no headings.
_SUBJECT_NAMED = re.compile(r"情况|事项|数量|费用|收费")
_CHANNEL = re.compile(
    r"网站|网页|网上|(?:门户|政府|政务|信息|公开)网|微博|微信|公众号|抖音|快手|视频号|头条|公报|平台|公开栏|公示栏|公告栏|显示屏|新媒体|其[他它](?:形式|方式|渠道|途径|载体)|大厅|广播|电视|报纸|报刊"
)
_LISTED = re.compile(r"等|、|和|及|以及|多种|各种")
# How far around a number its clause and year are looked for, in characters.
_REACH = 300


def read_narrative(document: Document, report_year: int | None) -> dict[str, NarrativeFigure]:
    """The counts said in the document's lines (tables aside), by key, in the order of the reference data.

    Counts are integers, money a decimal string. `phrase` is what was printed. Passed over: sums since the beginning
    (历年累计), other years', comparisons, percentages and plans. What two places state differently, without one of them
    being the plainer (rank), in the section about it, or the whole instead of a part (其中), has no value: candidates.
    """
    claims: dict[str, list[Claim]] = {}
    opened = {heading.at: heading for heading in headings(document.blocks)}
    lines = ["" if block.table is not None else fold(block.text) for block in document.blocks]
    text = "\n".join(lines)
    words = [entry for entry in rules_by_word() if entry[0] in text]
    own_year = report_year if report_year and f"{report_year}年" in text else None
    section = ""
    skip = False
    for at, block in enumerate(document.blocks):
        heading = opened.get(at)
        if heading and heading.level == 1:
            section, skip = heading.title, bool(_PLAN_SECTION.search(heading.title))
        if skip or block.table is not None:
            continue
        above = opened.get(at - 1)
        named = above and not above.rest and _SUBJECT_NAMED.search(above.title)
        if above and named and len(lines[at]) < 30 and _is()["nothing"].fullmatch(lines[at]):
            _read_nothing(above.title, block.text, words, own_year, claims)
            continue
        start = 0
        line = lines[at]
        if heading and heading.level > 1 and len(heading.title) < 16 and _CHANNEL.search(heading.title):
            # 1.政府网站。公开信息52条。: the heading says whose number it is.
            line = line.replace("。", ":", 1)
        for sentence in _is()["sentence"].split(line):
            if len(sentence) > 3:
                _read_sentence(sentence, words, section, own_year, block.text, start, claims)
            start += len(sentence)
    keys = dict.fromkeys(rule.key for rule in rules())
    return {key: figure for key in keys if (figure := settle(key, claims)) is not None}


@cache
def _is() -> dict[str, re.Pattern[str]]:
    return {
        "sentence": re.compile(r"(?<=[。;!?])"),
        # 无。 or 2013年度我镇无此类情况。 under a heading of its own
        "nothing": re.compile(
            r"(?:20\d\d年|本年)?度?,?(?:[我本全][一-龥]{1,3})?(?:均|暂|尚|也)?(?:无|没有|未发生|[零0][件条起宗例次元]?)"
            r"(?:此|这|该|相关|有关|上述|以上)?(?:类|项|种)?(?:情况|情形|事项|内容|案件|现象)?(?:发生|出现|存在)?[。.;]?"
        ),
        "back": re.compile(_LOOKS_BACK),
        "compares": re.compile(_COMPARES),
        "plans": re.compile(_PLANS),
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


def _read_nothing(
    title: str, line: str, words: list[Words], own_year: int | None, claims: dict[str, list[Claim]]
) -> None:
    """A section that says 无 and no more denies what its title names. The phrase is both lines."""
    denied: dict[str, list[Claim]] = {}
    _read_sentence(f"{fold(title)}:无", words, title, own_year, f"{title} {line}", 0, denied)
    for key, made in denied.items():
        for claim in made:
            claim.span = (0, len(fold(claim.line)))
        claims.setdefault(key, []).extend(made)


def _read_sentence(
    sentence: str,
    words: list[Words],
    section: str,
    own_year: int | None,
    line: str,
    start: int,
    claims: dict[str, list[Claim]],
) -> None:
    for rule in rules_for(sentence, words):
        for match in rule.pattern.finditer(sentence):
            low, high = max(match.start() - _REACH, 0), match.end() + _REACH
            clause_start = max(max(sentence.rfind(mark, low, match.start()) for mark in ",:(") + 1, low)
            clause_end = min(_found(sentence, mark, match.end(), high) for mark in ",;。")
            before = sentence[clause_start : match.end()]
            scope = sentence[clause_start:clause_end] if rule.kind in DENIALS else before
            # 行政复议和行政诉讼案件0件 says 0 of both; any other number of the two together says neither.
            both_zero = rule.key in ("reviews", "lawsuits") and match.groupdict().get("n") == "0"
            if rule.unless and rule.unless.search(scope) and not both_zero:
                continue
            if not _is_this_years(sentence[low : match.start()], match[0], before, own_year):
                continue
            claim = _claim(rule, match, sentence[low : match.start()], sentence[match.end() :], section, line, start)
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


def _claim(rule: Rule, match: re.Match[str], head: str, tail: str, section: str, line: str, start: int) -> Claim | None:
    groups = match.groupdict()
    is_ = _is()
    about = False
    value: int | str
    method: Method = "intact"
    if rule.kind == "zero":
        value, unit = 0, None
    elif rule.kind == "nofee":
        value, unit = "0", None
    else:
        if groups["n"] == "一" and is_["denied"].search(head[-12:] + match[0][: match.start("n") - match.start()]):
            return None  # 没有接到一起申请
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
        # 158, for 158条: the unit's character was lost.
        method = _method(groups["n"], lost=groups.get("u") == "")
        about = bool(groups.get("more"))
    # 累计公开210条,其中2018年55条: the part is the year's.
    whole = rule.key in ("proactive_total", "website") and ("累计" in head or "截" in head)
    of_sum = whole and bool(is_["of_sum"].search(head + match[0]))
    if match[0].startswith("其中") and rule.key == "proactive_total" and not of_sum:
        return None
    part = "其中" in head and not of_sum
    fits = bool(rule.section and rule.section.search(section))
    opens = max(head.rfind(","), head.rfind(":")) + 1
    limited = rule.key == "proactive_total" and _is_one_channels(head, opens, match[0])
    if limited and is_["sum_after"].match(tail):
        return None  # 网站发布信息514条,总计2401条
    # 截止2010年底,全镇累计公开24条: the sum since the beginning, unless nothing else is said of the year.
    clause = head[opens:] + match[0]
    stated = bool(is_["stated"].search(head[:opens]))
    since = ("累计" in clause and stated and not is_["of_year"].search(clause)) or (
        ("累计" in clause or stated) and bool(is_["year_of_sum"].match(tail))
    )
    # 各县(市、区)公开信息15170条, 机构类信息:主动公开2条: what others did, or of one kind, comes last.
    others = rule.key == "proactive_total" and bool(is_["others"].search(head))
    others = others or bool(is_["of_kind"].search(match[0]))
    rank = (rule.rank + (10 if limited else 0) + (12 if others else 0), part, not fits, about)
    return Claim(
        value,
        unit,
        line,
        (start + match.start(), start + match.end()),
        rank,
        method,
        bool(is_["total"].search(head[-4:] + match[0])),
        limited or others or part,
        limited,
        since,
        of_sum or bool(is_["of_year"].search(head[-24:] + match[0])),
    )


def _is_one_channels(head: str, opens: int, said: str) -> bool:
    """Whether the clause, or the one that leads to it (开通官方微博,发布信息86条), speaks of one channel only.

    A list of several counts as the whole if the website is among them: 通过网站、公众号等平台.
    """
    before = head[max(head.rfind(mark, 0, max(opens - 1, 0)) for mark in ",;。") + 1 : opens]
    clause = head[opens:]
    if _is()["channel_before"].match(before):
        clause = before + clause
    return bool(_CHANNEL.search(clause + said)) and not ("网" in clause and _LISTED.search(clause))


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
