"""Sites are taken and published whole, whatever is killed, given to others or damaged meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from gaispider.published.objects import ChangedError, DamagedError, Objects, ObjectsError, open_objects
from gaispider.published.site_folder import asides, local_files
from gaispider.published.upkeep import bring_summaries, check, published_sites, unnamed
from tests.published.machine import Machine


def test_a_site_goes_from_machine_to_machine(first: Machine, second: Machine) -> None:
    assert first.exchange().take() == []
    assert first.exchange().publish() is None, "nothing is there"
    first.night("20240101T000000-000")
    assert first.exchange().publish() == 1
    assert first.exchange().publish() is None, "nothing is new"
    assert second.exchange().take() == []
    assert second.content() == first.content()
    assert local_files(second.store) == local_files(first.store), "times of change are the same: no file is read again"
    second.night("20240102T000000-000")
    assert second.exchange().publish() == 2
    assert first.exchange().take() == []
    assert first.content() == second.content()
    assert first.runs() == ["20240101T000000-000", "20240102T000000-000"]
    assert check(first.objects, first.store, whole=True).faults == []


# Before and after four of the five files' objects, and before and after the manifest.
@pytest.mark.parametrize("at", range(10))
def test_a_publishing_that_is_killed_leaves_the_old_or_the_new(first: Machine, second: Machine, at: int) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    old = first.content()
    first.night("20240102T000000-000")
    new = first.content()
    # What speaks S3 has threads of its own, which a fork lacks.
    context = get_context("fork" if first.objects.place.startswith("file") else "spawn")
    process = context.Process(target=_publish_and_die, args=(first.objects.place, first.store.root, at))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    second.exchange().take()
    assert second.content() == (new if at == 9 else old)
    assert check(second.objects, second.store, whole=True).faults == []
    assert first.exchange().take() == [], "what was not published is kept, since nobody else has published"
    assert first.content() == new
    first.exchange().publish()
    second.exchange().take()
    assert second.content() == new
    assert second.runs() == ["20240101T000000-000", "20240102T000000-000"]


def _publish_and_die(place: str, root: Path, at: int) -> None:
    killed: Any = _KilledAt(open_objects(place), at)
    Machine(root, killed).exchange().publish()


class _KilledAt:
    """Objects whose user is killed before or after an object is put, as counted; at 8 and 9 it is the manifest."""

    def __init__(self, objects: Objects, at: int) -> None:
        self._objects, self._at, self._calls = objects, at, 0
        self.place = objects.place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._objects, name)

    def put(self, key: str, path: Path) -> None:
        self._passed()
        self._objects.put(key, path)
        self._passed()

    def replace(self, key: str, content: bytes, version: str | None) -> str:
        # The objects are put side by side, so the manifest's place is counted apart.
        if self._at == 8:
            os.kill(os.getpid(), signal.SIGKILL)
        mark = self._objects.replace(key, content, version)
        os.kill(os.getpid(), signal.SIGKILL)
        return mark

    def _passed(self) -> None:
        if self._at < 8 and self._calls == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
        self._calls += 1


def test_a_holder_whose_lease_went_cannot_publish(first: Machine, second: Machine) -> None:
    first.exchange(7).take()
    first.night("20240101T000000-000")
    # The second holder has begun, and published nothing yet: its number alone keeps the first one out.
    second.exchange(8).take()
    with pytest.raises(ChangedError, match="was published meanwhile"):
        first.exchange(7).publish()
    with pytest.raises(ChangedError, match=r"was given to another worker \(8, ours 7\)"):
        first.exchange(7).take()
    second.night("20240102T000000-000")
    assert second.exchange(8).publish() == 1
    told = first.exchange(9).take()
    assert len(told) == 1
    assert "set aside in" in told[0]
    assert first.content() == second.content()
    (aside,) = asides(first.store)
    assert (aside / "archive" / "20240101T000000-000.warc.gz").read_bytes() == b"answers of 20240101T000000-000"


def test_a_lease_that_cannot_be_renewed_publishes_nothing(first: Machine) -> None:
    first.night("20240101T000000-000")
    with pytest.raises(ChangedError, match="is not written: the worker did not renew the lease in time"):
        first.exchange(0, "the worker did not renew the lease in time").publish()
    assert first.exchange().present() is None


def test_two_machines_without_leases_and_the_later_one_is_told(first: Machine, second: Machine) -> None:
    first.exchange().take()
    second.exchange().take()
    first.night("20240101T000000-000")
    second.night("20240101T000000-500")
    first.exchange().publish()
    with pytest.raises(ChangedError, match="what was crawled here is kept"):
        second.exchange().publish()
    assert len(second.exchange().take()) == 1
    assert second.content() == first.content()


def test_what_a_killed_crawl_left_in_a_journal_never_meets_another_state(first: Machine, second: Machine) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take()
    second.night("20240102T000000-000")
    second.exchange().publish()
    killed = os.fork()
    if killed == 0:
        state = sqlite3.connect(first.store.state, isolation_level=None)
        state.execute("INSERT INTO runs VALUES ('killed')")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(killed, 0)
    assert first.store.state.with_name("state.sqlite-wal").exists()
    assert len(first.exchange().take()) == 1
    assert first.runs() == ["20240101T000000-000", "20240102T000000-000"]
    assert first.content() == second.content()


@pytest.mark.parametrize("damage", [b"", b"cut", b"answers of 20240101T000000-009"])
def test_damaged_objects_are_noticed_and_can_be_mended(
    first: Machine, second: Machine, tmp_path: Path, damage: bytes
) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    present = first.exchange().present()
    assert present is not None
    key = present.manifest.files["archive/20240101T000000-000.warc.gz"].key
    if damage:
        (tmp_path / "damage").write_bytes(damage)
        first.objects.put(key, tmp_path / "damage")
    else:
        first.objects.remove([key])
    with pytest.raises(DamagedError, match="scrapy objects publish --whole panshi") as raised:
        second.exchange().take()
    assert key in str(raised.value)
    assert not second.store.state.exists()
    assert len(check(second.objects, second.store, whole=True).faults) == 1
    assert first.exchange().publish(whole=True) == 2
    second.exchange().take()
    assert second.content() == first.content()


def test_what_no_manifest_names_is_found_and_nothing_else(first: Machine, second: Machine) -> None:
    for night in ("20240101T000000-000", "20240102T000000-000"):
        first.night(night)
        first.exchange().publish()
    later = datetime.now(UTC) + timedelta(hours=1)
    found = unnamed(first.objects, first.store, later)
    assert sorted(one.key.rpartition("/")[2] for one in found) == ["state.sqlite", "state.sqlite.seal"]
    assert unnamed(first.objects, first.store, later - timedelta(days=1)) == [], "none is as old as that"
    first.objects.remove(one.key for one in found)
    second.exchange().take()
    assert second.content() == first.content()


def test_summaries_are_brought_and_a_later_take_is_whole(first: Machine, second: Machine, tmp_path: Path) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    assert [store.key for store in published_sites(first.objects, tmp_path)] == ["panshi"]
    assert list(bring_summaries(first.objects, tmp_path / "second")) == []
    assert list(second.content()) == ["runs/20240101T000000-000.json"]
    assert second.exchange().take() == []
    assert second.content() == first.content()


def test_a_place_that_lost_a_site_is_not_filled_in_silence(first: Machine) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    first.objects.remove(["panshi/manifest.json"])
    with pytest.raises(ObjectsError, match="is PUBLISH_TO right"):
        first.exchange().take()


def test_addresses_that_cannot_be_used(tmp_path: Path) -> None:
    for place, said in (
        ("ftp://host/x", "begins with one of"),
        ("s3://key:secret@bucket/x", "no names and passwords"),
        ("file://shared/x", "whole path"),
    ):
        with pytest.raises(ValueError, match=said) as raised:
            open_objects(place)
        assert "secret" not in str(raised.value).replace("AWS_SECRET", "")
    gone = Machine(tmp_path, open_objects((tmp_path / "not mounted").as_uri()))
    with pytest.raises(ObjectsError, match="mount it"):
        gone.exchange().take()
