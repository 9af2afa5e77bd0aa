"""The project's words added to OpenCC's tables, as one longest-match dictionary for each level of conversion."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import opencc

from gaispider.text.script.level import Level
from gaispider.text.script.neighbours import CAUTIOUS, PROVEN, Word, decider, numbered
from gaispider.text.script.tables import rows

_SCOPES: dict[Level, tuple[str, ...]] = {
    "plain": ("always",),
    "regional": ("always", "regional"),
    "open": ("always", "regional"),
    "taiwan": ("always", "regional", "taiwan"),
}
_TABLES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
_BASE = ("TSPhrases", "TSCharactersExt", "TSCharacters")
_SPELLINGS = ("s2t", "s2tw", "s2hk", "s2twp")
_COMPATIBILITY = [chr(code) for start, end in ((0xF900, 0xFB00), (0x2F800, 0x2FA20)) for code in range(start, end)]


@cache
def _spell(config: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


@cache
def converter(level: Level, zhu_is_zhe: bool) -> Callable[[str], str]:
    """The converter of a level. With `zhu_is_zhe`, 著 stands for 着 except in the words of 著作 (Taiwan spelling)."""
    entries = {"著": "着"} if zhu_is_zhe else {}
    entries |= _mainland_entries(level) | _phrase_entries(level, zhu_is_zhe) | _word_entries(level)
    weighed = _weighed(level, entries)
    entries |= numbered(weighed)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "domain.txt"
        table.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(entries.items())), encoding="utf-8")
        dictionaries = [{"type": "text", "file": str(table)}]
        dictionaries += [{"type": "ocd2", "file": str(_TABLES / f"{name}.ocd2")} for name in _BASE]
        chain = [{"dict": {"type": "group", "match_policy": "union", "dicts": dictionaries}}]
        config = Path(folder) / "domain.json"
        config.write_text(json.dumps({"name": f"domain, {level}", "conversion_chain": chain}), encoding="utf-8")
        convert: Callable[[str], str] = opencc.OpenCC(str(config)).convert
    decide = decider(weighed.values())
    return lambda text: decide(convert(text), text)


def _weighed(level: Level, entries: dict[str, str]) -> dict[str, Word]:
    """The words of neighbours.tsv with all their evidence."""
    scopes = _weighed_scopes(level)
    weak = [row for row in rows("neighbours") if row["scope"] in scopes]
    words = _undecided(level, weak, entries)
    defaults = {row["reading"]: words[row["word"]].readings[0] for row in weak}
    for row in rows("phrases"):
        if row["word"] in words and row["scope"] in scopes:
            before, after = _sides(row["reading"], row["phrases"].split())
            words[row["word"]].add(row["reading"], before, _as_seen(after, defaults), weight=PROVEN)
    for row in weak:
        after = _as_seen(row["after"].split(), defaults)
        before, near, sure = (row[column].split() for column in ("before", "near", "sure"))
        words[row["word"]].add(row["reading"], before, after, near, sure)
    for key, word in words.items():
        # A copy of the level taiwan keeps words that its converter does not know.
        if level != "taiwan" or _spell("s2twp")(word.readings[0]) != key:
            others = [reading for reading in word.readings if reading != word.plain]
            word.spellings = {reading: {_spell(config)(reading) for config in _SPELLINGS[:-1]} for reading in others}
    return words


def _undecided(level: Level, weak: list[dict[str, str]], entries: dict[str, str]) -> dict[str, Word]:
    """The words with their default reading and without evidence yet."""
    changed = {row["traditional"] for row in rows("words") if row["scope"] == "taiwan"}
    words: dict[str, Word] = {}
    for key in dict.fromkeys(row["word"] for row in weak):
        plain = _spell("t2s")(key)
        word = words[key] = Word([entries.get(key) or plain], plain)
        if level == "open" and key in changed:
            word.usual = CAUTIOUS
    return words


def _sides(reading: str, phrases: list[str]) -> tuple[list[str], list[str]]:
    """The text before the reading and the text after it, in the phrases that end or begin with it."""
    before = [p.removesuffix(reading) for p in phrases if p.endswith(reading) and p != reading]
    after = [p.removeprefix(reading) for p in phrases if p.startswith(reading) and p != reading]
    return before, after


def _as_seen(following: list[str], defaults: dict[str, str]) -> list[str]:
    """The texts after a word, also with the default readings of the words in them, as they are seen at conversion."""
    seen = []
    for text in following:
        for reading, default in defaults.items():
            text = text.replace(reading, default)
        seen.append(text)
    return [*following, *seen]


def _weighed_scopes(level: Level) -> tuple[str, ...]:
    """The rows of evidence for a level.

    Where the level is unknown, also those for words that only some copies change.
    """
    return _SCOPES["taiwan" if level == "open" else level]


@cache
def _weighed_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("neighbours"))


def _word_entries(level: Level) -> dict[str, str]:
    """Words with one reading, and words with the reading that they have unless a neighbour decides otherwise."""
    entries = dict(
        zip(_COMPATIBILITY, opencc.OpenCC("t2s").convert("\n".join(_COMPATIBILITY)).split("\n"), strict=True)
    )
    entries |= {row["traditional"]: row["simplified"] for row in rows("taiwan") if row["scope"] in _SCOPES[level]}
    for scope in _SCOPES[level]:
        entries |= {row["traditional"]: row["simplified"] for row in rows("words") if row["scope"] == scope}
    return entries


def _mainland_entries(level: Level) -> dict[str, str]:
    """Mainland words and pairs of words, by the spellings that the converters of this level give them."""
    phrases = [phrase for row in rows("mainland") for phrase in row["phrases"].split()]
    entries: dict[str, str] = {}
    for config in _SPELLINGS if level == "taiwan" else _SPELLINGS[:-1]:
        spellings = _spell(config)("\n".join(phrases)).splitlines()
        entries |= {key: phrase for key, phrase in zip(spellings, phrases, strict=True) if key not in entries}
    return entries


def _phrase_entries(level: Level, zhu_is_zhe: bool) -> dict[str, str]:
    """Mainland phrases by the converters' spellings, where a word in them has several readings."""
    by_word: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for row in rows("phrases"):
        if row["scope"] in _SCOPES[level] and (zhu_is_zhe or row["word"] != "著"):
            phrases, reading = row["phrases"].split(), row["reading"]
            if row["word"] in _weighed_words():
                phrases = _not_weighed(row["word"], reading, phrases)
            by_word[row["word"]].append((reading, phrases))
    listed = [(word, reading, phrase) for word, table in by_word.items() for reading, ps in table for phrase in ps]
    crossed = [(word, reading, phrase) for word, table in by_word.items() for reading, phrase in _crossed(table)]
    # A row of the file goes before a combination of two rows.
    return _spelled(crossed) | _spelled(listed)


