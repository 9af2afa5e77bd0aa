"""The ruling lines of a picture, found by OpenCV, and the picture without them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from gaispider.documents.pictures.recogniser import Picture
from gaispider.documents.printed.glyphs import Rule

# In pixels of a page whose long side has 2900.
_ALONG, _DOWN = 84, 38  # least length of a horizontal and a vertical line; most strokes of characters are shorter
_BREAK = 18  # a gap in a line up to this length is noise
_THICKEST = 16
_LETTER_EDGE = 31
_NEAR = 12  # a line that ends no farther from another meets it
_SAME = 5  # two vertical lines whose x differs by no more are one line that continues
_SIGN = 40  # a line that reaches farther beyond a horizontal line is no stroke of a character
_MOST_OF = 0.8  # share of a table's columns


@dataclass(slots=True)
class Ruling:
    """Ruling lines in pixels, the ink (white on black, with the lines left out), and the picture without the lines.

    `drawn` are the pixels of the lines, white on black.
    """

    rules: list[Rule]
    ink: Picture
    plain: Picture
    drawn: Picture


def ruling(picture: Picture) -> Ruling:
    """The ruling lines of an upright picture."""
    even = evened(picture)
    soft = cv2.GaussianBlur(even, (5, 5), 0)
    ink = cv2.threshold(soft, _darkest_paper(soft), 255, cv2.THRESH_BINARY_INV)[1]
    along = _lines(ink, across=True)
    down = _lines(ink, across=False)
    rules = _connected(_rules(along, across=True), _rules(down, across=False))
    drawn = np.zeros_like(ink)
    for rule in rules:
        mask = along if rule.top == rule.bottom else down
        x0, x1 = int(min(rule.x0, rule.x1)), int(max(rule.x0, rule.x1))
        box = np.s_[
            max(0, int(rule.top) - _THICKEST) : int(rule.bottom) + _THICKEST, max(0, x0 - _THICKEST) : x1 + _THICKEST
        ]
        drawn[box] |= mask[box]
    plain, ink = _without(drawn, even, ink)
    return Ruling(rules, ink, plain, drawn)


def _without(drawn: Picture, even: Picture, ink: Picture) -> tuple[Picture, Picture]:
    """Picture and ink without the lines and their blurred edge, but with the sides of signs that reach into it."""
    edge = cv2.dilate(drawn, np.ones((5, 5), np.uint8))
    signs = ink & ~edge
    sides = cv2.dilate(signs, np.ones((7, 7), np.uint8)) & ink & edge & ~drawn
    gone = edge & ~cv2.dilate(sides, np.ones((3, 3), np.uint8)) | drawn
    plain = even.copy()
    plain[gone > 0] = 255
    return plain, signs | sides


def _darkest_paper(soft: Picture) -> float:
    """The grey value (0 is black) that parts ink from paper: faint strokes are darker, grain of the paper is not."""
    paper = float(np.median(soft))
    grain = 1.48 * float(np.median(np.abs(soft.astype(np.int16) - round(paper))))
    return min(225.0, max(150.0, paper - max(28.0, 5.5 * grain)))


def evened(picture: Picture) -> Picture:
    """The picture on white paper: shadows and the paper's grey are taken out."""
    wide = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(wide, np.ones((9, 9), np.uint8)), _LETTER_EDGE)
    paper = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    even: Picture = cv2.divide(picture, cv2.max(paper, np.full_like(paper, 40)), scale=255)
    return even


def _lines(ink: Picture, *, across: bool) -> Picture:
    """The pixels of long straight strokes, small breaks closed."""

    def bar(length: int) -> Any:
        return np.ones((1, length) if across else (length, 1), np.uint8)

    # A line that is not quite straight steps from one row of pixels to the next.
    near = cv2.dilate(ink, np.ones((3, 1) if across else (1, 3), np.uint8))
    pieces = cv2.morphologyEx(near, cv2.MORPH_OPEN, bar(_ALONG if across else _DOWN))
    closed: Picture = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, bar(_BREAK))
    return closed


def _rules(mask: Picture, *, across: bool) -> list[Rule]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    rules = []
    for x, y, width, height, area in stats[1:count]:
        length, span = (width, height) if across else (height, width)
        if area > _THICKEST * length or span > 4 * _THICKEST:
            continue  # a black box, a picture
        middle = float(y + height / 2 if across else x + width / 2)
        rules.append(
            Rule(float(x), float(x + width), middle, middle)
            if across
            else Rule(middle, middle, float(y), float(y + height))
        )
    return rules


def _connected(along: list[Rule], down: list[Rule]) -> list[Rule]:
    """The lines that cross others and so belong to a table; strokes of large characters do not.

    A horizontal line must meet two vertical ones. A vertical line must meet two horizontal ones or continue a line of
    the table, since a stroke of a character directly below a table meets its last line only.
    """
    down = [rule for rule in down if any(_meet(other, rule) for other in along)]
    along = [rule for rule in along if sum(_meet(rule, other) for other in down) > 1]
    whole = [rule for rule in down if sum(_meet(other, rule) for other in along) > 1]
    pieces = [rule for rule in down if rule not in whole]
    whole = _trimmed(whole, along)
    return along + whole + _broken(pieces, along, whole)


def _trimmed(whole: list[Rule], along: list[Rule]) -> list[Rule]:
    """Vertical lines cut at the outer lines of the table, unless most of them reach beyond it.

    Where only few do, what reaches beyond is the stroke of a character directly above or below the table.
    """
    levels = [sorted(other.top for other in along if _meet(other, rule)) for rule in whole]
    over, under = Counter[float](), Counter[float]()
    for rule, met in zip(whole, levels, strict=True):
        over[met[0]] += rule.top < met[0] - _NEAR
        under[met[-1]] += rule.bottom > met[-1] + _NEAR
    firsts, lasts = (Counter(met[end] for met in levels) for end in (0, -1))
    return [
        replace(
            rule,
            top=max(rule.top, met[0]) if over[met[0]] < _MOST_OF * firsts[met[0]] else rule.top,
            bottom=min(rule.bottom, met[-1]) if under[met[-1]] < _MOST_OF * lasts[met[-1]] else rule.bottom,
        )
        for rule, met in zip(whole, levels, strict=True)
    ]


def _broken(pieces: list[Rule], along: list[Rule], whole: list[Rule]) -> list[Rule]:
    """Of the vertical lines that meet one horizontal line only, those with which the table continues beyond that line.

    It continues if most of its columns have a line there. Strokes of large characters directly below a table also meet
    its last line, but few of them stand at a column.
    """
    sides: dict[tuple[float, bool], list[Rule]] = {}
    for piece in pieces:
        for other in (other for other in along if _meet(other, piece)):
            sides.setdefault((other.top, piece.bottom - other.top > other.top - piece.top), []).append(piece)
    kept: list[Rule] = []
    for (level, below), found in sides.items():
        ends = [rule for rule in whole if rule.top - _NEAR <= level <= rule.bottom + _NEAR]
        beyond = [rule for rule in ends if (rule.bottom > level + _SIGN if below else rule.top < level - _SIGN)]
        on = [rule for rule in ends if any(abs(rule.x0 - other.x0) <= _SAME for other in (*beyond, *found))]
        if on and len(on) >= _MOST_OF * len(ends):
            kept += [piece for piece in found if any(abs(piece.x0 - rule.x0) <= _NEAR for rule in ends)]
    return kept


def _meet(along: Rule, down: Rule) -> bool:
    return along.x0 - _NEAR <= down.x0 <= along.x1 + _NEAR and down.top - _NEAR <= along.top <= down.bottom + _NEAR
