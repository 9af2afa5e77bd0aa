"""The numbers of pages and entries that a listing prints, or its statement that it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from gaispider.page.html.hidden import is_hidden
from gaispider.page.paging.entry_ranges import entry_range
from gaispider.page.paging.parts import LONGEST, NEXT_TEXT
from gaispider.page.script_variants import pattern

_WHAT = r"(?:相关)?(?:信息|文件|记录|结果|数据|内容)?"
_COUNT_TEXT = pattern(
    rf"(?:共(?:有|计|收录)?|总计|合计|(?:找|查|搜索|检索|查询)到){_WHAT}\s*[:：]?\s*约?\s*(\d{{1,7}})\s*"
    r"(?:(页|頁)|(?:条|條|篇|个记录|记录|信息))"
)
# 共40页/400条, 9页45条, 总记录数：400, 信息总数 400; not 10条/页, 每页10条.
_MORE_RECORDS = pattern(
    r"(?<!每)页\s*[/,，、|；;（(]?\s*(?:共|计)?\s*(\d{1,7})\s*(?:条|篇)(?!\s*[/每])"
    r"|(?:总记录数?|记录总?数|总条数|信息总数|总信息数)\s*[:：]?\s*(\d{1,7})(?!\d)"
)
# Only in a pager's line; elsewhere it may count visits.
_TOTAL_ALONE = pattern(r"^\W*总数\s*[:：]\s*(\d{1,7})(?!\d)")
_SLASH_PAGES = pattern(r"\d{1,5}\s*页?\s*/\s*共?\s*(\d{1,5})\s*页")
_PAGES_NAMED = pattern(r"(?<!每)(?:总页数|页数)\s*[:：]\s*(\d{1,5})(?!\d)")
# 共45条 1/9, and 1/9 alone in a pager.
_SLASH_AFTER = pattern(r"(?:条|篇|记录)[^\d/]{0,6}(\d{1,5})\s*/\s*(\d{1,5})(?![\d/-])(?!\s*/)")
_SLASH_ALONE = pattern(r"^\W*(\d{1,4})\s*/\s*(\d{1,5})\s*(?:[首上下末尾]|$)")
_SIGNS = "共 总 總 合计 合計 记录 記錄 页数 頁數 找到 查到 索到 询到 詢到 / of 无 無 没有 沒有 未"
_SAID = " or ".join(f'contains(., "{word}")' for word in _SIGNS.split())
_NODES = f".//text()[string-length(.) < 80 and ({_SAID})][not(ancestor::script or ancestor::a)]"
# A listing says that it has no entries: 暂无数据, 没有找到符合条件的记录.
_NOTHING = pattern(
    r"\W*(?:对不起|抱歉|很抱歉|提示)?\W*(?:您?(?:所)?(?:查询|检索|访问)的?)?(?:该|本|此|当前|目前)?(?:栏目|目录|分类|列表)?"
    r"(?:下|中)?(?:目前|尚|还)?"
    r"(?:(?:暂无|暂时?没有|暂未(?:发布|公开)|没有(?:找到|查询到|检索到|查到|搜索到|符合|相关|任何|数据|内容|记录|信息)|"
    r"未(?:找到|查询到|检索到|查到|搜索到)|查?无(?:相关)?(?:数据|信息|内容|记录))[\w，,]{0,14}|"
    r"没有[\w，,]{0,12}(?:信息|内容|数据|记录|文章|结果))\W*"
)
_HIDING = re.compile(r"(?:^|\s)(?:hide|hidden|d-none|undis)(?:$|\s)", re.IGNORECASE)
_CONDITION = re.compile(r"(?:v-|x-|ng-|ms-|wx:|data-ng-)(?:if|else|show|hide|visible|cloak)")
_INLINE = frozenset(("b", "strong", "span", "font", "em", "i", "u", "label"))
_DEPTH = 4
# A pager's line has at most so many children.
_MANY = 30


@dataclass(slots=True)
class Counts:
    """The numbers of pages and records as printed. `is_empty` is True if the page says that there are no entries."""

    pages: int | None = None
    records: int | None = None
    is_empty: bool = False
    # The last element that prints a number of pages.
    place: _Element | None = None


def read_counts(root: _Element) -> Counts:
    """The numbers in 共5页, 共89条, 1/5页, 暂无数据, also where a number stands in an element of its own."""
    counts = Counts()
    for node in root.xpath(_NODES):
        parent = node.getparent()
        if node.is_tail:
            parent = parent.getparent()
        text = node if parent is None or len(parent) > _MANY else _own_text(parent)
        _take(counts, text, parent)
        if not counts.is_empty and _NOTHING.fullmatch(node) and not _is_hidden(parent):
            counts.is_empty = True
    counts.is_empty = counts.is_empty or counts.records == 0
    return counts


def _take(counts: Counts, text: str, parent: _Element | None) -> None:
    """Take from a line the numbers that are not known yet."""
    for number, pages in _COUNT_TEXT.findall(text):
        if pages:
            counts.pages = counts.pages or int(number)
            counts.place = parent
        else:
            counts.records = counts.records or int(number)
    if counts.records is None and (match := _MORE_RECORDS.search(text)):
        counts.records = int(match[1] or match[2])
    if counts.records is None and (match := _TOTAL_ALONE.search(text)) and _goes_on(parent):
        counts.records = int(match[1])
    _take_range(counts, text, parent)
    if match := _SLASH_PAGES.search(text) or _PAGES_NAMED.search(text):
        counts.pages = counts.pages or int(match[1])
        counts.place = parent
    elif counts.pages is None and (pages_of := _after_slash(text, parent)):
        counts.pages, counts.place = pages_of, parent


def _take_range(counts: Counts, text: str, parent: _Element | None) -> None:
    """Take what 1 - 5 / 45 says of records and pages that are not known yet."""
    if counts.records is not None and counts.pages is not None:
        return
    shown = entry_range(text, parent)
    if shown is not None and counts.records in (None, shown.records):
        counts.records = shown.records
        counts.pages = counts.pages or shown.pages
        counts.place = parent


def _after_slash(text: str, parent: _Element | None) -> int | None:
    """The 9 of 共45条 1/9, or of 1/9 alone in a pager's line; else None."""
    match = _SLASH_AFTER.search(text) or (_SLASH_ALONE.search(text) if _goes_on(parent) else None)
    return int(match[2]) if match is not None and 0 < int(match[1]) <= int(match[2]) else None


def _goes_on(line: _Element | None) -> bool:
    """Whether a line holds a link to the next page."""
    words = ("".join("".join(link.itertext()).split()) for link in line.iter("a")) if line is not None else ()
    return any(len(word) <= LONGEST and NEXT_TEXT.fullmatch(word) for word in words)


def _is_hidden(element: _Element | None) -> bool:
    """Whether the element is hidden, or a script decides whether it is shown."""
    while element is not None:
        attributes = element.attrib
        if is_hidden(element) or _HIDING.search(attributes.get("class", "")):
            return True
        if any(_CONDITION.match(name) for name in attributes):
            return True
        element = element.getparent()
    return False


def _own_text(element: _Element) -> str:
    """The text of an element, its children and their inline descendants: a pager's line."""
    return "".join(_parts(element))[:300]


def _parts(element: _Element, depth: int = 0) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in ("script", "style"):
            pass
        elif child.tag in _INLINE and depth < _DEPTH:
            yield from _parts(child, depth + 1)
        else:
            yield child.text or ""
        yield child.tail or ""
