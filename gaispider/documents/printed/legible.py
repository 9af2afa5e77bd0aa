"""Whether the characters of a file are those that it shows: fonts may lack the table that says so."""

from __future__ import annotations

import re
import unicodedata

from gaispider.documents.content import UnreadableFileError

# pdfminer writes (cid:123) for a glyph that no table names; private and undefined characters are no better.
_NAMELESS = re.compile(r"\(cid:\d+\)")
_SHARE = 0.2
_FEWEST = 20
_BAD = frozenset(("Co", "Cn", "Cc", "Cs"))


def require_legible(text: str) -> None:
    """Raises UnreadableFileError (`fonts`) if more than a fifth of at least 20 characters are unreadable codes."""
    bad, whole = _counts(text)
    if not _few(bad, whole):
        raise UnreadableFileError("fonts", f"{bad} of {whole} characters are of fonts that do not say what they show")


def is_legible(text: str) -> bool:
    """Whether at most a fifth of the characters are unreadable codes; always true for fewer than 20 characters."""
    return _few(*_counts(text))


def _few(bad: int, whole: int) -> bool:
    return whole < _FEWEST or bad <= _SHARE * whole


def _counts(text: str) -> tuple[int, int]:
    nameless = len(_NAMELESS.findall(text))
    rest = _NAMELESS.sub("", text)
    bad = sum(unicodedata.category(char) in _BAD or char == "\ufffd" for char in rest if not char.isspace())
    return nameless + bad, nameless + sum(not char.isspace() for char in rest)
