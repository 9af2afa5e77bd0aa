"""Cuts lines of a document before headings that follow other text because the page's line breaks were lost."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from gaispider.page.model import Block
from gaispider.report.line_readings import NUMERALS, chinese_integer


def cut_lines(blocks: list[Block], chapter: re.Pattern[str]) -> list[Block]:
    """The lines; a report set as one paragraph is cut before its numbered headings.

    `chapter` is the pattern of 一、. If nothing is cut, the lines are `blocks` themselves.
    """
    chapters = (
        (at, block)
        for at, block in enumerate(blocks)
        if block.text[:1] in NUMERALS and block.table is None and chapter.match(block.text)
    )
    first = list(islice(chapters, 2))
    if len(first) == 2:
        at, block = first[0]
        number = chinese_integer(block.text[0])
        return _with_first(blocks, at, number - 1) if number and number > 1 and block.text[1] == "、" else blocks
    lines: list[Block] = []
    for block in blocks:
        long = block.table is None and len(block.text) > 200
        starts = _inline_headings(block.text) if long and "三、" in block.text else []
        lines.extend(_cut(block, starts) if len(starts) > 2 else [block])
    return lines if len(lines) > len(blocks) else blocks


def _cut(block: Block, starts: list[int]) -> list[Block]:
    """The block in pieces that begin at `starts`, and the piece before the first."""
    ends = [*starts, len(block.text)]
    pieces = [block.text[: ends[0]], *(block.text[a:b] for a, b in pairwise(ends))]
    return [Block(text, block.tag) for piece in pieces if (text := piece.strip())]


def _with_first(blocks: list[Block], before: int, missing: int) -> list[Block]:
    """The lines, with 一、 up to number `missing` cut off where they follow the preamble on its line."""
    for at, block in enumerate(blocks[:before]):
        if block.table is None and "一、" in block.text:
            starts = _inline_headings(block.text)
            if len(starts) == missing:
                return [*blocks[:at], *_cut(block, starts), *blocks[at + 1 :]]
    return blocks


def _inline_headings(text: str) -> list[int]:
    """Where 一、 二、 三、 … begin in one paragraph, after a space or a full stop, in unbroken order."""
    starts: list[int] = []
    for match in re.finditer(rf"(?:^|(?<=[\s。;；:：]))([{NUMERALS}]{{1,3}})、", text):
        if chinese_integer(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts
