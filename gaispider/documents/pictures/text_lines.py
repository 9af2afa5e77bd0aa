"""The lines of text around the tables of a picture."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from gaispider.documents.pictures.cuts import Cut, sharper
from gaispider.documents.pictures.recogniser import Reading, Recogniser
from gaispider.documents.pictures.ruling_lines import Ruling
from gaispider.documents.printed.glyphs import Glyph, PrintedPage

# The type size as a share of the height of a line's box; sizes that differ by a smaller factor are the same type.
_TYPE, _NEAR_SIZE = 0.8, 1.25
_NUMBER = re.compile(r"\d+")


def text_line(found: Ruling, box: Any, areas: list[tuple[int, ...]]) -> Cut | None:
    """A line of text outside of tables."""
    (x0, y0), (x1, y1) = np.floor(box.min(axis=0)).astype(int), np.ceil(box.max(axis=0)).astype(int)
    x0, y0, x1, y1 = (int(max(0, side)) for side in (x0, y0, x1, y1))
    across, down = (x0 + x1) / 2, (y0 + y1) / 2
    if any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in areas):
        return None
    picture = np.ascontiguousarray(found.plain[y0:y1, x0:x1])
    return Cut(x0, y0, x1, y1, picture, found.ink[y0:y1, x0:x1]) if min(picture.shape) >= 8 else None


def read_lines(lines: list[Cut], reader: Recogniser, page: PrintedPage, points: float) -> set[str]:
    """Reads the lines outside of tables. Returns the numbers that were not read for sure."""
    first = reader.read([line.picture for line in lines])
    numbers = [n for n, reading in enumerate(first) if _NUMBER.search(reading.text)]
    second = dict(zip(numbers, reader.read([sharper(lines[n]) for n in numbers]), strict=True))
    doubtful: set[str] = set()
    usual = median(_TYPE * (line.bottom - line.top) for line in lines) if lines else 0.0
    for n, (line, reading) in enumerate(zip(lines, first, strict=True)):
        if n in second:
            doubtful |= _doubtful(reading, second[n])
        page.glyphs += _line_glyphs(reading, line, _size(line, usual), points)
    return doubtful


def _size(line: Cut, usual: float) -> float:
    """The size of a line's type in pixels: that of most lines where it is near, for boxes are not exact."""
    own = _TYPE * (line.bottom - line.top)
    return usual if usual / _NEAR_SIZE < own < usual * _NEAR_SIZE else own


def _doubtful(first: Reading, second: Reading) -> set[str]:
    numbers, again = _NUMBER.findall(first.text), _NUMBER.findall(second.text)
    return set(numbers) if numbers != again else set()


def _line_glyphs(reading: Reading, cut: Cut, pixels: float, points: float) -> list[Glyph]:
    """The signs of a line where the recogniser saw them."""
    size = pixels * points
    level = (cut.top + cut.bottom) / 2 * points
    top, bottom = level - size / 2, level + size / 2
    left, width = cut.x0 * points, (cut.x1 - cut.x0) * points
    glyphs: list[Glyph] = []
    for sign, place in zip(reading.text, reading.places, strict=True):
        if not sign.strip():
            continue
        half = size * (0.27 if sign.isascii() else 0.5)
        middle = left + place * width
        glyphs.append(Glyph(sign, middle - half, middle + half, top, bottom, size))
    for before, after in pairwise(glyphs):
        # The places are those of steps of the recogniser; what is near is side by side.
        if after.x0 - before.x1 < 0.8 * size:
            after.x0 = before.x1
            after.x1 = max(after.x1, after.x0 + 0.1)
    return glyphs
