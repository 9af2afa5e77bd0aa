"""Titles broken over neighbouring boxes: 青溪县林业局 / 2018年度报告, 关于2018年度 / 信息公开工作的报告."""

from __future__ import annotations

import re

from gaispider.page.article.line_facts import facts_of
from gaispider.page.article.title.title_evidence import TitleEvidence

_HEADINGS = frozenset(("h1", "h2", "h3"))
# How a title of a report, a notice or another document ends, a note in brackets aside.
_WHOLE = re.compile(
    r"(?:报告|年报|总结|公报|公告|通告|通知|通报|意见|办法|方案|规定|决定|情况|说明)\s*(?:[（(].{1,12}[)）])?$"
)
# Words that cannot end a title.
_OPEN = re.compile(r"(?:关于.*|年度?|[的和与及暨、])$")
_UNIT = re.compile(r"(?:局|厅|委|委员会|办|办公室|政府|镇|乡|街道|办事处|管委会|中心|医院|学校)$")
_OF_UNIT = re.compile(r"(?:关于)?(?:20\d\d|二[〇○零Oo０0]|年度|政府信息公开|政务公开|信息公开)")


def is_broken(found: TitleEvidence, upper: int) -> bool:
    """Whether line `upper` is no title alone, but is one with the next line, in a box of the same tag and name."""
    page, lower = found.page, upper + 1
    if lower >= len(page.text) or not _are_alike(found, upper, lower):
        return False
    first, second = page.text[upper].strip(), page.text[lower].strip()
    if _WHOLE.search(first) or not _WHOLE.search(second) or found.is_name(first):
        return False
    return bool(_OPEN.search(first) or (_UNIT.search(first) and _OF_UNIT.match(second)))


def _are_alike(found: TitleEvidence, upper: int, lower: int) -> bool:
    """Whether two lines stand side by side in boxes of the same tag and name, and are no links, tools or fields."""
    page, facts = found.page, facts_of(found.page)
    box, other = page.box_of[upper], page.box_of[lower]
    if box == other or page.parent[box] != page.parent[other]:
        return False
    is_make = (page.tag[box], page.name[box]) == (page.tag[other], page.name[other])
    if not is_make and not {page.tag[box], page.tag[other]} <= _HEADINGS:
        return False
    return not any(
        n in found.taken or page.links[n] or n in page.hidden or facts.is_day[n] or facts.is_chrome[n]
        for n in (upper, lower)
    )
