"""Infoboxes and tables of contents that encyclopedia copies put into a document, and what the infoboxes claim.

An infobox says where the document is from (归属地：辽宁), and is often wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gaispider.page.html.blocks import PageLines

_LABELLED = re.compile(r"([^\s:：]{2,8})\s*[:：]\s*\S")
_NAMED = re.compile(r"(?:中文名稱?|中文名称?|外文名称?|外文名稱?|别名|別名|中文名|词条名|詞條名)\s*[:：]?")
_FIRST = frozenset("中外别別词詞")
_INTRODUCTION = re.compile(r"基本(?:介绍|介紹|信息|資訊|资料|資料|简介|簡介|概况|概況)|目录|目錄|內容簡介")
_BOX = re.compile(r"infobox|basic-?_?info|baseinfo|lemma-?catalog|(?:^|[\s_-])toc(?:$|[\s_-])", re.I)
_CLAIM_LABEL = (
    r"[归歸][属屬]地[区區]?|所[属屬](?:地|地[区區]|[区區]域|省份|省|行政[区區])|所在地[区區]?|行政[区區](?:[划劃])?"
    r"|[隶隸][属屬]|地[区區]|省份"
)
_CLAIM = re.compile(rf"({_CLAIM_LABEL})(?:\s*[:：]\s*|\s+|$)(.*)$")
_CLAIM_FIRST = frozenset("归歸所行隶隸地省")
_LONGEST_CLAIM = 40


def aside_lines(page: PageLines, first: int, end: int) -> set[int]:
    """The lines from `first` up to `end` that belong to infoboxes and tables of contents."""
    found: set[int] = set()
    texts, links, names, box_of = page.text, page.links, page.name, page.box_of
    number = first
    while number < end:
        text = texts[number]
        last = number
        if text[:1] in _FIRST and _NAMED.match(text):
            last = _run(page, number, end)
        elif (links[number] and links[number] * 10 >= len(text) * 6 and _points_into_page(page, number)) or (
            len(name := names[box_of[number]]) > 6 and _is_aside(name)
        ):
            last = number + 1
        if last == number:
            number += 1
            continue
        found.update(range(number, last))
        if number > first and _INTRODUCTION.fullmatch(page.text[number - 1]):
            found.add(number - 1)
        number = last
    return found


@lru_cache(maxsize=4096)
def _is_aside(name: str) -> bool:
    return bool(_BOX.search(name))


def _run(page: PageLines, start: int, end: int) -> int:
    """The line after an infobox that begins at `start`.

    It has labels with values, or label and value on lines in turn.
    """
    number = start
    while number < end and _LABELLED.match(page.text[number]) and len(page.text[number]) < 80:
        number += 1
    if number - start >= 2:
        return number
    box = page.box_of[start]
    while page.tag[box] in ("p", "td", "th", "li") and page.parent[box] >= 0:
        box = page.parent[box]
    if page.tag[box] in ("dl", "ul", "table") and page.first[box] >= start - 1 and page.end[box] <= end:
        return page.end[box]
    return start


def _points_into_page(page: PageLines, number: int) -> bool:
    """Whether all links of a line's box lead to places of the page itself."""
    links = [link.get("href") or "" for link in page.element(page.box_of[number]).iter("a")]
    return len(links) > 1 and all(link.startswith("#") for link in links)


def read_claims(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The labels of these lines with their values; a value may stand on the line after its label."""
    found = []
    for number, line in enumerate(lines):
        if line[:1] not in _CLAIM_FIRST or len(line) > _LONGEST_CLAIM:
            continue
        match = _CLAIM.match(line)
        if match is None:
            continue
        value = match[2].strip()
        if not value and number + 1 < len(lines) and len(lines[number + 1]) <= _LONGEST_CLAIM:
            value = lines[number + 1].lstrip(":： ").strip()
        if value:
            found.append((match[1], value))
    return found
