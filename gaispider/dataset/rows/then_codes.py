"""The division code of a unit in a past year: divisions were renamed, upgraded and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gaispider.paths import REFERENCE
from gaispider.text.places.gazetteer import upper
from gaispider.text.places.names import stem


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A line of data/reference/divisions.tsv; `until` is the year of the change, None for a present division."""

    code: str
    name: str
    level: str
    parent: str | None
    until: int | None
    successor: str | None
    source: str


@cache
def division_rows() -> tuple[DivisionRow, ...]:
    """All present and former divisions from province to county, in the order of the table."""
    lines = (REFERENCE / "divisions.tsv").read_text("utf-8").splitlines()[1:]
    rows = []
    for line in lines:
        code, name, level, parent, until, successor, source = line.split("\t")
        rows.append(DivisionRow(code, name, level, parent or None, int(until or 0) or None, successor or None, source))
    return tuple(rows)


@cache
def _former() -> dict[str, list[DivisionRow]]:
    found: dict[str, list[DivisionRow]] = {}
    for row in division_rows():
        if row.until and row.successor:
            found.setdefault(row.successor, []).append(row)
    return found


def code_then(present: str, year: int | None, printed: Sequence[str]) -> str | None:
    """The code that a present division had in a report year; None where several are possible.

    Rules, in this order: a former name that the report prints; its present name, printed; a former name with the
    same stem (青溪县 before 青溪市); the present code, if nothing that became part of it ended after that year.
    """
    if year is None:
        return None
    former = [row for row in _former().get(present, ()) if row.until and row.until > year and row.code != present]
    if not former:
        return present
    text = " ".join(printed)
    named = {row.code for row in former if row.name in text}
    if named:
        return named.pop() if len(named) == 1 else None
    name = upper().rows[present][0] if present in upper().rows else ""
    if name and name in text:
        return present
    alike = sorted((row for row in former if stem(row.name) == stem(name)), key=lambda row: row.until or 0)
    return alike[0].code if alike else None
