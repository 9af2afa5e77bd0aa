"""The year whose report a text announces: 特向社会公布2015年度…年度报告, 某局2009年…年度报告(以下简称年报)."""

from __future__ import annotations

import re
from functools import cache

from gaispider.report.line_readings import YEARS, fold, year_mentions

_OPENING = 800
# 《某局2009年…年度报告》 after words of publishing is the report's own title; other titles have other years.
_OWN_TITLE = re.compile(
    r"(?<=公布|编制|发布|撰写)了?《([^《》]{4,60}(?:报告|年报))》"
    r"|^《([^《》]{4,60}(?:报告|年报))》(?=\((?:以下|下)?简?称)"
)
_TOLD = re.compile(r"(?:已|曾|按时|及时|按期|如期|未|要求|上年|去年)[^。;,]{0,6}$")


def own_year(text: str) -> int | None:
    """The one year that the preamble names for the report itself; None if it names none or several."""
    opening = fold(text[:_OPENING]).split("一、", 1)[0]
    opening = unquoted(_OWN_TITLE.sub(lambda match: match[1] or match[2], opening))
    said = [match for match in _itself().finditer(opening) if not _TOLD.search(opening, 0, match.start())]
    years = {int(match["year"] or match["named"]) for match in said}
    return years.pop() if len(years) == 1 and years <= set(YEARS) else None


@cache
def _itself() -> re.Pattern[str]:
    report = r"(?:政府信息|政务|信息)公开[^。;\d]{0,10}(?:报告|年报)"
    return re.compile(
        rf"(?:本(?:年度?|工作)?(?:报告|年报)[^。;]{{0,80}}?编制(?:而成)?的?|公布(?!情况)|编制了?)[^。;,\d]{{0,24}}(?P<year>20\d\d)年?年?度?[^。;,\d]{{0,24}}{report}"
        rf"|(?<![\d年])(?P<named>20\d\d)年?年?度?[^。;,\d]{{0,24}}{report}(?=\((?:以下|下)?简?称)"
    )


@cache
def _announcement() -> re.Pattern[str]:
    # 特向社会公布2015年度…年度报告; 现将我镇2013年政府信息公开工作情况报告如下; 松山镇2011年政府信息公开工作报告
    return re.compile(
        r"(?:公布|公告|编制|现将|[将就]|汇报)[^。;]{0,24}?(20\d\d|二.{3})年?年?度?[^。;\d]{0,24}"
        r"(?:信息公开|政务公开)[^。;\d]{0,10}(?:报告|情况|年报|总结)"
        r"|现将[^。;\d]{0,10}20\d\d年[^。;\d]{0,20}(?:总结|报告|汇报)如下"
    )


@cache
def of_itself() -> re.Pattern[str]:
    """The pattern of words by which a preamble names its own report's year."""
    return re.compile(
        r"(?:本(?:年度?|工作)?(?:报告|年报)[^。;]{0,80}?编制(?:而成)?的?|特[^。;]{0,10}公布|[现兹][^。;]{0,10}公布)[^。;\d]{0,24}"
        r"(20\d\d)年?年?度?[^。;\d]{0,24}(?:信息公开|政务公开)[^。;\d]{0,10}(?:报告|年报)"
    )


def announced_year(opening: str) -> int | None:
    """The year of the first report that the folded `opening` announces; None if it announces none."""
    match = _announcement().search(opening.split("《", 1)[0])
    if not match and "《" in opening:
        match = _announcement().search(unquoted(opening))
    if not match:
        return None
    years = year_mentions(match[0])
    return years[0][0] if len({year for year, _, _ in years}) == 1 else None


def unquoted(text: str) -> str:
    """The text without what stands in 《》: titles of other documents contain years, too."""
    # Bounded, because openings that are never closed would take quadratic time.
    return re.sub(r"《[^》]{0,200}》", "", text)
