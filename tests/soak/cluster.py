"""The fleet of the soak: two workers on one store on a disk of its own, with PostgreSQL; and what can befall them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from gaispider.crawl.run.outcome import LOCKED
from gaispider.paths import ROOT
from tests.fleet.postgres import Postgres

_JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
_FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
# The worker's name is HOST:PID.
_HELD = "SELECT site FROM gaispider_leases WHERE split_part(holder, ':', 2)::int = %s AND until > now()"
_LAST = "SELECT site FROM gaispider_leases WHERE split_part(holder, ':', 2)::int = %s"
# Sites that a worker crawls at a time.
AT_A_TIME = 6
_SETTINGS = {
    "SPIDER_MODULES": "tests.crawl.families",
    "ITEM_PIPELINES": json.dumps({"gaispider.crawl.run.record_writer.RecordWriter": 900}),
    "ALLOW_PRIVATE_HOSTS": "1",
    "DOWNLOAD_DELAY": "0",
    "RETRY_TIMES": "0",
    # An answer may be held back until a harm is over.
    "DOWNLOAD_TIMEOUT": "900",
    "MIN_FREE_MB": "8",
}


class Cluster:
    """`steady` is never harmed, so its memory tells of leaks; `doomed` is."""

    def __init__(self, folder: Path, disk: Path, database: Postgres) -> None:
        self.store = disk / "store"
        self.crashes: list[str] = []
        self.disk, self._folder, self._database = disk, folder, database
        given = {"SITES_DIR": folder / "sites", "STORE_DIR": self.store, **_SETTINGS}
        self._options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
        self._environment = {**os.environ, **database.environment}
        # Made while there is room: on a full disk no file can be opened anew.
        self._filling = disk / "filling"
        self._filling.touch()

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

    def held_by(self, worker: subprocess.Popen[str]) -> set[str]:
        """Sites whose lease a worker holds."""
        return self._sites(_HELD, worker.pid)

    def last_held_by(self, worker: subprocess.Popen[str]) -> set[str]:
        """Sites that no other worker has had since."""
        return self._sites(_LAST, worker.pid)

    def wait(self, done: Callable[[], bool], limit: float = 3600) -> None:
        """Look twice a second. Raises TimeoutError after `limit` seconds."""
        end = time.monotonic() + limit
        while not done():
            self._tend()
            if time.monotonic() > end:
                raise TimeoutError(self._log.read_text("utf-8")[-4000:])
            time.sleep(0.5)

    def _tend(self) -> None:
        """As its service: start a worker again that has ended, as one does whose lease went (75)."""
        for name in ("steady", "doomed"):
            code = getattr(self, name).poll()
            if code is not None:
                if code != LOCKED:
                    self.crashes.append(f"the {name} worker ended by itself with {code}")
                setattr(self, name, self._work())

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
        with self.without_database():
            pass

    @contextmanager
    def without_database(self) -> Iterator[None]:
        self._database.stop()
        try:
            yield
        finally:
            self._database.start()

    def crawls_of_doomed(self) -> int:
        """Crawls are children of the worker's server of forks."""
        return len(_descendants(self.doomed.pid)) - len(_children(self.doomed.pid))

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        with self._filling.open("r+b", buffering=0) as file:
            try:
                for step in (1 << 16, 1 << 9):
                    with suppress(OSError):
                        while file.write(bytes(step)):
                            pass
                yield
            finally:
                file.truncate(0)

    def used(self) -> int:
        """MB of the disk that are used, and all of it if it was full without our doing."""
        found = os.statvfs(self.disk)
        return (found.f_blocks - found.f_bfree) * found.f_frsize >> 20

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
        command = [sys.executable, "-m", "scrapy", "fleet", "work", "--jobs", str(AT_A_TIME), *self._options]
        with self._log.open("a") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self._environment, text=True, stdout=log, stderr=log, start_new_session=True
            )

    def _count(self, question: str) -> int:
        try:
            with self._connection() as connection:
                row = connection.execute(question).fetchone()
        except psycopg.OperationalError:
            return 1
        return int(row[0]) if row else 0

    def _sites(self, question: LiteralString, pid: int) -> set[str]:
        with self._connection() as connection:
            return {str(row[0]) for row in connection.execute(question, (pid,))}

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._database.environment["GAISPIDER_FLEET"])


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _children(pid: int) -> list[int]:
    return _parents().get(pid, [])


def _descendants(pid: int) -> list[int]:
    parents = _parents()
    found, below = [], list(parents.get(pid, []))
    while below:
        found.append(child := below.pop())
        below += parents.get(child, [])
    return found


def _parents() -> dict[int, list[int]]:
    """The children of each process that has some, without those that have ended."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if state != "Z":
            found.setdefault(int(parent), []).append(int(stat.parent.name))
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
