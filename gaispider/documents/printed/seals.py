"""Vertical words stamped over text: characters that stand below each other, each alone on its line, over others."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from gaispider.documents.printed.glyphs import Glyph

# In sizes of the type.
_BESIDE = 0.6  # a character whose neighbour on the line is nearer belongs to a line of text
_SAME_LINE = 0.1
_SAME_COLUMN = 0.2
_NEAREST, _FARTHEST = 0.8, 1.9  # from one character of a seal to the next below it
_FEWEST = 3
# In a seal at least this share of the characters cover other text, each with at least this share of its area.
_OVER, _COVERED = 1 / 3, 0.15


def without_seals(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without those of vertical words that are stamped over them."""
    alone = [glyph for glyph in _alone(glyphs) if _is_chinese(glyph.text)]
    if len(alone) < _FEWEST:
        return glyphs
    stamped: set[int] = set()
    for run in _runs(alone):
        own = {id(glyph) for glyph in run}
        over = sum(any(id(other) not in own and _covers(glyph, other) for other in glyphs) for glyph in run)
        if over >= max(2, _OVER * len(run)):
            stamped |= own
    return [glyph for glyph in glyphs if id(glyph) not in stamped] if stamped else glyphs


def _alone(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without a neighbour of the same size on their line, blanks left out."""
    lines: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text.strip():
            lines[round(glyph.size), round(glyph.middle / max(_SAME_LINE * glyph.size, 0.1))].append(glyph)
    found = []
    for line in lines.values():
        line.sort(key=lambda glyph: glyph.x0)
        near = [right.x0 - left.x1 < _BESIDE * left.size for left, right in pairwise(line)]
        found += [glyph for glyph, before, after in zip(line, [False, *near], [*near, False], strict=True)
                  if not before and not after]  # fmt: skip
    return found


def _runs(alone: list[Glyph]) -> list[list[Glyph]]:
    """Runs of at least three characters of one size, each below the one before."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(alone, key=lambda glyph: glyph.middle):
        run = next((run for run in runs if _goes_on(run[-1], glyph)), None)
        if run is None:
            runs.append([glyph])
        else:
            run.append(glyph)
    return [run for run in runs if len(run) >= _FEWEST]


def _goes_on(above: Glyph, below: Glyph) -> bool:
    aside = abs((above.x0 + above.x1) - (below.x0 + below.x1)) / 2
    step = below.middle - above.middle
    same_size = abs(above.size - below.size) <= _SAME_LINE * above.size
    return same_size and aside <= _SAME_COLUMN * above.size and _NEAREST <= step / above.size <= _FARTHEST


def _covers(glyph: Glyph, other: Glyph) -> bool:
    wide = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
    high = min(glyph.bottom, other.bottom) - max(glyph.top, other.top)
    area = (glyph.x1 - glyph.x0) * (glyph.bottom - glyph.top)
    return wide > 0 and high > 0 and bool(other.text.strip()) and wide * high >= _COVERED * area


def _is_chinese(text: str) -> bool:
    return "\u3400" <= text[:1] <= "\u9fff"
