"""Tables of data/reference/dataset that are more than words: rows by column name."""

from __future__ import annotations

import csv
from functools import cache

from gaispider.paths import REFERENCE

FOLDER = REFERENCE / "dataset"


@cache
def reference_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of data/reference/dataset, in its order."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        plain = (line for line in lines if not line.startswith("#"))
        return tuple(csv.DictReader(plain, delimiter="\t", quoting=csv.QUOTE_NONE))
