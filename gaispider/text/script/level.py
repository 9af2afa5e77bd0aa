"""The level of a Traditional copy: which words its converter changed, told by words that it always or never changes.

`plain` changed characters only. `regional` changed some words. `taiwan` changed all words that OpenCC's s2twp changes.
A phrase too short to tell is `open`: its words are changed where their neighbours demand it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Literal

from gaispider.text.script.neighbours import STRAY
from gaispider.text.script.tables import rows

Level = Literal["plain", "regional", "open", "taiwan"]

_LONG = 200  # characters
_ENOUGH = 20_000  # characters to judge by: a long report
_BEGINNING = 1_000  # fewer characters suffice if they have so many changed words and none kept
_CLEAR = 5


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for words that tell the level, and for each its level and the mainland word that outweighs it."""
    table = {row["word"]: (row["shows"], row["unless"]) for row in rows("markers")}
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def _shown(found: Counter[str], text: str) -> Counter[str]:
    """How often words of each kind occur, without those whose mainland word also occurs: no converter made these."""
    table = _markers()[1]
    shown: Counter[str] = Counter()
    for word, times in found.items():
        kind, unless = table[word]
        if not (unless and unless in text):
            shown[kind] += times
    return shown


def regional_level(text: str) -> Level:
    """The level of a copy, by words that a converter of that level always or never changes."""
    find = _markers()[0].findall
    beginning = text[:_BEGINNING]
    found = Counter(find(beginning))
    shown = _shown(found, beginning)
    if len(text) > _BEGINNING:
        if shown["regional"] >= _CLEAR and not shown["plain"] and not shown["kept"]:
            return "taiwan"
        found.update(find(text[_BEGINNING:_ENOUGH]))
        shown = _shown(found, text[:_ENOUGH])
    kept = shown["plain"] + shown["kept"]
    if shown["regional"]:
        # Even a converter of all words leaves one where it splits the sentence elsewhere.
        return "regional" if kept * STRAY > shown["regional"] + shown["weak"] else "taiwan"
    # In a short phrase it means nothing that no word is changed.
    if shown["plain"] or (kept and len(text) >= _LONG):
        return "plain"
    if kept:
        return "regional"
    return "taiwan" if shown["weak"] else "open"
