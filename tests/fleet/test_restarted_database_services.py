"""A worker's leases: over connections that a restart of the database has cut, and while a crawl is being started."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from gaispider.fleet.database import conninfo, make_tables
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


def _until() -> object:
    with psycopg.connect(conninfo()) as connection:
        return connection.execute("SELECT until FROM gaispider_leases").fetchone()


async def _once_renewed(job: Job) -> StartedJob:
    """Starts when the lease is another than at first."""
    first = await asyncio.to_thread(_until)
    while await asyncio.to_thread(_until) == first:
        pass
    return await _at_once(job)


async def _code(worker: FleetWorker, leases: Path) -> int:
    worker._leases = leases
    async with worker._pool:
        return await worker.do("a")


@pytest.fixture
def registry(tmp_path: Path) -> LiveRegistry:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "22-jilin.toml").write_text(_ENTRY, encoding="utf-8")
    return LiveRegistry(sites, lambda: read_registry(sites))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postgres]:
    with postgres() as started:
        for name, value in started.environment.items():
            monkeypatch.setenv(name, value)
        make_tables()
        yield started


def test_a_lease_is_taken_over_a_connection_that_a_restart_has_cut(
    tmp_path: Path, registry: LiveRegistry, server: Postgres
) -> None:
    worker = FleetWorker("w:1", registry, tmp_path / "store", _at_once, at_a_time=1, limit=0, grace=1)
    with TemporaryDirectory() as leases:
        assert asyncio.run(_codes(worker, server, Path(leases))) == [0, 0]


@pytest.mark.usefixtures("server")
def test_a_lease_is_renewed_while_its_crawl_is_being_started(tmp_path: Path, registry: LiveRegistry) -> None:
    worker = FleetWorker("w:1", registry, tmp_path / "store", _once_renewed, at_a_time=1, limit=0, grace=1)
    with TemporaryDirectory() as leases:
        assert asyncio.run(asyncio.wait_for(_code(worker, Path(leases)), 300)) == 0
