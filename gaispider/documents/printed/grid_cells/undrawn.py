"""Cells between which no ruling line is drawn: they are parted where their texts keep to columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gaispider.documents.printed.glyphs import Glyph, glyph_rows

# In multiples of the type size, unless another unit is given.
_RUNS_ON = 0.5  # a smaller gap across an edge is inside one text
_SPACED = 1.5  # multiples of the usual gap between letters: so is a smaller gap where letters are spaced out
_CENTRED = 0.6  # the middles of a centred text and of its column differ by no more
_PADDING = 1.0  # a text along one side of its column is no farther from that side
_OFF = 1.0  # a text farther from the middle of its box is not centred in the whole box
_ASIDE = 0.3  # a figure farther from the middle of its box may belong to one column of it
_EDGE = 0.5  # points: a character may overlap an edge by so much
_SIGN = re.compile(r"[\d+./%-]")

Span = tuple[int, int, list[Glyph]]


def own_columns(glyphs: Sequence[Glyph], edges: Sequence[float], *, whole_row: bool) -> list[Span] | None:
    """Splits the text of a box that covers several columns; None if it is a single text or cannot be split safely.

    `edges` are the x positions of the column edges, both sides of the box included. Each part has its first column, the
    column after its last (both from 0) and its characters; an empty column is a part without characters.
    With `whole_row`, the box covers the whole row and is taken for a heading unless two of its texts begin as figures.
    The box is split only if each text is centred in its columns or stands along one side of them.
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
    """Whether a box over several columns has only a figure, off its middle, which may belong to one of the columns."""
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
