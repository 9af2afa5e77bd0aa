"""Tables that are printed right under one another, so that one ends with the rule that the next begins with.

Their ruling lines make one grid; edges of the one are none of the other, and cut no cell of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gaispider.documents.printed.grid_cells.grid_places import Box, Place, place_of, rows_and_columns

# Share of the edges of a row, or of the rows above it, whichever are fewer, that both have where they are one table.
_COMMON = 0.5
# So many edges of each side are none of the other's where two tables are parted.
_DIFFER = 2
# Figures, or what stands for none.
_FIGURE = r"(?:[-+]?\d[\d,.]*|[-/—]+)"
_FIGURES = re.compile(rf"{_FIGURE}(?: +{_FIGURE})*")


def edges_by_row(places: Sequence[Place], rows: int, columns: int) -> list[frozenset[int]]:
    """For each of so many rows the numbers of the inner edges of its table, of boxes at these places.

    A row belongs to the table above it where most edges of the one are edges of the other; one without inner edges
    belongs there, too.
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
    """Whether a cell has figures, or strokes for them, and nothing else."""
    return _FIGURES.fullmatch(text.strip()) is not None


def _are_of_one(edges: set[int], others: set[int]) -> bool:
    fewer = min(len(edges), len(others))
    return not fewer or len(edges & others) > _COMMON * fewer


def parted(boxes: list[Box], text_of: Callable[[Box], str]) -> Iterator[list[Box]]:
    """The boxes of each table of a grid, from top to bottom.

    A table begins at a row without figures (its head) below one with figures, where the edges of the rows above and of
    those below are other ones, several on either side.
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
    """Where the table begins whose edges begin at a row: there, or at its title above; None if no head is there."""
    titles = {first for first, column, down, along in places if (column, down, along) == (0, 1, columns)}
    start = row
    while start - 1 > lowest and start - 1 in titles and start - 1 not in with_figures:
        start -= 1
    return start if row not in with_figures and start - 1 in with_figures else None
