"""The ruling lines of a PDF page. Dashed and dotted lines, which some programs draw piece by piece, are one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

from pdfplumber.utils.geometry import obj_to_edges

from gaispider.documents.printed.glyphs import Rule

# Points. A piece of a dashed line has at most this length and thickness.
_LONGEST, _THICKEST = 8.0, 2.5
# Points. The pieces of one line lie within so much of each other across its direction.
_BESIDE = 1.0
# The widest gap in a line: so many times the length of the next piece, or so many points, whichever is more.
_GAP, _SHORTEST_GAP = 2.5, 2.5
# Fewer pieces are no line: they may be strokes of a character.
_FEWEST = 5


def page_rules(painted: Iterable[dict[str, Any]]) -> list[Rule]:
    """The ruling lines among the objects of a page that pdfplumber has opened."""
    whole: list[dict[str, Any]] = []
    pieces: list[dict[str, Any]] = []
    for drawn in (drawn for drawn in painted if drawn["object_type"] in ("line", "rect", "curve")):
        (pieces if _is_piece(drawn) else whole).append(drawn)
    rules = [
        Rule(edge["x0"], edge["x1"], edge["top"], edge["bottom"], _is_area(drawn))
        for drawn in whole
        for edge in obj_to_edges(drawn)
    ]
    return [*rules, *_pieced(pieces)]


def _is_area(drawn: dict[str, Any]) -> bool:
    """Whether a box is an area: filled, without an outline, and too thick to be a line."""
    thin = min(drawn["x1"] - drawn["x0"], drawn["bottom"] - drawn["top"]) <= _THICKEST
    return bool(drawn.get("fill") and not drawn.get("stroke") and not thin)


def _is_piece(drawn: dict[str, Any]) -> bool:
    width, height = drawn["x1"] - drawn["x0"], drawn["bottom"] - drawn["top"]
    return bool(max(width, height) <= _LONGEST and min(width, height) <= _THICKEST)


def _pieced(pieces: list[dict[str, Any]]) -> Iterator[Rule]:
    boxes = [(one["x0"], one["x1"], one["top"], one["bottom"]) for one in pieces]
    along = [(x0, x1, (top + bottom) / 2) for x0, x1, top, bottom in boxes if x1 - x0 >= (bottom - top) * 0.8]
    down = [(top, bottom, (x0 + x1) / 2) for x0, x1, top, bottom in boxes if bottom - top >= (x1 - x0) * 0.8]
    yield from (Rule(start, end, level, level) for start, end, level in _runs(along))
    yield from (Rule(level, level, start, end) for start, end, level in _runs(down))


def _runs(pieces: Iterable[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Start, end and level of each line that pieces make, a piece being its start, end and level."""
    level = 0.0
    lines: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces, key=lambda piece: piece[2]):
        if lines and piece[2] - level <= _BESIDE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
            level = piece[2]
    for line in lines:
        yield from _parts(sorted(line))


def _parts(line: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    end, number = float("-inf"), 0

    def part_of(piece: tuple[float, float, float]) -> int:
        nonlocal end, number
        if piece[0] - end > max(_SHORTEST_GAP, _GAP * (piece[1] - piece[0])):
            number += 1
        end = max(end, piece[1])
        return number

    for _, group in groupby(line, key=part_of):
        part = list(group)
        if len(part) >= _FEWEST:
            # A line may end in a gap.
            gap = max(after[0] - before[1] for before, after in pairwise(part))
            yield part[0][0] - gap, max(piece[1] for piece in part) + gap, part[0][2]
