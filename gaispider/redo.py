"""Records made anew from an archive: how they differ from those on file, and a file of their own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from gaispider import __version__
from gaispider.files import write_file
from gaispider.items import Report
from gaispider.schema import encode
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
        before, after = (dict(_values(version, first)) for version in (old, report))
        for path in [*before, *(path for path in after if path not in before)]:
            if before.get(path) != after.get(path):
                yield f"{report.id}\t{path}\t{_short(before.get(path))}\t→\t{_short(after.get(path))}"


def new_file(folder: Path, archive: Path) -> Path:
    """`RUN.VERSION.jsonl` in the records folder, with -2, -3 ... where it exists."""
    run = archive.name.removesuffix(".gz").removesuffix(".warc")
    for count in range(1, 1000):
        path = folder / f"{run}.{__version__}{'' if count == 1 else f'-{count}'}.jsonl"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder}: no free name for the records of {run}")


def write(reports: Iterable[Report], path: Path) -> None:
    """Write the lines to a file of their own, whole or not at all."""
    write_file(path, (encode(report) + b"\n" for report in reports))


def _values(report: Report, first: bool) -> Iterator[tuple[str, Any]]:
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
