"""The ink of a figure's cell: whether it is the digits that were read and nothing else.

The recogniser passes over signs that it does not know (※ beside 368 gives 368), and reads raised ones as digits (12²
gives 122). Each digit is a piece of ink of its own, as tall as the others and on their line; what is otherwise may be a
note's sign, a stamp or a stroke by hand, and the figure is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from gaispider.documents.pictures.recogniser import Picture

_FIGURE = re.compile(r"[+-]?\d[\d.,]*")
_POINT = re.compile(r"[.,]")
# Shares of the tallest piece: a digit's height and width, how far its head may stand lower, and a point's height.
_TALL, _WIDE, _LOWER, _LOW = 0.86, 0.85, 0.14, 0.5
# The widest digit is at most so many times as wide as the narrowest digit other than 1.
_SAME = 1.4
# Share of the width of an equal part within which the cut between two touching digits is looked for.
_NEAR = 0.25
# The stem of a digit 1 is at least this share of its height, and it leans to the right by at most so many pixels for
# each pixel of height.
_STEM, _LEAN = 0.62, 0.08


class _Piece(NamedTuple):
    """The box, in pixels, of ink that empty columns of pixels part from other ink."""

    left: int
    top: int
    right: int
    bottom: int


def is_only_digits(ink: Picture, text: str) -> bool:
    """Whether the ink of a line (white on black) is the figure `text` and nothing else.

    Each digit and each point must be one piece of ink of the right size and place. A sign before them is not checked.
    """
    pieces = _pieces(ink)
    if not _FIGURE.fullmatch(text):
        return False
    if text[0] in "+-":
        pieces, text = pieces[1:], text[1:]
    if not pieces:
        return False
    tallest = max(piece.bottom - piece.top for piece in pieces)
    tall = [piece for piece in pieces if piece.bottom - piece.top >= _TALL * tallest]
    head, foot = min(piece.top for piece in tall), max(piece.bottom for piece in tall)
    digits = [sign for sign in text if sign.isdigit()]
    parts = [part for piece in _parted(ink, pieces, len(digits), tallest) for part in piece]
    kinds = "".join(_kind(part, tallest, head, foot) for part in parts)
    if kinds != _POINT.sub(".", re.sub(r"\d", "0", text)):
        return False
    widths = [part.right - part.left for part, kind in zip(parts, kinds, strict=True) if kind == "0"]
    usual = [width for width, digit in zip(widths, digits, strict=True) if digit != "1"]
    return not usual or max(widths) <= _SAME * min(usual)


def is_leaning(ink: Picture) -> bool:
    """Whether a single stroke is slanted, as a slash is, or has too short a stem for a digit 1."""
    rows = np.flatnonzero(ink.any(axis=1))
    high = int(rows[-1] - rows[0]) + 1 if len(rows) else 0
    if not high:
        return False
    stem = int((ink > 0).sum(axis=0).max())
    return stem < _STEM * high or _lean(ink, rows) > _LEAN


def _lean(ink: Picture, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
    """By how many pixels a stroke goes to the right for each that it rises; 0 for a piece of a few rows."""
    if len(rows) < 8:
        return 0.0
    middles = [float(np.flatnonzero(ink[row]).mean()) for row in rows]
    return -float(np.polyfit(rows, middles, 1)[0])


def _pieces(ink: Picture) -> list[_Piece]:
    filled = np.flatnonzero(ink.any(axis=0))
    if not len(filled):
        return []
    cuts = np.flatnonzero(np.diff(filled) > 1)
    starts, ends = [filled[0], *filled[cuts + 1]], [*filled[cuts], filled[-1]]
    found = []
    for left, right in zip(starts, ends, strict=True):
        rows = np.flatnonzero(ink[:, left : right + 1].any(axis=1))
        found.append(_Piece(int(left), int(rows[0]), int(right) + 1, int(rows[-1]) + 1))
    return found


def _parted(ink: Picture, pieces: list[_Piece], digits: int, tallest: int) -> Iterator[list[_Piece]]:
    """For each piece its parts: a piece too wide for one digit is cut, since digits may touch and are equally wide."""
    wide = [piece for piece in pieces if piece.right - piece.left > _WIDE * tallest]
    single = sum(piece not in wide and piece.bottom - piece.top > _LOW * tallest for piece in pieces)
    pitch = sum(piece.right - piece.left for piece in wide) / max(1, digits - single)
    for piece in pieces:
        count = round((piece.right - piece.left) / pitch) if piece in wide else 1
        yield [piece] if count < 2 else _equal_parts(ink, piece, count)


def _equal_parts(ink: Picture, piece: _Piece, count: int) -> list[_Piece]:
    """A piece cut where, near the borders of equal parts, the least ink is."""
    filled = (ink[:, piece.left : piece.right] > 0).sum(axis=0)
    step = len(filled) / count
    cuts = [0]
    for n in range(1, count):
        low = max(cuts[-1] + 1, round((n - _NEAR) * step))
        cuts.append(low + int(filled[low : round((n + _NEAR) * step) + 1].argmin()))
    parts = []
    for left, right in pairwise([*cuts, len(filled)]):
        rows = np.flatnonzero(ink[:, piece.left + left : piece.left + right].any(axis=1))
        parts.append(_Piece(piece.left + left, int(rows[0]), piece.left + right, int(rows[-1]) + 1))
    return parts


def _kind(piece: _Piece, tallest: int, head: int, foot: int) -> str:
    """`0` for what has a digit's shape and place, `.` for what has a point's, else `?`."""
    high, wide = piece.bottom - piece.top, piece.right - piece.left
    is_on_line = foot - piece.bottom <= _LOWER * tallest
    if high >= _TALL * tallest and wide <= _WIDE * tallest and piece.top - head <= _LOWER * tallest and is_on_line:
        return "0"
    return "." if high <= _LOW * tallest and foot - piece.bottom <= _LOW * tallest and wide <= 1.4 * high else "?"
