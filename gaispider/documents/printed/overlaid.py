"""Cells of printed tables over which something else stands: a red seal, a figure too wide for its own cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gaispider.documents.pictures.figure_doubt import marked
from gaispider.documents.printed.glyphs import Glyph, glyph_rows

# In sizes of the type: signs of one figure are no farther apart.
_WITHIN = 0.2
_TOUCH = 0.05
# Share of a sign's width that must lie beyond an edge for it to stand on the edge.
_BEYOND = 0.1
# A figure over an edge whose middle is so near to it may be of either cell.
_DOUBTFUL = 0.6
# Shares by which level and size of a stamped sign differ from those of the cell's text.
_OTHER_LEVEL, _OTHER_SIZE = 0.25, 0.15
_SIGN = re.compile(r"[\d.,+-]")

Box = tuple[float, float, float, float]


def without_stamps(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters of a cell without the red words of a seal.

    Red words are left out if they stand off the lines of the dark text or differ from it in size, or if the dark text
    is a figure. If one of the red characters is a digit, all stay: they may be a figure printed in red.
    """
    red = [glyph for glyph in glyphs if glyph.red and glyph.text.strip()]
    dark = [glyph for glyph in glyphs if not glyph.red and glyph.text.strip()]
    if not red or not dark or any(glyph.text.isdigit() for glyph in red):
        return glyphs
    is_figure = all(_SIGN.fullmatch(glyph.text) for glyph in dark)
    stamped = {id(glyph) for glyph in red if is_figure or not any(_is_of_line(glyph, other) for other in dark)}
    return [glyph for glyph in glyphs if id(glyph) not in stamped]


def by_colour(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters of a cell in one list, or in two (not red, red) if both have digits: they must stay apart."""
    red = [glyph for glyph in glyphs if glyph.red]
    dark = [glyph for glyph in glyphs if not glyph.red]
    both = all(any(glyph.text.isdigit() for glyph in part) for part in (red, dark))
    return [dark, red] if both else [glyphs]


def figures_in_one_cell(glyphs: list[Glyph], boxes: Sequence[Box]) -> list[Glyph]:
    """The characters of a table; a figure that stands over an edge is moved into the cell that its middle is in.

    A blank is put where the edge cuts it, since it may be two wide figures that touch each other. If its middle is too
    close to the edge to choose, every empty cell of the two gets it, marked as a figure in doubt.
    """
    edges = sorted({x for box in boxes for x in (box[0], box[2])})
    moved: dict[int, list[Glyph]] = {}
    for row in glyph_rows(glyphs):
        for figure in _figures(row):
            if any(_is_on_edge(glyph, edge, boxes) for glyph in figure for edge in edges) or _runs_on(figure, boxes):
                moved |= _moved(figure, boxes, glyphs)
    return [one for glyph in glyphs for one in moved.get(id(glyph), [glyph])] if moved else glyphs


def _is_of_line(red: Glyph, dark: Glyph) -> bool:
    same_size = abs(red.size - dark.size) <= _OTHER_SIZE * dark.size
    return same_size and abs(red.middle - dark.middle) <= _OTHER_LEVEL * dark.size


def _figures(row: list[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    for left, right in pairwise([None, *row]):
        if right is None or not _SIGN.fullmatch(right.text):
            continue
        if left is not None and found and found[-1][-1] is left and right.x0 - left.x1 <= _WITHIN * right.size:
            found[-1].append(right)
        else:
            found.append([right])
    return found


def _is_on_edge(glyph: Glyph, edge: float, boxes: Sequence[Box]) -> bool:
    inside = _BEYOND * (glyph.x1 - glyph.x0)
    if not glyph.x0 + inside < edge < glyph.x1 - inside:
        return False
    return any(edge in (box[0], box[2]) and box[1] <= glyph.middle < box[3] for box in boxes)


def _runs_on(figure: list[Glyph], boxes: Sequence[Box]) -> bool:
    """Whether an edge stands between signs that touch each other."""
    row = [box for box in boxes if box[1] <= figure[0].middle < box[3]]
    return any(
        right.x0 - left.x1 <= _TOUCH * right.size and _box_of(left, row) != _box_of(right, row)
        for left, right in pairwise(figure)
    )


def _moved(figure: list[Glyph], boxes: Sequence[Box], glyphs: list[Glyph]) -> dict[int, list[Glyph]]:
    middle = (figure[0].x0 + figure[-1].x1) / 2
    level = figure[0].middle
    row = [box for box in boxes if box[1] <= level < box[3]]
    home = next((box for box in row if box[0] <= middle < box[2]), None)
    if home is None:
        return {}
    reach = _DOUBTFUL * figure[0].size
    near = [box for box in row if box[0] - reach < middle < box[2] + reach]
    if len(near) > 1 or min(middle - home[0], home[2] - middle) < reach:
        return _in_doubt(figure, [box for box in near if _is_blank(box, figure, glyphs)] or [home])
    sides = [_box_of(glyph, row) for glyph in figure]
    made = {}
    for number, glyph in enumerate(figure):
        parted = number + 1 < len(figure) and sides[number] != sides[number + 1]
        text = f"{glyph.text} " if parted else glyph.text
        made[id(glyph)] = [_placed(glyph, home, text) if sides[number] != home else replace(glyph, text=text)]
    return made


def _in_doubt(figure: list[Glyph], homes: list[Box]) -> dict[int, list[Glyph]]:
    made: dict[int, list[Glyph]] = {id(glyph): [] for glyph in figure}
    for home in homes:
        aside = (home[0] + home[2] - figure[0].x0 - figure[-1].x1) / 2
        for glyph in figure:
            text = marked(glyph.text, []) if glyph is figure[-1] else glyph.text
            moved = replace(glyph, x0=glyph.x0 + aside, x1=glyph.x1 + aside)
            made[id(glyph)].append(_placed(moved, home, text))
    return made


def _is_blank(box: Box, figure: list[Glyph], glyphs: list[Glyph]) -> bool:
    own = {id(glyph) for glyph in figure}
    return not any(
        glyph.text.strip() and id(glyph) not in own and _box_of(glyph, [box]) == box and box[1] <= glyph.middle < box[3]
        for glyph in glyphs
    )


def _box_of(glyph: Glyph, row: Sequence[Box]) -> Box | None:
    middle = (glyph.x0 + glyph.x1) / 2
    return next((box for box in row if box[0] <= middle < box[2]), None)


def _placed(glyph: Glyph, home: Box, text: str) -> Glyph:
    """The character moved into the cell `home`, just inside the side over which it stood, with this text."""
    middle = (glyph.x0 + glyph.x1) / 2
    aside = min(max(middle, home[0] + 0.01), home[2] - 0.01) - middle
    return replace(glyph, text=text, x0=glyph.x0 + aside, x1=glyph.x1 + aside)
