"""Pieces of one text that differ in how they look: which are seen, and what they are together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_UP = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_DOWN = str.maketrans("0123456789０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉" * 2)
_ONLY_DIGITS = re.compile(r"[\d,，、\s-]+")
_DIGITS = re.compile(r"\s*\d")
# A line through the character before it.
_STROKE = "\u0336"

Way = Literal["shown", "white", "struck", "hidden"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, and whether it is seen."""

    text: str
    way: Way


def raised_text(text: str, level: str) -> str:
    """Digits as superscript or subscript characters, by `level` (`superscript`, `subscript`); other texts unchanged."""
    if not level or not _ONLY_DIGITS.fullmatch(text):
        return text
    return text.translate(_UP if level == "superscript" else _DOWN)


def told_unseen(pieces: Sequence[Piece]) -> str:
    """A line with the parts of a text that are not seen; empty if all of it is seen."""
    unseen = " ".join("".join(piece.text for piece in pieces if piece.way != "shown").split())
    whole = " ".join("".join(piece.text for piece in pieces).split())
    return unseen if unseen in ("", whole) else f"{whole}: {unseen} is not shown"


def joined(pieces: Sequence[Piece], *, strokes: bool) -> str:
    """The text that is seen.

    A white piece leaves a blank. With `strokes`, a struck piece with digits stays if a digit stands next to it, each
    character with a stroke through it (U+0336). Other struck pieces are left out.
    """
    text = ""
    for number, piece in enumerate(pieces):
        if piece.way == "shown":
            text += piece.text
        elif piece.way == "white":
            text += " "
        elif piece.way == "struck" and strokes:
            after = next((other.text for other in pieces[number + 1 :] if other.way == "shown"), "")
            beside = _DIGITS.search(text) or _DIGITS.match(after)
            text += "".join(char + _STROKE for char in piece.text) if beside and _DIGITS.search(piece.text) else ""
    return text
