"""Classes of words for counts in sentences: data/reference/narrative_words.tsv, each class one pattern."""

from __future__ import annotations

import re
from functools import cache

from gaispider.paths import REFERENCE


@cache
def _classes() -> dict[str, str]:
    lines = (REFERENCE / "narrative_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {row[0]: row[1] for row in rows}


def alternatives(name: str) -> str:
    """The class `name` as a group of a regular expression."""
    return f"(?:{_classes()[name]})"


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern that finds a word of the class."""
    return re.compile(alternatives(name))


def last_start(name: str, text: str) -> int:
    """Where the last word of the class begins in the text; -1 if there is none."""
    found = -1
    for match in words(name).finditer(text):
        found = match.start()
    return found
