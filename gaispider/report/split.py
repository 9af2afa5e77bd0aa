"""Splits pages that are collections of documents (第一篇 … 第五篇, 范文一 …) into one document a part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from gaispider.page.model import Block, Document
from gaispider.report.line_readings import NUMERALS, chinese_integer, fold

_NUMBER = rf"(?P<number>[{NUMERALS}]{{1,3}}|\d{{1,2}})"
_MODEL = "(?:[范範例样]文|[范样]本)"
_MODELS = frozenset("范範例样")
_ENDS = frozenset(f"0123456789{NUMERALS})）】]:：")
_LEAST_CHARS = 50
_LONGEST = 90  # characters of a marker's line


@dataclass(slots=True)
class Part:
    """One document of a collection: its place, its own title if it has one, its content."""

    number: int
    title: str | None
    document: Document


@dataclass(slots=True)
class _Marker:
    at: int
    number: int
    style: str
    title: str


def split_compilation(document: Document) -> list[Part] | None:
    """The documents of a collection; None if the page is one document.

    A collection has at least two markers of one style with consecutive numbers, each followed by a text of its own.
    第一部分 far more often marks a section of one report, so it counts only if each part has a title of a report or
    summary. Text before the first marker is a part only if the markers begin with 2.
    """
    markers = _markers(document)
    for style in dict.fromkeys(marker.style for marker in markers):
        parts = _parts_of_style(document, style, [marker for marker in markers if marker.style == style])
        if parts:
            return parts
    return None


def _markers(document: Document) -> list[_Marker]:
    return [
        marker
        for at, block in enumerate(document.blocks)
        if _may_mark(block.text) and block.table is None and (marker := _marker(at, block.text.strip()))
    ]


def _may_mark(line: str) -> bool:
    """A fast test whether a line can be a marker: it has one of their characters, or ends in a number or a bracket."""
    if not 0 < len(line) <= _LONGEST:
        return False
    if line[-1] in _ENDS or "篇" in line or "部分" in line:
        return True
    return ("文" in line or "本" in line) and not _MODELS.isdisjoint(line)


def _parts_of_style(document: Document, style: str, markers: list[_Marker]) -> list[Part]:
    """The parts between markers of one style; empty where the markers do not meet the style's conditions."""
    if style == "号" and len({fold(marker.title) for marker in markers}) > 1:
        return []
    parts = _parts(document, markers)
    titled = style != "部分" or all(part.title and _is_title(part.title) for part in parts)
    return parts if titled else []


@cache
def _styles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    opening, closing = r"^[★☆●◆■▲►▶※]*[【\[(《「]?", r"[】\])》」]?[:、.\-—]*(?P<title>.*)$"
    return (
        ("篇", re.compile(rf"{opening}第{_NUMBER}篇{closing}")),
        ("篇", re.compile(rf"{opening}篇{_NUMBER}(?![\u4e00-\u9fff]){closing}")),
        ("篇", re.compile(rf"{opening}篇{_NUMBER}[】\])》」:、.]+(?P<title>.*)$")),
        ("范文", re.compile(rf"{opening}{_MODEL}(?:第)?{_NUMBER}[篇]?{closing}")),
        ("部分", re.compile(rf"{opening}第{_NUMBER}部分{closing}")),
        # 政务公开工作总结篇22, 乡镇政务公开总结(第3篇), 政务公开工作总结范文一:
        # 政务公开工作总结1, 政务公开工作总结(二): the same words before each number
        (
            "号",
            re.compile(
                rf"^(?P<title>.{{2,30}}?(?:总结|报告|汇报|材料))(?:优秀|精选|最新)?{_MODEL}?[(【\[]?{_NUMBER}[)】\]]?:?$"
            ),
        ),
        ("尾", re.compile(rf"^(?P<title>.{{4,40}}?)[(（【\[]?(?:第|篇|{_MODEL}){_NUMBER}篇?[)）】\]]?:?$")),
    )


def _marker(at: int, text: str) -> _Marker | None:
    folded = fold(text)
    for style, pattern in _styles():
        match = pattern.match(folded)
        number = chinese_integer(match["number"]) if match else None
        if match and number:
            if style == "尾" and not re.search("[篇文本]", folded[-6:]):
                continue
            title = _printed_title(text, match["title"].rstrip(":-—_"))
            return _Marker(at, number, style, title)
    return None


def _printed_title(text: str, folded_title: str) -> str:
    """The title as printed: the end of the line that folds to it, else the folded title."""
    for start in range(len(text)):
        if fold(text[start:]) == folded_title:
            return text[start:].strip()
    return folded_title


def _parts(document: Document, markers: list[_Marker]) -> list[Part]:
    ends = [marker.at for marker in markers[1:]] + [len(document.blocks)]
    # A table of contents has the same markers without text between them.
    filled = [
        (marker, end)
        for marker, end in zip(markers, ends, strict=True)
        if sum(len(block.text) for block in document.blocks[marker.at + 1 : end]) >= _LEAST_CHARS
    ]
    numbers = [marker.number for marker, _ in filled]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    parts = [_part(document, marker.number, marker.title, marker.at + 1, end) for marker, end in filled]
    first = filled[0][0]
    before = sum(len(block.text) for block in document.blocks[: first.at])
    if first.number == 2 and before >= _LEAST_CHARS:
        parts.insert(0, _part(document, 1, "", 0, first.at))
    return parts


def _part(document: Document, number: int, marker_title: str, start: int, end: int) -> Part:
    blocks = document.blocks[start:end]
    own = next((block.text.strip() for block in blocks[:2] if _is_title(block.text)), None)
    return Part(number, own or marker_title or None, _excerpt(document, blocks))


def _is_title(line: str) -> bool:
    """Whether a line can be the title of a report or summary: 滚马乡2011年政务公开工作总结."""
    folded = fold(line)
    if not 5 <= len(folded) <= 60 or re.match(r"[一二三四五六七八九十]+[、.]|[(（]", folded):
        return False
    if folded[-1] in "。:;,!?" or "。" in folded:
        return False
    return (
        re.search(r"(?:报告|總結|总结|彙報|汇报|報告|年报|年報|情况|情況|材料|小结)(?:[(].*[)])?$", folded) is not None
    )


def _excerpt(document: Document, blocks: list[Block]) -> Document:
    """A document of these blocks and their tables, numbered anew."""
    used = list(dict.fromkeys(block.table for block in blocks if block.table is not None))
    place = {table: at for at, table in enumerate(used)}
    return Document(
        [block if block.table is None else replace(block, table=place[block.table]) for block in blocks],
        [document.tables[table] for table in used],
    )
