"""Puts the sites whose time has come into the fleet's queue, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import procrastinate
import psycopg

from gaispider.fleet.database import FleetError, connect, conninfo, unreachable
from gaispider.fleet.jobs import CRAWL, QUEUE, TASKS, jobs_app, task_of
from gaispider.operate.running.schedule import host_groups
from gaispider.sites.model import Site

# One question for all: a job that begins meanwhile is in one of the two states.
_THERE = """
SELECT queueing_lock, status::text FROM procrastinate_jobs
WHERE queue_name = %s AND status IN ('todo', 'doing') AND queueing_lock IS NOT NULL
"""


# What ended badly is told until it is tried again.
_FORGET = """
DELETE FROM procrastinate_jobs WHERE queue_name = %s AND status IN ('failed', 'aborted', 'cancelled')
AND (task_name = %s OR NOT task_name = ANY(%s))
"""


@dataclass(frozen=True, slots=True)
class Queued:
    """How many sites were put into the queue, stood in it already, and are at work."""

    put: int
    waiting: int
    at_work: int


def put_in_queue(keys: Sequence[str], sites: Mapping[str, Site], work: str = CRAWL) -> Queued:
    """Put sites into the queue, in this order, but for those that stand in it or are at work. Raises FleetError."""
    # Sites that share a machine, also over others, have one lock: the key of the first of them. Archives are read side
    # by side; that a site is not crawled meanwhile is its lease's work.
    locks = {key: group[0] for group in host_groups(sites.values()) for key in group}
    put = at_work = 0
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    try:
        with connect() as connection:
            connection.execute(_FORGET, (QUEUE, task_of(work), TASKS))
            there: list[Any] = connection.execute(_THERE, (QUEUE,)).fetchall()
        doing = {lock for lock, status in there if status == "doing"}
        waiting = {lock for lock, status in there} - doing
        with app.open():
            for key in keys:
                lock, queueing_lock = (locks[key], key) if work == CRAWL else (f"{key}:archive", f"{key}:{work}")
                at_work += queueing_lock in doing
                if queueing_lock in doing or queueing_lock in waiting:
                    continue
                job = app.tasks[task_of(work)].configure(lock=lock, queueing_lock=queueing_lock)
                try:
                    job.defer(site=key)
                    put += 1
                except procrastinate.exceptions.AlreadyEnqueued:
                    continue
    except (psycopg.Error, procrastinate.exceptions.ConnectorException) as error:
        raise FleetError(unreachable(error)) from error
    return Queued(put, len(keys) - put - at_work, at_work)
