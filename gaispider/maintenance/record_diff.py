"""Compares re-read records with those on file, value by value; new files for changed ones beside the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gaispider.extractor import extractor
from gaispider.items import Report
from gaispider.schema_versions import VERSION_1, as_version_1

# Fields about the reading itself, not about the content of the page.
_NOT_COMPARED = frozenset({"read_at", "extractor", "supersedes", "capture"})


def changes(reports: Iterable[Report], known: Mapping[str, Report]) -> Iterator[str]:
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


def new_file(folder: Path, archive: Path) -> Path:
    """A free path RUN.EXTRACTOR.jsonl in `folder`, with -2, -3 ... if it exists. Raises FileExistsError."""
    run = archive.name.removesuffix(".gz").removesuffix(".warc")
    for count in range(1, 1000):
        path = folder / f"{run}.{extractor()}{'' if count == 1 else f'-{count}'}.jsonl"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder}: no free name for the records of {run}")


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
