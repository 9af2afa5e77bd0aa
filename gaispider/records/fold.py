"""The versions of records in JSONL files, and which of them is the newest: one rule for all who read a store.

A record has a line for each of its versions, all of one `id`. The newest one is found so (`fold`):

1. a line that another line names in `supersedes` is not it;
2. of the others, the one of the latest run, and within a run of the latest capture: by the run's name, which is always
   later than the names that were there before, and by the order of the lines, never by the clock alone, since a clock
   may run ahead for a night;
3. of one capture, the one that was read last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gaispider.files import body_digest
from gaispider.items import Report
from gaispider.schema import InvalidRecordError, decode

# Called with file, line number (from 1) and what is wrong for each line that is no record.
Damaged = Callable[[Path, int, str], None]

_RUN = re.compile(r"\d{8}T\d{6}(?:-\d{3})?")
# Run, time of the capture, its first line, whether it was read again, reading time, file, line.
_Order = tuple[str, str, int, bool, str, str, int]


@dataclass(frozen=True, slots=True)
class Version:
    """One valid line: its place (`offset`, `length` in bytes without newline), its digest, its place in time."""

    id: str
    path: Path
    number: int
    offset: int
    length: int
    digest: str
    supersedes: str | None
    order: _Order

    def read(self) -> Report:
        """The record of the line. Raises OSError, and InvalidRecordError if the file was changed meanwhile."""
        with self.path.open("rb") as file:
            file.seek(self.offset)
            return decode(file.read(self.length))


def fold(versions: Iterable[Version]) -> dict[str, Version]:
    """The newest version of each record, by id, in the order in which the ids came."""
    by_id: dict[str, list[Version]] = {}
    replaced: set[str] = set()
    for version in versions:
        by_id.setdefault(version.id, []).append(version)
        if version.supersedes:
            replaced.add(version.supersedes)
    return {
        key: max([one for one in found if one.digest not in replaced] or found, key=lambda one: one.order)
        for key, found in by_id.items()
    }


def newest(paths: Iterable[Path], damaged: Damaged) -> dict[str, Version]:
    """`fold` over the lines of record files, of one site or of many. Raises OSError."""
    return fold(version for version, _ in versions(paths, damaged))


def versions(paths: Iterable[Path], damaged: Damaged) -> Iterator[tuple[Version, Report]]:
    """Every valid line of record files, with its record: run by run, and what was read again behind its run.

    Lines of all schema versions are taken. Raises OSError.
    """
    run: _Run | None = None
    for path in sorted(paths, key=lambda one: (str(one.parent), run_of(one.name), _is_rereading(one.name), one.name)):
        if run is None or (run.folder, run.name) != (path.parent, run_of(path.name)):
            run = _Run(path.parent, run_of(path.name))
        yield from _versions_of(path, run, damaged)


def run_of(name: str) -> str:
    """The run that a file's name begins with (`RUN.jsonl`, `RUN.EXTRACTOR.jsonl`); the whole name without one."""
    found = _RUN.match(name)
    return found[0] if found and name[found.end() : found.end() + 1] in (".", "") else name


def captured(report: Report) -> tuple[str, str]:
    """When a record's capture was made, to be compared: the run of its archive (else the time), and the time."""
    capture = report.capture
    moment = _utc(capture.fetched_at if capture else None)
    run = run_of((capture.warc or "").rpartition("/")[2]) if capture else ""
    return run if _RUN.fullmatch(run) else moment.translate({ord("-"): None, ord(":"): None}), moment


@dataclass(slots=True)
class _Run:
    """The captures that the lines of one run named so far, by WARC-Record-ID: time and first line."""

    folder: Path
    name: str
    moment: str = ""
    captures: dict[str, tuple[str, int]] = field(default_factory=dict)

    def place(self, report: Report, number: int, *, rereading: bool) -> tuple[str, int]:
        """The place of a record's capture among those of the run. In the run's own file lines go before times."""
        capture = report.capture
        key = capture.record_id if capture else None
        known = self.captures.get(key or "")
        if known is not None:
            return known
        moment = _utc(capture.fetched_at if capture else None)
        if rereading:
            return moment, 0
        self.moment = max(self.moment, moment)
        if key:
            self.captures[key] = self.moment, number
        return self.moment, number


def _versions_of(path: Path, run: _Run, damaged: Damaged) -> Iterator[tuple[Version, Report]]:
    is_run, rereading = bool(_RUN.fullmatch(run.name)), _is_rereading(path.name)
    with path.open("rb") as file:
        offset = 0
        for number, line in enumerate(file, start=1):
            start, offset = offset, offset + len(line)
            bare = line.rstrip(b"\r\n")
            if not bare:
                continue
            try:
                report = decode(bare)
            except InvalidRecordError as error:
                damaged(path, number, str(error))
                continue
            if is_run:
                place = (run.name, *run.place(report, number, rereading=rereading))
            else:
                # Such as a feed: the lines of many runs.
                place = (*captured(report), number)
            order = (*place, rereading, report.read_at or "", path.name, number)
            yield (
                Version(report.id, path, number, start, len(bare), body_digest(bare), report.supersedes, order),
                report,
            )


def _is_rereading(name: str) -> bool:
    run = run_of(name)
    return run != name and name != f"{run}.jsonl"


def _utc(moment: str | None) -> str:
    """An ISO time in UTC to the microsecond, so that times compare as strings; empty if it is none."""
    try:
        found = datetime.fromisoformat(moment or "")
    except ValueError:
        return ""
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat("T", "microseconds")
