"""Commands that take several sites: which exit code they end with."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from scrapy.settings import Settings

from gaispider.commands.published.objects import Command
from gaispider.commands.published.whole_sites import WholeSites
from gaispider.crawl.run.lock import SiteLock
from gaispider.published.folder_objects import FolderObjects
from tests.published.machine import Machine


def _sites(machine: Machine, place: str = "") -> WholeSites:
    return WholeSites("extract", Settings({"STORE_DIR": str(machine.store.root), "PUBLISH_TO": place, "FENCE": ""}))


def test_what_will_be_so_later_too_is_told_before_what_may_pass(
    first: Machine, second: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    lacking = _sites(second)
    assert lacking.here(["panshi"]) == []
    assert "scrapy objects take panshi brings them" in capsys.readouterr().err
    assert [lacking.code_with(own) for own in (0, 75, 1, 130)] == [1, 1, 1, 130]
    held = _sites(first, (tmp_path / "none").as_uri())
    with SiteLock(first.store.lock):
        assert held.take(["panshi"]) == []
    assert [held.code_with(own) for own in (0, 75, 1, 130)] == [75, 75, 1, 130]
    assert [_sites(first).code_with(own) for own in (0, 75, 1, 143)] == [0, 75, 1, 143]


def _objects(machine: Machine, place: str, *words: str) -> int:
    command = Command()
    settings = {"STORE_DIR": str(machine.store.root), "PUBLISH_TO": place, "FENCE": "", "LOG_ENABLED": False}
    command.settings = Settings(settings)
    command.run(list(words), argparse.Namespace(whole=False))
    return command.exitcode


def test_objects_that_are_damaged_are_told_before_a_site_that_is_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shared" / "shulan").mkdir(parents=True)
    (tmp_path / "shared" / "shulan" / "manifest.json").write_text("torn")
    machine = Machine(tmp_path / "store", FolderObjects(tmp_path / "shared"))
    machine.night("20240101T000000-000")
    machine.exchange().publish()
    with SiteLock(machine.store.lock):
        assert _objects(machine, machine.objects.place, "take", "panshi", "shulan") == 1
    told = capsys.readouterr().err
    assert "scrapy objects: panshi:" in told
    assert "scrapy objects: shulan:" in told


def test_a_site_that_lies_at_another_place_was_not_never_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("shared", "other"):
        (tmp_path / name).mkdir()
    shared, other = FolderObjects(tmp_path / "shared"), FolderObjects(tmp_path / "other")
    first, second = Machine(tmp_path / "first", shared), Machine(tmp_path / "second", shared)
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    assert _objects(second, other.place, "take", "panshi", "shulan") == 1
    told = capsys.readouterr()
    assert f"give scrapy objects take panshi with PUBLISH_TO={shared.place} first" in told.err
    assert told.out == "shulan: never published\n"
    assert _objects(second, shared.place, "take", "panshi") == 0
    assert _objects(second, other.place, "take", "panshi") == 0
    assert capsys.readouterr().out == "panshi: taken\npanshi: never published\n"
