"""The labelled cases of this folder: no field is read worse than its floor, and no case goes missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaispider.evaluation.score import Miss, Tally, read_jsonl
from tests.commands.scrapy_command import scrapy
from tests.eval.floors import FOLDER, GENERIC, KNOWN, Floor, Reached, raised, reached, read_floors, undercut, write


@pytest.mark.parametrize(("mode", "options"), [(KNOWN, ()), (GENERIC, ("--generic",))])
def test_no_field_is_read_worse_than_its_floor(mode: str, options: tuple[str, ...]) -> None:
    done = scrapy("evaluate", str(FOLDER), "--json", *options)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    tallies = [Tally(**{**row, "misses": [Miss(**miss) for miss in row["misses"]]}) for row in rows]
    told = list(undercut(read_floors(), reached(tallies), mode))
    assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize(("folder", "labels", "key"), [("pages", "labels", "id"), ("seeds", "expected", "file")])
def test_every_page_has_its_label(folder: str, labels: str, key: str) -> None:
    named = {Path(row[key]).stem for row in read_jsonl(FOLDER / folder / f"{labels}.jsonl")}
    assert named == {path.stem for path in (FOLDER / folder).glob("*.html")}


FLOORS = [Floor("title", 4, {KNOWN: 0.75, GENERIC: 0.5})]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"title": Reached(4, 0.5, ("a: want x | got y",))}, "title: 0.5000 right, the floor is 0.7500\n    a: want x"),
        ({"title": Reached(3, 1.0)}, "title: 3 labelled values, the table has 4: cases were lost"),
        ({}, "title: 0 labelled values, the table has 4: cases were lost"),
        ({"title": Reached(5, 1.0)}, "title: 5 labelled values, the table has 4: python -m tests.eval.floors"),
        ({"title": Reached(4, 1.0), "source": Reached(1, 1.0)}, "source: not in the table"),
    ],
)
def test_what_falls_or_goes_missing_is_told(found: dict[str, Reached], told: str) -> None:
    (message,) = undercut(FLOORS, found, KNOWN)
    assert message.startswith(told)


def test_what_reaches_its_floor_is_not_told() -> None:
    assert not list(undercut(FLOORS, {"title": Reached(4, 0.75)}, KNOWN))
    assert not list(undercut(FLOORS, {"title": Reached(4, 0.5)}, GENERIC))


def test_floors_rise_and_a_new_case_that_is_missed_lowers_no_number_right() -> None:
    found = {KNOWN: {"title": Reached(6, 4 / 6)}, GENERIC: {"title": Reached(6, 2 / 6)}}
    assert raised(FLOORS, found) == [Floor("title", 6, {KNOWN: 0.6666, GENERIC: 0.3333})]


@pytest.mark.parametrize("known", [Reached(6, 2 / 6), Reached(3, 1.0)])
def test_a_table_is_not_written_over_what_fell(known: Reached) -> None:
    with pytest.raises(ValueError, match="title"):
        raised(FLOORS, {KNOWN: {"title": known}, GENERIC: {"title": known}})


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(FLOORS, tmp_path / "floors.tsv")
    assert read_floors(tmp_path / "floors.tsv") == FLOORS
