"""Where the boxes of a grid stand among its rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

# Points by which ruling lines of one edge may differ.
TOLERANCE = 3.0

# Left, top, right, bottom; and first row, first column, rows, columns.
Box = tuple[float, float, float, float]
Place = tuple[int, int, int, int]


def levels(values: Iterable[float]) -> list[float]:
    """The places of edges, those that differ by no more than the tolerance being one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOLERANCE:
            found.append(value)
    return found


def rows_and_columns(boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
    """The levels of the rows and of the columns that boxes make, both ends included."""
    return levels(y for box in boxes for y in (box[1], box[3])), levels(x for box in boxes for x in (box[0], box[2]))


def place_of(box: Box, rows: Sequence[float], columns: Sequence[float]) -> Place:
    """The place of a box among rows and columns at these levels."""
    row, column = _at(rows, box[1]), _at(columns, box[0])
    return row, column, max(1, _at(rows, box[3]) - row), max(1, _at(columns, box[2]) - column)


def open_boxes(
    places: Sequence[Place],
    rows: Sequence[float],
    columns: Sequence[float],
    is_drawn: Callable[[float, float, float], bool],
) -> list[Box]:
    """The boxes of the cells that are missing in a grid because a rule around them is not drawn.

    They fill what the boxes at `places` leave free. Two of them, one directly below the other and equally wide, are one
    box unless a rule is drawn between them: `is_drawn(level, left, right)` tells whether there is one.
    """
    taken = {
        (at, across)
        for row, column, down, along in places
        for at in range(row, row + down)
        for across in range(column, column + along)
    }
    found: list[Box] = []
    for row, (top, bottom) in enumerate(pairwise(rows)):
        free = [column for column in range(len(columns) - 1) if (row, column) not in taken]
        for first in (column for column in free if column - 1 not in free):
            end = next(column for column in range(first + 1, len(columns)) if column not in free)
            left, right = columns[first], columns[end]
            above = next((box for box in found if (box[0], box[2], box[3]) == (left, right, top)), None)
            if above is not None and not is_drawn(top, left, right):
                found[found.index(above)] = (left, above[1], right, bottom)
            else:
                found.append((left, top, right, bottom))
    return found


def _at(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - value))
