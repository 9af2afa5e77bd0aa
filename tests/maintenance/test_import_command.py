"""`scrapy import` as a process: lock, kills, what the next crawl makes of it, what status says."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.state.state import State
from gaispider.maintenance.visits.taking import Taking
from gaispider.operate.site_status import read_status
from gaispider.records.fold import newest
from tests.crawl.crawl_project import Project
from tests.crawl.scrapy_process import Done, Scrapy
from tests.importing import saved
from tests.importing.saved import Warc
from tests.replicas.server import Fault, ReplicaServer, Served


class Visits:
    """A site on loopback that asks crawlers for a script's answer, and what a person saved of it."""

    def __init__(self, web: ReplicaServer, project: Project) -> None:
        project.family = "generic"
        project.start = [f"{web.url}/zwgk/ndbg/index.html"]
        self.project, self.web = project, web
        self.reports = [f"/zwgk/ndbg/t{year + 1}0306_{year}.html" for year in (2019, 2020)]
        rows = "".join(
            f'<li><a href="{path}">{saved.title(year)}</a><span>{year + 1}-03-06</span></li>'
            for path, year in zip(self.reports, (2019, 2020), strict=True)
        )
        page = (
            f"<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul>{rows}</ul></body></html>"
        )
        web.pages["/zwgk/ndbg/index.html"] = self.listing = Served(page.encode())
        web.pages["/robots.txt"] = Served(b"", "text/plain")
        self.file = project.folder / "visit.warc.gz"
        made = Warc().answer(f"{web.url}/zwgk/ndbg/index.html", page.encode())
        for path, year in zip(self.reports, (2019, 2020), strict=True):
            made.answer(f"{web.url}{path}", saved.report(year), day="2025-03-01T00:00:00Z")
        self.file.write_bytes(made.bytes)

    def take(self, *more: str, prepare: Callable[[], None] | None = None) -> Done:
        sites, store = self.project.write_registry(), self.project.folder / "store"
        settings = ["-s", f"SITES_DIR={sites}", "-s", f"STORE_DIR={store}"]
        return Scrapy(["import", str(self.file), "--site", "plain", "--by", "王晓明", *more, *settings], prepare).wait()

    def newest(self) -> dict[int, Any]:
        found = newest(sorted((self.project.store / "records").glob("*.jsonl")), lambda *_: None)
        reports = [version.read() for version in found.values()]
        return {report.report_year or 0: report for report in reports}


@pytest.fixture
def visits(web: ReplicaServer, project: Project) -> Visits:
    return Visits(web, project)


def test_the_next_crawl_knows_the_pages_and_its_own_capture_is_the_newer_one(visits: Visits) -> None:
    done = visits.take()
    assert done.returncode == 0, done.stderr
    assert "2 pages of reports, 1 listing" in done.stdout
    web, project = visits.web, visits.project
    for path in visits.reports:
        web.faults[path] = Fault(status=412, body=saved.CHALLENGE)
    crawled = project.crawl("-s", "NOW=2025-03-10T00:00:00+08:00")
    assert crawled.returncode == 0, crawled.stderr
    assert [web.asked(path) for path in visits.reports] == [0, 0]
    assert project.summaries()[-1]["counts"]["skipped"] == 2
    assert {report.capture.origin for report in visits.newest().values()} == {"import"}
    status = read_status(project.folder / "store", "plain", runs=30)
    assert status.outcome == "unchanged"
    assert status.imported is not None
    # Later the site lets the crawl in.
    web.faults.clear()
    for path, year in zip(visits.reports, (2019, 2020), strict=True):
        web.pages[path] = Served(saved.report(year, text="主动公开政府信息127条"))
    crawled = project.crawl("-a", "full=1")
    assert crawled.returncode == 0, crawled.stderr
    found = visits.newest()
    assert {report.capture.origin for report in found.values()} == {"live"}
    assert all("127条" in report.text for report in found.values())
    # The same visit given again is older now, and changes nothing.
    assert "nothing new was taken" in visits.take().stdout
    assert {report.capture.origin for report in visits.newest().values()} == {"live"}


def test_a_held_site_is_left_alone(visits: Visits) -> None:
    visits.project.store.mkdir(parents=True)
    with SiteLock(visits.project.store / "lock"):
        done = visits.take()
    assert done.returncode == 75
    assert "another run holds" in done.stderr
    assert not list(visits.project.store.glob("*/*.warc.gz"))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--url", "ftp://x"), "no address of a page"),
        (("--on", "yesterday"), "write a day"),
        (("--addresses", "/nowhere.tsv"), "nowhere"),
        (("missing.warc",), "there is no such file"),
    ],
)
def test_wrong_use_says_what_to_do(visits: Visits, arguments: tuple[str, ...], word: str) -> None:
    done = visits.take(*arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert not visits.project.store.exists()


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying_before(owner: Any, name: str, passages: int = 0) -> None:
    wrapped, left = getattr(owner, name), [passages]

    def call(*arguments: Any, **named: Any) -> Any:
        if not left[0]:
            _kill()
        left[0] -= 1
        return wrapped(*arguments, **named)

    setattr(owner, name, call)


def in_the_archive() -> None:
    _dying_before(ArchiveWriter, "write_saved", 2)


def between_two_records() -> None:
    _dying_before(RecordFile, "append", 1)


def before_the_state() -> None:
    _dying_before(Taking, "_pages")


@pytest.mark.parametrize("point", [in_the_archive, between_two_records, before_the_state])
def test_a_kill_costs_a_repeat(visits: Visits, point: Callable[[], None]) -> None:
    assert visits.take(prepare=point).returncode == -signal.SIGKILL
    done = visits.take()
    assert done.returncode == 0, done.stderr
    found = visits.newest()
    assert sorted(found) == [2019, 2020]
    state = State(visits.project.store / "state.sqlite")
    assert state.count("records") == 2
    for report in found.values():
        page = state.page(report.canonical_url)
        assert page is not None
        assert page.archived is not None
    state.close()
    assert visits.project.summaries()[0]["outcome"] == "died"
