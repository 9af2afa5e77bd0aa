"""An annex of form A printed without ruling lines: lines with a label, its unit and its figures under their heads.

A label over several lines stands beside the figures of none of them, or of one: rows next to a line that lacks its
label or its figures are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

from gaispider.documents.printed.glyphs import Fragment
from gaispider.page.model import Cell, Table
from gaispider.report.forms.form_a.annex_heads import read_heads
from gaispider.report.forms.values import is_value

# Sizes of the type by which a figure's middle may stand beside its head's.
_BESIDE = 2.0
_FEWEST = 3
_LONGEST_UNIT = 3
# So many lines on end that stand under no heads may be rows still: a label that reaches its unit.
_STRANGE = 1
_RADICALS = re.compile("[\u2e80-\u2fdf]")

_Line = list[Fragment]
_Row = dict[int, str]


def loose_annex(fragments: list[Fragment]) -> Table | None:
    """The annex as a grid, its head the first row; None if there is none, or too little of it can be told."""
    lines = [list(pieces) for _, pieces in groupby(fragments, key=lambda piece: piece.line)]
    start = next((n for n, line in enumerate(lines) if _is_head(line)), None)
    if start is None:
        return None
    head = lines[start]
    rows = _rows(list(_on_end(lines[start:])), head)
    # A label without figures, or figures without a label.
    parts = {n for n, row in enumerate(rows) if 0 not in row or len(row) == 1}
    doubtful = parts | {n + step for n in parts for step in (-1, 1)}
    kept = [row for n, row in enumerate(rows) if n not in doubtful]
    if len(kept) < _FEWEST:
        return None
    grid = [{n: _text(piece) for n, piece in enumerate(head)}, *kept]
    cells = [Cell(row.get(column, ""), n, column) for n, row in enumerate(grid) for column in range(len(head))]
    return Table(cells, len(grid), len(head))


def _on_end(lines: list[_Line]) -> Iterator[_Line]:
    """The lines below the first one, down to the next ruled table."""
    for above, line in pairwise(lines):
        if line[0].line > above[0].line + 1:
            return
        yield line


def _rows(lines: list[_Line], head: _Line) -> list[_Row]:
    """The lines under the head as rows, an empty one for each that stands under none of its columns."""
    rows: list[_Row] = []
    for line in lines:
        if _is_head(line):
            continue
        rows.append(_placed(line, head) or {})
        if len(rows) > _STRANGE and not any(rows[-_STRANGE - 1 :]):
            break
    while rows and not rows[-1]:  # what follows the table
        rows.pop()
    return rows


def _is_head(line: _Line) -> bool:
    """Whether the pieces of a line are the heads of such a table: of labels, then of units or figures."""
    roles = [head.role for head in read_heads([Cell(_text(piece), 0, n) for n, piece in enumerate(line)])]
    return len(roles) == len(line) > 1 and roles[0] == "label" and bool({"count", "cumulative"} & {*roles[1:]})


def _placed(line: _Line, head: _Line) -> _Row | None:
    """The texts of a line by column; None where a piece stands under no head, or two under one: no row."""
    row: _Row = {}
    for piece in line:
        if piece.x1 < head[1].x0:
            column = 0
        else:
            column = min(range(1, len(head)), key=lambda n: abs(head[n].middle - piece.middle))
            wide = (head[column].x1 - head[column].x0) / 2
            if abs(head[column].middle - piece.middle) > max(_BESIDE * piece.size, wide):
                return None
        if column in row or (column and not _is_of_cell(piece.text)):
            return None
        row[column] = _text(piece)
    return row


def _is_of_cell(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT or is_value(text)


def _text(piece: Fragment) -> str:
    """The text; fonts of printed pages name radicals (⾏) in the place of signs."""
    return _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), piece.text)
