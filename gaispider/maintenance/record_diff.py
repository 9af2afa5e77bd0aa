"""Records made anew from an archive: how they differ from those on file, and a file of their own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from gaispider.crawl.state.rebuild import report_digest
from gaispider.extractor import extractor
from gaispider.files import body_digest, write_file
from gaispider.items import Report
from gaispider.schema import InvalidRecordError, decode, encode
from gaispider.schema_versions import FIRST, as_first

# They say when and by what the page was read, not what it says.
_NOT_COMPARED = frozenset({"read_at", "extractor", "supersedes", "capture"})


def changes(reports: Iterable[Report], known: dict[str, Report]) -> Iterator[str]:
    """A line a value that differs from the record on file: id, field, old, new; also records that came or went.

    A record on file that is of an older schema is compared in what that schema could say.
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
        first = old.schema == FIRST
        before, after = (dict(flat_values(version, first=first)) for version in (old, report))
        for path in [*before, *(path for path in after if path not in before)]:
            if before.get(path) != after.get(path):
                yield f"{report.id}\t{path}\t{_short(before.get(path))}\t→\t{_short(after.get(path))}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on file: when its page was fetched and read, what it says, and its own digest."""

    fetched_at: str
    read_at: str
    report: str
    line: str


class OnFile:
    """What the JSONL files of a site's folder say already: for every record, one line a capture."""

    def __init__(self, folder: Path) -> None:
        self._lines: dict[str, dict[str | None, _Line]] = {}
        for path in sorted(folder.glob("*.jsonl")):
            with path.open("rb") as lines:
                for line in lines:
                    self._take(line.removesuffix(b"\n"))

    def changed(self, reports: Iterable[Report]) -> list[Report]:
        """The reports that say something new; `supersedes` of each names the line that it replaces.

        A capture that has a line is compared with it in all but `read_at`, `extractor` and `supersedes`; one that has
        none gave what the page had said before, or it has something new to say.
        """
        found = []
        for report in reports:
            captures = self._lines.get(report.id, {})
            line = captures.get(_capture_of(report))
            if line is not None:
                same = line.report == _digest(report)
            else:
                earlier = [one for one in captures.values() if one.fetched_at <= _fetched_at(report)]
                line = max(earlier, key=lambda one: (one.fetched_at, one.read_at), default=None)
                # No line: then a capture that says the same was passed over when it was crawled.
                same = line is not None and line.report.partition(" ")[0] == report_digest(report)
            if not same:
                found.append(replace(report, supersedes=line.line if line else None))
        return found

    def _take(self, line: bytes) -> None:
        try:
            report = decode(line)
        except InvalidRecordError:
            return
        new = _Line(_fetched_at(report), report.read_at or "", _digest(report), body_digest(line))
        captures = self._lines.setdefault(report.id, {})
        known = captures.get(_capture_of(report))
        if known is None or known.read_at <= new.read_at:
            captures[_capture_of(report)] = new


def _digest(report: Report) -> str:
    """Of what a record says, and of the capture that it says it from."""
    return f"{report_digest(report)} {report.capture}"


def _capture_of(report: Report) -> str | None:
    return report.capture.record_id if report.capture else None


def _fetched_at(report: Report) -> str:
    return (report.capture.fetched_at if report.capture else None) or ""


def new_file(folder: Path, archive: Path) -> Path:
    """`RUN.EXTRACTOR.jsonl` in the records folder, with -2, -3 ... where it exists."""
    run = archive.name.removesuffix(".gz").removesuffix(".warc")
    for count in range(1, 1000):
        path = folder / f"{run}.{extractor()}{'' if count == 1 else f'-{count}'}.jsonl"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder}: no free name for the records of {run}")


def write(reports: Iterable[Report], path: Path) -> None:
    """Write the lines to a file of their own, whole or not at all."""
    write_file(path, (encode(report) + b"\n" for report in reports))


def flat_values(report: Report, *, first: bool = False) -> Iterator[tuple[str, Any]]:
    """What a record says, a path and a value at a time (`published.raw`); `first`, as the first schema could."""
    built: dict[str, Any] = msgspec.to_builtins(report)
    built = as_first(built) if first else built
    for name, value in built.items():
        if name not in _NOT_COMPARED:
            yield from _flat(name, value)


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}", inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _flat(f"{path}[{number}]", inner)
    else:
        yield path, value


def _short(value: Any) -> str:
    text = "null" if value is None else str(value).replace("\n", "⏎").replace("\t", " ")
    return text if len(text) <= 100 else f"{text[:70]}…{text[-25:]}"
