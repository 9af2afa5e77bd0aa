"""Datasette over a release, on this machine only, until it is told to end."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from gaispider.dataset.browsing.browse_file import MADE, browse_file
from gaispider.dataset.browsing.browse_plugin import HERE, STATIC, Archived, ReleasePlugin
from gaispider.dataset.browsing.browse_tables import DATABASE, SHOWN, metadata
from gaispider.dataset.build import MANIFEST
from gaispider.dataset.release.data_card import CITATION
from gaispider.dataset.release.data_package import DESCRIPTION, TITLE
from gaispider.dataset.release_schema import tables
from gaispider.dataset.telling import Told

# It listens nowhere else, and there is no option for it: what it serves is for the person at this machine.
ADDRESS = "127.0.0.1"
_SETTINGS = {
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,
    "truncate_cells_html": 600,
    "default_page_size": 50,
}
# Behind a proxy, for everybody: no queries of their own, no file of everything.
_PUBLIC = {"default_allow_sql": False, "allow_download": False}

_DAYS = ("first_fetched", "last_fetched")


class PortTakenError(OSError):
    """Another program listens there; the message says so."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """A release to browse. `archived` gives archived pages, None if they are not shown; `public` is behind a proxy."""

    release: Path
    archived: Archived | None = None
    public: bool = False


def listening(port: int) -> socket.socket:
    """A socket that listens on this machine; port 0 takes any free one. Raises PortTakenError."""
    own = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        own.bind((ADDRESS, port))
        own.listen()
    except OSError as error:
        own.close()
        raise PortTakenError(
            f"port {port} of {ADDRESS} cannot be had ({error.strerror}): name another with --port"
        ) from error
    return own


@contextmanager
def datasette_of(browsed: Browsed, tell: Told) -> Iterator[Datasette]:
    """Datasette for a release, whose SQLite file is made if it has to be. Raises OSError."""
    file, rows = browse_file(browsed.release, tell)
    about = _about(browsed, file, rows)
    plugin = ReleasePlugin(about, browsed.archived, any_host=browsed.public)
    pm.register(plugin)
    try:
        datasette = Datasette(
            metadata=metadata(TITLE, DESCRIPTION),
            template_dir=str(HERE / "templates"),
            static_mounts=[(STATIC, str(HERE / "static"))],
            settings=_SETTINGS | (_PUBLIC if browsed.public else {}),
            # Counted and named here: Datasette would read the whole file for it.
            inspect_data=_inspected(file, rows),
        )
        datasette.remove_database("_memory")
        datasette.add_database(Database(datasette, str(file), is_mutable=False), name=DATABASE)
        yield datasette
    finally:
        pm.unregister(plugin)


def _inspected(file: Path, rows: dict[str, int]) -> dict[str, Any]:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = {name: {"count": rows.get(name, 0)} for name in names}
    digest = hashlib.sha256((file.with_name(MADE)).read_bytes()).hexdigest()
    return {DATABASE: {"file": str(file), "hash": digest, "size": file.stat().st_size, "tables": known}}


def serve(datasette: Datasette, own: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM."""
    config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    with _ended_by_signals(), suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[own]))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM ends as Ctrl-C does, so that what stands beside the server is ended, too."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _about(browsed: Browsed, file: Path, rows: dict[str, int]) -> dict[str, Any]:
    """What the front page says."""
    manifest = json.loads((browsed.release / MANIFEST).read_text("utf-8"))
    return {
        "title": TITLE,
        "counts": manifest["counts"],
        "days": list(dict.fromkeys(manifest["counts"][name][:10] for name in _DAYS if manifest["counts"][name])),
        "sites": manifest["settings"]["sites"],
        "personal_data": not manifest["settings"]["without_personal_data"],
        "replays": manifest["counts"].get("replays", 0) > 0,
        "gaispider": manifest["gaispider"],
        "rows": [(name, SHOWN[name].chinese, rows[name], bool(SHOWN[name].searched)) for name in SHOWN],
        "told": {name: f"{table.english} {table.chinese}" for name, table in tables().items()},
        "citation": _citation(browsed.release / CITATION),
        "file": None if browsed.public else str(file),
        "archived": browsed.archived is not None,
        "sql": not browsed.public,
    }


def _citation(path: Path) -> str:
    """One line from CITATION.cff, which who publishes the release may have filled in. Raises OSError."""
    said = yaml.safe_load(path.read_text("utf-8"))
    authors = ", ".join(_person(one) for one in said.get("authors", []))
    year = str(said.get("date-released", ""))[:4]
    parts = (authors + (f" ({year})" if year else ""), said["title"], f"Version {said['version']}", said.get("doi"))
    return ". ".join(str(part) for part in parts if part) + "."


def _person(one: dict[str, str]) -> str:
    return one.get("name") or " ".join(filter(None, (one.get("given-names"), one.get("family-names"))))
