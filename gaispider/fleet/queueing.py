"""Puts the sites whose time has come into the fleet's queue, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import procrastinate
import psycopg

from gaispider.fleet.database import FleetError, conninfo, unreachable
from gaispider.fleet.jobs import CRAWL, jobs_app
from gaispider.operate.running.capacity import apart
from gaispider.operate.running.schedule import machines
from gaispider.sites.model import Site


def host_locks(sites: Iterable[Site]) -> dict[str, str]:
    """For each site the lock of its machines: sites that share one, also over others, have the same."""
    found = {site.key: machines(site) for site in sites}
    locks = {name: min(group) for group in apart(found.values()) for name in group}
    return {key: locks[next(iter(names))] for key, names in found.items() if names}


def put_in_queue(keys: Sequence[str], sites: Mapping[str, Site]) -> tuple[int, int]:
    """How many sites were put into the queue, in this order, and how many stood in it already. Raises FleetError."""
    locks = host_locks(sites.values())
    put = 0
    app = jobs_app(procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    try:
        with app.open():
            for key in keys:
                job = app.tasks[CRAWL].configure(lock=locks.get(key, key), queueing_lock=key)
                try:
                    job.defer(site=key)
                    put += 1
                except procrastinate.exceptions.AlreadyEnqueued:
                    continue
    except (psycopg.Error, procrastinate.exceptions.ConnectorException) as error:
        raise FleetError(unreachable(error)) from error
    return put, len(keys) - put
