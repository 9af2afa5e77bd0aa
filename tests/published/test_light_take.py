"""Archives of years stay where a site is published: a night reads single answers of them, and none counts as lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from gaispider.archive.reader import TornArchiveError, entry_at
from gaispider.archive.writer import Archived, ArchiveWriter, Exchange
from gaispider.crawl.left_archives import RunArchives, bring_left, left_archives, require_all, told_left
from gaispider.crawl.state.store_files import stamps
from gaispider.crawl.store import StoreError
from gaispider.published.exchange import Exchange as PublishedSite
from gaispider.published.folder_objects import FolderObjects
from gaispider.published.lender import ArchiveLender
from gaispider.published.objects import DamagedError, Objects, ObjectsError
from gaispider.published.upkeep import check
from tests.published.machine import Machine

_NIGHTS, _SIZE = 24, 50_000


class Counted:
    """Objects, and the bytes that were had of them."""

    def __init__(self, objects: Objects) -> None:
        self._objects, self.place = objects, objects.place
        # A list, since several threads fetch.
        self.sizes: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._objects, name)

    @property
    def taken(self) -> int:
        return sum(self.sizes)

    def fetch(self, key: str, path: Path) -> bool:
        found = self._objects.fetch(key, path)
        self.sizes.append(path.stat().st_size)
        return found

    def piece(self, key: str, start: int, length: int) -> bytes:
        found = self._objects.piece(key, start, length)
        self.sizes.append(len(found))
        return found


def _machine(folder: Path, objects: Objects) -> tuple[Machine, Counted]:
    counted: Any = Counted(objects)
    return Machine(folder, counted), counted


def test_archives_that_a_machine_never_had_stay_where_they_are(first: Machine, tmp_path: Path) -> None:
    for night in range(_NIGHTS):
        first.night(f"202401{night + 1:02}T000000-000", _SIZE)
    first.exchange().publish()
    whole, before = _machine(tmp_path / "whole", first.objects)
    whole.exchange().take()
    light, after = _machine(tmp_path / "light", first.objects)
    light.exchange().take(light=True)
    archives = sum(path.stat().st_size for path in first.store.archives.iterdir())
    assert after.taken == before.taken - archives < 0.02 * before.taken, (before.taken, after.taken)
    assert len(left_archives(light.store)) == _NIGHTS
    assert stamps(light.store) == stamps(first.store), "what was left is as the state knows it"
    light.night("20240201T000000-000", _SIZE)
    assert light.exchange().publish() == 2
    assert light.exchange().take(light=True) == []
    assert len(left_archives(light.store)) == _NIGHTS, "its own archive is here"
    first.exchange().take()
    assert len(list(first.store.archives.iterdir())) == _NIGHTS + 1
    assert check(first.objects, first.store, whole=True).faults == []
    light.exchange().take()
    assert (left_archives(light.store), light.content()) == ({}, first.content())
    require_all(light.store)


def test_an_archive_that_was_here_and_is_gone_is_no_archive_that_was_left(first: Machine, second: Machine) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    second.night("20240102T000000-000")
    second.exchange().publish()
    own = second.store.archives / "20240102T000000-000.warc.gz"
    own.unlink()
    assert list(left_archives(second.store)) == ["archive/20240101T000000-000.warc.gz"]
    assert f"archive/{own.name}" not in stamps(second.store), "the next run finds that it is missing"
    assert second.exchange().take(light=True) == []
    assert own.read_bytes() == b"answers of 20240102T000000-000", "and has it brought again"
    assert list(left_archives(second.store)) == ["archive/20240101T000000-000.warc.gz"]


def test_single_answers_are_lent_and_whole_archives_brought(first: Machine, tmp_path: Path) -> None:
    first.night("20240101T000000-000")
    places = _archive(first, "20240102T000000-000")
    first.exchange().publish()
    second, counted = _machine(tmp_path / "second", first.objects)
    second.exchange().take(light=True)
    counted.sizes.clear()
    lender = ArchiveLender(second.exchange(), second.objects, second.store)
    archives = RunArchives(second.store, lender)
    for place in reversed(places):
        assert archives.holds(place)
        entry = entry_at(archives.path_of(place), place.offset)
        assert (entry.record_id, entry.url) == (place.record_id, place.url)
    path, whole = archives.path_of(places[0]), (first.store.archives / places[0].file).stat().st_size
    assert len(counted.sizes) == 3, "each is asked for once"
    assert max(counted.sizes) < whole / 2
    with pytest.raises(TornArchiveError):
        entry_at(path, places[1].offset - 1)
    told = told_left(second.store)
    assert told is not None
    assert told.startswith("2 archives of panshi (")
    assert told.endswith("and not here; scrapy objects take panshi brings them")
    with pytest.raises(StoreError, match="scrapy objects take panshi"):
        bring_left(second.store, None, None)
    bring_left(second.store, [f"archive/{places[0].file}"], lender)
    assert list(left_archives(second.store)) == ["archive/20240101T000000-000.warc.gz"]
    assert archives.path_of(places[0]).parent == second.store.archives
    lender.close()
    assert not (second.store.folder / "lent").exists()


def _archive(machine: Machine, run: str) -> list[Archived]:
    """An archive of three answers that do not pack."""
    writer, chance = ArchiveWriter(machine.store.archives / f"{run}.warc.gz", {"software": "test"}), random.Random(1)
    found = [
        writer.write(Exchange(f"http://panshi.example.cn/{number}.html", 200, [], chance.randbytes(60_000)))
        for number in range(3)
    ]
    writer.close()
    return found


def test_a_place_that_went_away_is_asked_once(
    first: Machine, second: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    places = _archive(first, "20240102T000000-000")
    first.night("20240103T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    asked = []

    def away(key: str, _start: int, _length: int) -> bytes:
        asked.append(key)
        raise ObjectsError("the place does not answer")

    monkeypatch.setattr(second.objects, "piece", away)
    archives = RunArchives(second.store, ArchiveLender(second.exchange(), second.objects, second.store))
    for place in places:
        assert not archives.path_of(place).exists(), "its page is asked for whole"
    assert len(asked) == 1
    assert "Archived pages cannot be had from where the site is published: the place does not answer" in caplog.text


def test_an_archive_that_is_lost_there_keeps_no_other_from_being_lent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here = _shared(tmp_path / "here")
    first, second = Machine(tmp_path / "first", here), Machine(tmp_path / "second", here)
    lost, kept = _archive(first, "20240101T000000-000"), _archive(first, "20240102T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    for path in (tmp_path / "here").rglob(lost[0].file):
        path.unlink()
    archives = RunArchives(second.store, ArchiveLender(second.exchange(), here, second.store))
    assert all(archives.holds(place) for place in (*lost, *kept)), "as far as is known"
    assert not any(archives.path_of(place).exists() for place in lost)
    assert not archives.holds(lost[0]), "what comes as before is archived whole"
    assert entry_at(archives.path_of(kept[1]), kept[1].offset).url == kept[1].url
    assert archives.holds(kept[0])
    assert caplog.text.count(f"Archived pages of {lost[0].file} cannot be had") == 1


def _shared(folder: Path) -> FolderObjects:
    folder.mkdir()
    return FolderObjects(folder)


def test_a_site_without_its_archives_is_not_published_at_another_place(tmp_path: Path) -> None:
    here, other = _shared(tmp_path / "here"), _shared(tmp_path / "other")
    first, second = Machine(tmp_path / "first", here), Machine(tmp_path / "second", here)
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    second.night("20240102T000000-000")
    elsewhere = PublishedSite(other, second.store, 7)
    for act in (lambda: elsewhere.take(light=True), elsewhere.publish):
        with pytest.raises(
            DamagedError, match=r"^1 archive of panshi: left at file:.*/here, not here and not at .*/other"
        ):
            act()
    assert other.names() == [], "nothing is written there, not even whose turn it is"
    assert list(left_archives(second.store)) == ["archive/20240101T000000-000.warc.gz"], "what was left is known still"
    second.exchange().take()
    assert elsewhere.take() == []
    assert elsewhere.publish() == 1
    assert check(other, second.store, whole=True).files == len(second.content())
    # A place to which all objects were brought names them.
    shutil.copytree(tmp_path / "here", tmp_path / "copy")
    third = Machine(tmp_path / "third", here)
    third.exchange().take(light=True)
    assert PublishedSite(FolderObjects(tmp_path / "copy"), third.store).take(light=True) == []
    assert list(left_archives(third.store)) == ["archive/20240101T000000-000.warc.gz"]


def test_a_manifest_that_alone_leads_to_archives_is_not_to_be_made_anew(tmp_path: Path) -> None:
    here = _shared(tmp_path / "here")
    first, second = Machine(tmp_path / "first", here), Machine(tmp_path / "second", here)
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    (tmp_path / "here" / "panshi" / "manifest.json").unlink()
    with pytest.raises(ObjectsError, match=r"To publish it anew, remove .*published\.json$"):
        first.exchange().take()
    with pytest.raises(ObjectsError, match=r"a backup: its 1 archive that this machine left there cannot be had"):
        second.exchange().take(light=True)
