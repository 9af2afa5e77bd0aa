"""A picture as a printed page: ruling lines, cells read one by one, lines of text around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np

from gaispider.documents.pictures.cuts import Cut, sharper
from gaispider.documents.pictures.figure_doubt import SURE, marked
from gaispider.documents.pictures.figure_ink import is_leaning, is_only_digits
from gaispider.documents.pictures.ink_lines import ink_lines, sign_size, without_dust
from gaispider.documents.pictures.recogniser import Picture, Reading, Recogniser
from gaispider.documents.pictures.ruling_lines import Ruling, ruling
from gaispider.documents.pictures.text_lines import read_lines, text_line
from gaispider.documents.pictures.upright import upright
from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule
from gaispider.documents.printed.ruled_tables import cell_boxes

# Points of the long side of a page (A4).
_POINTS = 842.0
# What the first reading of a figure's cell may be: it may have signs that look like digits. Such a cell is read again.
_FIGURE = re.compile(
    r"(?:[^\u3400-\u9fff]|口){0,14}[件条个次份元万宗起人项]{0,2}|[增减]\d{1,8}[件条个次份元万宗起人项]{0,2}"
)
_STROKE = re.compile(r"[-—–―一/／\\－_~]{1,6}")
# In multiples of the sign size: a wider gap in a line may part two figures.
_APART = 0.8
# Pixels around the ink that are its blurred edge.
_FAINT = 2
# Grey value (0 is black): darker pixels are ink, not the blurred edge of it.
_DARK = 128
_HAS_DIGIT = re.compile(r"\d+")


@dataclass(slots=True)
class ReadPage:
    """A recognised page, and the numbers in its lines of text that were not read for sure."""

    page: PrintedPage
    doubtful: set[str]


def read_page(picture: Picture, reader: Recogniser) -> ReadPage:
    """The page that a picture shows."""
    straight, boxes = upright(picture, reader)
    found = ruling(straight)
    ink = without_dust(found.ink)
    points = _POINTS / max(straight.shape)
    rules = [Rule(r.x0 * points, r.x1 * points, r.top * points, r.bottom * points) for r in found.rules]
    page = PrintedPage(straight.shape[1] * points, straight.shape[0] * points, rules=rules)
    areas: list[tuple[int, ...]] = []
    cells: list[list[Cut]] = []
    for grid in (grid for grid in cell_boxes(rules) if len(grid) > 1):
        pixels = [tuple(round(side / points) for side in box) for box in grid]
        left, top = min(box[0] for box in pixels), min(box[1] for box in pixels)
        right, bottom = max(box[2] for box in pixels), max(box[3] for box in pixels)
        size = sign_size(ink[top:bottom, left:right])
        cells += [_cuts(found, ink, box, size) for box in pixels]
        areas.append((left, top, right, bottom))
    _read_cells(cells, reader, page, points)
    lines = [line for box in boxes if (line := text_line(found, box, areas)) is not None]
    doubtful = read_lines(lines, reader, page, points)
    return ReadPage(page, doubtful)


def _cuts(found: Ruling, ink: Picture, box: tuple[int, ...], size: float) -> list[Cut]:
    x0, y0, x1, y1 = box
    lines = ink_lines(ink[y0:y1, x0:x1], size)
    cuts = [
        _cut(found.plain[y0:y1, x0:x1], ink[y0:y1, x0:x1], (left, top, right, bottom), (x0, y0), size)
        for left, top, right, bottom in lines
        if max(right - left, bottom - top) >= 0.2 * size
    ]
    for cut in cuts:
        cut.touching = _touches(found, cut)
    return cuts


def _touches(found: Ruling, cut: Cut) -> bool:
    """Whether the ink of a line touches a ruling line, which may hide a part of a digit."""
    area = np.s_[max(0, cut.top - _FAINT) : cut.bottom + _FAINT, max(0, cut.x0 - _FAINT) : cut.x1 + _FAINT]
    beside = cv2.dilate(found.drawn[area], np.ones((3, 3), np.uint8)) & found.ink[area]
    return bool((found.plain[area][beside > 0] < _DARK).any())


def _cut(plain: Picture, ink: Picture, box: tuple[int, int, int, int], at: tuple[int, int], size: float) -> Cut:
    """A line with a margin of white; what stands beside it is left out."""
    left, top, right, bottom = box
    left, top = max(0, left - _FAINT), max(0, top - _FAINT)
    right, bottom = min(plain.shape[1], right + _FAINT), min(plain.shape[0], bottom + _FAINT)
    # A stroke or a dot keeps its place in a line as tall as a sign.
    spare = max(0, round((0.9 * size - (bottom - top)) / 2))
    edge = max(3, round(0.14 * size))
    high = edge + spare
    line = plain[top:bottom, left:right]
    framed = cv2.copyMakeBorder(line, high, high, edge, edge, cv2.BORDER_CONSTANT, value=255)
    place = (at[0] + left, at[1] + top - spare, at[0] + right, at[1] + bottom + spare)
    own = ink[top:bottom, left:right]
    return Cut(*place, framed, own, _is_wide_apart(own, size))


def _is_wide_apart(ink: Picture, size: float) -> bool:
    """Whether there is a gap in the line that is wider than one between signs of one figure."""
    filled = np.flatnonzero(ink.any(axis=0))
    return len(filled) > 1 and int(np.diff(filled).max()) > _APART * size


def _read_cells(cells: list[list[Cut]], reader: Recogniser, page: PrintedPage, points: float) -> None:
    cuts = [cut for lines in cells for cut in lines]
    first = dict(zip(map(id, cuts), reader.read([cut.picture for cut in cuts]), strict=True))
    again = [cut for lines in cells for cut in lines if all(_may_be_figure(first[id(one)]) for one in lines)]
    second = dict(zip(map(id, again), reader.read([sharper(cut) for cut in again], figures=True), strict=True))
    for lines in cells:
        for cut in lines:
            text = first[id(cut)].text
            if id(cut) in second:
                # Two figures, one above the other or side by side, are one cell only where a line between was lost.
                sure = len(lines) == 1 and not cut.apart
                text = _settled(first[id(cut)], second[id(cut)], cut, sure=sure)
            page.glyphs += _even_glyphs(text, cut, points)


def _may_be_figure(reading: Reading) -> bool:
    return _FIGURE.fullmatch(reading.text or "0") is not None


def _settled(first: Reading, second: Reading, cut: Cut, *, sure: bool) -> str:
    """The text of a figure's cell; marked where its readings differ, one of them is weak, or its ink says more."""
    plain = first.text.strip()
    if _STROKE.fullmatch(plain) and not _HAS_DIGIT.search(second.text):
        return plain
    if second.text == "1" and is_leaning(cut.ink):
        return marked("1", ["/"])
    if sure and plain == second.text and min(first.score, second.score) >= SURE:
        is_alone = not cut.touching and is_only_digits(cut.ink, plain)
        return plain if is_alone else marked(plain, [plain])
    better = second.text or plain
    others = [text for text in (plain,) if text and text != better]
    return marked(better, others)


def _even_glyphs(text: str, cut: Cut, points: float) -> list[Glyph]:
    """The signs of a cell's line, side by side: no blank can come into a figure."""
    text = text.replace(" ", "")
    width = (cut.x1 - cut.x0) / max(1, len(text)) * points
    top, bottom = cut.top * points, cut.bottom * points
    return [
        Glyph(sign, cut.x0 * points + n * width, cut.x0 * points + (n + 1) * width, top, bottom, bottom - top)
        for n, sign in enumerate(text)
    ]
