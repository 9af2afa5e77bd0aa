from __future__ import annotations

import json
from pathlib import Path

from gaispider.crawl.run.outcome import Counters, Outcome
from gaispider.crawl.run.summary import Summary, dead_runs, last_outcome, mark_dead
from gaispider.crawl.run.terminal.progress import progress
from gaispider.crawl.run.terminal.run_report import summary_lines
from gaispider.crawl.store import SiteStore, read_summaries


def _summary(tmp_path: Path, run: str) -> Summary:
    store = SiteStore(tmp_path, "panshi")
    store.make()
    return Summary(store.runs / f"{run}.json", "panshi", run, "live", {}, {})


def test_a_summary_is_there_from_the_start_and_whole_at_every_moment(tmp_path: Path) -> None:
    summary = _summary(tmp_path, "a")
    counters = Counters()
    summary.write(counters)
    assert last_outcome(tmp_path, "panshi") == "running"
    counters.fail("timeout", "http://a/1: took too long")
    counters.new = 3
    summary.write(counters, Outcome("partial", 3, ("one failed",)), reason="finished")
    content = json.loads(summary.path.read_text(encoding="utf-8"))
    assert (content["outcome"], content["exit_code"], content["counts"]["new"]) == ("partial", 3, 3)
    assert content["failures"] == {"timeout": {"count": 1, "examples": ["http://a/1: took too long"]}}
    assert content["finished"]
    assert [path.name for path in summary.path.parent.iterdir()] == ["a.json"]


def test_a_run_that_still_says_running_has_died(tmp_path: Path) -> None:
    _summary(tmp_path, "a").write(Counters())
    _summary(tmp_path, "b").write(Counters(), Outcome("ok", 0))
    runs = SiteStore(tmp_path, "panshi").runs
    (runs / "broken.json").write_text("{", encoding="utf-8")
    assert dead_runs(runs, "c") == ["a"]
    assert dead_runs(runs, "a") == []
    mark_dead(runs, ["a"], "c")
    assert [content["outcome"] for content in read_summaries(runs)] == ["died", "ok"]
    assert dead_runs(runs, "c") == []


def test_a_site_that_was_never_crawled_has_no_outcome(tmp_path: Path) -> None:
    assert last_outcome(tmp_path, "changbai") is None


def test_a_person_reads_the_outcome_the_counts_and_every_cause(tmp_path: Path) -> None:
    summary = _summary(tmp_path, "b")
    summary.died_before = ["a"]
    counters = Counters(answered=12, not_modified=2, skipped=40, new=3, changed=1, vanished=2, no_reports=1)
    counters.fail("gone", "http://a/1: HTTP 404")
    counters.fail("http_5xx", "http://a/2: HTTP 503")
    reason = "http_5xx: 1 of 14 pages, such as http://a/2: HTTP 503"
    told = summary_lines(summary, counters, Outcome("partial", 3, (reason,)))
    assert told.splitlines() == [
        "panshi: partial (exit 3)",
        f"  {reason}",
        "  12 pages read (2 of them unchanged since the last run), 40 known and not due",
        "  records: 3 new, 1 changed, 0 unchanged; 1 of them no report, as news in a column is",
        "  2 recorded pages are no longer listed; the records are kept",
        "  gone: 1, such as http://a/1: HTTP 404",
        "  run a had died; this run asked again for what it left open",
        f"  summary: {summary.path}",
    ]


def test_the_progress_line_says_what_there_is_to_say() -> None:
    assert progress("panshi", Counters(answered=3, new=2), 62.9) == "panshi  1:02  3 pages  2 new"
    assert progress("panshi", Counters(answered=3, skipped=9, changed=1), 5) == (
        "panshi  0:05  3 pages  0 new  1 changed  9 not due"
    )
