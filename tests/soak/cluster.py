"""The fleet of the soak: two workers on one store on a disk of its own, with PostgreSQL; and what can befall them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from gaispider.paths import ROOT
from tests.fleet.postgres import Postgres

_JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
_FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
_SETTINGS = {
    "SPIDER_MODULES": "tests.crawl.families",
    "ITEM_PIPELINES": json.dumps({"gaispider.crawl.run.record_writer.RecordWriter": 900}),
    "ALLOW_PRIVATE_HOSTS": "1",
    "DOWNLOAD_DELAY": "0",
    "RETRY_TIMES": "0",
    "MIN_FREE_MB": "8",
}


class Cluster:
    """`steady` is never harmed, so its memory tells of leaks; `doomed` is."""

    def __init__(self, folder: Path, disk: Path, database: Postgres) -> None:
        self.store = disk / "store"
        self.disk, self._folder, self._database = disk, folder, database
        given = {"SITES_DIR": folder / "sites", "STORE_DIR": self.store, **_SETTINGS}
        self._options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
        self._environment = {**os.environ, **database.environment}

    def start(self) -> None:
        self.do("init")
        self.steady, self.doomed = self._work(), self._work()

    def do(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "scrapy", "fleet", *arguments, *self._options]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=600, check=True
        )
        return done.stdout

    def waiting(self) -> int:
        """Jobs that are not done."""
        return self._count(_JOBS)

    def failed(self) -> int:
        """Jobs that are given up until the next schedule."""
        return self._count(_FAILED)

    def wait(self, done: Callable[[], bool], limit: float = 3600) -> None:
        """Look twice a second. Raises TimeoutError after `limit` seconds."""
        end = time.monotonic() + limit
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(self._log.read_text("utf-8")[-4000:])
            time.sleep(0.5)

    def kill(self) -> None:
        """SIGKILL to a worker and, as when its machine dies, to its crawls; its service starts it again."""
        for pid in [self.doomed.pid, *_descendants(self.doomed.pid)]:
            _signal(pid, signal.SIGKILL)
        self.doomed.wait()
        self.doomed = self._work()

    def freeze(self) -> None:
        _signal(self.doomed.pid, signal.SIGSTOP)

    def thaw(self) -> int:
        """The exit code of the worker that wakes; its service starts it again."""
        _signal(self.doomed.pid, signal.SIGCONT)
        # One that had nothing in hand just goes on.
        try:
            code = self.doomed.wait(60)
        except subprocess.TimeoutExpired:
            return 0
        self.doomed = self._work()
        return code

    def restart_database(self) -> None:
        self._database.stop()
        self._database.start()

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        filling = self.disk / "filling"
        with filling.open("wb") as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
                    file.flush()
            except OSError:
                pass
        try:
            yield
        finally:
            filling.unlink()

    def memory(self) -> int:
        """MB in use by the steady worker and its server of forks, when no crawl is at work."""
        return sum(_resident(pid) for pid in [self.steady.pid, *_descendants(self.steady.pid)]) >> 20

    def stop(self) -> None:
        for worker in (self.steady, self.doomed):
            _signal(worker.pid, signal.SIGCONT)
            worker.terminate()
            worker.wait(300)

    @property
    def _log(self) -> Path:
        return self._folder / "workers.log"

    def _work(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "scrapy", "fleet", "work", "--jobs", "6", *self._options]
        with self._log.open("a") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self._environment, text=True, stdout=log, stderr=log, start_new_session=True
            )

    def _count(self, question: str) -> int:
        try:
            with psycopg.connect(self._database.environment["GAISPIDER_FLEET"]) as connection:
                row = connection.execute(question).fetchone()
        except psycopg.OperationalError:
            return 1
        return int(row[0]) if row else 0


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _descendants(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = list(parents.get(pid, []))
    return found + [below for child in found for below in _descendants(child)]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
