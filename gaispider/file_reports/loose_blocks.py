"""Tables 2 and 4 printed without ruling lines: lines whose heads, label and figures stand under each other."""

from __future__ import annotations

import re
from itertools import groupby

from gaispider.documents.printed.glyphs import Fragment
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.t2 import CELLS
from gaispider.report.forms.t4 import COLUMNS, GROUPS

# Sizes of the type by which a figure's middle may stand beside its head's.
_BESIDE = 2.0
_FIGURE = re.compile(r"[-+－+]?\d[\d,]*(?:\.\d+)?")
_OUTCOMES = len(GROUPS) * len(COLUMNS)


def loose_blocks(fragments: list[Fragment]) -> dict[tuple[str, str], str]:
    """Raw strings of table 2 by row and column: label and heads whole, each figure under its head, none too many.

    Heads hold down to the next ruled table, for the rows that stand below them in a form.
    """
    found: dict[tuple[str, str], str] = {}
    twice: set[tuple[str, str]] = set()
    heads: list[tuple[str, Fragment]] = []
    stub, rows, columns = (vocabulary("t2", role) for role in ("stub", "row", "column"))
    last = 0
    for line, pieces in groupby(fragments, key=lambda piece: piece.line):
        first, *rest = pieces
        heads = heads if line <= last + 1 else []
        last = line
        if stub.find(read_label(first.text)) is not None:
            keys = [(columns.find(read_label(piece.text)), piece) for piece in rest]
            heads = [(key, piece) for key, piece in keys if key is not None] if all(key for key, _ in keys) else []
            continue
        key = rows.find(read_label(first.text))
        if key is None or len(rest) != len(heads) or not all(map(_stands_under, rest, (head for _, head in heads))):
            continue
        if any((key, column) not in CELLS for column, _ in heads):
            continue
        for (column, _), piece in zip(heads, rest, strict=True):
            twice |= {(key, column)} & found.keys()
            found[key, column] = piece.text
    return {place: raw for place, raw in found.items() if place not in twice}


def _stands_under(piece: Fragment, head: Fragment) -> bool:
    return _FIGURE.fullmatch(piece.text) is not None and abs(piece.middle - head.middle) <= max(
        _BESIDE * piece.size, (head.x1 - head.x0) / 2
    )


def loose_outcomes(fragments: list[Fragment]) -> dict[str, dict[str, str]] | None:
    """Raw strings of table 4 by group and column: the one line of fifteen figures, in the form's order."""
    lines = [[*pieces] for _, pieces in groupby(fragments, key=lambda piece: piece.line)]
    full = [line for line in lines if len(line) == _OUTCOMES and all(_FIGURE.fullmatch(piece.text) for piece in line)]
    if len(full) != 1 or not any("复议" in piece.text for piece in fragments):
        return None
    figures = iter(full[0])
    return {group: {column: next(figures).text for column in COLUMNS} for group in GROUPS}
