"""Crawls of one site on several machines by way of a published store: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, articles
from tests.crawl.scrapy_process import Done, Scrapy
from tests.published.moto import environment, moto
from tests.replicas.server import ReplicaServer


class Place:
    """A place that can go away, and what a process needs to reach it."""

    def __init__(self, folder: Path, stack: ExitStack, kind: str) -> None:
        self._folder, self._stack, self._kind = folder, stack, kind
        if kind == "folder":
            folder.mkdir()
            self.address = folder.as_uri()
            self.environment: dict[str, str] = {}
        else:
            self.address = "s3://reports/store"
            self.environment = environment(stack.enter_context(moto()))

    def leave(self) -> None:
        self._folder.rename(self._folder.with_name("away"))

    def come_back(self) -> None:
        self._folder.with_name("away").rename(self._folder)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.services)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(tmp_path / "shared", stack, request.param)


@pytest.fixture
def web() -> Iterator[ReplicaServer]:
    with ReplicaServer(articles(5)) as server:
        yield server


def _set(values: dict[str, str]) -> None:
    os.environ.update(values)


def _do(project: Project, place: Place, *arguments: str) -> Done:
    """A command of a machine: `crawl` with its site, `status`, `objects` …"""
    command = project.command("-s", f"PUBLISH_TO={place.address}")
    if arguments != ("crawl",):
        command = [*arguments, *command[2:]]
    return Scrapy(command, partial(_set, place.environment)).wait()


def test_a_site_is_crawled_on_one_machine_and_again_on_another(
    tmp_path: Path, web: ReplicaServer, place: Place
) -> None:
    first, second, third = (Project(tmp_path / name, web) for name in ("first", "second", "third"))
    done = _do(first, place, "crawl")
    assert done.returncode == 0, done.stderr
    asked = web.asked("/1.html")
    done = _do(second, place, "crawl")
    assert done.returncode == 0, done.stderr
    assert [run["outcome"] for run in second.summaries()] == ["ok", "unchanged"]
    assert second.summaries()[1]["damage"] == [], "no file was taken for damaged, or read again"
    assert web.asked("/1.html") == asked, "what the first machine recorded is not asked for again"
    assert store_checks.lines(second.store) == 5
    assert second.summaries()[1]["counts"]["not_modified"] == 1, "the listing's body was lent"
    assert [path.name for path in (second.store / "archive").glob("*.warc.gz")] == [], "and its archive stays there"
    assert not (second.store / "lent").exists()
    done = _do(second, place, "objects", "check")
    assert "plain: left there: 1 archive of plain (0.0 MB): at " in done.stdout, done.stdout
    # A machine that never crawled it says how it stands, and takes it whole.
    done = _do(third, place, "status", "--json")
    assert '"outcome": "unchanged"' in done.stdout, done.stderr
    assert '"records": 5' in done.stdout
    done = _do(third, place, "objects", "take")
    assert (done.returncode, done.stdout) == (0, "plain: taken\n"), done.stderr
    assert store_checks.records(third.store) == store_checks.records(first.store)
    assert store_checks.untraceable(third.store) == []
    done = _do(third, place, "objects", "check", "--whole")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("plain: generation 2, ")
    for text in (first, second):
        summary = str(text.summaries())
        assert "a-secret" not in summary
        assert "a-key" not in summary


def test_a_place_that_goes_away_is_again_later_and_loses_nothing(tmp_path: Path, web: ReplicaServer) -> None:
    with ExitStack() as stack:
        place = Place(tmp_path / "shared", stack, "folder")
        first, second = (Project(tmp_path / name, web) for name in ("first", "second"))
        place.leave()
        done = _do(first, place, "crawl")
        assert done.returncode == 75, done.stderr
        assert "is not there: mount it" in done.stderr
        assert web.asked("/") == 0, "no site is crawled from a state that may be old"
        place.come_back()
        web.heard = lambda asked: place.leave() if asked == 3 else None
        done = _do(first, place, "crawl")
        assert done.returncode == 75, done.stderr
        assert [run["outcome"] for run in first.summaries()] == ["ok"]
        place.come_back()
        web.heard = None
        done = _do(first, place, "objects", "publish")
        assert done.stdout == "plain: published, generation 1\n", done.stderr
        _do(second, place, "objects", "take", "plain")
        assert store_checks.records(second.store) == store_checks.records(first.store)
        assert len(second.titles()) == 5
        place.leave()
        done = _do(second, place, "extract", "--store", "plain", "--write")
        assert (done.returncode, "is not there: mount it" in done.stderr) == (75, True), done.stderr


@pytest.mark.services
def test_what_needs_all_archives_takes_them_or_names_the_command(
    tmp_path: Path, web: ReplicaServer, place: Place
) -> None:
    first, second, third = (Project(tmp_path / name, web) for name in ("first", "second", "third"))
    assert _do(first, place, "crawl").returncode == 0
    assert _do(second, place, "crawl").returncode == 0
    sentence = "scrapy objects take plain brings them"
    for command in (
        ["extract", "--store", "plain"],
        ["takedown", "plain", f"{web.url}/1.html", "--reason", "a test"],
    ):
        done = _do(second, place, *command)
        assert (done.returncode, sentence in done.stderr) == (1, True), done.stderr
    assert len(second.titles()) == 5
    # The state is lost: what it is made of again is brought.
    asked = web.asked("/1.html")
    (second.store / "state.sqlite").unlink()
    done = _do(second, place, "crawl")
    assert done.returncode == 0, done.stderr
    assert "1 archive brought here, since all of it is needed" in done.stderr
    assert web.asked("/1.html") == asked
    # Read again on a machine that never had the site, published, and known everywhere as read.
    done = _do(third, place, "extract", "--store", "plain", "--write", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "5 pages read" in done.stderr
    assert "plain: published, generation 4" in done.stderr
    assert store_checks.untraceable(third.store) == []
    done = _do(first, place, "extract", "--store", "plain", "--write", "--jobs", "1")
    assert (done.returncode, "0 pages read, 5 not again" in done.stderr) == (0, True), done.stderr
    done = _do(third, place, "documents", "plain")
    assert done.returncode == 0, done.stderr


@pytest.mark.services
def test_a_run_that_died_and_was_published_is_finished_on_another_machine(tmp_path: Path) -> None:
    with ExitStack() as stack:
        web = stack.enter_context(ReplicaServer(articles(30)))
        place = Place(tmp_path / "shared", stack, "folder")
        first, second, third = (Project(tmp_path / name, web) for name in ("first", "second", "third"))
        running = first.begin("-s", "DOWNLOAD_DELAY=0.3", "-s", "CONCURRENT_REQUESTS=1")
        web.wait_until_asked(12)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert _do(first, place, "objects", "publish").stdout == "plain: published, generation 1\n"
        done = _do(second, place, "crawl")
        assert done.returncode == 0, done.stderr
        assert "1 archive brought here, since all of it is needed" in done.stderr
        assert [run["outcome"] for run in second.summaries()] == ["died", "ok"]
        _do(third, place, "objects", "take")
        assert store_checks.lines(third.store) == len(store_checks.records(third.store)) == 30
        assert store_checks.untraceable(third.store) == []
