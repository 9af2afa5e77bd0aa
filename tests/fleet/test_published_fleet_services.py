"""Workers with a store of their own each, whose sites lie in one published place: killed, nothing lost or doubled."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from gaispider.crawl.store import SiteStore
from gaispider.published.exchange import Exchange
from gaispider.published.objects import open_objects
from tests.crawl import store_checks
from tests.crawl.crawl_project import articles
from tests.fleet.postgres import postgres
from tests.fleet.test_fleet_services import Fleet, _until_done
from tests.replicas.server import ReplicaServer

pytestmark = pytest.mark.services
_REPORTS = 30


def test_sites_of_a_killed_worker_are_crawled_by_another_with_its_own_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with ExitStack() as stack:
        for name, value in stack.enter_context(postgres()).environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("GAISPIDER_PUBLISH_TO", shared.as_uri())
        webs = {
            f"s{number}": stack.enter_context(ReplicaServer(articles(_REPORTS), address=f"127.0.4.{number}"))
            for number in range(1, 3)
        }
        fleet = Fleet(tmp_path, webs)
        fleet.do("init")
        fleet.do("schedule")
        fleet.sites.store = tmp_path / "doomed"
        doomed = fleet.work("--jobs", "2")
        for web in webs.values():
            web.wait_until_asked(8)
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.wait()
        fleet.sites.store = tmp_path / "heir"
        heir = fleet.work("--jobs", "2")
        try:
            _until_done(fleet)
        finally:
            heir.send_signal(signal.SIGTERM)
            assert heir.wait(300) == 128 + signal.SIGTERM, fleet.log
        objects = open_objects(shared.as_uri())
        for key in webs:
            store = SiteStore(tmp_path / "third", key)
            assert Exchange(objects, store).take() == []
            assert len(store_checks.records(store.folder)) == _REPORTS, fleet.log
            assert store_checks.lines(store.folder) == _REPORTS, "none is written twice"
            assert store_checks.untraceable(store.folder) == []
        fleet.sites.store = tmp_path / "office"
        assert "0 sites put into the queue, 0 stood in it already, 2 not due" in fleet.do("schedule").stdout
        # Read again by a worker that has nothing of them, and published.
        assert fleet.do("schedule", "--extract").stdout.startswith("2 sites put into the queue for scrapy extract")
        fleet.sites.store = tmp_path / "reader"
        assert fleet.work("--until-empty", "--jobs", "2").wait(300) == 0, fleet.log
        for key in webs:
            present = Exchange(objects, SiteStore(tmp_path / "third", key)).present()
            assert present is not None
            assert "rereads.json" in present.manifest.files, fleet.log
            assert present.manifest.fence > 0
