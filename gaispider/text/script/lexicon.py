"""The domain's words over OpenCC's tables, compiled into one longest-match dictionary for each level of conversion.

A Traditional copy is made at one of three levels, and the level decides what a word such as 檔案 stands for:
`plain` changed characters only; `regional` changed some words too, or does not show which; `taiwan` changed all words
that OpenCC's s2twp changes.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import opencc

from gaispider.paths import REFERENCE

Level = Literal["plain", "regional", "taiwan"]

DIRECTORY = REFERENCE / "script"
_SCOPES: dict[Level, tuple[str, ...]] = {
    "plain": ("always",),
    "regional": ("always", "regional"),
    "taiwan": ("always", "regional", "taiwan"),
}
_TABLES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
_BASE = ("TSPhrases", "TSCharactersExt", "TSCharacters")
_SPELLINGS = ("s2t", "s2tw", "s2hk", "s2twp")
_COMPATIBILITY = [chr(code) for start, end in ((0xF900, 0xFB00), (0x2F800, 0x2FA20)) for code in range(start, end)]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of data/reference/script/<name>.tsv."""
    with (DIRECTORY / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _markers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = [(row["word"], row["shows"]) for row in rows("markers")]
    return tuple(w for w, shows in table if shows == "regional"), tuple(w for w, shows in table if shows == "plain")


def regional_level(text: str) -> Level:
    """Which words the copy changed, judged by words that a changing converter never leaves or always makes."""
    regional, plain = _markers()
    is_regional = any(word in text for word in regional)
    is_plain = any(word in text for word in plain)
    if is_regional:
        return "regional" if is_plain else "taiwan"
    return "plain" if is_plain else "regional"


@cache
def converter(level: Level, zhu_is_zhe: bool) -> Callable[[str], str]:
    """The converter of a level; `zhu_is_zhe`: 著 stands for 着 outside the words of 著作 (Taiwan spelling)."""
    entries = {"著": "着"} if zhu_is_zhe else {}
    entries |= _phrase_entries(level, zhu_is_zhe) | _word_entries(level)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "domain.txt"
        table.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(entries.items())), encoding="utf-8")
        dictionaries = [{"type": "text", "file": str(table)}]
        dictionaries += [{"type": "ocd2", "file": str(_TABLES / f"{name}.ocd2")} for name in _BASE]
        chain = [{"dict": {"type": "group", "match_policy": "union", "dicts": dictionaries}}]
        config = Path(folder) / "domain.json"
        config.write_text(json.dumps({"name": f"domain, {level}", "conversion_chain": chain}), encoding="utf-8")
        convert: Callable[[str], str] = opencc.OpenCC(str(config)).convert
    return convert


def _word_entries(level: Level) -> dict[str, str]:
    """Words with one reading, or the reading they have when no neighbour says otherwise."""
    entries = dict(
        zip(_COMPATIBILITY, opencc.OpenCC("t2s").convert("\n".join(_COMPATIBILITY)).split("\n"), strict=True)
    )
    if level == "taiwan":
        entries |= {row["traditional"]: row["simplified"] for row in rows("taiwan")}
    for scope in _SCOPES[level]:
        entries |= {row["traditional"]: row["simplified"] for row in rows("words") if row["scope"] == scope}
    return entries


def _phrase_entries(level: Level, zhu_is_zhe: bool) -> dict[str, str]:
    """Mainland phrases under the spellings that the converters give them, where a word in them has several readings."""
    readings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows("phrases"):
        if row["scope"] in _SCOPES[level] and (zhu_is_zhe or row["word"] != "著"):
            readings[row["word"]][row["reading"]].extend(row["phrases"].split())
    listed = [(w, r, p) for w, by_reading in readings.items() for r, phrases in by_reading.items() for p in phrases]
    crossed = [(w, r, p) for w, by_reading in readings.items() for r, p in _crossed(by_reading)]
    # What stands in the file wins over what two of its rows give together.
    return _spelled(crossed) | _spelled(listed)


def _crossed(by_reading: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Left neighbour of one reading, right neighbour of another: the right one decides (重要文件 + 档案馆)."""
    for right_reading, right_phrases in by_reading.items():
        for left_reading, left_phrases in by_reading.items():
            if left_reading == right_reading:
                continue
            lefts = [p.removesuffix(left_reading) for p in left_phrases if p.endswith(left_reading)]
            rights = [p for p in right_phrases if p.startswith(right_reading) and p != right_reading]
            yield from ((right_reading, left + right) for left in lefts if left for right in rights)


def _spelled(phrases: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Spelling in a Traditional copy → phrase, for (regional word, its reading, phrase).

    Besides OpenCC's own spellings there are those of copies that changed only this word.
    """
    unique = list(dict.fromkeys(phrases))
    joined = "\n".join(phrase for _, _, phrase in unique)
    entries: dict[str, str] = {}
    for config in _SPELLINGS:
        convert = opencc.OpenCC(config).convert
        for (word, reading, phrase), spelling in zip(unique, convert(joined).splitlines(), strict=True):
            for key in (spelling, spelling.replace(convert(reading), word)):
                if word in key:
                    entries.setdefault(key, phrase)
    return entries
