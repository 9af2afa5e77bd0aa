"""Parts tables that are printed directly below each other and share a ruling line.

Their ruling lines make a single grid. The column edges of one table say nothing about the other, and must not split
its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gaispider.documents.printed.grid_cells.grid_places import Box, Place, place_of, rows_and_columns

# A row and the rows above it are one table if they share more than this part of the edges of the side with fewer.
_COMMON = 0.5
# Two tables are parted only where each has at least so many edges that the other lacks.
_DIFFER = 2
# A figure, or the dashes or slashes that stand for no figure.
_FIGURE = r"(?:[-+]?\d[\d,.]*|[-/—]+)"
_FIGURES = re.compile(rf"{_FIGURE}(?: +{_FIGURE})*")


def edges_by_row(places: Sequence[Place], rows: int, columns: int) -> list[frozenset[int]]:
    """For each row of a grid, the inner column edges (numbered from 1 at the left) of the table that it belongs to.

    `places` are those of all boxes in the grid, which has `rows` rows and `columns` columns. A row belongs to the table
    above it if the two share most of their edges, or if one of them has no inner edges.
    """
    own: list[set[int]] = [set() for _ in range(rows)]
    for row, column, down, along in places:
        for covered in own[row : row + down]:
            covered |= {column, column + along} - {0, columns}
    tables: list[set[int]] = []
    table_of: list[int] = []
    for edges in own:
        if not tables or not _are_of_one(edges, tables[-1]):
            tables.append(set())
        tables[-1] |= edges
        table_of.append(len(tables) - 1)
    return [frozenset(tables[number]) for number in table_of]


def is_figures(text: str) -> bool:
    """Whether a cell has only figures, or the dashes and slashes that stand for no figure."""
    return _FIGURES.fullmatch(text.strip()) is not None


def _are_of_one(edges: set[int], others: set[int]) -> bool:
    fewer = min(len(edges), len(others))
    return not fewer or len(edges & others) > _COMMON * fewer


def parted(boxes: list[Box], text_of: Callable[[Box], str]) -> Iterator[list[Box]]:
    """The boxes of each table of a grid, from top to bottom.

    A new table begins where the column edges change: each side has several edges that the other lacks. The row above
    must have figures, and the first row below must have none, since it is the head of the new table.
    """
    rows, columns = rows_and_columns(boxes)
    places = [place_of(box, rows, columns) for box in boxes]
    known = edges_by_row(places, len(rows) - 1, len(columns) - 1)
    with_figures = {
        row + down - 1 for box, (row, _, down, _) in zip(boxes, places, strict=True) if is_figures(text_of(box))
    }
    starts = [0]
    for row in range(1, len(known)):
        above, below = known[row - 1], known[row]
        if above == below or min(len(above - below), len(below - above)) < _DIFFER:
            continue
        start = _head(row, starts[-1], known, with_figures, places, len(columns) - 1)
        if start is not None and not any(first < start < first + down for first, _, down, _ in places):
            starts.append(start)
    for first, end in zip(starts, [*starts[1:], len(known)], strict=True):
        yield [box for box, place in zip(boxes, places, strict=True) if first <= place[0] < end]


def _head(
    row: int, lowest: int, known: list[frozenset[int]], with_figures: set[int], places: Sequence[Place], columns: int
) -> int | None:
    """The first row of the table whose column edges begin at `row`; None if that row is no head.

    Titles over the whole width directly above belong to the table, but none above the row `lowest`.
    """
    titles = {first for first, column, down, along in places if (column, down, along) == (0, 1, columns)}
    start = row
    while start - 1 > lowest and start - 1 in titles and start - 1 not in with_figures:
        start -= 1
    return start if row not in with_figures and start - 1 in with_figures else None
