"""What a fleet is doing: its workers, its queue, the sites at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import procrastinate
import psycopg

from gaispider.fleet.database import FleetError, connect, conninfo, unreachable
from gaispider.fleet.jobs import QUEUE, described, jobs_app

_WORKERS = """
SELECT name, sites_at_a_time, extract(epoch FROM now() - seen)::float8,
       (SELECT count(*) FROM gaispider_leases WHERE holder = name AND until > now())
FROM gaispider_workers ORDER BY name
"""
_AT_WORK = """
SELECT site, holder, extract(epoch FROM until - now())::float8 FROM gaispider_leases WHERE until > now() ORDER BY site
"""
_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE queue_name = %s GROUP BY status"


@dataclass(frozen=True, slots=True)
class Overview:
    """`workers`: name, sites at a time, seconds since its last word, sites that it has. `at_work`: site, worker, and
    seconds for which the lease holds. `jobs`: number by state (todo: waits, doing, failed: named by `failed`).
    """

    workers: list[tuple[str, int, float, int]]
    at_work: list[tuple[str, str, float]]
    jobs: dict[str, int]
    failed: list[str]

    @property
    def silent(self) -> list[str]:
        """Workers without a word for a minute."""
        return [name for name, _, seconds, _ in self.workers if seconds > 60]


def overview() -> Overview:
    """Ask the database. Raises FleetError."""
    try:
        with connect() as connection:
            workers: list[Any] = connection.execute(_WORKERS).fetchall()
            at_work: list[Any] = connection.execute(_AT_WORK).fetchall()
            jobs: list[Any] = connection.execute(_JOBS, (QUEUE,)).fetchall()
        failed = [described(job) for job in _jobs_with("failed")]
    except psycopg.Error as error:
        raise FleetError(unreachable(error)) from error
    return Overview(workers, at_work, dict(jobs), sorted(failed))


def stop(*, now: bool) -> tuple[int, int]:
    """Take what waits out of the queue; with `now`, end what is at work, too. How many of each. Raises FleetError."""
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    counts = [0, 0]
    try:
        with app.open():
            for place, status in enumerate(("todo", "doing") if now else ("todo",)):
                for job in app.job_manager.list_jobs(queue=QUEUE, status=status):
                    if job.id is not None:
                        counts[place] += app.job_manager.cancel_job_by_id(job.id, abort=now)
    except (psycopg.Error, procrastinate.exceptions.ConnectorException) as error:
        raise FleetError(unreachable(error)) from error
    return counts[0], counts[1]


def _jobs_with(status: str) -> list[procrastinate.jobs.Job]:
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    with app.open():
        return list(app.job_manager.list_jobs(queue=QUEUE, status=status))
