"""Text in columns of a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

# So many characters stay before a part of a long line.
_BEFORE = 12


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(_columns(char) for char in text)


def padded(text: str, columns: int) -> str:
    """The text with blanks up to `columns`."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text on one line, in at most `columns`; `…` stands for what was cut off."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept, taken = "", 0
    for char in text:
        taken += _columns(char)
        if taken >= columns:
            break
        kept += char
    return kept + "…"


def cut_around(part: str, text: str, columns: int) -> str:
    """As `cut`, but `part` stays in sight: what stands far before it is left out."""
    part = " ".join(part.split())
    before, found, after = " ".join(text.split()).partition(part) if part else (text, "", "")
    if not found or width(before) + width(found) < columns:
        return cut(text, columns)
    kept = before[-_BEFORE:]
    return cut(f"…{kept}{found}{after}", columns)


def _columns(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
