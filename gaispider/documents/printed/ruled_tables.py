"""Tables of printed pages: grids that ruling lines make, with the characters inside each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule, printed_lines
from gaispider.documents.printed.grid_cells.grid_places import (
    TOLERANCE,
    Box,
    Place,
    levels,
    open_boxes,
    place_of,
    rows_and_columns,
)
from gaispider.documents.printed.grid_cells.row_edges import edges_by_row, parted
from gaispider.documents.printed.grid_cells.undrawn import own_columns
from gaispider.documents.printed.overlaid import by_colour, figures_in_one_cell, without_stamps
from gaispider.page.html.grids import joined_cell
from gaispider.page.model import Cell, Table

_Edge = dict[str, float | str]

_DOWN, _RIGHT = ("top", "bottom"), ("x0", "x1")

# Lines shorter than this are underlines of a word or strokes of a picture.
_SHORTEST = 3.0
# More strokes, or more lines that they make, are a drawing; crossings cost the square.
_MOST_DRAWN = 20_000
_MOST_RULES = 2_000
# So many lines that end together at no other line are a side of the grid that is not drawn.
_OPEN = 3


@dataclass(slots=True)
class RuledTable:
    """A table and its box on the page."""

    table: Table
    x0: float
    x1: float
    top: float
    bottom: float
    # Where the vertical edges stand, from left to right.
    edges: tuple[float, ...]


def ruled_tables(page: PrintedPage) -> list[RuledTable]:
    """The tables of a page from top to bottom. What has but one column only frames the text, or rules its lines."""
    found = [_ruled(boxes, page.glyphs) for boxes in _grids(page)]
    return [ruled for ruled in found if ruled.table.columns > 1]


def _grids(page: PrintedPage) -> Iterator[list[Box]]:
    for boxes in cell_boxes(page.rules):
        yield from parted(boxes, lambda box: _text(_inside(box, page.glyphs)))


def cell_boxes(rules: list[Rule]) -> list[list[Box]]:
    """For each grid that ruling lines make the boxes of its cells: left, top, right, bottom."""
    edges = [_edge(rule.x0, rule.x1, rule.top, rule.bottom) for rule in rules]
    edges = [edge for edge in edges if max(float(edge["width"]), float(edge["height"])) >= _SHORTEST]
    if not edges or len(edges) > _MOST_DRAWN:
        return []
    merged = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    if len(merged) > _MOST_RULES:
        return []
    merged = merge_edges([*merged, *_closing(merged)], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    cells = intersections_to_cells(edges_to_intersections(merged, TOLERANCE, TOLERANCE))
    found: list[list[Box]] = cells_to_tables(cells)
    return found


def inside(glyph: Glyph, tables: list[RuledTable]) -> bool:
    """Whether a character stands in one of the tables."""
    middle = (glyph.x0 + glyph.x1) / 2
    return any(table.x0 <= middle <= table.x1 and table.top <= glyph.middle <= table.bottom for table in tables)


def _edge(x0: float, x1: float, top: float, bottom: float) -> _Edge:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if x1 - x0 < bottom - top else "h",
    }


def _closing(edges: list[_Edge]) -> list[_Edge]:
    """The lines that close a grid where several lines end together at none: at a page break, at open sides."""
    down = [edge for edge in edges if edge["orientation"] == "v"]
    along = [edge for edge in edges if edge["orientation"] == "h"]
    made = [_edge(low, high, level, level) for level, low, high in _open_sides(down, along, _DOWN, _RIGHT)]
    made += [_edge(level, level, low, high) for level, low, high in _open_sides(along, down, _RIGHT, _DOWN)]
    return made


def _open_sides(
    lines: list[_Edge], others: list[_Edge], ends: tuple[str, str], sides: tuple[str, str]
) -> Iterator[tuple[float, float, float]]:
    """Levels at which several lines end, with the first and last of them; none that another line closes.

    At top and bottom of a page (a page break) a line that closes a part of it is not enough.
    """
    for end, outermost in zip(ends, (min, max), strict=True):
        ends_at = levels(float(edge[end]) for edge in lines)
        for level in ends_at:
            here = [edge for edge in lines if abs(float(edge[end]) - level) <= TOLERANCE]
            if len({edge[sides[0]] for edge in here}) < _OPEN:
                continue
            low, high = min(float(edge[sides[0]]) for edge in here), max(float(edge[sides[1]]) for edge in here)
            closing = [edge for edge in others if abs(float(edge[ends[0]]) - level) <= 2 * TOLERANCE]
            drawn = sum(
                max(0.0, min(high, float(edge[sides[1]])) - max(low, float(edge[sides[0]]))) for edge in closing
            )
            cut = level == outermost(ends_at) and drawn < high - low - 2 * TOLERANCE
            if not closing or (cut and ends == _DOWN):
                yield level, low, high


def _ruled(boxes: list[Box], glyphs: list[Glyph]) -> RuledTable:
    rows, columns = rows_and_columns(boxes)
    x0, x1, top, bottom = bounds = (columns[0], columns[-1], rows[0], rows[-1])
    own = [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= glyph.middle <= bottom]
    drawn = [place_of(box, rows, columns) for box in boxes]
    boxes = [*boxes, *(box for box in open_boxes(drawn, rows, columns) if _text(_inside(box, own)))]
    own = figures_in_one_cell(own, boxes)
    boxes.sort(key=lambda box: (box[1], box[0]))
    places = [place_of(box, rows, columns) for box in boxes]
    known = edges_by_row(places, len(rows) - 1, len(columns) - 1)
    cells: list[Cell] = []
    for box, place in zip(boxes, places, strict=True):
        row, column, down, along = place
        inner = {edge for edges in known[row : row + down] for edge in edges if column < edge < column + along}
        cells += _cells(box, own, columns, place, sorted(inner))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(Table(cells, len(rows) - 1, len(columns) - 1), *bounds, tuple(columns))


def _cells(box: Box, glyphs: list[Glyph], columns: list[float], place: Place, inner: list[int]) -> Iterator[Cell]:
    """The cell of a box at its place; several where rules between texts are not drawn, at the `inner` edges."""
    row, column, down, along = place
    own = without_stamps(_inside(box, glyphs))
    edges = [column, *inner, column + along]
    spans = None
    if inner:
        spans = own_columns(own, [columns[edge] for edge in edges], whole_row=along == len(columns) - 1)
    for first, end, part in spans or [(0, len(edges) - 1, own)]:
        yield Cell(_text(part), row, edges[first], down, edges[end] - edges[first])


def _inside(box: Box, glyphs: list[Glyph]) -> list[Glyph]:
    x0, top, x1, bottom = box
    return [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 < x1 and top <= glyph.middle < bottom]


def _text(glyphs: list[Glyph]) -> str:
    """The text; figures in the red of seals beside others stand apart from them, so that nothing makes one of both."""
    texts = [joined_cell(line.text for line in printed_lines(part)) for part in by_colour(glyphs)]
    return " ".join(texts)
