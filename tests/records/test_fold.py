"""Which of a record's lines is the newest: runs and lines in their order, not the clock alone."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from gaispider.records.fold import Version, captured, fold, newest, run_of, versions
from tests.records.one_page import no_damage, report, write

FIRST, SECOND, THIRD = "20260101T020000-001", "20260102T020000-001", "20260103T020000-001"
# Run names are given later than all before: a clock that ran ahead and was set right again.
AHEAD, AFTER_AHEAD = "20360601T020000-000", "20360601T020000-001"


def day(number: int, year: int = 2026) -> str:
    return f"{year}-01-{number:02d}T02:00:00+00:00"


def titles(folder: Path) -> list[str | None]:
    found = newest(folder.glob("*.jsonl"), no_damage)
    return [version.read().title for version in found.values()]


def test_a_run_whose_clock_ran_ahead_loses_to_the_next_one(tmp_path: Path) -> None:
    write(tmp_path, f"{AHEAD}.jsonl", report("ahead", AHEAD, day(1, 2036)))
    write(tmp_path, f"{AFTER_AHEAD}.jsonl", report("right", AFTER_AHEAD, day(2)))
    assert titles(tmp_path) == ["right"]


def test_a_line_that_replaces_another_wins_even_where_names_were_given_by_the_clock(tmp_path: Path) -> None:
    [ahead] = write(tmp_path, f"{AHEAD}.jsonl", report("ahead", AHEAD, day(1, 2036)))
    write(tmp_path, f"{SECOND}.jsonl", report("right", SECOND, day(2), after=ahead))
    assert titles(tmp_path) == ["right"]


def test_within_a_run_lines_go_before_times(tmp_path: Path) -> None:
    """The clock was set back while the run was at work."""
    lines = [report("early", FIRST, day(9)), report("late", FIRST, day(1))]
    write(tmp_path, f"{FIRST}.jsonl", *lines)
    assert titles(tmp_path) == ["late"]


def test_an_old_capture_read_again_does_not_win_over_a_later_one(tmp_path: Path) -> None:
    [first] = write(tmp_path, f"{FIRST}.jsonl", report("A", FIRST, day(1)))
    write(tmp_path, f"{SECOND}.jsonl", report("B", SECOND, day(2), after=first))
    write(tmp_path, f"{FIRST}.0.9.0.jsonl", report("A again", FIRST, day(1), capture="<A>", read=day(20), after=first))
    assert titles(tmp_path) == ["B"]


def test_an_old_capture_of_the_same_run_does_not_win_either(tmp_path: Path) -> None:
    first, _ = write(tmp_path, f"{FIRST}.jsonl", report("A", FIRST, day(1)), report("B", FIRST, day(1)))
    write(tmp_path, f"{FIRST}.0.9.0.jsonl", report("A again", FIRST, day(1), capture="<A>", read=day(20), after=first))
    assert titles(tmp_path) == ["B"]


def test_of_several_readings_of_one_capture_the_last_wins_whatever_its_clock_said(tmp_path: Path) -> None:
    [line] = write(tmp_path, f"{FIRST}.jsonl", report("A", FIRST, day(1)))
    again = report("again", FIRST, day(1), capture="<A>", read=day(1, 2036), after=line)
    [line] = write(tmp_path, f"{FIRST}.0.9.0.jsonl", again)
    write(tmp_path, f"{FIRST}.0.8.1.jsonl", report("last", FIRST, day(1), capture="<A>", read=day(3), after=line))
    assert titles(tmp_path) == ["last"]


def test_a_reading_without_a_chain_is_placed_by_its_time(tmp_path: Path) -> None:
    write(tmp_path, f"{FIRST}.jsonl", report("A", FIRST, day(1)))
    write(tmp_path, f"{FIRST}.0.9.0.jsonl", report("again", FIRST, day(1), capture="<A>", read=day(3)))
    write(tmp_path, f"{FIRST}.0.9.0-2.jsonl", report("last", FIRST, day(1), capture="<A>", read=day(4)))
    assert titles(tmp_path) == ["last"]


def test_a_feed_of_many_runs_is_folded_by_the_archives_that_it_names(tmp_path: Path) -> None:
    ahead, right = report("ahead", AHEAD, day(1, 2036)), report("right", AFTER_AHEAD, day(2))
    write(tmp_path, "feed.jsonl", right, ahead)
    assert titles(tmp_path) == ["right"]
    assert captured(ahead) < captured(right)


def test_records_without_capture_or_archive_fold_by_their_times(tmp_path: Path) -> None:
    old = [replace(report("A", None, day(2)), capture=None), report("B", None, "2026-01-03T01:00:00+08:00")]
    write(tmp_path, "import.jsonl", report("C", None, day(3)), *old)
    assert titles(tmp_path) == ["C"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_result_does_not_hang_on_the_order_of_the_files(tmp_path: Path, order: tuple[int, ...]) -> None:
    names = [FIRST, SECOND, THIRD]
    for name in names:
        write(tmp_path, f"{name}.jsonl", report(name, name, day(1)))
    found = [version for version, _ in versions(tmp_path.glob("*.jsonl"), no_damage)]
    assert fold([found[number] for number in order])["x-1"].path.name == f"{THIRD}.jsonl"


def test_damaged_lines_are_named_and_cost_themselves_only(tmp_path: Path) -> None:
    write(tmp_path, f"{FIRST}.jsonl", report("A", FIRST, day(1)))
    with (tmp_path / f"{FIRST}.jsonl").open("ab") as file:
        file.write(b'\n{"id": "x-1"\n\xff\xfe\n')
    write(tmp_path, f"{FIRST}.jsonl", report("B", FIRST, day(1)))
    told: list[tuple[str, int]] = []
    found = newest(tmp_path.glob("*.jsonl"), lambda path, number, _error: told.append((path.name, number)))
    assert told == [(f"{FIRST}.jsonl", 3), (f"{FIRST}.jsonl", 4)]
    (version,) = found.values()
    assert (version.read().title, version.number) == ("B", 5)


def test_sites_do_not_mix(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, f"{FIRST}.jsonl", replace(report(name, FIRST, day(1), capture="<1>"), id=f"{name}-1"))
    found = newest(tmp_path.glob("*/*.jsonl"), no_damage)
    assert {key: version.path.parent.name for key, version in found.items()} == {"a-1": "a", "b-1": "b"}
    assert all(isinstance(version, Version) for version in found.values())


def test_names_of_runs() -> None:
    assert run_of(f"{FIRST}.jsonl") == run_of(f"{FIRST}.0.2.0+a1b2.jsonl") == run_of(f"{FIRST}.warc.gz") == FIRST
    assert run_of("20260101T020000.jsonl") == "20260101T020000"
    assert run_of("feed.jsonl") == "feed.jsonl"
    assert run_of(f"{FIRST}9.jsonl") == f"{FIRST}9.jsonl"
