"""Cells that no ruling line parts: what stands in columns of its own is in cells of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gaispider.documents.printed.glyphs import Glyph, glyph_rows

# In sizes of the type.
_RUNS_ON = 0.5  # a smaller gap across an edge is within a text
_SPACED = 1.5  # so is one that is no wider than this many of the gaps within the texts, as where letters are spaced
_CENTRED = 0.6  # by which the middles of a text and of its column may differ
_PADDING = 1.0  # between a text and the side it is set to
_OFF = 1.0  # a text that stands so far from its box's middle is not set for the box
_ASIDE = 0.3  # a figure so far from it may be set for one of the columns
_EDGE = 0.5  # points by which a character may touch an edge
_SIGN = re.compile(r"[\d+./%-]")

Span = tuple[int, int, list[Glyph]]


def own_columns(glyphs: Sequence[Glyph], edges: Sequence[float], *, whole_row: bool) -> list[Span] | None:
    """The texts in a box over several columns, with its columns (first, end); None if it is one text.

    `edges` are those of the columns that the box covers, its own sides included. Blank columns are texts of their own.
    A box over the whole row is a heading, unless there are figures in it. Texts are told apart only where each is set
    for its columns: in their middle, or along one side.
    """
    if not glyphs:
        return None
    size = max(glyph.size for glyph in glyphs)
    spans = _spans(glyphs, edges, size)
    filled = [span for span in spans if span[2]]
    texts = ["".join(glyph.text for glyph in own).strip() for _, _, own in filled]
    if len(spans) < 2 or any(len(text) < 2 and not _SIGN.fullmatch(text) for text in texts):
        return None
    if len(filled) == 1:
        x0, x1 = _ends(filled[0][2])
        off = abs((x0 + x1) / 2 - (edges[0] + edges[-1]) / 2) > _OFF * size
        return spans if off and not whole_row and _is_centred(filled[0], edges, size) else None
    if whole_row and sum(bool(_SIGN.match(text)) for text in texts) < 2:
        return None
    return spans if all(_is_set(span, edges, size) for span in filled) else None


def may_be_of_one_column(glyphs: Sequence[Glyph], left: float, right: float) -> bool:
    """Whether one figure in a box over several columns is not set for the box, and so may be of one of them."""
    if not glyphs or not all(_SIGN.fullmatch(glyph.text) for glyph in glyphs if glyph.text.strip()):
        return False
    x0, x1 = _ends(list(glyphs))
    return abs((x0 + x1) / 2 - (left + right) / 2) > _ASIDE * max(glyph.size for glyph in glyphs)


def _spans(glyphs: Sequence[Glyph], edges: Sequence[float], size: float) -> list[Span]:
    columns: list[list[Glyph]] = [[] for _ in edges[1:]]
    for glyph in glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        columns[min(sum(edge <= middle for edge in edges[1:-1]), len(columns) - 1)].append(glyph)
    spaced = _SPACED * max(map(_letter_gap, columns))
    spans: list[Span] = [(0, 1, columns[0])]
    for number, (edge, own) in enumerate(zip(edges[1:-1], columns[1:], strict=True), 1):
        first, _, before = spans[-1]
        if _runs_on(before, own, edge, max(_RUNS_ON * size, spaced)):
            spans[-1] = (first, number + 1, [*before, *own])
        else:
            spans.append((number, number + 1, own))
    return spans


def _letter_gap(glyphs: list[Glyph]) -> float:
    """The usual gap between neighbours of a column's lines; 0 where there are none."""
    gaps = [right.x0 - left.x1 for row in glyph_rows(glyphs) for left, right in pairwise(row)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _runs_on(left: list[Glyph], right: list[Glyph], edge: float, least: float) -> bool:
    """Whether a text goes on across an edge; gaps narrower than `least` are within a text."""
    if any(glyph.x0 < edge - _EDGE and glyph.x1 > edge + _EDGE for glyph in (*left, *right)):
        return True
    return any(
        other.x0 - glyph.x1 < least and abs(other.middle - glyph.middle) < glyph.size / 2
        for glyph in left
        for other in right
        if other.x0 >= glyph.x0
    )


def _ends(glyphs: list[Glyph]) -> tuple[float, float]:
    return min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)


def _is_centred(span: Span, edges: Sequence[float], size: float) -> bool:
    first, end, own = span
    x0, x1 = _ends(own)
    return abs((x0 + x1) / 2 - (edges[first] + edges[end]) / 2) <= _CENTRED * size


def _is_set(span: Span, edges: Sequence[float], size: float) -> bool:
    first, end, own = span
    x0, x1 = _ends(own)
    sides = x0 - edges[first], edges[end] - x1
    return _is_centred(span, edges, size) or min(map(abs, sides)) <= _PADDING * size