def _not_weighed(word: str, reading: str, phrases: list[str]) -> list[str]:
    """Phrases that are not a word with a neighbour, or that s2twp splits elsewhere (数据报送, 資料包送)."""
    spell = _spell(_SPELLINGS[-1])
    kept = []
    for phrase, spelling in zip(phrases, spell("\n".join(phrases)).split("\n"), strict=True):
        after, before = phrase.removeprefix(reading), phrase.removesuffix(reading)
        if spelling.replace(spell(reading), word) not in (word + spell(after), spell(before) + word):
            kept.append(phrase)
    return kept


def _crossed(table: list[tuple[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """A word between two neighbours that demand different readings: the first row in the file decides.

    Longest match reads from the left, so an entry is needed only where a right neighbour must win.
    """
    sides = [(reading, *_sides(reading, phrases)) for reading, phrases in table]
    for (first, _, rights), (later, lefts, _) in combinations(sides, 2):
        if first != later:
            yield from ((first, left + first + right) for left in lefts for right in rights)


def _spelled(phrases: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The spelling in a Traditional copy, with its phrase, for (regional word, its reading, phrase).

    Besides OpenCC's spellings also those of copies that changed only this word.
    """
    unique = list(dict.fromkeys(phrases))
    joined = "\n".join(phrase for _, _, phrase in unique)
    entries: dict[str, str] = {}
    for config in _SPELLINGS:
        convert = _spell(config)
        readings = {reading: convert(reading) for reading in {reading for _, reading, _ in unique}}
        for (word, reading, phrase), spelling in zip(unique, convert(joined).splitlines(), strict=True):
            for key in (spelling, spelling.replace(readings[reading], word)):
                beside = key.startswith(word) or key.endswith(word)
                if word in key and not (beside and word in _weighed_words() and config != _SPELLINGS[-1]):
                    entries.setdefault(key, phrase)
    return entries
