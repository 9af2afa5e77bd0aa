"""Two columns of text on one page, read one after the other."""

from __future__ import annotations

from gaispider.documents.printed.glyphs import Glyph

# Shares of the page's width: where the gap between two columns may stand.
_FIRST, _LAST = 0.35, 0.65
# So many characters must stand on either side, or the page has one column with a blank in it.
_FEWEST = 40
# Share of the characters, and of the lines, that may cross the gap: a title over both columns, a header.
_CROSSING = 0.12
_FEW_LINES = 3
_MOST_LINES = 0.25


def in_columns(bands: list[list[Glyph]], width: float) -> list[tuple[list[Glyph], float]]:
    """The characters of a page by column, each column whole, and how far each stands from the first column.

    `bands` are what stands above, between and below its tables; the columns of each are read before the next. What
    crosses the gap in a band, such as a title over both columns, comes first.
    """
    found_gap = _column_gap([glyph for band in bands for glyph in band], width)
    if found_gap is None:
        return [(band, 0.0) for band in bands if band]
    middle, aside, size = found_gap
    found: list[tuple[list[Glyph], float]] = []
    for top, left, right in (_parted(band, middle, size) for band in bands):
        found += [(part, 0.0) for part in (top, left) if part]
        if right:
            found.append((right, aside))
    return found


def _column_gap(glyphs: list[Glyph], width: float) -> tuple[float, float, float] | None:
    """Where the gap of a page in two columns stands, how far these are apart, and the size of its type."""
    if len(glyphs) < 2 * _FEWEST:
        return None
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    gap = _gap(glyphs, width, size)
    if gap is None:
        return None
    top, left, right = _parted(glyphs, gap, size)
    if min(len(left), len(right)) < _FEWEST or len(top) > _CROSSING * len(glyphs):
        return None
    return gap, min(glyph.x0 for glyph in right) - min(glyph.x0 for glyph in left), size


def _parted(glyphs: list[Glyph], gap: float, size: float) -> tuple[list[Glyph], list[Glyph], list[Glyph]]:
    """What crosses the gap, what stands left and what right of it."""
    crossed = {round(glyph.middle / size) for glyph in glyphs if glyph.x0 < gap < glyph.x1 or _near(glyph, gap, size)}
    top: list[Glyph] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for glyph in glyphs:
        side = top if round(glyph.middle / size) in crossed else left if glyph.x1 <= gap else right
        side.append(glyph)
    return top, left, right


def _near(glyph: Glyph, gap: float, size: float) -> bool:
    return abs((glyph.x0 + glyph.x1) / 2 - gap) < size / 2


def _gap(glyphs: list[Glyph], width: float, size: float) -> float | None:
    """The middle of the widest strip, near the page's middle, that almost no line touches."""
    steps = max(1, round(width / (size / 2)))
    touched: list[set[int]] = [set() for _ in range(steps + 1)]
    for glyph in glyphs:
        row = round(glyph.middle / size)
        for step in range(max(0, int(glyph.x0 / width * steps)), min(steps, int(glyph.x1 / width * steps)) + 1):
            touched[step].add(row)
    lines = len(set().union(*touched))
    few = min(max(_FEW_LINES, _CROSSING * lines), _MOST_LINES * lines)
    best: tuple[int, float] | None = None
    run = 0
    for step in range(int(_FIRST * steps), int(_LAST * steps) + 1):
        run = run + 1 if len(touched[step]) <= few else 0
        if run >= 2 and (best is None or run > best[0]):
            best = (run, (step - run / 2 + 0.5) / steps * width)
    return best[1] if best else None
