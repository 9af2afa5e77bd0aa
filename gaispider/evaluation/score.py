"""Tallies: how many labelled values of a field were read right, and which were not."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

_SPACE = re.compile(r"\s+")


class LabelError(ValueError):
    """The labels themselves are wrong: the message names the file, the line or label, and what it should be."""


@dataclass(slots=True)
class Miss:
    """A labelled value that was read wrong."""

    id: str
    want: str
    got: str


@dataclass(slots=True)
class Tally:
    """One field of one kind of material. `score` is a mean where the measure is not right-or-wrong (body F1, CER).

    Where it matters how a value was not read, `wrong`, `left_open` and `missing` say so. `note`: why there is none.
    """

    name: str
    correct: int = 0
    total: int = 0
    score: float | None = None
    misses: list[Miss] = field(default_factory=list)
    wrong: int | None = None
    left_open: int | None = None
    missing: int | None = None
    note: str = ""

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
    """The objects of a JSONL file; none if there is no such file. Raises LabelError for a line that is no object."""
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise LabelError(f"{path}, line {number} is no JSON: {error}") from None
            if not isinstance(row, dict):
                raise LabelError(f"{path}, line {number} is no JSON object")
            rows.append(row)
    return rows


def read_tsv(path: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a TSV file with a header line, no quoting; none if there is no such file.

    Cells missing at a line's end are empty. Raises LabelError if the header lacks one of `columns`.
    """
    if not path.exists():
        return []
    lines = path.read_text("utf-8-sig").split("\n")
    head = lines[0].rstrip("\r").split("\t")
    for column in columns:
        if column not in head:
            raise LabelError(f"{path} has no column {column!r}: its first line must name {', '.join(columns)}")
    rows = (line.rstrip("\r").split("\t") for line in lines[1:] if line.strip())
    return [dict(zip_longest(head, row[: len(head)], fillvalue="")) for row in rows]


def required(row: dict[str, Any], key: str, where: str) -> Any:
    """What a label says under `key`; LabelError, with the label's name, if it has none."""
    if key not in row:
        raise LabelError(f"{where} has no {key!r}")
    return row[key]


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= 160 else f"{text[:120]} … {text[-30:]}"
