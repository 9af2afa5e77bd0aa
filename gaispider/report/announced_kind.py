"""Titles that tell of a report or present it (…公布…年度报告, …年度报告公示, …年度报告一图读懂): here the text decides.

News about a report is no report. A page with such a title is a report if its text is: it has numbered sections, and
words by which a report refers to itself.
"""

from __future__ import annotations

import re
from functools import cache

from gaispider.page.model import Document
from gaispider.report.line_readings import fold

_REPORT = r"(?:报告|年报|总结)"
_SECTION = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九][)）、.．]|第[一二三四五六七八九]部分)", re.M)
_OPENING = 600
_OF_ITSELF = re.compile(
    r"编制(?:了|而成的)?本|本(?:年度|年|次|工作)?(?:报告|年报)|统计期限|统计时限|报告如下|汇报如下|公布如下|编制\w{0,12}年度报告|以下简称"
)
_NEWS_OPENING = re.compile(r"^\s*(?:本报讯|记者|近日|日前|\S{2,12}讯[(（]|\d{1,2}月\d{1,2}日[,，])")


@cache
def _news() -> re.Pattern[str]:
    """A sentence that says that somebody published reports.

    关于公布…的通知 is a notice, for which another rule decides.
    """
    published = r"(?:公布|发布|晒出|推出|集中公开|统一公开|全部公开|亮出)"
    done = rf"(?:{published}|出炉|亮相|上线|公开|编制(?:完成|发布|公开)|出台|来了|来啦)"
    how = r"(?:已|均|全部|全面|集中|统一|正式|按时|如期|陆续|对外|向社会|网上)*"
    return re.compile(
        rf"^(?!.*关于)[^《]{{2,40}}?{how}{published}(?!中心|会|厅|栏|平台|办|系统|处|科)了?.{{0,40}}(?:公开|20\d\d年|年度).{{0,24}}{_REPORT}[》”]?$"
        rf"|{_REPORT}[》”]?{how}{done}(?:了|啦|完毕|完成)?[!！]?$"
    )


@cache
def _show() -> re.Pattern[str]:
    """Words after a report's name where a title presents it."""
    return re.compile(
        rf"{_REPORT}[》”]?的?[-—_:：|(（【\[]*(?:公示|公告(?<!的公告)|一图读懂|一张图读懂|图解|图文解读版|图文版)[)）】\]]*$"
    )


def is_told_of(title: str) -> bool:
    """Whether a title tells of a report or presents it."""
    folded = fold(title).strip("。.…")
    return _news().search(folded) is not None or _show().search(folded) is not None


def has_own_text(document: Document) -> bool:
    """Whether the text is a report's own: two numbered sections, and words by which it refers to itself."""
    text = document.text
    if len(_SECTION.findall(text)) < 2 or "公开" not in text or _NEWS_OPENING.match(text):
        return False
    return _OF_ITSELF.search(fold(text[:_OPENING])) is not None
