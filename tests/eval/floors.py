"""The floors of this folder: for every labelled field the number of cases and the share right that may not be undercut.

`python -m tests.eval.floors` writes floors.tsv anew: new cases are counted in, floors rise to what is reached today.
It refuses where fewer values are right than the table says, or fewer are labelled.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gaispider.evaluation.folder import score_folder
from gaispider.evaluation.score import Tally

FOLDER = Path(__file__).parent
TABLE = FOLDER / "floors.tsv"
KNOWN, GENERIC = "known", "generic"
_DIGITS = 10_000  # shares are written with four digits, rounded down
_SLACK = 0.5 / _DIGITS


@dataclass(frozen=True, slots=True)
class Floor:
    """One field: how many values are labelled, and the share right (0 to 1) in each mode of reading."""

    field: str
    cases: int
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class Reached:
    """What one run gave for a field; `misses` are for the person who reads the failure."""

    cases: int
    share: float
    misses: tuple[str, ...] = ()


def reached(tallies: Iterable[Tally]) -> dict[str, Reached]:
    """By field, in the order of the run. A measure that is not right-or-wrong has a second line, its mean."""
    found: dict[str, Reached] = {}
    for tally in tallies:
        misses = tuple(f"{miss.id}: want {miss.want} | got {miss.got}" for miss in tally.misses)
        found[tally.name] = Reached(tally.total, tally.correct / tally.total, misses)
        if tally.score is not None:
            found[f"{tally.name} (mean)"] = Reached(tally.total, tally.score, misses)
    return found


def read_floors(path: Path = TABLE) -> list[Floor]:
    """The rows of the table."""
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    modes = head[2:]
    return [
        Floor(name, int(cases), {mode: float(share) for mode, share in zip(modes, shares, strict=True)})
        for name, cases, *shares in rows
    ]


def undercut(floors: Iterable[Floor], found: dict[str, Reached], mode: str) -> Iterator[str]:
    """One message a field whose share, number of cases or presence is not as the table says, with its misses."""
    table = {floor.field: floor for floor in floors}
    for floor in table.values():
        got = found.get(floor.field, Reached(0, 0.0))
        if got.cases != floor.cases:
            advice = "cases were lost" if got.cases < floor.cases else "python -m tests.eval.floors"
            yield f"{floor.field}: {got.cases} labelled values, the table has {floor.cases}: {advice}"
        elif got.share < floor.shares[mode]:
            misses = "".join(f"\n    {miss}" for miss in got.misses)
            yield f"{floor.field}: {got.share:.4f} right, the floor is {floor.shares[mode]:.4f}{misses}"
    yield from (f"{name}: not in the table: python -m tests.eval.floors" for name in found if name not in table)


def raised(floors: Iterable[Floor], found: dict[str, dict[str, Reached]]) -> list[Floor]:
    """The table as it should be after new cases or better reading. Raises ValueError where anything fell."""
    for floor in floors:
        for mode, share in floor.shares.items():
            got = found[mode].get(floor.field, Reached(0, 0.0))
            if got.cases < floor.cases:
                raise ValueError(f"{floor.field}: {got.cases} labelled values are left of {floor.cases}")
            if got.cases * (got.share + _SLACK) < floor.cases * share:
                raise ValueError(
                    f"{floor.field} ({mode}): {got.cases * got.share:.2f} right, were {floor.cases * share:.2f}"
                )
    return [
        Floor(name, one.cases, {mode: math.floor(found[mode][name].share * _DIGITS) / _DIGITS for mode in found})
        for name, one in next(iter(found.values())).items()
    ]


def write(floors: Iterable[Floor], path: Path = TABLE) -> None:
    """The table, one field a line."""
    lines = ["\t".join(("field", "cases", KNOWN, GENERIC))]
    for floor in floors:
        shares = (f"{floor.shares[mode]:.4f}" for mode in (KNOWN, GENERIC))
        lines.append("\t".join((floor.field, str(floor.cases), *shares)))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """Score the folder in both modes and write the table; 1 and a sentence if anything fell."""
    found = {mode: reached(score_folder(FOLDER, generic=mode == GENERIC)) for mode in (KNOWN, GENERIC)}
    try:
        floors = raised(read_floors() if TABLE.exists() else (), found)
    except ValueError as error:
        sys.stderr.write(f"{error}\nThe table was left as it is.\n")
        return 1
    write(floors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
