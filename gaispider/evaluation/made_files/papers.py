"""Parts set on pages of 210 by 297 mm: what a PDF and an OFD of the same report print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaispider.evaluation.made_files.report_parts import Part, is_title
from gaispider.page.model import Cell, Table

_LEFT, _RIGHT, _TOP, _DEEPEST = 25.0, 185.0, 25.0, 275.0
_SHORT = 24  # characters of a line that is no sentence and stands at the right: office and day
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_LEADING = 1.3


@dataclass(slots=True)
class Paper:
    """A page in millimetres: lines of text as (x, y of the top, text, size), bars as (x0, y0, x1, y1)."""

    texts: list[tuple[float, float, str, float]] = field(default_factory=list)
    bars: list[tuple[float, float, float, float]] = field(default_factory=list)


def printed(parts: Sequence[Part]) -> list[Paper]:
    """The parts on pages. Tables break over pages, between any two rows."""
    pages, y = [Paper()], _TOP
    signed = _signed(parts)
    for number, part in enumerate(parts):
        whole = _lines(part, is_title(parts, number), number in signed) if isinstance(part, str) else _rows(part)
        for high, paper in whole:
            deepest = max([top + size for _, top, _, size in paper.texts], default=0.0)
            if y + max(high, deepest) > _DEEPEST:
                pages.append(Paper())
                y = _TOP
            pages[-1].texts += [(x, y + top, text, size) for x, top, text, size in paper.texts]
            pages[-1].bars += [(x0, y + y0, x1, y + y1) for x0, y0, x1, y1 in paper.bars]
            y += high
    return pages


def _signed(parts: Sequence[Part]) -> set[int]:
    """The numbers of the parts that sign a report: its last line, if it is a day, and a short one before it."""
    last = parts[-1] if parts else ""
    if not isinstance(last, str) or not _DAY.fullmatch(last):
        return set()
    before = parts[-2] if len(parts) > 1 else ""
    is_office = isinstance(before, str) and len(before) <= _SHORT and not before.endswith("。")
    return {len(parts) - 1, len(parts) - 2} if is_office else {len(parts) - 1}


def _lines(text: str, title: bool, signed: bool) -> Iterator[tuple[float, Paper]]:
    size = 7.0 if title else 4.0
    wide = int((_RIGHT - _LEFT) / size)
    shown = text if title or signed else " " * 2 + text
    for start in range(0, len(shown), wide):
        line = shown[start : start + wide]
        x = _LEFT + (2 * size if start == 0 and shown is not text else 0)
        if title or signed:
            x = (_LEFT + _RIGHT - len(line) * size) / 2 if title else _RIGHT - len(line) * size
        yield size * 1.75, Paper([(x, 0.0, line.strip(), size)])


def _rows(table: Table) -> Iterator[tuple[float, Paper]]:
    if not table.columns:
        return
    width = (_RIGHT - _LEFT) / table.columns
    size = min(3.0, width / 5)
    for row in range(table.rows):
        here = [one for one in table.cells if one.row <= row < one.row + one.rowspan]
        texts = {id(one): _wrapped(one.text, width * one.colspan - 1, size) for one in here}
        high = max([len(texts[id(one)]) for one in here if one.rowspan == 1] or [1]) * size * _LEADING + 2
        paper = Paper()
        for one in here:
            left, right = _LEFT + one.column * width, _LEFT + (one.column + one.colspan) * width
            paper.bars += [(left, 0, left, high), (right, 0, right, high)]
            paper.bars += [(left, 0, right, 0)] * (row == one.row)
            paper.bars += [(left, high, right, high)] * (row == one.row + one.rowspan - 1)
            lines = _in_row(one, row, texts[id(one)])
            paper.texts += [(left + 0.5, 1 + n * size * _LEADING, line, size) for n, line in enumerate(lines)]
        yield high, paper


def _in_row(cell: Cell, row: int, lines: list[str]) -> list[str]:
    """The lines of a cell over several rows that stand in one of them: no page break cuts it elsewhere."""
    if cell.rowspan == 1:
        return lines
    first = row - cell.row
    return lines[first:] if first == cell.rowspan - 1 else lines[first : first + 1]


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a cell; figures are half as wide as other signs and are not cut."""
    lines, used = [""], 0.0
    for sign in re.findall(r"[0-9.+,-]+|.|\n", text):
        if sign == "\n":
            lines.append("")
            used = 0.0
            continue
        wide = size * (len(sign) / 2 if sign.isascii() else 1)
        if used + wide > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += sign
        used += wide
    return lines
