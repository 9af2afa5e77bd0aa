"""A sheet's rows without those rows, columns and cells that it does not show."""

from __future__ import annotations

from collections.abc import Sequence

from gaispider.documents.sheet_looks.sheet_look import Address, SheetLook

Merged = dict[Address, Address]
"""First and last cell of the merged ranges."""


def without_unseen(
    rows: list[list[str]], merged: Merged, look: SheetLook, told: list[str]
) -> tuple[list[list[str]], Merged]:
    """The rows that are seen, and the merged ranges among them; `told` gets what is left out, line by line.

    A merged range of which a part is hidden shows its text in what is left.
    """
    width = max((len(row) for row in rows), default=0)
    lines = [number for number in range(len(rows)) if number not in look.hidden_rows]
    columns = [number for number in range(width) if number not in look.hidden_columns]
    _tell(rows, look, told)
    rows = [["" if (n, m) in look.unseen else text for m, text in enumerate(row)] for n, row in enumerate(rows)]
    if len(lines) == len(rows) and len(columns) == width:
        return rows, merged
    kept: Merged = {}
    for (top, left), (bottom, right) in merged.items():
        down, across = _inside(lines, top, bottom), _inside(columns, left, right)
        if down and across:
            kept[down[0], across[0]] = down[-1], across[-1]
            rows[lines[down[0]]][columns[across[0]]] = rows[top][left]
    return [[rows[number][column] for column in columns] for number in lines], kept


def _inside(numbers: Sequence[int], first: int, last: int) -> list[int]:
    """The indices into `numbers`, the seen rows or columns, of those from `first` to `last`, both included."""
    return [place for place, number in enumerate(numbers) if first <= number <= last]


def _tell(rows: list[list[str]], look: SheetLook, told: list[str]) -> None:
    for number, row in enumerate(rows):
        gone = number in look.hidden_rows
        texts = [
            text
            for column, text in enumerate(row)
            if text and (gone or column in look.hidden_columns or (number, column) in look.unseen)
        ]
        if texts:
            told.append("\t".join(texts))
