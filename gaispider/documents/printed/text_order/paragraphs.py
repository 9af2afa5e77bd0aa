"""Joins the lines of printed pages into paragraphs: most line breaks only come from the width of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gaispider.documents.printed.glyphs import PrintedLine
from gaispider.page.model import Block

# In sizes of the type.
_INDENT = 1.2  # a first line is set in by two characters
_SHORT = 1.6  # a line that ends so far before the margin ends its paragraph
_HALF = 0.6  # share of the text's width: a line that ends before it ends its paragraph
_CENTRED = 1.0  # by which the margins left and right of a centred line may differ
_APART = 0.4  # gap between lines, beyond the usual one, that parts paragraphs
_SIZES = 1.15  # a size larger or smaller than this is another kind of line
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]+部分"
)
_ENDS = ("。", "！", "？", "；", "：", "）", ":")
_LATIN = re.compile(r"[0-9A-Za-z.,;:%-]\Z")
_LATIN_START = re.compile(r"[0-9A-Za-z(]")


@dataclass(slots=True)
class _Frame:
    """Where the text of a document begins and ends, the usual distance of its lines and the usual size of its type."""

    left: float
    right: float
    gap: float
    size: float


def paragraphs(lines: list[PrintedLine]) -> list[Block]:
    """The paragraphs of lines that follow each other, also over page breaks."""
    if not lines:
        return []
    frame = _frame(lines)
    blocks: list[Block] = []
    last: PrintedLine | None = None
    for line in lines:
        if last is not None and blocks and not _begins(last, line, frame):
            blocks[-1] = Block(_joined(blocks[-1].text, line.text), "p", face=blocks[-1].bold and line.bold)
        else:
            blocks.append(Block(line.text, "p", face=line.bold))
        last = line
    return blocks


def _frame(lines: list[PrintedLine]) -> _Frame:
    size = median(line.size for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > 12 * size] or lines
    right = sorted(line.x1 for line in long)[int(len(long) * 0.8)]
    left = sorted(line.x0 for line in long)[int(len(long) * 0.15)]
    gaps = [below.top - line.bottom for line, below in pairwise(lines) if below.top > line.bottom]
    return _Frame(left, right, median(gaps) if gaps else 0.0, size)


def _begins(last: PrintedLine, line: PrintedLine, frame: _Frame) -> bool:
    """Whether `line` begins a new paragraph after `last`; the most reliable rule is applied first."""
    size = max(last.size, line.size)
    if size > _SIZES * min(last.size, line.size) or last.columns > 1 or line.columns > 1:
        return True
    if 0 < frame.gap < line.top - last.bottom - _APART * size:
        return True
    if _is_centred(last, frame) or _is_centred(line, frame):
        # A title over two lines is larger than the text.
        return size < _SIZES * frame.size
    if line.x0 > frame.left + _INDENT * size:
        return True
    ended = last.text.endswith(_ENDS)
    if ended and _NUMBERED.match(line.text):
        return True
    # Lines that are not justified end a little before the margin, too, but hardly with a full stop.
    short = last.x1 < frame.right - _SHORT * size
    return short and (ended or last.x1 - frame.left < _HALF * (frame.right - frame.left))


def _is_centred(line: PrintedLine, frame: _Frame) -> bool:
    left, right = line.x0 - frame.left, frame.right - line.x1
    return left > 3 * line.size and abs(left - right) < _CENTRED * line.size


def _joined(text: str, more: str) -> str:
    between = " " if _LATIN.search(text) and _LATIN_START.match(more) and not text[-1:].isdigit() else ""
    return text + between + more
