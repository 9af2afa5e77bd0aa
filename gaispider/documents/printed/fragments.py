"""What stands apart on printed pages outside of ruled tables: pieces of lines between wide gaps, with places."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from gaispider.documents.printed.glyphs import Fragment, Glyph, PrintedPage, glyph_rows
from gaispider.documents.printed.ruled_tables import inside, ruled_tables

# In sizes of the type: cells without lines stand at least two paddings apart.
_GAP = 0.5
_FIGURE = re.compile(r"[-+－+]?\d[\d,]*(?:\.\d+)?")
# A file has a table if at least _LINES lines have _FEW figures or more, or if at least _ENDING lines are words with a
# figure at the end.
_FEW, _LINES = 3, 3
_ENDING = 4


def loose_fragments(pages: list[PrintedPage]) -> list[Fragment]:
    """The pieces of all lines outside of ruled tables; an empty list if too few lines have figures to make a table."""
    found: list[Fragment] = []
    line = 0
    above = 0.0
    for page in pages:
        tables = ruled_tables(page)
        before = 0
        for row in glyph_rows([glyph for glyph in page.glyphs if not inside(glyph, tables)]):
            passed = sum(table.top < row[0].middle for table in tables)
            line += passed > before
            before = passed
            found += _pieces(row, line, above)
            line += 1
        line += len(tables) > before
        above += 2 * page.height  # far from what stands on the page before
    figures: dict[int, int] = {}
    for piece in found:
        figures[piece.line] = figures.get(piece.line, 0) + (_FIGURE.fullmatch(piece.text) is not None)
    ended = sum(
        left.line == right.line and right.line != after and _FIGURE.fullmatch(right.text) is not None
        for left, right, after in zip(found, found[1:], [*(piece.line for piece in found[2:]), -1], strict=False)
    )
    return found if sum(count >= _FEW for count in figures.values()) >= _LINES or ended >= _ENDING else []


def _pieces(row: list[Glyph], line: int, above: float) -> list[Fragment]:
    size = median(glyph.size for glyph in row)
    parts: list[list[Glyph]] = [[row[0]]]
    for left, right in pairwise(row):
        if right.x0 - left.x1 > _GAP * size:
            parts.append([])
        parts[-1].append(right)
    level = above + median(glyph.middle for glyph in row)
    return [
        Fragment("".join(glyph.text for glyph in part), line, level, part[0].x0, part[-1].x1, size) for part in parts
    ]
