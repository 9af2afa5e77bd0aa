"""Table 3 printed without ruling lines: its rows by the order of the form, proven by labels, places and sums.

Every line with seven figures in the columns of the others is a row. There must be as many as the form has, and the
pieces of each label that stand in no other label must lie nearest to the row that the form's order gives it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import median

from gaispider.documents.printed.glyphs import Fragment
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import vocabulary
from gaispider.report.forms.t3 import ROWS

# Sizes of the type by which a figure may stand beside its column's middle.
_BESIDE = 2.0
# Rows without a piece of their own between two that have one.
_MOST_BETWEEN = 1
_LETTERS = re.compile(r"[^\u3400-\u9fffA-Za-z]+")
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．,，]+)")
_FIGURE = re.compile(r"\d{1,9}")


@dataclass(slots=True)
class _Row:
    """A line of figures: by column, None where the cell is blank."""

    level: float
    figures: dict[int, str]


def loose_applicants(fragments: list[Fragment]) -> dict[str, dict[str, str]] | None:
    """Raw strings by row and column of table 3 (blank ones empty); None if anything speaks against it."""
    columns = _columns(fragments)
    if columns is None:
        return None
    rows = _rows(fragments, columns)
    keys = next((keys for keys in _FORMS if len(keys) == len(rows)), None)
    if keys is None or not _labels_agree(fragments, rows, keys, columns[0]) or not _heads_agree(fragments, columns):
        return None
    return {
        key: {column: row.figures.get(n, "") for n, column in enumerate(APPLICANTS)}
        for key, row in zip(keys, rows, strict=True)
    }


_FORMS = (
    tuple(ROWS),
    tuple(
        key for key in [*ROWS[: ROWS.index("3.6.1")], "3.6", *ROWS[ROWS.index("3.6.1") :]] if not key.startswith("3.6.")
    ),
)


def _lines(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    lines: dict[int, list[Fragment]] = {}
    for piece in fragments:
        lines.setdefault(piece.line, []).append(piece)
    return [lines[number] for number in sorted(lines)]


def _figures(line: list[Fragment]) -> list[Fragment]:
    """The figures at a line's end; those before its last words are numbers of a label."""
    found: list[Fragment] = []
    for piece in reversed(line):
        if not _FIGURE.fullmatch(piece.text):
            break
        found.insert(0, piece)
    return found


def _columns(fragments: list[Fragment]) -> list[float] | None:
    """The middles of the seven columns: where the figures of all lines with seven of them stand."""
    full = [found for line in _lines(fragments) if len(found := _figures(line)) == len(APPLICANTS)]
    if len(full) < len(APPLICANTS):
        return None
    middles = [median(line[n].middle for line in full) for n in range(len(APPLICANTS))]
    for line in full:
        if any(abs(piece.middle - middles[n]) > _BESIDE * piece.size for n, piece in enumerate(line)):
            return None
    return middles


def _rows(fragments: list[Fragment], columns: list[float]) -> list[_Row]:
    """The lines of two and more figures, each in a column of its own."""
    rows = []
    for line in _lines(fragments):
        found = _figures(line)
        places = {min(range(len(columns)), key=lambda n: abs(columns[n] - piece.middle)): piece for piece in found}
        near = all(abs(columns[n] - piece.middle) <= _BESIDE * piece.size for n, piece in places.items())
        if len(found) > 1 and len(places) == len(found) and near:
            rows.append(_Row(line[0].level, {n: piece.text for n, piece in places.items()}))
    return rows


def _labels_agree(fragments: list[Fragment], rows: list[_Row], keys: tuple[str, ...], figures_from: float) -> bool:
    """Whether the pieces of labels lie where the form's order has them, none of them elsewhere."""
    seen = [False] * len(rows)
    first, last = rows[0].level, rows[-1].level
    reach = 4 * fragments[0].size
    for piece in fragments:
        own = _owner(piece.text, keys) if piece.x0 < figures_from else None
        if own is None or not first - reach <= piece.level <= last + reach:
            continue
        nearest = min(range(len(rows)), key=lambda n: abs(rows[n].level - piece.level))
        if nearest == own:
            seen[own] = True
        elif abs(nearest - own) > 1:
            return False
    return seen[0] and seen[-1] and all(any(seen[n : n + _MOST_BETWEEN + 1]) for n in range(len(seen) - 1))


def _owner(text: str, keys: tuple[str, ...]) -> int | None:
    """The one row in whose label a text stands; None where it stands in several, or in none."""
    # Fonts of printed pages name radicals (⾏) in the place of signs.
    bare = _LETTERS.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", text)))
    if len(bare) < 2 or any(bare in label for label in _other_words(keys)):
        return None
    owners = [n for n, key in enumerate(keys) if any(bare in label for label in _labels(key))]
    return owners[0] if len(owners) == 1 else None


@cache
def _labels(key: str) -> tuple[str, ...]:
    return tuple(label for label, its in vocabulary("t3", "row").keys.items() if its == key)


@cache
def _other_words(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The names of groups, which are no row's."""
    groups = tuple(vocabulary("t3", "group").keys)
    return groups if "3.6" in keys else (*groups, vocabulary("t3", "row").printed["3.6"])


def _heads_agree(fragments: list[Fragment], columns: list[float]) -> bool:
    """Whether heads that are whole stand over the columns that the form gives them."""
    names = vocabulary("t3", "column").keys
    below = len(columns) - 1
    for piece in fragments:
        key = names.get(_LETTERS.sub("", piece.text))
        if key not in ("natural", "business", "research") or piece.middle < columns[0] - _BESIDE * piece.size:
            continue
        nearest = min(range(below + 1), key=lambda n: abs(columns[n] - piece.middle))
        if APPLICANTS[nearest] != key:
            return False
    return True
