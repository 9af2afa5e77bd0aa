"""The state of many sites from one file: the same as from all summaries, and anew where a folder has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.store import SiteStore
from gaispider.operate import history_cache
from gaispider.operate.site_status import read_all, read_sites, read_status
from tests.operate.stores import NOW, add_run, site

_FILE = "_histories.json"


def _grow_old(root: Path, *keys: str) -> None:
    """As if the folders had changed last an hour ago."""
    for key in keys:
        os.utime(SiteStore(root, key).runs, (NOW.timestamp(), NOW.timestamp()))


def _store(root: Path) -> None:
    add_run(root, "good", "ok", days_ago=2, records=17, answered=5)
    add_run(root, "good", "unchanged", days_ago=1, records=17, answered=5)
    add_run(root, "bad", "ok", days_ago=9, records=3, answered=5)
    add_run(root, "bad", "partial", days_ago=3, arguments={"years": "2019"}, failed=1)
    add_run(root, "bad", "blocked", days_ago=2, reasons=("412 everywhere",))
    add_run(root, "bad", "blocked", days_ago=1, reasons=("412 everywhere",))
    _grow_old(root, "good", "bad")


def test_the_cache_says_what_the_summaries_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _store(tmp_path)
    sites = {key: site(key, start=(f"http://{key}.gov.cn/",)) for key in ("good", "bad", "never")}
    expected = [read_status(tmp_path, row.key, sites[row.key], runs=30) for row in read_all(tmp_path, sites)]
    assert [row.outcome for row in expected] == ["blocked", "unchanged", None]
    assert [row.failures_in_row for row in expected] == [2, 0, 0]
    assert read_all(tmp_path, sites, runs=30) == expected
    monkeypatch.setattr(history_cache, "read_history", None)
    assert read_all(tmp_path, sites, runs=30) == expected, "no summary is read again"
    assert [len(row.recent) for row in read_all(tmp_path, sites, runs=2)] == [2, 2, 0], "fewer runs are a part of them"


def test_a_folder_that_changed_is_read_anew(tmp_path: Path) -> None:
    _store(tmp_path)
    assert read_sites(tmp_path, {"good": None})[0].outcome == "unchanged"
    add_run(tmp_path, "good", "ok", records=18, new=1)
    assert read_sites(tmp_path, {"good": None})[0].records == 18
    # A summary that was rewritten, as that of a dead run is, by a rename in its folder.
    path = max(SiteStore(tmp_path, "bad").runs.iterdir())
    assert read_sites(tmp_path, {"bad": None})[0].outcome == "blocked"
    other = path.with_name(".temporary")
    other.write_text(path.read_text(encoding="utf-8").replace('"blocked"', '"empty"'), encoding="utf-8")
    other.replace(path)
    assert read_sites(tmp_path, {"bad": None})[0].outcome == "empty"


def test_more_runs_than_were_kept_are_read_anew(tmp_path: Path) -> None:
    _store(tmp_path)
    assert len(read_sites(tmp_path, {"bad": None}, runs=1)[0].recent) == 1
    assert len(read_sites(tmp_path, {"bad": None}, runs=3)[0].recent) == 3


def test_what_may_still_change_is_not_kept(tmp_path: Path) -> None:
    add_run(tmp_path, "busy", "running")
    add_run(tmp_path, "fresh", "ok")
    _grow_old(tmp_path, "busy")
    with SiteLock(SiteStore(tmp_path, "busy").lock):
        assert read_sites(tmp_path, {"busy": None, "fresh": None})[0].outcome == "running"
    assert not (tmp_path / _FILE).exists(), "the one runs, and the other's folder changed within the last seconds"
    assert read_sites(tmp_path, {"busy": None})[0].outcome == "died"


@pytest.mark.parametrize("content", [b"", b"{", b'{"version":0,"sites":{}}', b'{"version":1,"sites":{"good":[1,2]}}'])
def test_a_damaged_or_older_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    _store(tmp_path)
    (tmp_path / _FILE).write_bytes(content)
    assert read_sites(tmp_path, {"good": None})[0].outcome == "unchanged"
    assert (tmp_path / _FILE).read_bytes() != content


def test_a_store_that_cannot_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    _store(tmp_path)
    (tmp_path / _FILE).mkdir()
    assert read_sites(tmp_path, {"good": None})[0].outcome == "unchanged"
