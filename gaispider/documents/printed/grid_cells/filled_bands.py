"""Grids that background fills make in tables without ruling lines, where every other row is often filled.

The edges of the fills look like ruling lines. Read as grids, the filled rows would be torn from the rows between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from gaispider.documents.printed.glyphs import Glyph, PrintedPage, glyph_rows
from gaispider.documents.printed.grid_cells.grid_places import TOLERANCE, Box, place_of, rows_and_columns

# In multiples of the type size: a smaller gap between characters is inside one text; a row farther from the fill
# belongs to another table.
_GAP = 0.5
_NEAR = 4.0
# A character may overlap an edge by so many points.
_EDGE = 0.5


def without_bands(grids: list[list[Box]], page: PrintedPage) -> list[list[Box]]:
    """The grids of a page, without those that are only the filled rows of a larger table without ruling lines.

    A grid is left out if no vertical line is drawn inside it, and a line of text outside its cells stands in or near
    it and keeps to its columns. Kept as a table, it would be torn from the other rows. The text of all rows is left
    for the readers that go by position.
    """
    filled = [number for number, boxes in enumerate(grids) if not _is_ruled(_bounds(boxes), page)]
    if not filled:
        return grids
    cells = [box for boxes in grids for box in _of_one_column(boxes)]
    loose = [glyph for glyph in page.glyphs if glyph.text.strip() and not any(_is_in(glyph, box) for box in cells)]
    rows = glyph_rows(loose)
    bands = {number for number in filled if any(_goes_on(row, grids[number]) for row in rows)}
    return [boxes for number, boxes in enumerate(grids) if number not in bands]


def _of_one_column(boxes: list[Box]) -> list[Box]:
    rows, columns = rows_and_columns(boxes)
    return [box for box in boxes if len(columns) > 2 and place_of(box, rows, columns)[3] == 1]


def _bounds(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_ruled(bounds: Box, page: PrintedPage) -> bool:
    """Whether a vertical line, not the edge of a fill, is drawn inside a grid (`bounds`: left, top, right, bottom)."""
    x0, top, x1, bottom = bounds
    return any(
        not rule.filled
        and rule.x1 - rule.x0 <= TOLERANCE < rule.bottom - rule.top
        and x0 + TOLERANCE < rule.x0 < x1 - TOLERANCE
        and min(bottom, rule.bottom) - max(top, rule.top) > TOLERANCE
        for rule in page.rules
    )


def _is_in(glyph: Glyph, bounds: Box) -> bool:
    x0, top, x1, bottom = bounds
    return x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= glyph.middle <= bottom


def _goes_on(row: list[Glyph], boxes: list[Box]) -> bool:
    """Whether a line of text continues a grid.

    It does if it lies in the grid or close above or below it, and has texts in several columns, none across an edge.
    """
    x0, top, x1, bottom = _bounds(boxes)
    level, size = row[0].middle, max(glyph.size for glyph in row)
    own = [glyph for glyph in row if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1]
    if not own or not top - _NEAR * size <= level <= bottom + _NEAR * size:
        return False
    edges = rows_and_columns(boxes)[1][1:-1]
    pieces = list(_pieces(own, size))
    if any(left + _EDGE < edge < right - _EDGE for left, right in pieces for edge in edges):
        return False
    return len({sum(edge <= (left + right) / 2 for edge in edges) for left, right in pieces}) > 1


def _pieces(row: list[Glyph], size: float) -> Iterator[tuple[float, float]]:
    start = row[0].x0
    for left, right in pairwise(row):
        if right.x0 - left.x1 > _GAP * size:
            yield start, left.x1
            start = right.x0
    yield start, row[-1].x1
