"""The patterns by which a clause says what was made public, from the words of narrative_words.tsv."""

from __future__ import annotations

import re
from functools import cache

from gaispider.report.narrative.phrase_rules import expanded
from gaispider.report.narrative.words import alternatives

GAP, NOUN = "\x01", "\x02"
"""What stands for words that are no part of the clause, and for the verb in a name (政府信息公开)."""

_UNITS = (
    r"条次|条|件|份|篇|项|则|期"
    r"|个(?!工作日|月|方面|部门|单位|乡|镇|村|行政村|自然村|街道|社区|[省市县区州旗盟]直|直属|栏|平台|渠道|大?类)"
)
_HOW_MANY = r"(?:条|件)?(?:的)?(?:数量|总数|总量|条数|件数|数|量)?"
# 5大类83条, 26大项、81小项,共计6214条
_CLASSES = rf"(?:分?为?\d{{1,3}}个?[大小子]?[类项][、{GAP}]?)*"
_OF_LIST = r"等(?:等|方面|领域|内容|有关|相关)?(?:的)?"
_ACCOUNT = "(?:官方|政务)?(?:微信|公众号|微博|抖音|快手|视频号|头条)"


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """By name, compiled once."""
    parts = {**_clauses(), **_verbs(), **_objects(), **_channels()}
    return {name: re.compile(expanded(pattern)) for name, pattern in parts.items()}


def _clauses() -> dict[str, str]:
    return {
        "number": rf"(?<![\d.第〔]){{n}}(?P<u>{_UNITS}|(?=[,;()。、]|$))",
        "counted": rf"[\d#]+(?:{_UNITS})",
        "bracket": r"\([^()]{0,60}\)",
        "comma_of_classes": r"(?<=[类项]),(?=共|合|总)",
        # An account's name may name something else: “青溪政府网”微信公众号.
        "name_before": rf"[“\"][^“”\"]{{1,20}}[”\"](?={_ACCOUNT})",
        "name_behind": r"(?:(?<=公众号)|(?<=信平台)|(?<=微博))[“\"][^“”\"]{1,20}[”\"]",
        "average": alternatives("average"),
        "compares": r"增加|减少|增长|下降|提高|同比|环比|占|较|比",
        "topic": r"围绕|聚焦|针对|领域|方面|关于",
        "kind_before": r"[^各]类(?:信息)?:$",
        "items_follow": r"[,、(]?(?:共计?|合计|发布|刊登|信息|推送)*\d+[条篇]",
        # 公开政务信息312条、通知公告78条: the first of several kinds.
        "kinds_follow": r"、[^,;:。、\d]{2,10}\d",
        "sum_follows": r"[^。;\d]{0,4}(?:总计|合计|共计)\d",
    }


def _verbs() -> dict[str, str]:
    refused = "".join(f"(?<!{word})" for word in ("依申请", "不予", "不予以", "应", "应主动", "未"))
    return {
        "verb": refused + alternatives("published"),
        "disclosed": alternatives("disclosed"),
        "noun": (
            r"(?:信息|政务|村务|党务|校务|院务|事务)公开|公告公示|公示公告|通知公告"
            r"|公开(?=[栏网目]|平台|系统|专[栏区]|指南|条例)"
        ),
    }


def _objects() -> dict[str, str]:
    noun = f"{alternatives('whole')}*信息"
    items = f"{alternatives('whole')}*{alternatives('channel_items')}"
    end = f"(?:{items}|{alternatives('published')}信息){_HOW_MANY}{{sum}}"
    return {
        "whole": f"{noun}(?:(?:、|和|及)(?:工作)?动态)?{_HOW_MANY}{_CLASSES}{{sum}}",
        "bare": rf"(?:信息量|的?(?:数量|总数|总量|条数|件数|量|数))?{_CLASSES}{{sum}}",
        "items": f"{items}{_HOW_MANY}{_CLASSES}{{sum}}",
        "long": rf"[^、]{{1,14}}(?:政府|政务)信息{_HOW_MANY}{{sum}}",
        "list": rf".{{2,}}(?:、|和|及|以及).+{_OF_LIST}{end}",
        "list_end": f"{_OF_LIST}{end}$",
        "noun_follows": noun,
        "named": f"(?<!申请)(?:政府|政务)信息(?:{NOUN}*)(?:(?:的)?(?:数量|总数|总量|条数){{sum}}|共计?|总计|合计)$",
    }


def _channels() -> dict[str, str]:
    return {
        "through": (
            r"(?:20\d\d年度?|全年|今年|年内|本?年度?)?[^,]{0,12}"
            r"(?:开通|开设|开办|通过|利用|依托|借助|运用|发挥|用好|在)[^,]*"
        ),
        "beside": (
            rf"(?:公众号?|平台|账?号|官方|官微|渠道|上|端|类|方面|官网|[”\"》]|{NOUN}|{GAP}|信息|数|的)*{{sum}}"
        ),
        "listed": r"(?:网站?|微信|微博|公众号|公报|栏|报|屏|视|播)[”\"]?等|网站?(?:、|和|及|以及)[^,]{0,20}平台",
        "column": r"栏目?|专栏|专区|专题|版块",
        "summed": r"共|累计|总计",
        "of_a_year": rf"(?:其中)?(?:20\d\d年度?|本年度?|今年)(?:新增)?{alternatives('disclosed')}(?:了)?",
        "ends": r"[,;。:、()]|其中|$",
        "of_issues": r"(?:共计|合计|总计|累计|总共|共|、)?(?:为|达)?",
        "sum": r"(?:共计|合计|总计|累计)(?:为|达|发布|公开)?",
        "only_through": r"[通经]过$|^用",
    }
