"""What each rule means: data/reference/rules.tsv, read once."""

from __future__ import annotations

import csv
from functools import cache

from gaispider.paths import REFERENCE


@cache
def _meanings() -> dict[tuple[str, str], str]:
    with (REFERENCE / "rules.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {(row["field"], row["rule"]): row["means"] for row in rows}


def meaning(field: str, rule: str) -> str:
    """The sentence of a rule of a field; empty if the table has none."""
    return _meanings().get((field, rule), "")
