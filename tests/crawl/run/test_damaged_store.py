"""Crawls of stores that lost something: the run names it, and the store is whole after it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import ReplicaServer


@pytest.fixture
def crawled(web: ReplicaServer, project: Project) -> dict[str, str]:
    web.pages.update(articles(12))
    assert project.crawl().returncode == 0
    return store_checks.records(project.store)


def _only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def test_a_lost_archive_is_collected_again(web: ReplicaServer, project: Project, crawled: dict[str, str]) -> None:
    archive = _only(project.store / "archive", "*.warc.gz")
    archive.unlink()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert f"damaged: archive/{archive.name} is not there: 13 pages are asked for again" in done.stderr
    assert project.summaries()[1]["damage"]
    assert store_checks.records(project.store) == crawled
    # Each newest line names an answer that is there; the lines before it stay.
    lines = project.lines()
    assert len(lines) == 24
    assert {line["supersedes"] is None for line in lines[12:]} == {False}
    assert len(store_checks.untraceable(project.store)) == 12
    web.log.clear()
    done = project.crawl()
    assert (done.returncode, project.summaries()[2]["damage"]) == (0, [])
    assert sorted(web.paths()) == ["/", "/robots.txt"]


def test_a_damaged_line_and_an_emptied_state_are_made_good(
    web: ReplicaServer, project: Project, crawled: dict[str, str]
) -> None:
    records = _only(project.store / "records", "*.jsonl")
    lines = records.read_bytes().splitlines(keepends=True)
    records.write_bytes(b"".join([*lines[:5], lines[5].replace(b'":', b'"', 3), *lines[6:]]))
    web.log.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert f"damaged: records/{records.name}, line 6 is no record" in done.stderr
    assert len(list(web.paths())) == 3
    assert store_checks.records(project.store) == crawled
    (project.store / "state.sqlite").write_bytes(b"")
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert "damaged: The state was not readable" in done.stderr
    assert store_checks.records(project.store) == crawled
    assert project.summaries()[-1]["outcome"] == "unchanged"


def test_a_place_without_wal_is_one_sentence_and_another_journal_works(
    web: ReplicaServer, project: Project, crawled: dict[str, str]
) -> None:
    """SQLite cannot make its shared memory there, as on network file systems."""
    (project.store / "state.sqlite-shm").mkdir()
    done = project.crawl()
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "set STATE_JOURNAL=delete" in done.stderr
    assert not list(project.store.glob("state.broken*"))
    done = project.crawl("-s", "STATE_JOURNAL=delete")
    assert done.returncode == 0, done.stderr
    assert store_checks.records(project.store) == crawled


def test_lines_that_the_state_was_not_told_of_are_not_written_again(
    project: Project, crawled: dict[str, str], web: ReplicaServer
) -> None:
    # As the end of a run leaves it when others have filled the disk: lines are there, the commit failed.
    (summary,) = (project.store / "runs").glob("*.json")
    content = json.loads(summary.read_text(encoding="utf-8"))
    assert content["uncommitted"] is False
    summary.write_text(json.dumps(content | {"uncommitted": True}), encoding="utf-8")
    with closing(sqlite3.connect(project.store / "state.sqlite", isolation_level=None)) as state:
        state.execute("DELETE FROM pages")
        state.execute("DELETE FROM records")
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert store_checks.records(project.store) == crawled
    assert store_checks.lines(project.store) == 12
    assert [run["uncommitted"] for run in project.summaries()] == [False, False]
