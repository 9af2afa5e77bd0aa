"""A worker whose connections a restart of the database has cut: what it begins next is begun, not failed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gaispider.fleet.database import make_tables
from gaispider.fleet.live_registry import LiveRegistry
from gaispider.fleet.worker import FleetWorker
from gaispider.operate.running.job_runner import Job, StartedJob, start_process
from gaispider.sites.registry import read_registry
from tests.fleet.postgres import Postgres, postgres

pytestmark = pytest.mark.services
_ENTRY = """[[site]]
key = "a"
name = "磐石市人民政府"
region = "220284"
family = "trs"
hosts = ["a.example.gov.cn"]
start = ["http://a.example.gov.cn/zwgk/"]
"""


async def _at_once(job: Job) -> StartedJob:
    return await start_process(Job(job.key, job.machines, ("true",), job.log))


async def _codes(worker: FleetWorker, server: Postgres, leases: Path) -> list[int]:
    """Of a crawl before a restart and the next one after it; the pool has one connection, which the restart cuts."""
    worker._leases = leases
    async with worker._pool:
        before = await worker.do("a")
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        return [before, await worker.do("a")]


def test_a_lease_is_taken_over_a_connection_that_a_restart_has_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "22-jilin.toml").write_text(_ENTRY, encoding="utf-8")
    with postgres() as server, TemporaryDirectory() as leases:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        make_tables()
        registry = LiveRegistry(sites, lambda: read_registry(sites))
        worker = FleetWorker("w:1", registry, tmp_path / "store", _at_once, at_a_time=1, limit=0, grace=1)
        assert asyncio.run(_codes(worker, server, Path(leases))) == [0, 0]
