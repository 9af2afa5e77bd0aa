"""A worker's registry follows its files: new, changed and removed sites are told, faults keep the last good entries."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from gaispider.fleet.live_registry import LiveRegistry
from gaispider.sites.registry import read_registry

_ENTRY = (
    '[[site]]\nkey = "{0}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "trs"\n'
    'hosts = ["{0}.example.gov.cn"]\nstart = ["http://{0}.example.gov.cn/{1}/"]\n'
)


class Files:
    """A folder of sites and the registry that follows it; each change is a new file in place of the old one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "sites"
        self.folder.mkdir()
        self.write("22-jilin.toml", _entries("a", "b"))
        self.live = LiveRegistry(self.folder, lambda: read_registry(self.folder))

    def write(self, name: str, content: str) -> None:
        new = self.folder / "new"
        new.write_text(content, encoding="utf-8")
        new.rename(self.folder / name)

    def refresh(self) -> None:
        asyncio.run(self.live.refresh())


def _entries(*keys: str, column: str = "zwgk") -> str:
    return "".join(_ENTRY.format(key, column) for key in keys)


@pytest.fixture
def files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Files:
    caplog.set_level(logging.INFO, "gaispider")
    return Files(tmp_path)


def test_what_is_new_changed_and_gone_is_used_and_told(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    files.refresh()
    assert caplog.messages == [], "nothing has changed"
    files.write("22-jilin.toml", _entries("b", column="gkml") + _entries("c"))
    files.refresh()
    assert list(files.live) == ["b", "c"]
    assert files.live["b"].start == ("http://b.example.gov.cn/gkml/",)
    assert caplog.messages == ["The registry was read anew: 1 new (c); 1 changed (b); 1 gone (a)"]
    assert files.live.missing("a") == f"{files.folder} has no entry a; bring it up to date on this machine"
    (files.folder / "local").mkdir()
    files.write("local/22-jilin.toml", '[[site]]\nkey = "b"\ndelay = 9\n')
    files.refresh()
    assert files.live["b"].delay == 9, "what this installation laid over it counts, too"


def test_a_faulty_entry_keeps_its_last_good_one(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    files.write("22-jilin.toml", _entries("b") + _entries("a", "c").replace("220284", "220299"))
    files.refresh()
    assert (sorted(files.live), files.live["a"].region) == (["a", "b"], "220284")
    assert [message[:40] for message in caplog.messages].count("The registry has a fault; its sites are ") == 2
    assert "220299" in files.live.missing("c"), "a site without a good entry says what is wrong with it"
    files.write("22-jilin.toml", _entries("b", "c"))
    files.refresh()
    assert list(files.live) == ["b", "c"], "an entry that is taken out is gone, also after a fault"


@pytest.mark.parametrize("content", ["[[site]\n" + _entries("a", "b", column="x"), "\x00", "key ="])
def test_a_file_that_is_no_toml_keeps_all_its_sites(files: Files, content: str) -> None:
    files.write("22-jilin.toml", content)
    files.refresh()
    assert sorted(files.live) == ["a", "b"]
    files.write("44-guangdong.toml", _entries("g").replace("220284", "440106"))
    files.refresh()
    assert sorted(files.live) == ["a", "b", "g"], "other files are read"
    assert files.live["a"].start == ("http://a.example.gov.cn/zwgk/",)


@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_that_is_gone_or_empty_changes_nothing(
    files: Files, caplog: pytest.LogCaptureFixture, *, empty: bool
) -> None:
    shutil.rmtree(files.folder)
    if empty:
        files.folder.mkdir()
    files.refresh()
    files.refresh()
    assert list(files.live) == ["a", "b"]
    assert [message[:64] for message in caplog.messages] == [
        "The registry cannot be read anew, and is used as it was: " + str(files.folder)[:7]
    ], "said once"
    files.folder.mkdir(exist_ok=True)
    files.write("22-jilin.toml", _entries("b"))
    files.refresh()
    assert list(files.live) == ["b"]
