"""Which sites are due: daily ones, failing ones that back off, and those that a run left unfinished."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gaispider.operate.running.schedule import crawlable, due, due_at, least_recent_first, machines
from gaispider.operate.site_status import read_status
from tests.operate.stores import NOW, add_run, site

DAY = timedelta(days=1)


def _hours(root: Path, *outcomes: str) -> float | None:
    """Hours from the beginning of the last run to the next; each run began a day after the one before it."""
    for place, outcome in enumerate(reversed(outcomes)):
        add_run(root, "panshi", outcome, days_ago=place)
    at = due_at(read_status(root, "panshi"), DAY)
    return None if at is None else (at - NOW) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("outcomes", "hours"),
    [
        ((), None),
        (("ok",), 20),
        (("blocked", "unchanged"), 20),
        (("ok", "partial"), 20),
        # A site of which a part cannot be seen is read every night for the rest.
        (("ok", "incomplete", "incomplete", "incomplete"), 20),
        (("ok", "blocked"), 20),
        (("ok", "blocked", "unreachable"), 40),
        (("ok", "empty", "empty", "empty"), 80),
        (("ok", *["blocked"] * 4), 160),
        (("ok", *["blocked"] * 9), 280),
        (("partial", "layout_changed"), 20),
        # What was cut short goes on at once; a site that is cut short every night still gets every night.
        (("ok", "interrupted"), None),
        (("ok", *["interrupted"] * 6), 20),
        (("ok", "died"), None),
        (("ok", "died", "died"), 20),
        (("ok", "died", "died", "died"), 40),
    ],
)
def test_waits(tmp_path: Path, outcomes: tuple[str, ...], hours: float | None) -> None:
    found = _hours(tmp_path, *outcomes)
    assert found is None if hours is None else found == pytest.approx(hours)


def test_an_interval_longer_than_the_back_off_is_kept(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "blocked")
    add_run(tmp_path, "panshi", "blocked", days_ago=1)
    at = due_at(read_status(tmp_path, "panshi"), timedelta(days=30))
    assert at == NOW + timedelta(days=25)


def test_a_nightly_run_that_comes_earlier_than_yesterday_passes_nothing_by(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "ok", days_ago=0.9)
    assert due([read_status(tmp_path, "panshi")], DAY, NOW)
    assert not due([read_status(tmp_path, "panshi")], DAY, NOW - timedelta(hours=3))


def test_the_longest_untouched_come_first(tmp_path: Path) -> None:
    for key, days in (("b", 3), ("c", 9), ("d", 5)):
        add_run(tmp_path, key, "ok", days_ago=days)
    rows = [read_status(tmp_path, key) for key in "abcd"]
    assert [row.key for row in least_recent_first(rows)] == ["a", "c", "d", "b"]
    assert [row.key for row in due(rows, timedelta(days=5), NOW)] == ["a", "c", "d"]


def test_a_summary_from_a_clock_that_was_ahead_does_not_stop_the_site_for_long(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "ok", days_ago=-1000)
    assert due([read_status(tmp_path, "panshi")], DAY, NOW)


def test_machines_are_hosts_without_ports_and_paths() -> None:
    shared = site(
        "a",
        hosts=("xxgk.panshi.gov.cn", "122.137.242.24:8080/pub/psszfxxgk"),
        start=("http://122.137.242.24:8080/pub/psszfxxgk/",),
        twins={"http://122.137.242.24:8080/pub/psszfxxgk/": "http://WWW.panshi.gov.cn/"},
    )
    assert machines(shared) == {"xxgk.panshi.gov.cn", "122.137.242.24", "www.panshi.gov.cn"}
    other = site("b", hosts=("122.137.242.24:8080/pub/slsxxgkw",), start=("http://122.137.242.24/",))
    assert machines(other) & machines(shared)


def test_copies_are_not_crawled_unasked() -> None:
    sites = {"a": site("a", start=("http://a.gov.cn/",)), "encyclopedia": site("encyclopedia", region=None)}
    assert list(crawlable(sites)) == ["a"]


def test_a_look_at_some_years_does_not_stand_for_the_site(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "blocked", days_ago=1)
    add_run(tmp_path, "panshi", "ok", days_ago=0.1, arguments={"years": "2015-2016"})
    row = read_status(tmp_path, "panshi")
    assert (row.outcome, row.last_success, row.failures_in_row) == ("ok", None, 1)
    assert (row.problem(NOW, DAY) or "").startswith("blocked: the last run over all years")
    assert due([row], DAY, NOW)
    add_run(tmp_path, "panshi", "ok", days_ago=0.05, arguments={"full": "1"})
    assert not due([read_status(tmp_path, "panshi")], DAY, NOW)
