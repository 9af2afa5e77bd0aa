"""A store into which saved visits are imported, and the sentences that an import ends with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from gaispider.crawl.store import SiteStore
from gaispider.importing.read_visits import read_visits
from gaispider.importing.visit import Given, Trouble, Visit
from gaispider.maintenance.visits.taking import ImportAsked, Imported, Taking
from gaispider.maintenance.visits.told import lines_of
from tests.importing.saved import SITE


class Importer:
    """A store in a folder, and files to import into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = SiteStore(folder / "store", SITE.key)
        self.store.make()
        # What the progress was told: step, done, total.
        self.steps: list[tuple[str, int, int]] = []

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def take(self, *paths: Path, given: Given | None = None) -> Imported:
        asked = ImportAsked(
            [path.name for path in paths],
            "王晓明",
            "from home",
            ("gaispider.spiders",),
            None,
            "wal",
            {"isPartOf": SITE.key},
        )
        visits = partial(visits_in, paths, given or Given())
        return Taking(self.store, SITE, asked, visits, lambda *step: self.steps.append(step)).take()

    def lines(self) -> list[dict[str, Any]]:
        paths = sorted(self.store.records.glob("*.jsonl"))
        return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]

    def archives(self) -> list[Path]:
        return sorted(self.store.archives.glob("*.warc.gz"))


def visits_in(paths: tuple[Path, ...], given: Given) -> Iterator[Visit | Trouble]:
    for path in paths:
        yield from read_visits(path, given)


def told(done: Imported) -> str:
    return "\n".join(lines_of(done, SITE, ()))
