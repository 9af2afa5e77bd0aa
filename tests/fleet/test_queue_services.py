"""The queue of a fleet on a real PostgreSQL: what is put in, put back and ended, each job by itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import procrastinate
import psycopg
import pytest

from gaispider.fleet.database import FleetError, make_tables, require_tables
from gaispider.fleet.jobs import QUEUE, jobs_app, task_of
from gaispider.fleet.queueing import Queued, put_in_queue
from gaispider.fleet.rescue import SILENCE, Rescue
from gaispider.sites.model import Site
from tests.crawl.crawl_project import articles
from tests.fleet.postgres import Postgres, postgres
from tests.fleet.test_fleet_services import Fleet
from tests.replicas.server import ReplicaServer

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


class Queue:
    """The tables, asked directly."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo

    def sql(self, query: str, *values: object) -> list[Any]:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            found = connection.execute(query, values)
            return found.fetchall() if found.description else []

    def put(self, work: str, args: object, queueing_lock: str | None = None, status: str = "todo") -> int:
        """A job, whatever its arguments are."""
        ((number,),) = self.sql(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, queueing_lock, status) "
            "VALUES (%s, %s, %s, %s, %s) RETURNING id",
            *(QUEUE, task_of(work), json.dumps(args), queueing_lock, status),
        )
        return int(number)

    def states(self) -> dict[int, str]:
        return dict(self.sql("SELECT id, status::text FROM procrastinate_jobs ORDER BY id"))

    def look(self, rescue: Rescue) -> None:
        """What a worker does every few seconds."""

        async def looked() -> None:
            app = jobs_app(procrastinate.PsycopgConnector(conninfo=self.conninfo))
            async with app.open_async(), await psycopg.AsyncConnection.connect(self.conninfo, autocommit=True) as one:
                await rescue.look(one, app)

        asyncio.run(looked())


@pytest.fixture
def queue(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> Queue:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    found = Queue(server.environment["GAISPIDER_FLEET"])
    found.sql("DROP SCHEMA public CASCADE")
    found.sql("CREATE SCHEMA public")
    return found


def _sites(keys: Sequence[str]) -> dict[str, Site]:
    return {key: Site(key, key, "generic", "22-jilin.toml", hosts=(f"{key}.example.cn",)) for key in keys}


def test_without_tables_nothing_is_put_in_silence(queue: Queue) -> None:
    with pytest.raises(FleetError, match="scrapy fleet init makes them"):
        require_tables()
    make_tables()
    require_tables()


def test_what_waits_or_is_at_work_is_not_put_in_again(queue: Queue) -> None:
    make_tables()
    sites = _sites(["a", "b", "c"])
    assert put_in_queue(["a", "b"], sites) == Queued(2, 0, 0)
    queue.sql("UPDATE procrastinate_jobs SET status = 'doing' WHERE queueing_lock = 'a'")
    assert put_in_queue(["a", "b", "c"], sites) == Queued(1, 1, 1)
    assert put_in_queue(["a", "b", "c"], sites) == Queued(0, 2, 1)
    # Another work at the same site is another job, which its lease keeps apart.
    assert put_in_queue(["a"], sites, "extract") == Queued(1, 0, 0)
    queue.sql("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE queueing_lock = 'a'")
    assert put_in_queue(["a"], sites) == Queued(1, 0, 0)


def test_a_job_that_is_gone_costs_that_job_only(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers see the jobs of a third that died; the first puts back one of them, the third job is there twice."""
    make_tables()
    gone, twice, last = (queue.put("crawl", {"site": key}, key, "doing") for key in ("a", "b", "c"))
    waits = queue.put("crawl", {"site": "b"}, "b")
    seen = procrastinate.manager.JobManager.get_stalled_jobs

    async def seen_by_both(*values: Any, **named: Any) -> Any:
        found = await seen(*values, **named)
        assert [job.id for job in found] == [gone, twice, last]
        queue.sql("DELETE FROM procrastinate_jobs WHERE id = %s", gone)
        return found

    monkeypatch.setattr(procrastinate.manager.JobManager, "get_stalled_jobs", seen_by_both)
    queue.look(Rescue(lambda: 0.0))
    assert queue.states() == {last: "todo", waits: "todo"}


def test_a_job_that_nobody_has_is_put_back_after_a_while(queue: Queue) -> None:
    make_tables()
    ((worker,),) = queue.sql("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
    job = queue.put("crawl", {"site": "a"}, "a", "doing")
    queue.sql("UPDATE procrastinate_jobs SET worker_id = %s", worker)
    clock = [0.0]
    rescue = Rescue(lambda: clock[0])
    queue.look(rescue)
    clock[0] = SILENCE
    queue.look(rescue)
    assert queue.states() == {job: "doing"}
    clock[0] = SILENCE + 1
    queue.look(rescue)
    assert queue.states() == {job: "todo"}


def test_what_is_no_job_is_told_and_ended_and_the_worker_goes_on(queue: Queue, tmp_path: Path) -> None:
    strays = [{"site": "gone"}, {"site": 5}, {"site": "s1", "command": "rm"}, {}, ["s1"], "s1"]
    with ExitStack() as stack:
        web = stack.enter_context(ReplicaServer(articles(3), address="127.0.4.1"))
        fleet = Fleet(tmp_path, {"s1": web})
        done = fleet.do("schedule")
        assert (done.returncode, "scrapy fleet init makes them" in done.stderr) == (6, True), done.stderr
        fleet.do("init")
        numbers = [queue.put("crawl", args) for args in strays] + [queue.put("dance", {"site": "s1"})]
        assert fleet.do("schedule").stdout.startswith("1 site put into the queue")
        assert fleet.work("--until-empty", "--jobs", "1").wait(300) == 0, fleet.log
        assert len(fleet.records("s1")) == 3
    assert queue.states() == dict.fromkeys(numbers, "failed")
    assert "Traceback" not in fleet.log
    said = [line for line in fleet.log.splitlines() if "ERROR" in line]
    assert [number for number in numbers if sum(f"Job {number} " in line for line in said) != 1] == [], fleet.log
    for words in (
        "has no entry gone",
        "names the key of a site and nothing else; this one has {'site': 5}",
        'its arguments are ["s1"]',
        "gaispider:dance is no work of a fleet",
    ):
        assert words in fleet.log, fleet.log
    done = fleet.do("status")
    assert done.returncode == 1
    assert "7 failed" in done.stdout
    fleet.do("schedule")
    assert fleet.do("status").returncode == 0, "told until the next schedule"
