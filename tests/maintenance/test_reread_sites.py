"""Archives read again: what this reader has read is left, and nothing else ever is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.maintenance import reading_key
from gaispider.maintenance.known_readings import NAME
from gaispider.maintenance.reread import Archive
from gaispider.maintenance.reread_all import ArchiveReaders
from gaispider.maintenance.reread_sites import Compared, Wish, compared, read_alone
from gaispider.page.selectors import Select
from gaispider.paths import SAMPLES
from gaispider.reading import site_of_key
from gaispider.sites.model import Probed
from tests.records.one_page import no_damage

SITE = site_of_key("panshi")
WRITE = Wish(diff=False, write=True)
RUN = "20240408T020000Z"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder with the recorded sample, read once."""
    folder = tmp_path_factory.mktemp("written") / "panshi"
    (folder / "archive").mkdir(parents=True)
    (folder / "records").mkdir()
    shutil.copy(SAMPLES / "panshi.warc.gz", folder / "archive" / f"{RUN}.warc.gz")
    first = only(folder)
    assert (first.read, first.skipped, first.changed) == (97, 0, 97)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "panshi")


def archive(folder: Path, site: object = SITE, run: str = RUN) -> Archive:
    return Archive(folder / "archive" / f"{run}.warc.gz", site, "live", limits=None)  # type: ignore[arg-type]


def take(archives: list[Archive], wish: Wish = WRITE, jobs: int = 1) -> list[Compared]:
    with ArchiveReaders(jobs) as readers:
        return list(compared(archives, wish, readers, lambda *_: None, no_damage, lambda *_: None))


def only(folder: Path, wish: Wish = WRITE, site: object = SITE) -> Compared:
    (one,) = take([archive(folder, site)], wish)
    return one


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    return ((path.name, path.read_bytes()) for path in sorted((folder / "records").iterdir()))


def test_the_second_time_nothing_is_read_and_nothing_written(folder: Path) -> None:
    before = [*files(folder), ((folder / NAME).stat().st_mtime_ns)]
    again = only(folder)
    assert (again.read, again.skipped, again.same, again.changed) == (0, 97, 97, 0)
    assert "97 not again: this reader has read them" in again.sentence
    assert [*files(folder), ((folder / NAME).stat().st_mtime_ns)] == before
    anew = only(folder, replace(WRITE, anew=True))
    assert (anew.read, anew.skipped, anew.same) == (97, 0, 97)


@pytest.mark.parametrize(
    "site",
    [
        replace(SITE, select=Select(title="h1")),
        replace(SITE, twins={"www.twin.gov.cn": SITE.hosts[0]}),
        replace(SITE, region=None),
    ],
)
def test_another_entry_of_the_registry_reads_all_pages_again(folder: Path, site: object) -> None:
    found = only(folder, Wish(diff=True, write=False), site)
    assert (found.read, found.skipped) == (97, 0)


def test_what_was_seen_of_the_site_reads_nothing_again(folder: Path) -> None:
    seen = replace(SITE, proved="2026-11-01", delay=9.0, probe=Probed("gives", datetime.now(UTC), "ten rows"))
    assert only(folder, site=seen).read == 0


def test_another_reader_reads_all_pages_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_key, "_reader", lambda: ("another",))
    assert only(folder).read == 97
    assert only(folder).read == 0


def test_a_line_on_file_that_is_another_has_its_page_read(folder: Path) -> None:
    (path,) = (folder / "records").iterdir()
    lines = path.read_bytes().splitlines()
    path.write_bytes(
        b"\n".join([*lines[:3], json.dumps({**json.loads(lines[3]), "report_year": 1999}).encode()]) + b"\n"
    )
    found = only(folder, Wish(diff=True, write=False))
    # Also the pages whose lines are gone.
    assert (found.read, found.skipped) == (97 - 3, 3)
    assert sum("\treport_year\t1999\t" in line for line in found.changes) == 1


def test_other_bytes_and_other_earlier_archives_have_all_pages_read(folder: Path) -> None:
    path = folder / "archive" / f"{RUN}.warc.gz"
    shutil.copy(path, folder / "archive" / "20200101T000000Z.warc.gz")
    assert only(folder).read == 97
    assert only(folder).read == 0
    whole = path.read_bytes()
    path.write_bytes(whole + whole)
    assert only(folder).read > 0
    # What is torn is read again every time.
    path.write_bytes(whole + whole[:1000])
    assert [only(folder).read for _ in range(2)] == [97, 97]


@pytest.mark.parametrize("content", [b"", b"{", b'{"20240408T020000Z.warc.gz": 3}', b"[]"])
def test_a_damaged_note_is_as_none(folder: Path, content: bytes) -> None:
    (folder / NAME).write_bytes(content)
    found = only(folder)
    assert (found.read, found.same, found.changed) == (97, 97, 0)


def test_a_site_that_a_crawl_holds_is_left(folder: Path) -> None:
    held: list[Path] = []
    with SiteLock(folder / "lock"), ArchiveReaders(1) as readers:
        found = compared(
            [archive(folder)], WRITE, readers, lambda *_: None, no_damage, lambda site, _: held.append(site)
        )
        assert list(found) == []
    assert held == [folder]


def test_many_processes_give_what_one_gives_in_the_same_order(folder: Path) -> None:
    for run in ("20240409T020000Z", "20240410T020000Z"):
        shutil.copy(folder / "archive" / f"{RUN}.warc.gz", folder / "archive" / f"{run}.warc.gz")
    archives = [archive(folder, run=run) for run in (RUN, "20240409T020000Z", "20240410T020000Z")]
    found = []
    for jobs in (1, 2):
        with ArchiveReaders(jobs) as readers:
            read = list(read_alone(archives, readers, lambda *_: None, no_damage))
        found.append([(one.task.archive.path, [(offset, len(lines)) for offset, lines in one.pages]) for one in read])
    assert found[0] == found[1]
    assert [len(pages) for _, pages in found[0]] == [97, 97, 97]
