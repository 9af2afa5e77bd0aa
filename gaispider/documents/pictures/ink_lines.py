"""The lines of text that the ink of a cell makes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from gaispider.documents.pictures.recogniser import Picture

_Line = tuple[int, int, int, int]

# Pixels; what is smaller in both directions is dust.
_DUST = 6
# In multiples of the sign size: strokes that together are no taller than _ONE are one line (二); what is taller than
# _TWO is several lines.
_ONE, _TWO = 1.35, 1.75
# Height of a sign in pixels where there are too few pieces of ink to measure it.
_USUAL = 34.0


def without_dust(ink: Picture) -> Picture:
    """The ink without specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = (stats[:, cv2.CC_STAT_WIDTH] < _DUST) & (stats[:, cv2.CC_STAT_HEIGHT] < _DUST)
    small[0] = True
    return np.where(small[labels], 0, 255).astype(np.uint8) if count > 1 else ink


def sign_size(ink: Picture) -> float:
    """The height of a sign, in pixels: that of the taller pieces of ink."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:count, cv2.CC_STAT_HEIGHT]
    heights = heights[(heights >= _DUST) & (heights < 160)]
    return float(np.percentile(heights, 85)) if len(heights) >= 12 else _USUAL


def ink_lines(ink: Picture, size: float) -> list[_Line]:
    """The boxes (left, top, right, bottom) of the lines in a cell, from top to bottom."""
    bands = _bands(np.asarray(ink.any(axis=1)), 2)
    joined: list[list[int]] = []
    for top, bottom in bands:
        if joined and bottom - joined[-1][0] <= _ONE * size:
            joined[-1][1] = bottom
        else:
            joined.append([top, bottom])
    lines = []
    for top, bottom in joined:
        for start, end in _parted(ink[top:bottom], size):
            columns = np.flatnonzero(ink[top + start : top + end].any(axis=0))
            if len(columns):
                lines.append((int(columns[0]), top + start, int(columns[-1]) + 1, top + end))
    return lines


def _bands(filled: np.ndarray[Any, Any], gap: int) -> list[tuple[int, int]]:
    """The runs of rows with ink; runs with a smaller gap between them are one."""
    rows = np.flatnonzero(filled)
    if not len(rows):
        return []
    cuts = np.flatnonzero(np.diff(rows) > gap)
    starts = [rows[0], *rows[cuts + 1]]
    ends = [*rows[cuts], rows[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]


def _parted(band: Picture, size: float) -> list[tuple[int, int]]:
    """Lines that touch each other are parted where the least ink is."""
    height = len(band)
    count = round(height / (1.25 * size)) if height > _TWO * size else 1
    if count < 2:
        return [(0, height)]
    ink = band.sum(axis=1, dtype=np.int64)
    cuts = [0]
    for n in range(1, count):
        middle, reach = round(n * height / count), max(2, round(0.3 * size))
        low = max(cuts[-1] + 1, middle - reach)
        cuts.append(low + int(ink[low : middle + reach].argmin()))
    return list(zip(cuts, [*cuts[1:], height], strict=True))
