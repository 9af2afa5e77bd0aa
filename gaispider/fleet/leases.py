"""Leases of sites: one holder at a time, for so many seconds from its last word, each with a greater number."""

from __future__ import annotations

from typing import Any

import psycopg

# Seconds that a lease holds after it was taken or renewed; and the margin by which its crawl ends before that.
LEASE, MARGIN = 40.0, 10.0
# The first number is the time, so that numbers go on growing where a database is made anew.
_TAKE = """
INSERT INTO gaispider_leases AS held (site, holder, number, until)
VALUES (%(site)s, %(holder)s, extract(epoch FROM now())::bigint, now() + make_interval(secs => %(seconds)s))
ON CONFLICT (site) DO UPDATE SET holder = excluded.holder, number = held.number + 1, until = excluded.until
WHERE held.until < now()
RETURNING number
"""
_RENEW = """
UPDATE gaispider_leases SET until = now() + make_interval(secs => %(seconds)s)
WHERE site = %(site)s AND number = %(number)s AND until > now()
"""
_END = "UPDATE gaispider_leases SET until = now() WHERE site = %(site)s AND number = %(number)s AND until > now()"
Connection = psycopg.AsyncConnection[Any]


async def take(connection: Connection, site: str, holder: str) -> int | None:
    """The number of the new lease; None if another worker holds the site."""
    given = {"site": site, "holder": holder, "seconds": LEASE}
    row = await (await connection.execute(_TAKE, given)).fetchone()
    return row[0] if row else None


async def renew(connection: Connection, site: str, number: int) -> bool:
    """Whether the lease was still ours, and holds on."""
    found = await connection.execute(_RENEW, {"site": site, "number": number, "seconds": LEASE})
    return found.rowcount == 1


async def end(connection: Connection, site: str, number: int) -> bool:
    """Let go of a lease, so that the site can be taken at once; whether it was still ours."""
    return (await connection.execute(_END, {"site": site, "number": number})).rowcount == 1
