"""Disks that fill up or are read-only."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.archive.durable import reserve
from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.run.outcome import Counters, Outcome
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.run_ending import written
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.state.state import PageState, State
from gaispider.crawl.store import SiteStore
from gaispider.files import told, write_file
from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, article, articles, title
from tests.replicas.server import ReplicaServer, Served


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.folder)], check=True, timeout=300)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a disk of its own needs root and mount(8)")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs may be mounted here: {mounted.stderr}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True, timeout=300)


def _bulky(count: int) -> dict[str, Served]:
    """Articles whose text does not pack."""
    chance = random.Random(1)
    return articles(count) | {
        f"/{number}.html": article(
            title(number), "".join(chance.choices("政府信息公开年度报告0123456789abcdef", k=3000))
        )
        for number in range(1, count + 1)
    }


@pytest.mark.parametrize(("megabytes", "least", "told"), [(1, 0, "No space left"), (3, 2, "MIN_FREE_MB is 2")])
def test_a_disk_that_runs_full_ends_the_run_and_the_next_one_goes_on(
    web: ReplicaServer, project: Project, disk: Disk, megabytes: int, least: int, told: str
) -> None:
    web.pages.update(_bulky(300))
    disk.remount(f"size={megabytes}m")
    store = ("-s", f"STORE_DIR={disk.folder}", "-s", f"MIN_FREE_MB={least}")
    ended = project.crawl(*store)
    assert ended.returncode == 1, ended.stderr
    # sqlite has a sentence of its own for the same.
    assert told in ended.stderr or "disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "summary: " in ended.stderr
    folder = disk.folder / "plain"
    (summary,) = (folder / "runs").glob("*.json")
    assert json.loads(summary.read_text(encoding="utf-8"))["outcome"] == "error"
    before = store_checks.lines(folder)
    assert 0 < before < 300
    assert [found.problem for found in store_checks.archives(folder)] == [None]
    assert store_checks.untraceable(folder) == []
    disk.remount("size=64m")
    web.log.clear()
    done = project.crawl(*store)
    assert done.returncode == 0, done.stderr
    assert len(store_checks.records(folder)) == store_checks.lines(folder) == 300
    assert store_checks.untraceable(folder) == []
    # What the full disk refused is asked for at once, what it took is not asked for again but for a checkpoint's worth.
    assert sum(path.endswith(".html") for path in web.paths()) < 300


def test_a_disk_without_room_for_one_file_more_is_one_sentence_and_costs_nothing(
    web: ReplicaServer, project: Project, disk: Disk
) -> None:
    """Amid a run of 40 reports; neither its last commits nor its summary can be written."""
    web.pages.update(articles(40))
    disk.remount("size=2m")
    site = SiteStore(disk.folder, "plain")

    def fill(number: int) -> None:
        if web.log[number - 1].path == "/40.html":
            site.reserve.unlink()
            files = os.statvfs(disk.folder)
            disk.remount(f"size=2m,nr_inodes={files.f_files - files.f_ffree}")

    web.heard = fill
    # In WAL mode SQLite gives two files back when the state is closed.
    store = ("-s", f"STORE_DIR={disk.folder}", "-s", "MIN_FREE_MB=0", "-s", "STATE_JOURNAL=delete")
    ended = project.crawl(*store, "-s", "CONCURRENT_REQUESTS=1")
    web.heard = None
    assert ended.returncode == 1, ended.stderr
    assert "plain: error (exit 1)" in ended.stderr
    assert "Traceback" not in ended.stderr
    (summary,) = site.runs.glob("*.json")
    assert json.loads(summary.read_bytes())["outcome"] == "running"
    assert f"cannot write {summary}: No space left on device: make room on the disk; archive, records" in ended.stderr
    disk.remount("size=64m,nr_inodes=999")
    done = project.crawl(*store)
    assert done.returncode == 0, done.stderr
    assert store_checks.lines(site.folder) == len(store_checks.records(site.folder)) == 40
    assert store_checks.untraceable(site.folder) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "No space left on device: make room"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "Read-only file system: mount the file system writable"),
        (errno.EACCES, "Permission denied: let the user"),
        (errno.EIO, "Input/output error: the disk fails"),
    ],
)
def test_an_outcome_that_cannot_be_written_is_an_error_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "runs" / "20240101T000000-000.json"
    path.parent.mkdir()
    summary = Summary(path, "plain", path.stem, "live", {}, {})
    summary.write(Counters())
    before = path.read_bytes()

    def refuse(_path: Path, _content: str) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr("gaispider.crawl.run.summary.write_file", refuse)
    outcome = written(summary, Counters(), Outcome("ok", 0))
    assert (outcome.word, outcome.code, outcome.reasons[1]) == ("error", 1, "it was ok")
    assert outcome.reasons[0].startswith(f"cannot write {path}: ")
    assert words.lower() in outcome.reasons[0].lower()
    assert "takes this run for one that died" in outcome.reasons[0]
    assert path.read_bytes() == before


def test_errors_of_writing_name_the_file_and_what_to_do(disk: Disk) -> None:
    """Those of a full disk name none by themselves."""
    lock, lines = SiteLock(disk.folder / "lock"), RecordFile(disk.folder / "lines.jsonl")
    state = State(disk.folder / "state.sqlite")
    lines.append(b"{}")
    with (disk.folder / "ballast").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(1 << 10)):
            pass
    for name, write in (
        ("summary.json", lambda path: write_file(path, "x")),
        ("lock", lambda _path: lock.acquire()),
        ("lines.jsonl", lambda _path: lines.append(bytes(1 << 13))),
        ("reserve", lambda path: reserve(path, 1 << 18)),
    ):
        with pytest.raises(OSError, match="No space left on device") as raised:
            write(disk.folder / name)
        said = told(raised.value)
        assert said.endswith(f"No space left on device: '{disk.folder / name}': make room on the disk"), said
    pages = [PageState(f"http://a.cn/{number}", "article", "ok", "2026-06-01", "2026-06-01") for number in range(99)]
    with pytest.raises(sqlite3.OperationalError) as full:
        state.commit(pages, [])
    for one in (lock.release, lines.close, state.close):
        one()
    assert told(full.value) == "database or disk is full: make room on the disk"


def test_a_full_disk_from_the_start_is_said(web: ReplicaServer, project: Project, disk: Disk) -> None:
    web.pages.update(articles(1))
    (disk.folder / "ballast").write_bytes(bytes((1 << 20) - (64 << 10)))
    ended = project.crawl("-s", f"STORE_DIR={disk.folder}", "-s", "MIN_FREE_MB=0")
    assert ended.returncode == 1
    assert "No space left" in ended.stderr or "disk is full" in ended.stderr
    assert web.asked("/1.html") == 0


def test_a_read_only_store_is_said(web: ReplicaServer, project: Project, disk: Disk) -> None:
    web.pages.update(articles(1))
    store = ("-s", f"STORE_DIR={disk.folder}")
    disk.remount("ro")
    done = project.crawl(*store)
    assert done.returncode == 2
    assert "cannot write to the store: [Errno 30] Read-only file system" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    disk.remount("rw")
    assert project.crawl(*store, "-s", "MIN_FREE_MB=0").returncode == 0
    disk.remount("ro")
    again = project.crawl(*store)
    assert again.returncode == 2
    assert "Read-only file system" in again.stdout + again.stderr
    assert web.asked("/1.html") == 1


def test_a_disk_that_is_full_from_the_beginning_is_one_sentence(
    web: ReplicaServer, project: Project, disk: Disk
) -> None:
    web.pages.update(articles(2))
    with (disk.folder / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"x" * 4096)
    done = project.crawl("-s", f"STORE_DIR={disk.folder}")
    assert done.returncode in (1, 2), done.stderr
    assert "No space left on device" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert web.log == []


def test_a_commit_that_a_full_disk_refuses_is_made_once_there_is_room(disk: Disk) -> None:
    state = State(disk.folder / "state.sqlite")
    pages = [PageState(f"http://a.cn/{number}", "article", "ok", "2026-06-01", "2026-06-01") for number in range(99)]
    ballast = disk.folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(1 << 12)):
            pass
    with pytest.raises(sqlite3.OperationalError, match="full"):
        state.commit(pages, [])
    ballast.unlink()
    state.commit(pages, [])
    state.close()
    with contextlib.closing(State(disk.folder / "state.sqlite")) as again:
        assert again.count("pages") == 99
