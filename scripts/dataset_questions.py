"""The ten questions of docs/dataset.md with their queries; three of them are asked of a release by `make demo`.

python -m scripts.dataset_questions RELEASE [NUMBER ...]
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaispider.explain.widths import padded, width
from gaispider.paths import ROOT

_QUESTION = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(sql|python|r)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROWS = 6


@dataclass(frozen=True)
class Question:
    """A question with its query in each language."""

    number: int
    title: str
    sql: str
    python: str
    r: str


def questions() -> list[Question]:
    """All questions of docs/dataset.md, in their order."""
    text = (ROOT / "docs" / "dataset.md").read_text("utf-8")
    text = text[text.index("## Ten questions") : text.index("## The records themselves")]
    starts = [*_QUESTION.finditer(text)]
    ends = [*(match.start() for match in starts[1:]), len(text)]
    found = []
    for match, end in zip(starts, ends, strict=True):
        blocks = dict(_BLOCK.findall(text[match.end() : end]))
        found.append(Question(int(match[1]), match[2], blocks["sql"], blocks["python"], blocks["r"]))
    return found


def ask(question: Question) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns and rows of the answer; the working folder is the release."""
    import duckdb

    with duckdb.connect() as connection:
        found = connection.execute(question.sql)
        return [str(column[0]) for column in found.description or ()], found.fetchall()


def _printed(question: Question) -> Iterator[str]:
    names, rows = ask(question)
    yield f"{question.title}"
    yield from (f"  duckdb> {line}" for line in question.sql.strip().splitlines())
    yield from (f"  pandas> {line}" for line in question.python.strip().splitlines())
    if not rows:
        yield "    (none)"
        return
    shown = [names, *([_cell(cell) for cell in row] for row in rows[:_ROWS])]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "    " + "  ".join(padded(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
    if len(rows) > _ROWS:
        yield f"    … {len(rows)} rows"


def _cell(value: Any) -> str:
    """A cell as a person reads it: what is unknown is named, and a share has four digits."""
    if value is None:
        return "NULL"
    return f"{value:.4g}" if isinstance(value, float) and abs(value) < 1 else str(value)


def main(release: str, *numbers: str) -> None:
    """Ask the questions of a release, and print lines and answers."""
    asked = [one for one in questions() if not numbers or str(one.number) in numbers]
    os.chdir(Path(release))
    print("(pandas is not among gaispider's packages; for its lines: pip install pandas pyarrow)\n")
    for question in asked:
        print("\n".join(_printed(question)), end="\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
