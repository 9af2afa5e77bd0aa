"""The patterns by which a sentence says what its number counts: years, sums, parts, denials."""

from __future__ import annotations

import re
from functools import cache


@cache
def sentence_patterns() -> dict[str, re.Pattern[str]]:
    """By name, compiled once."""
    return {
        "until": re.compile(r"(?:截[至止]|到|至)[^,]{0,14}(?:底|日|月|目前).*累计"),
        "since_then": re.compile(r"(?:施行|实施|颁布|开展|开通|运行|成立|建立)[^,;。]{0,6}以来,[^,;。]*$"),
        "denied": re.compile(r"(?:未|没有?|无)[^,;。]*$"),
        "stated": re.compile(
            r"(?:截[至止][^。;]{0,24}(?:底|日|月|末|目前)|(?<![一-龥])[到至]20\d\d年(?:12月)?[底末]),"
        ),
        "year_from": re.compile(r"[自从](20\d\d)年1月1日[^,]{0,4}?[到至-]"),
        # 自2008年5月至2012年12月, and no other year after it.
        "since_year": re.compile(
            r"[自从](20\d\d)年(1[12]月)?[^,;。]{0,8}[起开始]{0,3},?(?:[到至-]|截至)[^,;。]{0,2}(?:20\d\d年)?(?![^。]*20\d\d年)"
        ),
        # 上半年, 第一季度, 12月份, 1-6月; not 截至12月, 1-12月.
        "part_of_year": re.compile(
            r"[上下]半年|[一二三四1-4]季度|(?<![\d至到-])(?:1[0-2]|[1-9])月份(?![至到-])|1月?份?[-至到](?:[2-9]|1[01])月"
        ),
        # 本年度收到申请5件,累计收到申请23件.
        "year_before_sum": re.compile(
            r"(?:本年|今年|当年|全年|20\d\d年)度?[^,;。(]{0,20}?(收到|受理|公开|答复|办结|发布)[^,;。(\d]{0,16}\d+[条件份宗][,(](?:历年|总)?累计[^,;。]{0,4}?\1"
        ),
        # 收到3件(其中1件为上年结转): not the year's alone.
        "carried_in": re.compile(
            r"[,(](?:其中,?|含|包括|包含)[^,;。()]{0,10}(?:上一?年度?|20\d\d年度?)[^,;。()]{0,4}结转"
        ),
        # The year that a clause begins with; 上年结转3件 and 去年同期 say nothing of what follows.
        "last_year": re.compile(
            r"(?:^|[,;:])(?:其中,?)?(?:而|较|比)?(去年|上一?年度?)(?!度?(?:无|没有)?(?:结转|同期|相比|[底末增减少多]|[为是]?\d))|(?:今年|本年|当年|全年)|20\d\d年"
        ),
        "of_sum": re.compile(
            r"(?:累计|截[至止])[^;。]*(?:公开|信息)[^,;。]*\d[^,;。]*,其中,?(?:20\d\d年度?|本年度?|今年|当年)[^,;。]*$"
        ),
        "year_of_sum": re.compile(r",其中,?(?:20\d\d年|本年|今年|当年)"),
        "share_follows": re.compile(r"[,(]其中,?(?:20\d\d年度?|本年度?|今年|当年)(?:新增|共)?\d"),
        # The year's own number of all information; of one kind (今年公开规范性文件5件) it takes nothing from a sum.
        "own_follows": re.compile(
            r",(?:其中,?)?(?:(20\d\d)年度?|本年度?|今年|当年)(?:新增)?(?:主动)?(?:公开|发布)(?:了|的)?"
            r"(?:(?:政府|政务|各类|各种|各项|部门|工作|相关|有关|公开)*信息)?(?:共|总|合|计|达|为|数|量)*\d"
        ),
        "of_year": re.compile(r"年度|全年|本年|今年|当年|20\d\d年,|20\d\d年(?:共|全|我|本|累计|主动|公开|新增)"),
        "total": re.compile(r"共|总|合计|累计"),
        "year": re.compile(r"(?<!\d)(20\d\d)年"),
        # What another year's name stands in without being said of what follows: a title, 比2016年多12件, (2016年9件).
        "aside": re.compile(
            r"《[^》]*》|[比较与同]20\d\d年度?[^,;。]*,|\([^()月日]*20\d\d年[^()月日]*\d[件条宗份起次例项人][^()]*\)"
        ),
    }
