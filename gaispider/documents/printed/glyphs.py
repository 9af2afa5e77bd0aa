"""Printed pages: characters at places, and ruling lines. PDF and OFD are read into these types.

Lengths are in the page's own unit, with the origin at the top left; every bound is relative to the character size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

# Shares of a character's size.
_SAME_LINE = 0.5  # by which the middles of two characters of a line may differ
_BLANK = 0.35  # gap between Latin letters or digits that is a blank
_WIDE_BLANK = 0.9  # gap between Chinese characters that is one: justified lines have smaller gaps
_CELL_GAP = 2.5  # gap that parts columns of figures
_RAISED = 0.8  # characters so much smaller than their line are raised marks

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LATIN = re.compile(r"[!-~]")


@dataclass(slots=True)
class Glyph:
    """One character, its box, the size of its type, whether the face is black, and whether it is red as seals are."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    red: bool = False

    @property
    def middle(self) -> float:
        """Where the character stands vertically."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A ruling line; `x0 == x1` for a vertical one, `top == bottom` for a horizontal one.

    `filled` ones are not drawn: they are where the fill of an area ends.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    filled: bool = False


@dataclass(slots=True)
class PrintedPage:
    """One page. `picture` tells whether pictures cover most of it.

    `turned` are the characters that are turned by 90, 180 or 270 degrees against the clock; `glyphs` the upright ones.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture: bool = False
    turned: dict[int, list[Glyph]] = field(default_factory=dict)


@dataclass(slots=True)
class PrintedLine:
    """One line of text with its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    # How many columns wide gaps make of it.
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line. `line` counts the file's lines, and a ruled table as one; `level` grows from top to bottom."""

    text: str
    line: int
    level: float
    x0: float
    x1: float
    size: float

    @property
    def middle(self) -> float:
        """Where the piece stands between the page's sides."""
        return (self.x0 + self.x1) / 2


def printed_lines(glyphs: list[Glyph]) -> list[PrintedLine]:
    """The lines that characters make, from top to bottom."""
    return sorted(map(_line, glyph_rows(glyphs)), key=lambda line: line.top)


def glyph_rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters of each line from left to right, by the line's level."""
    rows: list[list[Glyph]] = []
    levels: list[float] = []
    for glyph in sorted((glyph for glyph in glyphs if glyph.text.strip()), key=lambda glyph: glyph.middle):
        if rows and abs(glyph.middle - levels[-1]) <= _SAME_LINE * max(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
            # The level is that of the largest characters: raised marks stand above it.
            if glyph.size >= max(other.size for other in rows[-1][:8]):
                levels[-1] = glyph.middle
        else:
            rows.append([glyph])
            levels.append(glyph.middle)
    return [sorted(row, key=lambda glyph: glyph.x0) for row in rows]


def _line(row: list[Glyph]) -> PrintedLine:
    size = median(glyph.size for glyph in row)
    parts = [_sign(row[0], size, row)]
    columns = 1
    for left, right in pairwise(row):
        gap = right.x0 - left.x1
        latin = _LATIN.fullmatch(left.text[-1:]) or _LATIN.fullmatch(right.text[:1])
        if gap > _CELL_GAP * size:
            columns += 1
        if gap > (_BLANK if latin else _WIDE_BLANK) * size:
            parts.append(" ")
        parts.append(_sign(right, size, row))
    return PrintedLine(
        "".join(parts).strip(),
        row[0].x0,
        max(glyph.x1 for glyph in row),
        min(glyph.top for glyph in row),
        max(glyph.bottom for glyph in row),
        size,
        all(glyph.bold for glyph in row),
        columns,
    )


def _sign(glyph: Glyph, size: float, row: list[Glyph]) -> str:
    """The character; a small raised digit behind a digit is a mark of a note, not a figure."""
    if glyph.size >= _RAISED * size or not glyph.text.isdigit():
        return glyph.text
    lowest = max(other.bottom for other in row)
    return glyph.text.translate(_SUPERSCRIPT) if glyph.bottom < lowest - 0.15 * size else glyph.text
