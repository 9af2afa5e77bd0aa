"""The database of a fleet: how it is reached, and what is made in it."""

from __future__ import annotations

import os
import re

import procrastinate
import psycopg

# Ours beside Procrastinate's: who holds which site. Times are the database's, so machines need not agree.
SCHEMA = """
CREATE TABLE IF NOT EXISTS gaispider_leases (
    site text PRIMARY KEY,
    holder text NOT NULL,
    number bigint NOT NULL,
    until timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS gaispider_workers (
    name text PRIMARY KEY,
    sites_at_a_time integer NOT NULL,
    began timestamptz NOT NULL DEFAULT now(),
    seen timestamptz NOT NULL DEFAULT now()
);
"""
_TABLES = "SELECT to_regclass('procrastinate_jobs'), to_regclass('gaispider_leases')"
_VARIABLE = "GAISPIDER_FLEET"
_SECRET = re.compile(r"(?i)(password=)('[^']*'|\S+)|(://[^:/@\s]*:)[^@\s]*(?=@)")


class FleetError(RuntimeError):
    """The database cannot be used; the message says why and what to do, without any password."""


def conninfo() -> str:
    """How the database is reached: GAISPIDER_FLEET (`service=fleet`, a URL …), else libpq's own PG… variables."""
    return os.environ.get(_VARIABLE, "")


def connect() -> psycopg.Connection[tuple[object, ...]]:
    """A connection, each statement committed at once. Raises FleetError."""
    try:
        return psycopg.connect(conninfo(), autocommit=True, connect_timeout=20)
    except psycopg.Error as error:
        raise FleetError(unreachable(error)) from error


def require_tables() -> None:
    """Raises FleetError if the database does not answer, or lacks the tables."""
    with connect() as connection:
        found = connection.execute(_TABLES).fetchone()
    if found is None or None in found:
        raise FleetError("the fleet's tables are not there yet: scrapy fleet init makes them")


def unreachable(error: BaseException) -> str:
    """The sentence for a database that does not answer, with the cure."""
    said = _SECRET.sub(lambda found: f"{found[1] or found[3]}…", " ".join(str(error).split())).rstrip("?.")
    return (
        f"the fleet's database cannot be reached: {said}. Is it running? It is named in {_VARIABLE} (a service of "
        f"~/.pg_service.conf: {_VARIABLE}=service=fleet; passwords belong in ~/.pgpass) or in libpq's PGHOST, "
        "PGDATABASE, PGUSER"
    )


def make_tables() -> bool:
    """Make what is missing in the database; whether there was anything. Raises FleetError."""
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=conninfo()))
    try:
        with connect() as connection:
            connection.execute(SCHEMA)
            found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found and found[0] is not None:
            return False
        with app.open():
            app.schema_manager.apply_schema()
    except (psycopg.Error, procrastinate.exceptions.ProcrastinateException) as error:
        raise FleetError(unreachable(error)) from error
    return True
