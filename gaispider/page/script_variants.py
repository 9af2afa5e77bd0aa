"""Patterns that find their words in both scripts, because mirrors print Simplified sites in Traditional characters.

About a fifth of report-like pages are such copies (docs/field-guide.md, part 7), with bars, tools and footers
converted, too. A pattern is written once in Simplified characters and matches every Traditional form of each character.
"""

from __future__ import annotations

import re
from functools import cache

from gaispider.paths import REFERENCE
from gaispider.reference import Phrases


@cache
def _forms() -> dict[str, str]:
    """The Traditional forms of a Simplified character (data/reference/traditional_signs.tsv)."""
    lines = (REFERENCE / "traditional_signs.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` of a pattern in which each character stands for all its forms: 点击 becomes `[点點][击擊]`."""
    written = []
    inside = escaped = False
    for char in source:
        forms = _forms().get(char)
        if forms and not escaped:
            written.append(char + forms if inside else f"[{char}{forms}]")
        else:
            written.append(char)
        if escaped or char == "\\":
            escaped = not escaped
        elif char in "[]":
            inside = char == "["
    return re.compile("".join(written), flags)


def in_both_scripts(signs: str) -> frozenset[str]:
    """The characters of a string and all their forms."""
    return frozenset(signs) | frozenset("".join(_forms().get(sign, "") for sign in signs))


def phrases(table: str, kind: str, *, before: str = "", after: str = "", flags: int = 0) -> Phrases:
    """The words of a kind in a table of data/reference, found in both scripts.

    `before` and `after` are put around each.
    """
    return Phrases(table, kind, before=before, after=after, flags=flags, compiler=pattern)
