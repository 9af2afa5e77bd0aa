"""The archived answer of a report, and that of the file it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaispider.archive.cdxj import read_index
from gaispider.archive.reader import Entry, TornArchiveError, entry_at, heads
from gaispider.archive.unpack import unpacked
from gaispider.crawl.store import SiteStore
from gaispider.files import body_digest
from gaispider.paths import SAMPLES

PAGE = "page"


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file that a report was read from, by its row of the table attachments, and the WARC record with its bytes."""

    row: dict[str, Any]
    archive: Path
    entry: Entry


def warc_of(store: SiteStore, warc: str | None) -> Path:
    """The archive of a record, as its capture names it: in the site's folder, or among the recorded samples."""
    own = store.folder / (warc or "")
    return SAMPLES / (warc or "") if warc and not own.is_file() and (SAMPLES / warc).is_file() else own


def archived_answer(archive: Path, record_id: str) -> Entry | None:
    """The answer of a record in an archive; None if it is not there. Raises OSError."""
    try:
        found = next((entry for entry in heads(archive) if entry.record_id == record_id), None)
    except TornArchiveError:
        return None
    return entry_at(archive, found.offset) if found else None


def row_of_file(attachments: list[dict[str, Any]], said: str | None) -> dict[str, Any] | None:
    """The attachment that a record names as the source of its text or its tables; None for the page.

    A member of an archive is named by itself: then it is the one archive whose text was read.
    """
    if said is None or said == PAGE:
        return None
    named = [row for row in attachments if said in (row["name"], row["url"])]
    others = [row for row in attachments if row["text_chars"]]
    found = named or (others if len(others) == 1 else [])
    return found[0] if found else None


def archived_file(row: dict[str, Any], first: Path, store: SiteStore) -> ArchivedFile | None:
    """The bytes of an attachment: in the archive `first`, or in one of the site's others, the latest first."""
    for archive in dict.fromkeys([first, *sorted(store.archives.glob("*.warc.gz"), reverse=True)]):
        for entry in _answers(archive, row):
            if body_digest(unpacked(entry)) == row["digest"]:
                return ArchivedFile(row, archive, entry)
    return None


def _answers(archive: Path, row: dict[str, Any]) -> Iterator[Entry]:
    """The answers of an archive that have the digest or the address of an attachment. A torn end is passed over."""
    if not archive.is_file():
        return
    for fields in read_index(archive):
        if fields["mime"] == "warc/revisit" or row["digest"] is None:
            continue
        if fields["digest"] == row["digest"] or fields["url"] == row["url"]:
            try:
                yield entry_at(archive, int(fields["offset"]))
            except TornArchiveError:
                continue
