"""Compares archives and record files with what the state noted of them, and forgets what is lost.

A file whose size or time of change is another than at the end of the last run is read to its end. Pages whose archived
answer cannot be read any more, and pages whose record's line is damaged, are asked for again in the next crawl; a
record whose answer is lost gets a new line, which names the new answer.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from pathlib import Path

from gaispider.archive.reader import TornArchiveError, entries, entry_at
from gaispider.archive.tombstones import taken_down
from gaispider.crawl.left_archives import Lender, bring_left, left_archives
from gaispider.crawl.state.rebuild import newest_rows
from gaispider.crawl.state.state import RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.records.fold import run_of, versions
from gaispider.sites.model import Site
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)


def stamps(store: SiteStore) -> dict[str, tuple[int, int]]:
    """Size and time of change (ns) of every archive and record file, by its name in the site's folder.

    Archives that were left where the site is published are included.
    """
    paths = [*store.archives.glob("*.warc.gz"), *store.records.glob("*.jsonl")]
    found = {f"{path.parent.name}/{path.name}": path.stat() for path in paths}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()} | left_archives(store)


def mend(
    state: State,
    store: SiteStore,
    site: Site,
    died: Collection[str],
    *,
    whole: bool,
    lender: Lender | None = None,
) -> list[str]:
    """Forget what is lost, and return a sentence for each damaged file. Raises OSError, sqlite3.Error, StoreError.

    `whole`: the state was just made, and knows nothing of the files yet. The files of runs that died are left out: a
    torn end is what a kill leaves, and nothing behind it is in the state.
    """
    known, present = state.files(), stamps(store)
    if known == present:
        return []
    changed = [name for name in present if present[name] != known.get(name) and run_of(Path(name).name) not in died]
    query = "SELECT DISTINCT warc_file FROM pages WHERE warc_file IS NOT NULL"
    named = {f"archive/{file}" for (file,) in state.connection.execute(query)}
    archives = [name for name in changed if name.startswith("archive/")]
    archives += sorted(name for name in {*known, *named} - present.keys() if name.startswith("archive/"))
    bring_left(store, archives, lender)
    damage = _Damage(state, store, known)
    for name in sorted(name for name in changed if name.startswith("records/")):
        damage.of_records(name, was_known=name in known)
    for name in archives:
        damage.of_archive(name)
    if whole or damage.unreadable:
        damage.of_captures(archives_there=present.keys())
    for sentence in damage.sentences:
        logger.warning("Damaged: %s", sentence)
    damage.forget(site)
    state.note_files(present)
    return damage.sentences


class _Damage:
    """The damage found in a site's folder, and the entries of the state that depend on it."""

    def __init__(self, state: State, store: SiteStore, known: Collection[str]) -> None:
        self._state = state
        self._store = store
        self._known = known
        self._urls: set[str] = set()
        # Records whose line is lost, and records whose answer is.
        self._lost_lines = False
        self._lost_answers: set[str] = set()
        # Archives that cannot be read whole, with the WARC-Record-IDs that can.
        self.unreadable: dict[str, set[str]] = {}
        self.sentences: list[str] = []

    def of_records(self, name: str, *, was_known: bool) -> None:
        """Find the damaged lines of a record file."""
        path = self._store.folder / name
        wrong: list[str] = []

        def damaged(_path: Path, number: int, error: str) -> None:
            wrong.append(f"line {number} is no record ({error})")

        digests = {version.digest for version, _ in versions([path], damaged)}
        rows = self._state.connection.execute("SELECT url, line_digest FROM records WHERE file = ?", (path.name,))
        lost = {url for url, digest in rows if digest not in digests}
        self._urls |= lost
        self._lost_lines = self._lost_lines or bool(lost)
        # A line that a kill cut long ago is no news.
        if lost or (wrong and was_known):
            what = "; ".join(wrong[:3]) or f"{counted(len(lost), 'line is', 'lines are')} not there any more"
            self.sentences.append(f"{name}, {what}: {_pages(len(lost))}")

    def of_archive(self, name: str) -> None:
        """Find the pages whose answer in an archive cannot be read."""
        path = self._store.folder / name
        readable, ids, problem = 0, set[str](), ""
        try:
            for entry in entries(path):
                readable = entry.offset + entry.length
                ids.add(entry.record_id)
        except FileNotFoundError:
            problem = "is not there"
        except TornArchiveError as error:
            problem = f"is readable up to byte {readable}, then {error.reason}"
        query = "SELECT url, warc_offset, warc_id FROM pages WHERE warc_file = ?"
        lost = set()
        for url, offset, record_id in self._state.connection.execute(query, (path.name,)):
            if record_id not in ids and not (problem and _is_at(path, offset, record_id)):
                lost.add(url)
            else:
                ids.add(record_id)
        if problem or lost:
            self.unreadable[name] = ids
        self._urls |= lost
        if lost or (problem and name in self._known):
            self.sentences.append(f"{name} {problem or 'lacks answers that it had'}: {_pages(len(lost))}")

    def of_captures(self, archives_there: Collection[str]) -> None:
        """Find the records whose answer is in no archive any more."""
        rows = {row.id: row for row in _rows(self._state)}
        found: dict[str, int] = {}
        paths = {self._store.records / row.file for row in rows.values()}
        for version, report in versions(paths, lambda _path, _number, _error: None):
            row, capture = rows.get(report.id), report.capture
            if row is None or row.line_digest != version.digest or capture is None or not capture.warc:
                continue
            readable = self.unreadable.get(capture.warc)
            if capture.warc in archives_there and (readable is None or capture.record_id in readable):
                continue
            if capture.warc.startswith("archive/"):
                found[capture.warc] = found.get(capture.warc, 0) + 1
                self._lost_answers.add(row.id)
                self._urls.add(row.url)
        told = " ".join(self.sentences)
        for name, count in sorted(found.items()):
            if name not in told:
                self.sentences.append(f"{name} is not there or not readable: {_pages(count)}")

    def forget(self, site: Site) -> None:
        """Remove what is lost from the state, in one transaction."""
        if not self._urls:
            return
        rows: Iterable[RecordState] | None = None
        if self._lost_lines:
            rows = newest_rows(self._store, taken_down(self._store.folder)).values()
        self._state.forget(self._urls, self._lost_answers, rows)


def _rows(state: State) -> Iterable[RecordState]:
    return (RecordState(*row) for row in state.connection.execute("SELECT * FROM records"))


def _is_at(path: Path, offset: int | None, record_id: str) -> bool:
    """Whether a record after a damaged place in an archive can be read."""
    try:
        return offset is not None and entry_at(path, offset).record_id == record_id
    except (OSError, TornArchiveError):
        return False


def _pages(count: int) -> str:
    return {0: "no page hangs on it", 1: "its page is asked for again"}.get(count, f"{count} pages are asked for again")
