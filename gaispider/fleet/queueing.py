"""Puts the sites whose time has come into the fleet's queue, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import procrastinate
import psycopg

from gaispider.fleet.database import FleetError, conninfo, unreachable
from gaispider.fleet.jobs import CRAWL, jobs_app
from gaispider.operate.running.schedule import host_groups
from gaispider.sites.model import Site


def put_in_queue(keys: Sequence[str], sites: Mapping[str, Site]) -> tuple[int, int]:
    """How many sites were put into the queue, in this order, and how many stood in it already. Raises FleetError."""
    # Sites that share a machine, also over others, have one lock: the key of the first of them.
    locks = {key: group[0] for group in host_groups(sites.values()) for key in group}
    put = 0
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    try:
        with app.open():
            for key in keys:
                job = app.tasks[CRAWL].configure(lock=locks[key], queueing_lock=key)
                try:
                    job.defer(site=key)
                    put += 1
                except procrastinate.exceptions.AlreadyEnqueued:
                    continue
    except (psycopg.Error, procrastinate.exceptions.ConnectorException) as error:
        raise FleetError(unreachable(error)) from error
    return put, len(keys) - put
