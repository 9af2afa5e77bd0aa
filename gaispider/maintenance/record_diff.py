"""Compares re-read records with those on file, and writes changed ones to a new file beside the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from gaispider.crawl.state.rebuild import report_digest
from gaispider.extractor import extractor
from gaispider.files import write_file
from gaispider.items import Report
from gaispider.records.fold import Damaged, Version, captured, fold, versions
from gaispider.schema import encode
from gaispider.schema_versions import VERSION_1, as_version_1
from gaispider.text.counted import counted

# Fields about the reading itself, not about the content of the page.
_NOT_COMPARED = frozenset({"read_at", "extractor", "supersedes", "capture"})


def changes(reports: Iterable[Report], known: dict[str, Report]) -> Iterator[str]:
    """A line for each value that differs from the record on file (id, field, old, new), and for each new record.

    A record of an older schema version is compared in the fields of that version.
    """
    seen = set()
    for report in reports:
        seen.add(report.id)
        old = known.get(report.id)
        if old is None:
            yield f"{report.id}\tnew record\t{report.title}"
            continue
        if old.capture and report.capture and old.capture.record_id != report.capture.record_id:
            continue  # another capture of the page is the newest one
        as_v1 = old.schema == VERSION_1
        before, after = (dict(flat_values(version, as_v1=as_v1)) for version in (old, report))
        for path in [*before, *(path for path in after if path not in before)]:
            if before.get(path) != after.get(path):
                yield f"{report.id}\t{path}\t{_shorten(before.get(path))}\t→\t{_shorten(after.get(path))}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on file: when it was captured, its content's digest with its capture, and its version."""

    captured: tuple[str, str]
    report: str
    version: Version


class RecordsOnDisk:
    """The record files of a site: for each record, the newest line of each capture."""

    def __init__(self, folder: Path, damaged: Damaged) -> None:
        self._lines: dict[str, dict[str | None, _Line]] = {}
        for version, report in versions(folder.glob("*.jsonl"), damaged):
            self._add_line(version, report)

    def changed(self, reports: Iterable[Report]) -> list[Report]:
        """The reports with new content, each with the line that it replaces in `supersedes`.

        A report is compared with the line of the same capture, except for `read_at`, `extractor` and `supersedes`. If
        there is no such line, it is compared with the newest line of an earlier capture.
        """
        found = []
        for report in reports:
            captures = self._lines.get(report.id, {})
            line = captures.get(_capture_of(report))
            if line is not None:
                same = line.report == _digest(report)
            else:
                earlier = [one for one in captures.values() if one.captured <= captured(report)]
                line = max(earlier, key=lambda one: one.version.order, default=None)
                # The crawl writes no line for a capture with the same content as before.
                same = line is not None and line.report.partition(" ")[0] == report_digest(report)
            if not same:
                found.append(replace(report, supersedes=line.version.digest if line else None))
        return found

    def _add_line(self, version: Version, report: Report) -> None:
        new = _Line(captured(report), _digest(report), version)
        captures = self._lines.setdefault(report.id, {})
        known = captures.get(_capture_of(report))
        if known is None or fold([known.version, version])[report.id] is version:
            captures[_capture_of(report)] = new


def _digest(report: Report) -> str:
    """The digest of the content of a record, and its capture."""
    return f"{report_digest(report)} {report.capture}"


def _capture_of(report: Report) -> str | None:
    return report.capture.record_id if report.capture else None


def new_file(folder: Path, archive: Path) -> Path:
    """A free path RUN.EXTRACTOR.jsonl in `folder`, with -2, -3 ... if it exists. Raises FileExistsError."""
    run = archive.name.removesuffix(".gz").removesuffix(".warc")
    for count in range(1, 1000):
        path = folder / f"{run}.{extractor()}{'' if count == 1 else f'-{count}'}.jsonl"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder}: no free name for the records of {run}")


def write_changed(reports: list[Report], folder: Path, archive: Path, damaged: Damaged) -> str:
    """Write the records that differ from those on file; returns a sentence with the counts. Raises OSError."""
    changed = RecordsOnDisk(folder, damaged).changed(reports)
    same = f"{len(reports) - len(changed)} the same as on file"
    if not changed:
        return f"no records written, {same}"
    target = new_file(folder, archive)
    write(changed, target)
    return f"{counted(len(changed), 'record')} written to {target}, {same}"


def write(reports: Iterable[Report], path: Path) -> None:
    """Write the reports to a new file atomically. Raises OSError, InvalidRecordError."""
    write_file(path, (encode(report) + b"\n" for report in reports))


def flat_values(report: Report, *, as_v1: bool = False) -> Iterator[tuple[str, Any]]:
    """What a record says, a path and a value at a time (`published.raw`); `as_v1`: as schema /1 could say it."""
    built: dict[str, Any] = msgspec.to_builtins(report)
    built = as_version_1(built) if as_v1 else built
    for name, value in built.items():
        if name not in _NOT_COMPARED:
            yield from _flatten(name, value)


def _flatten(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flatten(f"{path}.{name}", inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _flatten(f"{path}[{number}]", inner)
    else:
        yield path, value


def _shorten(value: Any) -> str:
    text = "null" if value is None else str(value).replace("\n", "⏎").replace("\t", " ")
    return text if len(text) <= 100 else f"{text[:70]}…{text[-25:]}"
