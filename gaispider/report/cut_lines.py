"""The lines of a document, cut where a heading runs on behind other text: the line breaks of the page were lost."""

from __future__ import annotations

import re
from itertools import islice

from gaispider.page.model import Block
from gaispider.report.lines import chinese_integer

NUMERALS = "一二三四五六七八九十"
_FIRST = re.compile(r"(?<=[\s。;；:：])一、(?=\S)")


def cut_lines(blocks: list[Block], chapter: re.Pattern[str]) -> list[Block]:
    """The lines; a report set as one paragraph is cut before its numbered headings. `chapter`: how 一、 is written."""
    chapters = (
        (at, block)
        for at, block in enumerate(blocks)
        if block.text[:1] in NUMERALS and block.table is None and chapter.match(block.text)
    )
    first = list(islice(chapters, 2))
    if len(first) == 2:
        at, block = first[0]
        return _with_first(blocks, at) if block.text[:2] == "二、" else blocks
    lines: list[Block] = []
    for block in blocks:
        long = block.table is None and len(block.text) > 200
        starts = _inline_headings(block.text) if long and "三、" in block.text else []
        if len(starts) < 3:
            lines.append(block)
            continue
        if starts[0]:
            starts.insert(0, 0)
        ends = [*starts[1:], len(block.text)]
        lines.extend(
            Block(text, block.tag)
            for start, end in zip(starts, ends, strict=True)
            if (text := block.text[start:end].strip())
        )
    return lines


def _with_first(blocks: list[Block], before: int) -> list[Block]:
    """The lines with 一、 on one of its own, where it runs on behind the preamble and the others do not."""
    for at, block in enumerate(blocks[:before]):
        if block.table is None and (found := _FIRST.search(block.text)):
            head, rest = block.text[: found.start()].strip(), block.text[found.start() :].strip()
            return [*blocks[:at], Block(head, block.tag), Block(rest, block.tag), *blocks[at + 1 :]]
    return blocks


def _inline_headings(text: str) -> list[int]:
    """Where 一、 二、 三、 … stand in one paragraph, after a blank or a full stop, in unbroken order."""
    starts: list[int] = []
    for match in re.finditer(r"(?:^|(?<=[\s。;；:：]))([一二三四五六七八九十]{1,3})、", text):
        if chinese_integer(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts
