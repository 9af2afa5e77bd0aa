"""The tables of data/reference/script."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from gaispider.paths import REFERENCE


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of data/reference/script/<name>.tsv."""
    with (REFERENCE / "script" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
