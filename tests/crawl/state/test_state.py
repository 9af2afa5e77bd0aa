from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gaispider.crawl.state.due import RETRY_MAX, is_due, next_retry
from gaispider.crawl.state.state import PageState, RecordState, State
from gaispider.crawl.store import SiteStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat("T", "seconds")


PAGE = PageState("http://a.cn/1", "article", "ok", _ago(900), _ago(1), fetched_at=_ago(100), report_year=2015)


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    row = RecordState("a-1", PAGE.url, "sha256:1", "sha256:2", 2015, "run.jsonl", _ago(1))
    state = State(tmp_path / "state.sqlite")
    state.commit([PAGE], [row])
    state.close()
    again = State(tmp_path / "state.sqlite")
    assert again.page(PAGE.url) == PAGE
    assert again.record("a-1") == row
    assert again.page("http://a.cn/2") is None
    assert again.count("pages") == again.count("records") == 1
    again.close()


def test_a_commit_is_whole_or_not_at_all(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    with pytest.raises(Exception, match="NOT NULL"):
        state.commit([PAGE, replace(PAGE, url="http://a.cn/2", role=None)], [])  # type: ignore[arg-type]
    assert state.count("pages") == 0
    state.commit([PAGE], [])
    assert state.count("pages") == 1
    state.close()


@pytest.mark.parametrize(
    ("page", "due"),
    [
        (replace(PAGE, role="listing", fetched_at=_ago(0.1)), True),
        (PAGE, False),
        (replace(PAGE, fetched_at=_ago(500)), True),
        (replace(PAGE, report_year=2025), True),
        (replace(PAGE, report_year=2025, fetched_at=_ago(10)), False),
        (replace(PAGE, report_year=None), True),
        (replace(PAGE, first_seen=_ago(60), fetched_at=_ago(50)), True),
        (replace(PAGE, failures=2, next_retry=_ago(-1)), False),
        (replace(PAGE, failures=2, next_retry=_ago(1)), True),
        # What a clock wrote that ran ahead by years.
        (replace(PAGE, fetched_at=_ago(-900)), True),
        (replace(PAGE, failures=2, next_retry=_ago(-900)), True),
        (replace(PAGE, role="barren", fetched_at=_ago(5)), False),
        (replace(PAGE, role="barren", fetched_at=_ago(50)), True),
    ],
)
def test_when_a_page_is_due(page: PageState, due: bool) -> None:
    assert is_due(page, NOW) is due


def test_failures_wait_longer_each_time_but_not_for_ever() -> None:
    waits = [next_retry(count, NOW) - NOW for count in range(1, 12)]
    assert waits[0] < timedelta(days=1) < waits[1]
    assert waits == sorted(waits)
    assert waits[-1] == RETRY_MAX


def test_run_names_sort_by_time_and_are_not_given_twice(tmp_path: Path) -> None:
    store = SiteStore(tmp_path, "panshi")
    store.make()
    names = []
    for _ in range(3):
        names.append(store.new_run(NOW))
        (store.runs / f"{names[-1]}.json").touch()
    assert names == sorted(set(names))
    assert names[0] == "20260601T000000-000"


def test_run_names_keep_their_order_when_the_clock_is_set_back(tmp_path: Path) -> None:
    store = SiteStore(tmp_path, "panshi")
    store.make()
    (store.runs / "20360601T000000-999.json").touch()
    (store.archives / "notes.txt").touch()
    assert store.new_run(NOW) == "20360601T000001-000"


@pytest.mark.parametrize("key", ["../x", "a/b", "", ".", "Ａ", "a b"])
def test_a_key_that_cannot_name_a_folder_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="cannot name a folder"):
        SiteStore(tmp_path, key)


def test_a_commit_that_fails_at_its_end_can_be_made_again(tmp_path: Path) -> None:
    # Refused only when the transaction ends, which SQLite then leaves open (on a full disk it ends it: test_disk.py).
    state = State(tmp_path / "state.sqlite")
    connection = state._connection
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("CREATE TABLE room (id REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED)")
    connection.execute("CREATE TABLE places (id PRIMARY KEY)")
    connection.execute("CREATE TRIGGER full AFTER INSERT ON pages BEGIN INSERT INTO room VALUES (1); END")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        state.commit([PAGE], [])
    connection.execute("DROP TRIGGER full")
    state.commit([PAGE], [])
    assert state.count("pages") == 1
    state.close()
