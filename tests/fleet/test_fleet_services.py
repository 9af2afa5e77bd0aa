"""A fleet on a real PostgreSQL with real worker processes: killed, frozen, cut off; nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.store import SiteStore
from gaispider.paths import ROOT
from tests.crawl import store_checks
from tests.crawl.crawl_project import articles
from tests.fleet.postgres import Postgres, postgres
from tests.operate.projects import Sites
from tests.replicas.server import ReplicaServer

pytestmark = pytest.mark.services
_REPORTS = 30


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@pytest.fixture(autouse=True)
def _empty(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(server.environment["GAISPIDER_FLEET"], autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


class Fleet:
    """A registry of sites on loopback hosts of their own, a store, and commands and workers on them."""

    def __init__(self, folder: Path, webs: dict[str, ReplicaServer]) -> None:
        self.webs = webs
        self.sites = Sites(folder, **webs)
        self._log = folder / "worker.log"

    def do(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", "fleet", *arguments, *self.sites.options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    def work(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "scrapy", "fleet", "work", *arguments, *self.sites.options]
        with self._log.open("a") as log:
            return subprocess.Popen(command, cwd=ROOT, text=True, stdout=log, stderr=log, start_new_session=True)

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_for_log(self, words: str) -> None:
        """Asks the fleet for its state until its workers have said so; each question takes a process."""
        for _ in range(200):
            if words in self.log:
                return
            self.state()
        raise AssertionError(self.log)

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.do("status", "--json").stdout)
        return found

    def records(self, key: str) -> dict[str, str]:
        return store_checks.records(SiteStore(self.sites.store, key).folder)

    def check_all(self) -> None:
        """Every site has each report once, traceable, and a good outcome."""
        for key in self.webs:
            store = SiteStore(self.sites.store, key).folder
            assert len(self.records(key)) == _REPORTS, self.log
            assert store_checks.lines(store) == _REPORTS, "none is written twice"
            assert store_checks.untraceable(store) == []
            assert self.sites.of(key).outcome in ("ok", "unchanged", "partial"), self.log


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    with ExitStack() as stack:
        webs = {}
        for number in range(1, 5):
            web = stack.enter_context(ReplicaServer(articles(_REPORTS), address=f"127.0.2.{number}"))
            webs[f"s{number}"] = web
        yield Fleet(tmp_path, webs)


def test_two_workers_crawl_all_sites_once(fleet: Fleet) -> None:
    assert "the tables are made" in fleet.do("init").stdout
    assert "the tables are there" in fleet.do("init").stdout
    assert fleet.do("schedule").stdout.startswith("4 sites put into the queue, 0 stood in it already")
    assert fleet.do("schedule").stdout.startswith("0 sites put into the queue, 4 stood in it already")
    workers = [fleet.work("--until-empty", "--jobs", "2") for _ in range(2)]
    assert [worker.wait(300) for worker in workers] == [0, 0], fleet.log
    fleet.check_all()
    assert all(web.asked("/1.html") == 1 for web in fleet.webs.values())
    state = fleet.state()
    assert (state["workers"], state["at_work"], state["failed"]) == ([], [], [])
    assert "0 sites put into the queue, 0 stood in it already, 4 not due" in fleet.do("schedule").stdout


def test_sites_of_a_worker_that_is_killed_are_taken_over(fleet: Fleet) -> None:
    fleet.do("init")
    fleet.do("schedule")
    doomed = fleet.work("--jobs", "4")
    for web in fleet.webs.values():
        web.wait_until_asked(8)
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.wait()
    heir = fleet.work("--jobs", "4")
    try:
        _until_done(fleet)
    finally:
        heir.send_signal(signal.SIGTERM)
        assert heir.wait(300) == 128 + signal.SIGTERM, fleet.log
    fleet.check_all()


def test_sigterm_puts_sites_back_and_another_worker_finishes_them(fleet: Fleet) -> None:
    fleet.do("init")
    fleet.do("schedule")
    first = fleet.work("--jobs", "4")
    for web in fleet.webs.values():
        web.wait_until_asked(8)
    first.send_signal(signal.SIGTERM)
    assert first.wait(300) == 128 + signal.SIGTERM, fleet.log
    second = fleet.work("--jobs", "4")
    try:
        _until_done(fleet)
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(300)
    fleet.check_all()


def test_a_frozen_worker_loses_its_sites_and_ends_when_it_wakes(fleet: Fleet) -> None:
    fleet.do("init")
    fleet.do("schedule")
    frozen = fleet.work("--jobs", "4")
    for web in fleet.webs.values():
        web.wait_until_asked(8)
    os.kill(frozen.pid, signal.SIGSTOP)
    heir = fleet.work("--jobs", "4")
    try:
        _until_done(fleet)
        os.kill(frozen.pid, signal.SIGCONT)
        assert frozen.wait(300) == 75, fleet.log
        assert "This worker ends, to be started again by its service: the lease of s" in fleet.log
    finally:
        heir.send_signal(signal.SIGTERM)
        heir.wait(300)
    fleet.check_all()


def test_a_database_that_is_started_again_costs_nothing(fleet: Fleet, server: Postgres) -> None:
    fleet.do("init")
    fleet.do("schedule")
    worker = fleet.work("--jobs", "2")
    try:
        fleet.webs["s1"].wait_until_asked(8)
        server.stop()
        server.start()
        _until_done(fleet)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(300)
    fleet.check_all()


def test_a_worker_follows_the_registry(fleet: Fleet) -> None:
    file = fleet.sites.registry / "22-jilin.toml"
    entries = file.read_text(encoding="utf-8").split("\n\n")
    _replace(file, "\n\n".join(entries[:2]))
    fleet.do("init")
    worker = fleet.work("--jobs", "2")
    try:
        fleet.wait_for_log("2 sites at a time")
        # Of four, the first is taken out, the second changed, the others are new.
        moved = entries[1].replace(f'{fleet.webs["s2"].url}/"', f'{fleet.webs["s2"].url}/new/"')
        fleet.webs["s2"].pages["/new/"] = fleet.webs["s2"].pages["/"]
        _replace(file, "\n\n".join([moved, *entries[2:]]))
        assert fleet.do("schedule").stdout.startswith("3 sites put into the queue")
        _until_done(fleet)
        assert "The registry was read anew: 2 new (s3 s4); 1 changed (s2); 1 gone (s1)" in fleet.log
        assert (fleet.webs["s2"].asked("/"), fleet.webs["s2"].asked("/new/")) == (0, 1)
        # A file that is broken while it works stops no site.
        _replace(file, "[[site]")
        fleet.wait_for_log("its sites are crawled by their last good entries: 22-jilin.toml")
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(300)
    del fleet.webs["s1"]
    fleet.check_all()


def test_what_waits_can_be_taken_out_and_what_is_at_work_ended(fleet: Fleet) -> None:
    fleet.do("init")
    fleet.do("schedule")
    # One site hangs until it is told to end.
    slow = fleet.webs["s1"]
    released = Event()
    slow.heard = lambda asked: None if asked < 8 else _wait(released)
    worker = fleet.work("--jobs", "1")
    try:
        slow.wait_until_asked(8)
        assert fleet.do("stop", "--now").stdout == "3 taken out of the queue, 1 at work told to end\n"
        released.set()
        _until_done(fleet)
    finally:
        released.set()
        worker.send_signal(signal.SIGTERM)
        worker.wait(300)
    assert fleet.sites.of("s1").outcome == "interrupted"
    assert fleet.sites.of("s2").outcome is None


def test_without_database_or_tables_it_says_what_to_do(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    done = fleet.do("work")
    assert (done.returncode, "scrapy fleet init makes them" in done.stderr) == (6, True), done.stderr
    monkeypatch.setenv("GAISPIDER_FLEET", "host=/nowhere dbname=postgres password=secret")
    done = fleet.do("status")
    assert done.returncode == 6
    assert "cannot be reached" in done.stderr
    assert "GAISPIDER_FLEET=service=fleet" in done.stderr
    assert "secret" not in done.stderr + done.stdout


def _replace(file: Path, content: str) -> None:
    new = file.with_suffix(".new")
    new.write_text(content, encoding="utf-8")
    new.rename(file)


def _wait(event: Event) -> None:
    assert event.wait(300)


def _until_done(fleet: Fleet) -> None:
    """Asks the database until no job is left; each question takes a process, so nothing sleeps here."""
    for _ in range(200):
        jobs = fleet.state()["jobs"]
        if not jobs.get("todo", 0) + jobs.get("doing", 0):
            return
    raise AssertionError(fleet.log)


def test_archives_are_read_again_by_the_same_workers(fleet: Fleet) -> None:
    fleet.do("init")
    fleet.do("schedule")
    assert fleet.work("--until-empty", "--jobs", "2").wait(300) == 0, fleet.log
    assert fleet.do("schedule", "--extract").stdout == (
        "4 sites put into the queue for scrapy extract, 0 stood in it already\n"
    )
    assert fleet.do("schedule", "--documents").stdout.startswith("4 sites put into the queue for scrapy documents")
    # A site that somebody holds is never read meanwhile, and its job goes back into the queue.
    with SiteLock(SiteStore(fleet.sites.store, "s4").lock):
        worker = fleet.work("--jobs", "2")
        for _ in range(200):
            jobs = fleet.state()["jobs"]
            if jobs.get("todo", 0) == 2 and not jobs.get("doing", 0):
                break
        worker.send_signal(signal.SIGTERM)
        worker.wait(300)
        noted = {key: (fleet.sites.store / key / "rereads.json").exists() for key in fleet.webs}
    assert noted == {"s1": True, "s2": True, "s3": True, "s4": False}, fleet.log
    assert fleet.state()["failed"] == []
