"""Headings without a number: by markup, by the standard names of a report's parts, or with a lost number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from gaispider.page.model import Block
from gaispider.report.line_readings import NUMERALS, chinese_integer, fold, is_date_line
from gaispider.report.sections.heading_line import LONGEST_TITLE, title_text
from gaispider.report.sections.numbered_headings import CHAPTER, Heading

UNNUMBERED = 0
"""The style of a heading that never had a number."""
_LONGEST_SHORT = 35  # a heading without a number
_PROSE = 30  # most lines of prose are longer
# Headings that have no number even where the others have one.
_STANDARD = frozenset(("引言", "前言", "概述", "附表", "结语", "导言", "序言"))
_BEFORE_FIRST = frozenset(("引言", "前言", "导言", "序言"))
_STANDARD_STARTS = frozenset(word[0] for word in _STANDARD)
_NUMERAL_SET = frozenset(NUMERALS)
_MARKLESS = re.compile(rf"\s*([{NUMERALS}]{{1,2}})是?(\S.*)$")
# The rest of 一、 where an archived copy lost the numeral.
_LOST = frozenset("、．")
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_Lines = list[tuple[int, Block]]


def unnumbered_headings(blocks: list[Block], taken: set[int]) -> list[Heading]:
    """Headings by markup (h1-h6, else lines all in bold), else by the standard names of a report's parts.

    Lines in `taken` are not used.
    """
    lines = [(at, block) for at, block in enumerate(blocks) if at not in taken and block.table is None]
    chosen = _by_tag(lines) or _by_bold(blocks, lines) or _by_name(blocks, lines)
    # A heading without text below (基本介绍 above an infobox that is left out) is no section.
    ends = {at for at, _ in chosen} | {len(blocks)}
    return [Heading(at, UNNUMBERED, None, title_text(block.text), "") for at, block in chosen if at + 1 not in ends]


def _by_tag(lines: _Lines) -> _Lines:
    """The short lines of the highest heading tag. If that is the page's own title, also those of the second."""
    tagged = [(at, block) for at, block in lines if block.tag in _HEADING_TAGS and _is_short(block)]
    if not tagged:
        return []
    tags = sorted({block.tag for _, block in tagged})
    only_title = len(tags) > 1 and sum(block.tag == tags[0] for _, block in tagged) == 1
    return [(at, block) for at, block in tagged if block.tag <= tags[1 if only_title else 0]]


def _by_bold(blocks: list[Block], lines: _Lines) -> _Lines:
    # A unit's name in bold above the date at the end is no heading.
    last = next((at for at in range(len(blocks) - 1, -1, -1) if _is_prose(blocks[at])), -1)
    chosen = [(at, block) for at, block in lines if block.bold and at <= last and _is_short(block)]
    return chosen if len(chosen) >= 2 else []  # one line in bold is a title's second line or an emphasis


def _by_name(blocks: list[Block], lines: _Lines) -> _Lines:
    followed = ((at, block) for at, block in lines if _is_followed(blocks, at) and _is_short(block))
    chosen = [(at, block) for at, block in followed if _is_standard(block)]
    return chosen if len(chosen) >= 2 else []


def standard_headings(blocks: list[Block], taken: set[int], style: int) -> list[Heading]:
    """Short lines with a standard name that begin a section without a number; they get the style `style`."""
    return [
        Heading(at, style, None, title_text(fold(block.text)), "")
        for at, block in enumerate(blocks)
        if at not in taken
        and block.table is None
        and len(block.text) <= LONGEST_TITLE
        and _opens_bare(block.text.lstrip())
    ]


def _opens_bare(line: str) -> bool:
    """Whether a short line begins a section without a number: 引 言, or 、概 述, which lost its 一."""
    if line[:1] in _LOST:
        return len(line) > 2 and "。" not in line
    return line[:1] in _STANDARD_STARTS and fold(line).rstrip(":") in _STANDARD


def markless_headings(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """Standard headings whose 、 is lost or mistyped, where the numbers around need them:

    一、 … 二主动公开情况 … 三、.
    """
    places = {heading.at: heading for heading in found if heading.style == CHAPTER}
    expected = 1
    bare = []
    for at, block in enumerate(blocks):
        if at in places:
            expected = (chinese_integer(places[at].number or "") or expected) + 1
        elif block.table is None and block.text[:1] in _NUMERAL_SET and _is_short(block):
            match = _MARKLESS.match(block.text)
            if match and chinese_integer(match[1]) == expected and _is_standard(replace(block, text=match[2])):
                bare.append(Heading(at, CHAPTER, match[1], title_text(match[2]), ""))
                expected += 1
    return bare


def with_lost_number(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """The headings, with the one standard heading added that lost its number where the outer numbers skip one.

    一、 … 三、 skips one; so does 总体情况 … 二、 at the beginning. The headings `found` are in the order of their
    lines.
    """
    style = min(heading.style for heading in found)
    outer = [heading for heading in found if heading.number and heading.style == style]
    places = [heading.at for heading in found]
    lost = []
    for low, high in _gaps(outer):
        inside = found[bisect_left(places, low) : bisect_left(places, high)]
        if (at := _lost_between(inside, blocks, low, high)) is not None:
            lost.append(at)
    made = [Heading(at, style, None, title_text(blocks[at].text), "") for at in lost]
    return sorted(found + made, key=lambda heading: heading.at)


def _lost_between(inside: list[Heading], blocks: list[Block], low: int, high: int) -> int | None:
    """The one standard heading in the lines between.

    None if there are several, or if one there has lost its number already.
    """
    if any(not heading.number and heading.title not in _BEFORE_FIRST for heading in inside):
        return None
    taken = {heading.at for heading in inside}
    bare = [at for at in range(low, high) if at not in taken and _is_standard_line(blocks[at])]
    return bare[0] if len(bare) == 1 else None


def _gaps(outer: list[Heading]) -> Iterator[tuple[int, int]]:
    """The lines between two headings, or before the first, whose numbers skip one."""
    start = 0
    before: int | None = 0
    for heading in outer:
        number = chinese_integer((heading.number or "").strip("第部分()（）"))
        if before is not None and number == before + 2:
            yield start, heading.at
        start, before = heading.at + 1, number


def _is_standard_line(block: Block) -> bool:
    return block.table is None and _is_short(block) and _is_standard(block)


def _is_short(block: Block) -> bool:
    if len(block.text) > 3 * _LONGEST_SHORT:
        return False
    folded = fold(block.text)
    return (
        2 <= len(folded) <= _LONGEST_SHORT
        and "。" not in folded
        and folded[-1] not in ";,!?"
        and not is_date_line(folded)
        and not re.search(r"年.*公开.*(?:报告|总结|年报)|^附[:件]|^[(].*[)]$", folded)
    )


def _is_standard(block: Block) -> bool:
    folded = fold(block.text).rstrip(":")
    return folded in _STANDARD or bool(
        re.fullmatch(
            r".{0,12}(?:公开|申请|复议|诉讼|收费|问题|咨询|解读|机构|总体|基本|事项|人员).{0,16}"
            r"(?:情况|措施|打算|事项|附表|方面|工作|计划|处理)",
            folded,
        )
    )


def _is_followed(blocks: list[Block], at: int) -> bool:
    """Whether prose or a table follows the line, as it does a heading."""
    return at + 1 < len(blocks) and (blocks[at + 1].table is not None or len(blocks[at + 1].text) > 35)


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE or block.text.rstrip()[-1:] == "。"
