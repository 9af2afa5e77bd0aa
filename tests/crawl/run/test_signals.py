"""SIGTERM and SIGINT at every point of a crawl's way, the process's start and end included."""

from __future__ import annotations

import json
import os
import signal
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gaispider.crawl.run.lock import LockHeldError, SiteLock
from tests.crawl.crawl_project import Project, articles
from tests.crawl.scrapy_process import Done, Scrapy
from tests.crawl.signal_points import POINTS, signal_at
from tests.replicas.server import ReplicaServer

NAMES = list(POINTS)
# Until here nothing is written; from there on the outcome is decided, and a signal changes nothing of it.
BEFORE_THE_RUN = NAMES[: NAMES.index("the crawl is to begin")]
DECIDED = NAMES[NAMES.index("the outcome is written") :]


def crawl_with_signal(project: Project, point: str, number: int) -> Done:
    return Scrapy(project.command(), partial(signal_at, point, number)).wait()


@pytest.mark.parametrize("point", NAMES)
def test_a_signal_is_never_lost(web: ReplicaServer, project: Project, point: str) -> None:
    web.pages.update(articles(4))
    number = signal.SIGINT if NAMES.index(point) % 2 else signal.SIGTERM
    ended = crawl_with_signal(project, point, number)
    assert "Traceback" not in ended.stderr, ended.stderr
    words = [summary["outcome"] for summary in project.summaries()]
    if point in DECIDED:
        assert (ended.returncode, words) == (0, ["ok"]), ended.stderr
    else:
        assert ended.returncode == 128 + number, ended.stderr
        assert words == ([] if point in BEFORE_THE_RUN else ["interrupted"])
        assert f"plain: interrupted (exit {128 + number})" in ended.stderr
    assert len(project.lines()) <= 4
    # Nobody holds the lock.
    project.store.mkdir(parents=True, exist_ok=True)
    with SiteLock(project.store / "lock"):
        pass


def test_after_a_signal_before_the_first_page_the_next_run_is_whole(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(4))
    crawl_with_signal(project, "the state is to be opened", signal.SIGTERM)
    assert web.log == []
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert [summary["outcome"] for summary in project.summaries()] == ["interrupted", "ok"]
    assert len(project.titles()) == 4


def test_a_limit_before_the_first_record_is_an_interruption(web: ReplicaServer, project: Project) -> None:
    """A site that was not looked at is not empty."""
    web.pages.update(articles(4))
    done = project.crawl("-s", "CLOSESPIDER_PAGECOUNT=1")
    (summary,) = project.summaries()
    assert (summary["outcome"], done.returncode) == ("interrupted", 128 + signal.SIGTERM), done.stderr
    assert "CLOSESPIDER_PAGECOUNT=1 asks for a sample" in summary["reasons"][0]


def test_a_lock_held_by_a_run_that_has_ended_is_stale(web: ReplicaServer, project: Project) -> None:
    """The process hangs after it has written its outcome: the next run does not wait for it."""
    web.pages.update(articles(2))
    (project.store / "runs").mkdir(parents=True)
    held = SiteLock(project.store / "lock")
    with held:
        held.name_run("20260101T020000-000")
        summary = project.store / "runs" / "20260101T020000-000.json"
        summary.write_text(json.dumps({"run": "20260101T020000-000", "outcome": "running", "finished": None}))
        refused = project.crawl()
        assert refused.returncode == 75, refused.stderr
        assert f"process {os.getpid()} on" in refused.stderr
        summary.write_text(json.dumps({"run": "20260101T020000-000", "outcome": "ok", "finished": "2026-01-01"}))
        done = project.crawl()
        assert done.returncode == 0, done.stderr
        assert "The lock was taken from a process that did not end with its run" in done.stderr
    assert len(project.titles()) == 2


def test_a_lock_that_was_taken_over_is_one_lock(tmp_path: Path) -> None:
    """The one who hung gives his up, and the new holder's stays."""
    store = tmp_path / "store" / "plain"
    (store / "runs").mkdir(parents=True)
    (store / "runs" / "a.json").write_text('{"finished": "2026-01-01"}')
    hung, new, third = (SiteLock(store / "lock") for _ in range(3))
    hung.acquire()
    hung.name_run("a")
    new.acquire()
    new.name_run("b")
    hung.release()
    with pytest.raises(LockHeldError, match="another run holds"):
        third.acquire()
    new.release()
    third.acquire()
    third.release()


def test_a_second_signal_while_the_state_is_opened_ends_in_good_order_too(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(4))
    ended = Scrapy(project.command(), partial(_twice, "the state is open")).wait()
    assert ended.returncode == 143, ended.stderr
    assert "Traceback" not in ended.stderr
    (summary,) = project.summaries()
    assert summary["outcome"] == "interrupted"


def _twice(point: str) -> None:
    signal_at(point, signal.SIGTERM)
    signal_at(point, signal.SIGTERM)


def test_a_signal_while_the_first_page_is_awaited(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(4))
    sent = Event()

    def hold(_number: int) -> None:
        assert sent.wait(300)

    web.heard = hold
    process = project.begin()
    web.wait_until_asked(1)
    os.kill(process.pid, signal.SIGTERM)
    sent.set()
    ended = process.wait()
    assert ended.returncode == 143, ended.stderr
    assert project.summaries()[0]["outcome"] == "interrupted"
