"""Takes a page down: removes it from archives, records and state of a site, and leaves a tombstone.

The tombstone is written first, and every file is replaced atomically. So an interrupted takedown is completed by
repeating the command, and no crawl in between fetches the page again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gaispider.archive.cdxj import write_index
from gaispider.archive.reader import Entry, TornArchiveError, entries
from gaispider.archive.tombstones import Tombstone, read_tombstones, write_tombstones
from gaispider.crawl.state.state import State
from gaispider.crawl.store import SiteStore
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.files import body_digest, move_into_place, write_temporary
from gaispider.maintenance.known_readings import forget_readings
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site


@dataclass(slots=True)
class Removed:
    """What a takedown removed: record ids, numbers of lines and archive records, and archives that lost a torn end.

    `files` is the number of rewritten files.
    """

    ids: list[str] = field(default_factory=list)
    lines: int = 0
    archived: int = 0
    files: int = 0
    torn: list[str] = field(default_factory=list)


def take_down(store: SiteStore, site: Site, url: str, reason: str, journal: str = "wal") -> Removed:
    """Remove the page at `url`, and the attachments that no other page links to. The caller must hold the site's lock.

    Raises OSError where the disk fails, before anything is replaced or with the tombstone in place; ValueError for a
    damaged tombstone file; sqlite3.Error for a state that cannot be opened, before anything is replaced.
    """
    canonical = canonical_url(url, site)
    stones = read_tombstones(store.folder)
    stone = next((old for old in stones if old.canonical_url == canonical), None)
    if stone is None:
        stone = Tombstone(url, canonical, datetime.now(UTC).isoformat("T", "seconds"), reason)
        stones.append(stone)
    removed = Removed()
    digests = _survey(store, site, stone)
    urls = {canonical, *stone.attachments}
    rewritten_files = _without_lines(store, site, stone, removed)
    new_offsets: dict[str, dict[str, int]] = {}
    try:
        for archive in sorted(store.archives.glob("*.warc.gz")):
            rewritten = _without_records(archive, site, urls, stone, removed, new_offsets)
            if rewritten:
                rewritten_files[archive] = rewritten
        write_tombstones(store.folder, stones)
    except BaseException:
        for rewritten in rewritten_files.values():
            rewritten.unlink(missing_ok=True)
        raise
    KeptReadings(store.folder).forget(digests, stone.ids)
    forget_readings(store.folder)
    if store.state.exists():
        # Before the files are replaced, so that an interruption leaves no wrong offsets in the state.
        _forget(State(store.state, journal), urls, stone.ids, list(new_offsets))
    for path, rewritten in rewritten_files.items():
        move_into_place(rewritten, path)
        if path.parent == store.archives:
            write_index(path)
    removed.ids, removed.files = stone.ids, len(rewritten_files)
    if store.state.exists():
        _update_offsets(State(store.state, journal), new_offsets)
    return removed


def _survey(store: SiteStore, site: Site, stone: Tombstone) -> set[str]:
    """Collect in the tombstone the ids of the page's records, and the attachments that no other record names.

    Returns the digests of files that no other record names.
    """
    own: set[str] = set(stone.attachments)
    others: set[str] = set()
    digests: dict[bool, set[str]] = {True: set(), False: set()}
    for path in store.records.glob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            record = _parse(line)
            files = {canonical_url(str(file.get("url")), site) for file in record.get("attachments") or ()}
            is_own = _is_of_page(record, stone, site)
            digests[is_own] |= {str(file.get("digest")) for file in record.get("attachments") or ()}
            if is_own:
                own |= files
                if record.get("id") and record["id"] not in stone.ids:
                    stone.ids.append(str(record["id"]))
            else:
                others |= files
    stone.attachments = sorted(own - others)
    return digests[True] - digests[False]


def _is_of_page(record: dict[str, Any], stone: Tombstone, site: Site) -> bool:
    named = {record.get("canonical_url"), canonical_url(str(record.get("url")), site)}
    return stone.canonical_url in named or record.get("id") in stone.ids


def _without_lines(store: SiteStore, site: Site, stone: Tombstone, removed: Removed) -> dict[Path, Path]:
    """Write the record files that hold lines of the page without them: path to temporary path."""
    rewritten_files: dict[Path, Path] = {}
    for path in sorted(store.records.glob("*.jsonl")):
        kept = []
        lines = path.read_bytes().splitlines(keepends=True)
        for line in lines:
            # A torn line is not valid JSON, but its beginning still holds the record's id.
            if _is_of_page(_parse(line), stone, site) or any(known.encode() in line[:400] for known in stone.ids):
                _add_digest(stone, body_digest(line.removesuffix(b"\n")))
            else:
                kept.append(line)
        removed.lines += len(lines) - len(kept)
        if len(kept) < len(lines):
            rewritten_files[path] = write_temporary(path, kept)
    return rewritten_files


def _without_records(
    archive: Path,
    site: Site,
    urls: set[str],
    stone: Tombstone,
    removed: Removed,
    new_offsets: dict[str, dict[str, int]],
) -> Path | None:
    """Write the archive without the page to a temporary path; None if it holds nothing of the page and is not torn.

    Gzip members are copied as they are, so digests and record ids stay. A torn end is dropped, since it is unreadable.
    """
    kept: list[Entry] = []
    found = 0
    torn = False
    try:
        for entry in entries(archive):
            if entry.url and canonical_url(entry.url, site) in urls:
                found += 1
                if entry.payload_digest and entry.type != "request":
                    _add_digest(stone, entry.payload_digest)
            else:
                entry.body = b""
                kept.append(entry)
    except TornArchiveError:
        torn = True
    if not found and not torn:
        return None
    removed.archived += found
    if torn:
        removed.torn.append(archive.name)
    places: dict[str, int] = {}

    def members() -> Iterator[bytes]:
        place = 0
        with archive.open("rb") as source:
            for entry in kept:
                places[entry.record_id] = place
                source.seek(entry.offset)
                yield source.read(entry.length)
                place += entry.length

    rewritten = write_temporary(archive, members())
    new_offsets[archive.name] = places
    return rewritten


def _forget(state: State, urls: set[str], ids: list[str], archives: list[str]) -> None:
    try:
        state.remove(urls, ids, archives)
    finally:
        state.close()


def _update_offsets(state: State, new_offsets: dict[str, dict[str, int]]) -> None:
    try:
        state.move(new_offsets)
    finally:
        state.close()


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _add_digest(stone: Tombstone, digest: str) -> None:
    if digest not in stone.digests:
        stone.digests.append(digest)
