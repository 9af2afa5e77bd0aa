"""Commands that go on without the archives of a light site say so first, with the command that brings them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.commands.published.left_sites import tell_left
from gaispider.commands.releases import dataset
from gaispider.commands.sites import Command as Sites
from gaispider.crawl.store import SiteStore
from tests.published.machine import Machine

_LEFT = "and not here; scrapy objects take panshi brings them\n"


@pytest.fixture
def light(first: Machine, second: Machine) -> Machine:
    """A machine with the site's records, and the archive of its own night alone: a page that no bundle asks for."""
    first.night("20240101T000000-000")
    first.exchange().publish()
    second.exchange().take(light=True)
    writer = ArchiveWriter(second.store.archives / "20240102T000000-000.warc.gz", {"software": "test"})
    writer.write(Exchange("http://panshi.example.cn/1.html", 200, [], b"page"))
    writer.close()
    return second


def _run(command: dataset.Command | Sites, light: Machine, *words: str) -> None:
    command.settings = Settings()
    command.settings.setmodule("gaispider.settings", priority="project")
    command.settings.set("STORE_DIR", str(light.store.root), priority="cmdline")
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    opts, args = parser.parse_known_args(words)
    command.process_options(args, opts)
    command.run(args, opts)


def test_a_release_says_that_its_pages_are_not_all_here(
    light: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(dataset.Command(), light, "build", "--out", str(tmp_path / "release"), "--jobs", "1")
    told = capsys.readouterr().err
    assert told.startswith("WARNING: 1 archive of panshi (")
    assert _LEFT + "The release is made of records, which are all here" in told


def test_browsing_says_so_unless_no_archived_page_is_shown(
    light: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(dataset, "require", lambda *_words: None)
    session = SimpleNamespace(browse=lambda *_given, **_named: iter(["shown"]))
    monkeypatch.setitem(sys.modules, "gaispider.dataset.browsing.browse_session", session)
    _run(dataset.Command(), light, "browse", str(tmp_path))
    assert _LEFT + "Archived pages are shown of the archives that are here.\n" in capsys.readouterr().err
    _run(dataset.Command(), light, "browse", str(tmp_path), "--public")
    assert capsys.readouterr().err == ""


def test_a_bundle_says_so(light: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="no page of it is in"):
        _run(Sites(), light, "--bundle", "panshi", "--out", str(tmp_path / "panshi.zip"))
    assert _LEFT + "The bundle is made of what is here, or of a probe.\n" in capsys.readouterr().err


def test_of_many_sites_some_are_named(light: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    base = (light.store.folder / "published.json").read_bytes()
    for number in range(7):
        site = SiteStore(light.store.root, f"a{number}")
        site.make()
        (site.folder / "published.json").write_bytes(base)
    (light.store.root / "No Site").mkdir()
    (light.store.root / "No Site" / "published.json").write_bytes(base)
    tell_left(light.store.root, None, "And on.")
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 7
    assert told[-2].startswith("WARNING: archives of 3 more sites are not here, either; scrapy objects take brings")
    tell_left(light.store.root, ["b"], "And on.")
    assert capsys.readouterr().err == ""
