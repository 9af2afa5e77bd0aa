"""Tables of printed pages: grids that ruling lines make, with the characters inside each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from gaispider.documents.pictures.figure_doubt import marked
from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule, printed_lines
from gaispider.documents.printed.grid_cells.filled_bands import without_bands
from gaispider.documents.printed.grid_cells.grid_places import (
    TOLERANCE,
    Box,
    Place,
    open_boxes,
    place_of,
    rows_and_columns,
)
from gaispider.documents.printed.grid_cells.open_sides import closing, edge_of
from gaispider.documents.printed.grid_cells.row_edges import edges_by_row, is_figures, parted
from gaispider.documents.printed.grid_cells.undrawn import may_be_of_one_column, own_columns
from gaispider.documents.printed.overlaid import by_colour, figures_in_one_cell, without_stamps
from gaispider.page.html.grids import joined_cell
from gaispider.page.model import Cell, Table

# Two Chinese words with a blank between: the heads of two columns between which no rule is drawn.
_TWO_HEADS = re.compile(r"[\u2e80-\u9fff]{2} [\u2e80-\u9fff]{2}")
# Lines shorter than this are underlines of a word or strokes of a picture.
_SHORTEST = 3.0
# A page with more strokes, or more lines made of them, is a drawing. The time for crossings grows with the square.
_MOST_DRAWN = 20_000
_MOST_RULES = 2_000


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
    # Row and column of each cell whose figure is off its middle: it may belong to one part of a wide cell only.
    aside: frozenset[tuple[int, int]] = frozenset()


def ruled_tables(page: PrintedPage) -> list[RuledTable]:
    """The tables of a page from top to bottom, column by column.

    A grid with one column is no table: it is a frame around text, or lines to write on.
    """
    found = [_ruled(boxes, page) for boxes in _grids(page)]
    return _by_halves([ruled for ruled in found if ruled.table.columns > 1], page.width / 2)


def _by_halves(tables: list[RuledTable], middle: float) -> list[RuledTable]:
    """Tables of a page in two columns: those of the left one first, where none stands over the page's middle."""
    if any(table.x0 < middle < table.x1 for table in tables):
        return tables
    return sorted(tables, key=lambda table: table.x0 > middle)


def _grids(page: PrintedPage) -> Iterator[list[Box]]:
    for boxes in without_bands(cell_boxes(page.rules), page):
        yield from parted(boxes, lambda box: _text(_inside(box, page.glyphs)))


def cell_boxes(rules: list[Rule]) -> list[list[Box]]:
    """For each grid that ruling lines make the boxes of its cells: left, top, right, bottom."""
    edges = [edge_of(rule.x0, rule.x1, rule.top, rule.bottom) for rule in rules]
    edges = [edge for edge in edges if max(float(edge["width"]), float(edge["height"])) >= _SHORTEST]
    if not edges or len(edges) > _MOST_DRAWN:
        return []
    merged = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    if len(merged) > _MOST_RULES:
        return []
    merged = merge_edges([*merged, *closing(merged)], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    cells = intersections_to_cells(edges_to_intersections(merged, TOLERANCE, TOLERANCE))
    found: list[list[Box]] = cells_to_tables(cells)
    return found


def inside(glyph: Glyph, tables: list[RuledTable]) -> bool:
    """Whether a character stands in one of the tables."""
    middle = (glyph.x0 + glyph.x1) / 2
    return any(table.x0 <= middle <= table.x1 and table.top <= glyph.middle <= table.bottom for table in tables)


def _ruled(boxes: list[Box], page: PrintedPage) -> RuledTable:
    rows, columns = rows_and_columns(boxes)
    x0, x1, top, bottom = bounds = (columns[0], columns[-1], rows[0], rows[-1])
    own = [glyph for glyph in page.glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= glyph.middle <= bottom]
    drawn = [place_of(box, rows, columns) for box in boxes]
    undrawn = open_boxes(drawn, rows, columns, partial(_is_drawn, page.rules))
    boxes = [*boxes, *(box for box in undrawn if _text(_inside(box, own)))]
    own = figures_in_one_cell(own, boxes)
    cells = sorted(_cells_of(boxes, own, rows, columns), key=lambda cell: (cell.row, cell.column))
    aside = {place_of(box, rows, columns)[:2] for box in boxes if _is_aside(box, own)}
    return RuledTable(Table(cells, len(rows) - 1, len(columns) - 1), *bounds, tuple(columns), frozenset(aside))


def _cells_of(boxes: list[Box], glyphs: list[Glyph], rows: list[float], columns: list[float]) -> Iterator[Cell]:
    """The cells of a grid; a figure at one side of several columns is in doubt, unless a merged head is above it."""
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    places = [place_of(box, rows, columns) for box in boxes]
    known = edges_by_row(places, len(rows) - 1, len(columns) - 1)
    # First row, column and columns of what stands below a merged head; at the top it may be on the page before.
    merged: set[tuple[int, int, int]] = set()
    parted: set[tuple[int, int, int]] = set()  # the same below two heads without a rule between them
    for box, place in zip(boxes, places, strict=True):
        row, column, down, along = place
        inner = {edge for edges in known[row : row + down] for edge in edges if column < edge < column + along}
        made = list(_cells(box, glyphs, columns, place, sorted(inner)))
        texts = [cell.text for cell in made if cell.text]
        here, below = (row, column, along), (row + down, column, along)
        is_head = len(texts) == 1 and not is_figures(texts[0])
        if here in parted or (is_head and has_two_heads(texts[0])):
            parted.add(below)
        elif not row or is_head or here in merged:
            merged.add(below)
        in_doubt = here in parted or (inner and below not in merged)
        if in_doubt and len(made) == 1 and _is_aside(box, glyphs):
            made[0].text = marked(made[0].text, [])
        yield from made


def _is_aside(box: Box, glyphs: list[Glyph]) -> bool:
    return may_be_of_one_column(_inside(box, glyphs), box[0], box[2])


def has_two_heads(text: str) -> bool:
    """Whether the text of a cell is the heads of two columns, between which no rule is drawn."""
    return _TWO_HEADS.search(text) is not None


def _is_drawn(rules: list[Rule], level: float, left: float, right: float) -> bool:
    """Whether horizontal rules at a level cover at least half of the distance from left to right."""
    here = [rule for rule in rules if abs(rule.top - level) <= TOLERANCE and abs(rule.bottom - level) <= TOLERANCE]
    return sum(max(0.0, min(right, rule.x1) - max(left, rule.x0)) for rule in here) >= (right - left) / 2


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
    """The text of a cell. Red figures come last, after a blank, so that they are not read as one with the others."""
    texts = [joined_cell(line.text for line in printed_lines(part)) for part in by_colour(glyphs)]
    return " ".join(texts)
