"""Sites that a command takes whole: which exit code it ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from gaispider.commands.published.whole_sites import WholeSites
from gaispider.crawl.run.lock import SiteLock
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
