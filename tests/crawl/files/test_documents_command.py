"""`scrapy documents`: files are read from the archive, and neither a kill nor a signal costs a record."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gaispider.crawl.files import run_readings
from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.state.state import State
from gaispider.file_readings.kept_readings import NAME, KeptReadings
from tests.crawl.files.test_file_reports import FileSite, without_office
from tests.crawl.scrapy_process import Done, Scrapy
from tests.documents import made
from tests.replicas import file_reports
from tests.replicas.server import ReplicaServer

UNITS = ("柳湾镇", "石桥镇", "东岭镇")
# Owner and name of a function, and after which of its calls the signal comes.
POINTS: dict[str, tuple[type, str, int]] = {
    "a file is kept": (KeptReadings, "keep", 2),
    "a line is written": (RecordFile, "append", 2),
    "the state is committed": (State, "commit", 1),
}
CUTS = {
    "a file is kept": signal.SIGTERM,
    "a line is written": signal.SIGKILL,
    "the state is committed": signal.SIGKILL,
}


def signal_at(point: str, number: int) -> None:
    """Send the signal to this process when it comes to the point."""
    without_office()
    owner, name, wanted = POINTS[point]
    wrapped: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        result = wrapped(*args, **kwargs)
        if calls == wanted:
            os.kill(os.getpid(), number)
        return result

    setattr(owner, name, call)


def without_extra() -> None:
    """Let the crawl find no reader."""
    run_readings.is_installed = lambda: False  # type: ignore[attr-defined]


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> FileSite:
    files = {unit: (f"{number}.docx", made.word(file_reports.parts_of(unit))) for number, unit in enumerate(UNITS)}
    web.pages |= file_reports.site(files)
    return FileSite(tmp_path, web, start=[f"{web.url}{file_reports.COLUMN}"])


def says(site: FileSite) -> dict[str, Any]:
    """What the newest records say, without how they were read."""
    dropped = ("read_at", "supersedes")
    return {unit: {k: v for k, v in line.items() if k not in dropped} for unit, line in site.by_unit().items()}


def documents(site: FileSite, prepare: Callable[[], None] = without_office) -> Done:
    return Scrapy(["documents", *site.command()[2:], "--jobs", "1"], prepare).wait()


def test_what_a_kill_or_a_signal_cuts_off_is_finished_by_the_same_command(site: FileSite) -> None:
    first = Scrapy(site.command(), without_extra).wait()
    assert first.returncode == 0, first.stderr
    assert first.stderr.count("pip install") == 1
    assert "3 files not read: the extra 'documents' is missing" in first.stderr
    assert all(line["warnings"][0]["code"] == "attachment_only" for line in site.lines())
    assert {file["reader"] for line in site.lines() for file in line["attachments"]} == {None}
    fresh = site.folder / "fresh"
    shutil.copytree(site.store, fresh)
    done = documents(site)
    assert done.returncode == 0, done.stderr
    assert "plain: 3 files read; 3 records written, 0 the same as on file" in done.stderr
    wanted = says(site)
    assert {line["statistics"]["form"] for line in wanted.values()} == {"C2021"}
    for point, number in CUTS.items():
        shutil.rmtree(site.store)
        shutil.copytree(fresh, site.store)
        cut = documents(site, partial(signal_at, point, number))
        assert cut.returncode == (-9 if number == signal.SIGKILL else 143), (point, cut.stderr)
        done = documents(site)
        assert done.returncode == 0, (point, done.stderr)
        assert says(site) == wanted, point
        assert set(Counter(line["id"] for line in site.lines()).values()) == {2}, point
    _goes_on_with_a_crawl(site, wanted)


def _goes_on_with_a_crawl(site: FileSite, wanted: dict[str, Any]) -> None:
    """The next crawl finds its records as they are; a crawl that holds the site is not disturbed."""
    done = site.crawl("-a", "full=1")
    assert done.returncode == 0, done.stderr
    assert site.summaries()[-1]["counts"]["unchanged"] == len(UNITS)
    assert says(site) == wanted
    with SiteLock(site.store / "lock"):
        held = documents(site)
    assert held.returncode == 75
    assert "another run holds" in held.stderr
    # What was read may be lost, or be spoiled: it is read again, and says the same.
    (site.store / NAME).write_bytes(b"no database " * 500)
    done = documents(site)
    assert done.returncode == 0, done.stderr
    assert "3 files read; 0 records written, 3 the same as on file" in done.stderr
    # After an upgrade the files are read again.
    with sqlite3.connect(site.store / NAME) as connection:
        connection.execute("UPDATE readings SET version = 'older'")
        connection.execute("UPDATE made SET files = 'older'")
    connection.close()
    listed = site.documents("--list")
    assert listed.stdout.count("read by another version (older)") == 3
    assert "3 files read; 0 records written, 3 the same as on file" in documents(site).stderr


def test_a_kill_while_a_crawl_reads_costs_a_repeat(site: FileSite) -> None:
    cut = Scrapy(site.command(), partial(signal_at, "a file is kept", signal.SIGKILL)).wait()
    assert cut.returncode == -9
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert {line["statistics"]["form"] for line in site.by_unit().values()} == {"C2021"}
    assert len(site.by_unit()) == len(UNITS)
    assert site.documents("--list").stdout == ""
