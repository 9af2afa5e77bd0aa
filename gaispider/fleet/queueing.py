"""Puts the sites whose time has come into the fleet's queue, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import procrastinate
import psycopg

from gaispider.fleet.database import FleetError, conninfo, unreachable
from gaispider.fleet.jobs import CRAWL, jobs_app, task_of
from gaispider.operate.running.schedule import host_groups
from gaispider.sites.model import Site


def put_in_queue(keys: Sequence[str], sites: Mapping[str, Site], work: str = CRAWL) -> tuple[int, int]:
    """How many sites were put into the queue, in this order, and how many stood in it already. Raises FleetError."""
    # Sites that share a machine, also over others, have one lock: the key of the first of them. Archives are read side
    # by side; that a site is not crawled meanwhile is its lease's work.
    locks = {key: group[0] for group in host_groups(sites.values()) for key in group}
    put = 0
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    try:
        with app.open():
            for key in keys:
                lock, queueing_lock = (locks[key], key) if work == CRAWL else (f"{key}:archive", f"{key}:{work}")
                job = app.tasks[task_of(work)].configure(lock=lock, queueing_lock=queueing_lock)
                try:
                    job.defer(site=key)
                    put += 1
                except procrastinate.exceptions.AlreadyEnqueued:
                    continue
    except (psycopg.Error, procrastinate.exceptions.ConnectorException) as error:
        raise FleetError(unreachable(error)) from error
    return put, len(keys) - put
