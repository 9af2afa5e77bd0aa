"""A machine's store with one published site."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from gaispider.crawl.store import SiteStore
from gaispider.published.exchange import Exchange
from gaispider.published.objects import Objects
from gaispider.published.site_folder import local_files, sha256_of


class Machine:
    """A machine's store with one site; `night` does what a crawl leaves."""

    def __init__(self, folder: Path, objects: Objects) -> None:
        self.store = SiteStore(folder, "panshi")
        self.store.make()
        self.objects = objects

    def exchange(self, fence: int = 0, problem: str | None = None) -> Exchange:
        return Exchange(self.objects, self.store, fence, lambda: problem)

    def night(self, run: str, size: int = 0) -> None:
        """`size`: bytes of the archive beside its first words."""
        (self.store.archives / f"{run}.warc.gz").write_bytes(f"answers of {run}".encode() + bytes(size))
        (self.store.records / f"{run}.jsonl").write_text(f"records of {run}\n", encoding="utf-8")
        (self.store.runs / f"{run}.json").write_text('{"outcome": "ok"}', encoding="utf-8")
        with closing(sqlite3.connect(self.store.state, isolation_level=None)) as state:
            state.execute("PRAGMA journal_mode = wal")
            state.execute("CREATE TABLE IF NOT EXISTS runs (name TEXT)")
            state.execute("INSERT INTO runs VALUES (?)", (run,))
        (self.store.folder / "state.sqlite.seal").write_text(sha256_of(self.store.state), encoding="ascii")
        (self.store.folder / "lock").touch()

    def content(self) -> dict[str, str]:
        return {name: sha256_of(self.store.folder / name) for name in local_files(self.store)}

    def runs(self) -> list[str]:
        with closing(sqlite3.connect(self.store.state)) as state:
            return [name for (name,) in state.execute("SELECT name FROM runs")]
