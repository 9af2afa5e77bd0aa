"""From the wording of a form's cell to the key it stands for (data/reference/forms/labels.tsv)."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from gaispider.paths import REFERENCE

_NUMBER = re.compile(
    r"(?:\(([一二三四五六七八九十]{1,3}|\d{1,2})\)?|([一二三四五六七八九十]{1,3}|\d{1,2})[、.,:)·])[、.,]?"
)
# Raised or circled figures after words, and those in square brackets, point to notes; circled before words they number.
_SIGNS = "\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u2473\u24ea-\u24ff\u2776-\u2793"
_POINTERS = re.compile(rf"(?<=[\u4e00-\u9fff)）”\"])(?:[{_SIGNS}]+|[\[［【〔]注?\d{{1,2}}[\]］】〕]|注\d{{1,2}}\Z)+")
_CIRCLED = re.compile(rf"^[{_SIGNS}](?=[\u4e00-\u9fff])")
_NOTE = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\uf900-\ufaff]+")
_LONG = 200  # no label of a form is longer, so longer texts are not cached
_CHINESE_DIGITS = {digit: str(n) for n, digit in enumerate("一二三四五六七八九十", 1)}
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None))


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the form in which labels are compared.

    `text`: without white space, otherwise as printed. `number`: its numbering in digits. `body`: the wording without
    numbering, 其中, notes in brackets and punctuation. `whole`: the same with the notes.
    """

    text: str
    number: str | None
    body: str
    whole: str


def read_label(raw: str) -> Label:
    """The label of a cell: 三、本 年度办理结果 has number 3 and body 本年度办理结果."""
    return _read_label(raw) if len(raw) < _LONG else _read_label.__wrapped__(raw)


@lru_cache(maxsize=8192)
def _read_label(raw: str) -> Label:
    text = "".join(raw.translate(_INVISIBLE).split())
    folded = unicodedata.normalize("NFKC", _POINTERS.sub("", _CIRCLED.sub(r"\g<0>、", text)))
    number = None
    if folded.startswith("其中"):
        folded = folded[2:].lstrip(":,")
    match = _NUMBER.match(folded)
    if match and match.end() < len(folded):
        digits = match[1] or match[2]
        number = _CHINESE_DIGITS.get(digits, digits)
        folded = folded[match.end() :]
    whole = _MARKS.sub("", folded)
    return Label(text, number, _MARKS.sub("", _without_notes(folded)) or whole, whole)


def _without_notes(text: str) -> str:
    """The text without what stands in brackets, also nested ones and ones that are not closed."""
    for _ in range(3):
        if "(" not in text:
            return text
        text = _NOTE.sub("", text)
    return text.partition("(")[0]


def is_number(label: Label) -> bool:
    """Whether a label has no words: a number alone has no key."""
    return not any(character.isalpha() for character in label.body)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of one role in one table: `keys` by label, and by key the label that the official notice prints."""

    keys: Mapping[str, str]
    printed: Mapping[str, str]

    def find(self, label: Label) -> str | None:
        """The key of a label that the form has; None for others."""
        return self.keys.get(label.body) or self.keys.get(label.whole)

    def find_damaged(self, label: Label, *, lost_only: bool = False) -> set[str]:
        """Keys of labels that this one may be after damage: characters lost or, unless `lost_only`, mistyped.

        At most one character in five may be mistyped.
        """
        damaged = is_remainder if lost_only else is_damaged
        return {key for known, key in self.keys.items() if damaged(label.body, known)}


@cache
def vocabulary(table: str, role: str) -> Vocabulary:
    """The labels of `role` (row, column, group, head, ...) in `table` (t2, t3, t4, a)."""
    keys: dict[str, str] = {}
    printed: dict[str, str] = {}
    for entry in _entries():
        if entry["table"] == table and entry["role"] == role:
            keys.setdefault(entry["label"], entry["key"])
            printed.setdefault(entry["key"], entry["label"])
    return Vocabulary(keys, printed)


@cache
def _entries() -> list[dict[str, str]]:
    path = REFERENCE / "forms" / "labels.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_damaged(text: str, label: str) -> bool:
    """Whether `text` may be `label` after damage: characters lost (at least half are left), or a few mistyped."""
    return is_remainder(text, label) or is_mistyped(text, label)


def is_remainder(text: str, label: str) -> bool:
    """Whether `text` is the rest of `label` after characters were lost, at least half of it."""
    return 2 <= len(text) < len(label) <= 2 * len(text) and is_subsequence(text, label)


def is_mistyped(text: str, label: str) -> bool:
    """Whether at most one character in five differs; in a short label, one character."""
    most = max(1, len(label) // 5)
    near = len(text) > 1 and len(label) >= 4 and abs(len(text) - len(label)) <= most
    return near and distance(text, label) <= most


def is_subsequence(text: str, label: str) -> bool:
    """Whether `text` is `label` with characters left out."""
    rest = iter(label)
    return all(character in rest for character in text)


def likeness(one: str, other: str) -> float:
    """The share of characters that two labels have in common in the same order, 0 to 1."""
    if len(one) > 4 * len(other) or len(other) > 4 * len(one):
        return 0.0
    row = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for n, b in enumerate(other, 1):
            before, row[n] = row[n], before + 1 if a == b else max(row[n], row[n - 1])
    return 2 * row[-1] / (len(one) + len(other) or 1)


def distance(one: str, other: str) -> int:
    """Edit distance (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for n, b in enumerate(other, 1):
            before, row[n] = row[n], min(row[n] + 1, row[n - 1] + 1, before + (a != b))
    return row[-1]
