"""Words that tell the parts of a page apart: data/reference/page_words.tsv, read once."""

from __future__ import annotations

from functools import cache

from gaispider.paths import REFERENCE


@cache
def _table() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for line in (REFERENCE / "page_words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, word = line.split("\t")
            words.setdefault(kind, []).append(word)
    return words


@cache
def words(kind: str) -> frozenset[str]:
    """All words of a kind: `tool`, `not_a_title`, `label_source` ..."""
    return frozenset(_table()[kind])


@cache
def labels() -> dict[str, str]:
    """Every label of bars and index tables, with its kind (without `label_`)."""
    return {
        word: kind.removeprefix("label_")
        for kind, found in _table().items()
        if kind.startswith("label_")
        for word in found
    }
