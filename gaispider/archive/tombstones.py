"""The tombstones of taken-down pages: URL and digests, no content. Such pages are never requested again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gaispider.files import write_file

NAME = "tombstones.jsonl"


@dataclass(slots=True)
class Tombstone:
    """One taken-down page. `digests` are of removed payloads and record lines, `attachments` canonical URLs."""

    url: str
    canonical_url: str
    date: str
    reason: str
    ids: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)


def read_tombstones(folder: Path) -> list[Tombstone]:
    """The tombstones of a site's folder. Raises ValueError for a damaged file: a crawl could undo a takedown."""
    path = folder / NAME
    if not path.exists():
        return []
    return list(_read(path))


def taken_down(folder: Path) -> set[str]:
    """The canonical URLs of taken-down pages and their attachments, which must not be requested or recorded."""
    return {url for stone in read_tombstones(folder) for url in (stone.canonical_url, *stone.attachments)}


def write_tombstones(folder: Path, stones: list[Tombstone]) -> None:
    """Replace the file atomically. Raises OSError."""
    write_file(folder / NAME, (json.dumps(asdict(stone), ensure_ascii=False) + "\n" for stone in stones))


def _read(path: Path) -> Iterator[Tombstone]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield Tombstone(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path}, line {number} is no tombstone: {error}") from error
