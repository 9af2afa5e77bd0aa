"""Records made anew: which of them say something that no line on file says."""

from __future__ import annotations

from pathlib import Path

from gaispider.items import Report
from gaispider.maintenance.records_on_disk import RecordsOnDisk
from tests.records.one_page import no_damage, write
from tests.records.one_page import report as version


def report(title: str, capture: str, *, read_at: str = "2026-01-01T00:00:00+00:00") -> Report:
    """The one page of the tests as the capture of that day showed it."""
    return version(title, None, f"{capture}T02:00:00+00:00", capture=f"<{capture}>", read=read_at)


def on_file(folder: Path, *reports: Report) -> RecordsOnDisk:
    write(folder, "a.jsonl", *reports)
    return RecordsOnDisk(folder, no_damage)


def test_a_capture_that_said_nothing_new_when_it_was_crawled_says_nothing_new_now(tmp_path: Path) -> None:
    known = on_file(tmp_path, report("A", "2024-01-01"), report("B", "2024-03-01"))
    assert known.changed([report("A", "2024-02-01"), report("B", "2024-04-01")]) == []


def test_a_page_that_went_back_to_what_it_was_is_written(tmp_path: Path) -> None:
    known = on_file(tmp_path, report("A", "2024-01-01"), report("B", "2024-03-01"))
    (back,) = known.changed([report("A", "2024-04-01")])
    assert back.supersedes


def test_each_capture_is_compared_with_its_own_newest_line(tmp_path: Path) -> None:
    later = "2026-02-01T00:00:00+00:00"
    known = on_file(
        tmp_path,
        report("A", "2024-01-01"),
        report("B", "2024-03-01"),
        report("corrected", "2024-01-01", read_at=later),
    )
    assert known.changed([report("corrected", "2024-01-01"), report("B", "2024-03-01")]) == []
    assert [one.title for one in known.changed([report("A", "2024-01-01")])] == ["A"]


def test_what_is_not_on_file_replaces_nothing(tmp_path: Path) -> None:
    (new,) = RecordsOnDisk(tmp_path, no_damage).changed([report("A", "2024-01-01")])
    assert new.supersedes is None
