"""Tallies: how many labelled values of a field were read right, and which were not."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Miss:
    """A labelled value that was read wrong."""

    id: str
    want: str
    got: str


@dataclass(slots=True)
class Tally:
    """One field of one kind of material. `score` is a mean where the measure is not right-or-wrong (body F1, CER)."""

    name: str
    correct: int = 0
    total: int = 0
    score: float | None = None
    misses: list[Miss] = field(default_factory=list)

    def add(self, id: str, *, right: bool, want: object, got: object) -> None:  # noqa: A002 - the label files' word
        self.total += 1
        if right:
            self.correct += 1
        else:
            self.misses.append(Miss(id, _short(want), _short(got)))


class Tallies:
    """Tallies by name, in the order of their first use."""

    def __init__(self) -> None:
        self._by_name: dict[str, Tally] = {}

    def __getitem__(self, name: str) -> Tally:
        return self._by_name.setdefault(name, Tally(name))

    def __iter__(self) -> Iterator[Tally]:
        return iter(self._by_name.values())


def bare(text: str | None) -> str | None:
    """Without white space, widths of punctuation made equal (NFKC): how titles and sources are compared."""
    return None if text is None else _SPACE.sub("", unicodedata.normalize("NFKC", text))


def ngram_f1(want: str, got: str, n: int = 4) -> float:
    """F1 over character n-grams (as multisets) of the texts without white space; 1.0 if both are too short for one."""
    left, right = (_grams(_SPACE.sub("", text), n) for text in (want, got))
    if not left and not right:
        return 1.0
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values()))


def _grams(text: str, n: int) -> Counter[str]:
    if 0 < len(text) < n:
        return Counter([text])
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; none if there is no such file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with a header line, no quoting; none if there is no such file."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:] if line.strip()]


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= 160 else f"{text[:120]} … {text[-30:]}"
