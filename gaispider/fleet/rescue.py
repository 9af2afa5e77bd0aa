"""Jobs whose worker is gone go back into the queue, each by itself; what is no job of a fleet is ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException, UniqueViolation

from gaispider.fleet.jobs import QUEUE, TASKS

logger = logging.getLogger(__name__)
# Seconds of silence after which a worker's jobs are given to others.
SILENCE = 25.0
# Crawls of which nobody has the site: their end fell into a time when the database was away.
_STRAY = """
SELECT id, args->>'site' FROM procrastinate_jobs WHERE task_name = ANY(%s) AND status = 'doing'
AND NOT EXISTS (SELECT FROM gaispider_leases WHERE site = args->>'site' AND until > now())
"""
# Procrastinate itself cannot call or end a job whose arguments have no names.
_MALFORMED = """
UPDATE procrastinate_jobs SET status = 'failed'
WHERE queue_name = %s AND status IN ('todo', 'doing') AND jsonb_typeof(args) <> 'object'
RETURNING id, args::text
"""
# Characters of such arguments that are shown.
_SHOWN = 100


class Rescue:
    """`now` gives seconds of a clock that goes on while the machine sleeps."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        # Since when a job that is at work has been seen without a lease.
        self._stray: dict[int, float] = {}

    async def look(self, connection: psycopg.AsyncConnection[Any], app: procrastinate.App) -> None:
        """Put back what nobody has. Raises psycopg.Error, ConnectorException if the database does not answer."""
        for number, given in await (await connection.execute(_MALFORMED, (QUEUE,))).fetchall():
            logger.error("Job %s is no job of a fleet and was ended: its arguments are %s", number, given[:_SHOWN])
        stray = await (await connection.execute(_STRAY, (TASKS,))).fetchall()
        self._stray = {number: self._stray.get(number, self._now()) for number, _ in stray}
        for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=SILENCE):
            if job.id is not None:
                await put_back(app, job.id, str(job.task_kwargs.get("site")), "taken from a worker that is silent")
        for number, site in stray:
            if self._now() - self._stray[number] > SILENCE:
                await put_back(app, number, site, "put back into the queue, since nobody has it")


async def put_back(app: procrastinate.App, number: int, site: str, why: str) -> None:
    """Put one job back; one that is gone by now, or whose site waits in the queue anyway, costs only itself.

    Raises ConnectorException if the database does not answer.
    """
    try:
        await app.job_manager.retry_job_by_id_async(number, retry_at=datetime.now(UTC))
    except UniqueViolation:
        # Its site stands in the queue once more: that one is enough.
        await _end(app, number, site)
    except ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.errors.RaiseException):
            raise
        # Another worker, or the job's own end, was faster.
        return
    else:
        logger.warning("%s: %s", site, why)


async def _end(app: procrastinate.App, number: int, site: str) -> None:
    try:
        await app.job_manager.finish_job_by_id_async(number, status=procrastinate.jobs.Status.ABORTED, delete_job=True)
    except ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.errors.RaiseException):
            raise
    else:
        logger.warning("%s: nobody has it, and it waits in the queue already", site)
