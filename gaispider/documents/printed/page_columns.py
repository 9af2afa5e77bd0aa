"""Two columns of text on one page, read one after the other."""

from __future__ import annotations

from gaispider.documents.printed.glyphs import Glyph

# Shares of the page's width: where the gap between two columns may stand.
_FIRST, _LAST = 0.35, 0.65
# So many characters must stand on either side, or the page has one column with a blank in it.
_FEWEST = 60
# Share of the characters that may cross the gap: a title over both columns.
_CROSSING = 0.12


def in_columns(glyphs: list[Glyph], width: float) -> list[list[Glyph]]:
    """The characters by column, each column whole; a title over both comes first."""
    if len(glyphs) < 2 * _FEWEST:
        return [glyphs]
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    gap = _gap(glyphs, width, size)
    if gap is None:
        return [glyphs]
    crossed = {round(glyph.middle / size) for glyph in glyphs if glyph.x0 < gap < glyph.x1 or _near(glyph, gap, size)}
    top: list[Glyph] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for glyph in glyphs:
        side = top if round(glyph.middle / size) in crossed else left if glyph.x1 <= gap else right
        side.append(glyph)
    if min(len(left), len(right)) < _FEWEST or len(top) > _CROSSING * len(glyphs):
        return [glyphs]
    return [part for part in (top, left, right) if part]


def _near(glyph: Glyph, gap: float, size: float) -> bool:
    return abs((glyph.x0 + glyph.x1) / 2 - gap) < size / 2


def _gap(glyphs: list[Glyph], width: float, size: float) -> float | None:
    """The middle of the widest strip, near the page's middle, that almost no character touches."""
    steps = max(1, round(width / (size / 2)))
    touched = [0] * (steps + 1)
    for glyph in glyphs:
        for step in range(max(0, int(glyph.x0 / width * steps)), min(steps, int(glyph.x1 / width * steps)) + 1):
            touched[step] += 1
    few = _CROSSING / 4 * len(glyphs) / 10
    best: tuple[int, float] | None = None
    run = 0
    for step in range(int(_FIRST * steps), int(_LAST * steps) + 1):
        run = run + 1 if touched[step] <= few else 0
        if run >= 2 and (best is None or run > best[0]):
            best = (run, (step - run / 2 + 0.5) / steps * width)
    return best[1] if best else None
