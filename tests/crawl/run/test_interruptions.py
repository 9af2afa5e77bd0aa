"""Kills, signals and second runs: nothing is lost, and the next run says what happened."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from threading import Event

import pytest

from gaispider.archive.reader import verify
from gaispider.crawl.run.lock import LockHeldError, SiteLock
from tests.crawl.crawl_project import Project, articles, title
from tests.replicas.server import ReplicaServer


@pytest.mark.parametrize("after", [2, 9, 25, 41])
def test_kill_9_loses_nothing(web: ReplicaServer, project: Project, after: int) -> None:
    web.pages.update(articles(40))
    process = project.begin()
    web.wait_until_asked(after)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait().returncode == -signal.SIGKILL
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert project.titles() == sorted(title(number) for number in range(1, 41))
    first, second = project.summaries()
    assert first["outcome"] == "died"
    assert second["died_before"] == [first["run"]]
    for archive in (project.store / "archive").glob("*.warc.gz"):
        assert verify(archive).problem is None or archive.name.startswith(first["run"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_in_good_order(web: ReplicaServer, project: Project, number: signal.Signals) -> None:
    web.pages.update(articles(200))
    sent = Event()

    def hold(asked: int) -> None:
        if asked > 20:
            assert sent.wait(300)

    web.heard = hold
    process = project.begin()
    web.wait_until_asked(20)
    os.kill(process.pid, number)
    sent.set()
    ended = process.wait()
    assert ended.returncode == 128 + number, ended.stderr
    summary = project.summaries()[0]
    assert summary["outcome"] == "interrupted"
    assert 0 < summary["counts"]["new"] < 200
    assert summary["counts"]["new"] == len(project.lines())
    web.log.clear()
    assert project.crawl().returncode == 0
    assert len(project.titles()) == 200
    # What the first run had finished is not asked for again.
    assert len(web.log) == 200 - summary["counts"]["new"] + 2


def test_two_runs_at_once(web: ReplicaServer, project: Project) -> None:
    """The second is refused while the first is at work, and leaves nothing behind."""
    web.pages.update(articles(5))
    begun, refused = Event(), Event()

    def hold(number: int) -> None:
        if web.log[number - 1].path == "/3.html":
            begun.set()
            assert refused.wait(300)

    web.heard = hold
    first = project.begin()
    assert begun.wait(300)
    second = project.crawl()
    refused.set()
    assert second.returncode == 75
    assert f"process {first.pid} on" in second.stderr
    assert first.wait().returncode == 0
    assert len(project.summaries()) == 1
    assert len(project.titles()) == len(project.lines()) == 5


def test_a_second_run_exits_75_and_says_who_holds_the_lock(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(1))
    project.store.mkdir(parents=True)
    with SiteLock(project.store / "lock"):
        done = project.crawl()
    assert done.returncode == 75
    assert f"process {os.getpid()} on" in done.stderr
    assert web.log == []


def test_a_lock_is_free_again_after_its_holder(tmp_path: Path) -> None:
    with SiteLock(tmp_path / "lock"):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()
        with pytest.raises(LockHeldError, match="another run holds"), SiteLock(tmp_path / "lock"):
            pass
    with SiteLock(tmp_path / "lock"):
        pass
