"""How every site stands, from the summaries alone."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.run.outcome import EXIT_CODES
from gaispider.crawl.store import SiteStore
from gaispider.operate.printing import age, duration
from gaispider.operate.ranks import WORST_FIRST, exit_code, rank
from gaispider.operate.site_status import read_all, read_status
from tests.operate.projects import Sites
from tests.operate.stores import NOW, add_run, site
from tests.replicas.server import ReplicaServer

WEEK = timedelta(days=7)


def test_every_outcome_of_a_run_has_its_place() -> None:
    assert set(EXIT_CODES) < set(WORST_FIRST)
    assert next(word for word in WORST_FIRST if word in EXIT_CODES) == "error"
    assert rank("a word of a later version") == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["ok", "unchanged"], 0),
        (["ok", "partial", "blocked", "empty"], 5),
        (["ok", "locked"], 75),
        (["locked", "partial"], 3),
        (["interrupted", "ok"], 143),
        (["interrupted", "unreachable"], 6),
        (["robots", "layout_changed"], 7),
        (["partial", "interrupted", "empty", "incomplete"], 9),
        (["incomplete", "blocked"], 5),
        (["died", "blocked"], 1),
        (["usage", "blocked"], 2),
    ],
)
def test_the_worst_site_gives_the_exit_code(words: list[str], code: int) -> None:
    assert exit_code(words) == code


def test_last_outcome_last_success_and_counts(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "ok", days_ago=4, records=40, new=40)
    add_run(tmp_path, "panshi", "unchanged", days_ago=3, records=40)
    add_run(tmp_path, "panshi", "partial", days_ago=2, records=41, new=1, failed=1)
    add_run(tmp_path, "panshi", "blocked", days_ago=1, failed=9, reasons=("blocked: 9 of 9 pages",))
    row = read_status(tmp_path, "panshi", site("panshi"), runs=3)
    assert (row.outcome, row.failures_in_row, row.records, row.new, row.failed) == ("blocked", 1, 41, 0, 9)
    assert row.last_success == NOW - timedelta(days=3)
    assert [mark.outcome for mark in row.recent] == ["unchanged", "partial", "blocked"]
    assert row.problem(NOW, WEEK) == "blocked: 9 of 9 pages"


def test_a_run_that_goes_on_is_running_and_one_whose_process_is_gone_has_died(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "ok", days_ago=2)
    add_run(tmp_path, "panshi", "running", days_ago=1)
    with SiteLock(SiteStore(tmp_path, "panshi").lock):
        assert read_status(tmp_path, "panshi").outcome == "running"
        assert read_status(tmp_path, "panshi").problem(NOW, WEEK) is None
    row = read_status(tmp_path, "panshi")
    assert (row.outcome, row.problem(NOW, WEEK)) == ("died", "the process ended without finishing")


def test_a_summary_that_cannot_be_read_is_a_problem_and_not_passed_over(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "ok", days_ago=2)
    torn = add_run(tmp_path, "panshi", "ok", days_ago=1)
    torn.write_bytes(torn.read_bytes()[:40])
    row = read_status(tmp_path, "panshi")
    assert row.outcome == "error"
    assert f"{torn.name} is not readable" in (row.problem(NOW, WEEK) or "")
    assert row.last_success == NOW - timedelta(days=2)
    torn.write_text("[]")
    assert "holds no summary" in (read_status(tmp_path, "panshi").problem(NOW, WEEK) or "")


def test_worst_first_with_folders_that_the_registry_does_not_know(tmp_path: Path) -> None:
    for key, outcome, days in (("a", "ok", 1), ("b", "partial", 1), ("c", "blocked", 1), ("d", "ok", 30)):
        add_run(tmp_path, key, outcome, days_ago=days)
    (tmp_path / "index.html").write_text("")
    (tmp_path / "Not A Key" / "runs").mkdir(parents=True)
    rows = read_all(tmp_path, {key: site(key) for key in ("a", "b", "c", "new")})
    assert [row.key for row in rows] == ["c", "b", "d", "a", "new"]
    assert rows[2].name == "(not in the registry)"
    assert [row.key for row in rows if row.problem(NOW, WEEK)] == ["c", "b", "d"]
    assert rows[2].problem(NOW, WEEK) == "not crawled since 2026-02-12"
    assert rows[4].outcome is None


def test_the_command_prints_a_table_problems_and_json(tmp_path: Path) -> None:
    now = time.time()
    with ReplicaServer({}) as web:
        sites = Sites(tmp_path, fine=web, broken=web, never=web)
    at = NOW.fromtimestamp(now, NOW.tzinfo)
    add_run(sites.store, "fine", "ok", now=at, days_ago=0.125, records=12, new=2)
    add_run(
        sites.store, "broken", "layout_changed", now=at, days_ago=3, failed=7, reasons=("no items\n  in 7 listings",)
    )
    table = sites.status()
    assert table.returncode == 0, table.stderr
    rows = [line.split() for line in table.stdout.splitlines()]
    assert rows[1] == ["broken", "layout_changed", "3", "d", "never", "-", "0", "7", "磐石市人民政府"]
    assert rows[2] == ["fine", "ok", "3", "h", "3", "h", "12", "2", "0", "磐石市人民政府"]
    assert rows[3] == ["never", "never", "never", "never", "-", "-", "-", "磐石市人民政府"]
    problems = sites.status("--problems")
    assert problems.returncode == 1
    assert "no items in 7 listings" in problems.stdout
    assert "fine" not in problems.stdout
    [entry] = [json.loads(line) for line in sites.status("--json", "fine").stdout.splitlines()]
    assert (entry["site"], entry["outcome"], entry["records"], entry["problem"]) == ("fine", "ok", 12, None)
    assert 3 * 3600 <= entry["success_age_seconds"] < 3 * 3600 + 120
    healthy = sites.status("--problems", "fine")
    assert (healthy.returncode, healthy.stdout) == (0, "no problems\n")
    # Nothing is known of what nobody has asked.
    assert sites.status("--problems", "never").stdout == "no problems; 1 site was never crawled\n"
    option = sites.status("--problem-sites")
    assert option.returncode == 2
    assert "there is no option --problem-sites" in option.stderr
    unknown = sites.status("nowhere")
    assert unknown.returncode == 2
    assert "no such site: nowhere" in unknown.stderr


def test_times_as_people_write_them() -> None:
    assert [duration(seconds) for seconds in (0, 61.6, 3600 * 11 + 5)] == ["0:00", "1:02", "11:00:05"]
    ages = [age(NOW - timedelta(minutes=minutes), NOW) for minutes in (-5, 5, 119, 120, 47 * 60, 48 * 60)]
    assert ages == ["0 min", "5 min", "119 min", "2 h", "47 h", "2 d"]
    assert age(None, NOW) == "never"
