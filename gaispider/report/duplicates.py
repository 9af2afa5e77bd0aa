"""Parts of one page that repeat each other, by the share of common shingles (containment, Broder 1997)."""

from __future__ import annotations

import re
from string import ascii_uppercase

_SHINGLE = 5
_CONTAINED = 0.7
_WORD_CHARS = re.compile(r"[\W_]+")


def duplicate_clusters(texts: list[str]) -> list[str | None]:
    """A label for each text: texts of one cluster share it (`A`, `B`, … by first member); None for a single text.

    Two texts belong together if at least 70 % of the 5-character shingles of the shorter one occur in the other; white
    space and punctuation are ignored. Two texts that each belong together with a third are in one cluster.
    """
    shingles = [_shingles(text) for text in texts]
    cluster = list(range(len(texts)))
    for later in range(len(texts)):
        for earlier in range(later):
            if cluster[earlier] != cluster[later] and _repeats(shingles[earlier], shingles[later]):
                joined, left = cluster[earlier], cluster[later]
                cluster = [joined if mark == left else mark for mark in cluster]
    labels: dict[int, str] = {}
    for mark in cluster:
        if cluster.count(mark) > 1 and mark not in labels:
            labels[mark] = _label(len(labels))
    return [labels.get(mark) for mark in cluster]


def shared_part(one: str, other: str) -> float:
    """The share of the shorter text's shingles that the other has, 0 to 1; 0 for texts too short to have any."""
    shorter, longer = sorted((_shingles(one), _shingles(other)), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def _shingles(text: str) -> set[str]:
    bare = _WORD_CHARS.sub("", text)
    return {bare[at : at + _SHINGLE] for at in range(len(bare) - _SHINGLE + 1)}


def _repeats(one: set[str], other: set[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and len(shorter & longer) >= _CONTAINED * len(shorter)


def _label(index: int) -> str:
    """A … Z, then A1 … Z1 and so on."""
    round_, letter = divmod(index, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(round_) if round_ else "")
