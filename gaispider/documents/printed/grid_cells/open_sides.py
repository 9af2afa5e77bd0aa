"""The sides of grids that are not drawn: at a page break, and of tables without outer lines."""

from __future__ import annotations

from collections.abc import Iterator

from gaispider.documents.printed.grid_cells.grid_places import TOLERANCE, levels

# A ruling line as pdfplumber has it.
Edge = dict[str, float | str]

_DOWN, _RIGHT = ("top", "bottom"), ("x0", "x1")
# Where so many parallel lines end at one level and no line joins their ends, a side of the grid is not drawn.
_OPEN = 3


def edge_of(x0: float, x1: float, top: float, bottom: float) -> Edge:
    """The ruling line between two places."""
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if x1 - x0 < bottom - top else "h",
    }


def closing(edges: list[Edge]) -> list[Edge]:
    """The missing outer lines of grids, where several lines end together in the open. Each grid is closed by itself."""
    made: list[Edge] = []
    for grid in _grids(edges):
        down = [edge for edge in grid if edge["orientation"] == "v"]
        along = [edge for edge in grid if edge["orientation"] == "h"]
        made += [edge_of(low, high, level, level) for level, low, high in _open_sides(down, along, _DOWN, _RIGHT)]
        made += [edge_of(level, level, low, high) for level, low, high in _open_sides(along, down, _RIGHT, _DOWN)]
    return made


def _grids(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Groups of lines that are connected by touching each other; lines that touch no other come as one last group."""
    down = [edge for edge in edges if edge["orientation"] == "v"]
    rest = [edge for edge in edges if edge["orientation"] == "h"]
    alone: list[Edge] = []
    grids: list[list[Edge]] = []
    while rest:
        grid = [rest.pop()]
        for line in grid:  # grows while it is walked
            others = down if line["orientation"] == "h" else rest
            touching = [other for other in others if _touch(line, other)]
            grid += touching
            for other in touching:
                others.remove(other)
        if len(grid) > 1:
            grids.append(grid)
        else:
            alone += grid
    for line in down:  # the side of a cell that is as high as the page
        of = next((grid for grid in grids if _ends_with(line, grid)), alone)
        of.append(line)
    yield from [*grids, alone]


def _ends_with(line: Edge, grid: list[Edge]) -> bool:
    """Whether a vertical line begins and ends at the same levels as several vertical lines of a grid."""
    return all(
        sum(edge["orientation"] == "v" and abs(float(edge[end]) - float(line[end])) <= TOLERANCE for edge in grid)
        >= _OPEN
        for end in _DOWN
    )


def _touch(line: Edge, other: Edge) -> bool:
    return (
        float(line["x0"]) <= float(other["x1"]) + TOLERANCE
        and float(line["x1"]) >= float(other["x0"]) - TOLERANCE
        and float(line["top"]) <= float(other["bottom"]) + TOLERANCE
        and float(line["bottom"]) >= float(other["top"]) - TOLERANCE
    )


def _open_sides(
    lines: list[Edge], others: list[Edge], ends: tuple[str, str], sides: tuple[str, str]
) -> Iterator[tuple[float, float, float]]:
    """The sides of a grid that are not drawn, each as its level, its start and its end, in points.

    `lines` are those that end at the side, `others` those at right angles to them. A side is missing if several lines
    end at one level and no other line lies there. At top and bottom it is also missing if it is drawn only in part, as
    at a page break.
    """
    everything = [*lines, *others]
    for end, outermost in zip(ends, (min, max), strict=True):
        ends_at = levels(float(edge[end]) for edge in lines)
        for level in ends_at:
            here = [edge for edge in lines if abs(float(edge[end]) - level) <= TOLERANCE]
            if len({edge[sides[0]] for edge in here}) < _OPEN:
                continue
            is_side = level == outermost(ends_at)
            along = everything if is_side and others else here
            low, high = min(float(edge[sides[0]]) for edge in along), max(float(edge[sides[1]]) for edge in along)
            closers = [edge for edge in others if abs(float(edge[ends[0]]) - level) <= 2 * TOLERANCE]
            drawn = sum(
                max(0.0, min(high, float(edge[sides[1]])) - max(low, float(edge[sides[0]]))) for edge in closers
            )
            cut = is_side and drawn < high - low - 2 * TOLERANCE
            if not closers or (cut and ends == _DOWN):
                yield level, low, high
