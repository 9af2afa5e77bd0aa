"""Tables of names in data/reference that say how each is matched, with an example; each is read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gaispider.paths import REFERENCE


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `text` is a name of a kind, `match` says how it is compared, `example` is one that a page writes."""

    kind: str
    match: str
    text: str
    example: str
    seen: str


@cache
def read_table(name: str) -> tuple[Entry, ...]:
    """The rows of a table, in its order."""
    lines = (REFERENCE / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Entry(*row) for row in rows[1:])
