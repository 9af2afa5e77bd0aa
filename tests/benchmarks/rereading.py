"""Archives read again in one process and in two: one large archive, and the small ones of several sites.

    python -m tests.benchmarks.rereading [COPIES]

Each is made of the recorded sample (97 pages), copied so many times under record ids of its own.
"""

from __future__ import annotations

import gzip
import os
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.maintenance.reread import Archive
from gaispider.maintenance.reread_all import ArchiveReaders
from gaispider.maintenance.reread_sites import Wish, compared, read_alone
from gaispider.paths import SAMPLES
from gaispider.reading import site_of_key

COPIES, _ROUNDS = 8, 3
_GZIP = 16 + zlib.MAX_WBITS


def rereading_lines(copies: int = COPIES) -> Iterator[str]:
    """A line for each kind of store, then one for what is left when nothing has changed."""
    with TemporaryDirectory() as name:
        large, small = Path(name, "large", "s0"), [Path(name, "small", f"s{number}") for number in range(copies)]
        members = list(_members((SAMPLES / "panshi.warc.gz").read_bytes()))
        _write(large, [part for number in range(copies) for part in _renamed(members, number)])
        for number, folder in enumerate(small):
            _write(folder, _renamed(members, number))
        yield _scaling("one archive", [large])
        yield _scaling(f"{copies} sites", small)
        yield _again(large)


def _scaling(told: str, folders: list[Path]) -> str:
    archives = [_archive(folder) for folder in folders]
    best, spent, pages = [float("inf")] * 2, [float("inf")] * 2, 0
    for _ in range(_ROUNDS):
        for place in (0, 1):
            cpu, start = _cpu(), time.perf_counter()
            with ArchiveReaders(place + 1) as readers:
                read = read_alone(archives, readers, lambda *_: None, lambda *_: None)
                pages = sum(len(one.pages) for one in read)
            best[place] = min(best[place], time.perf_counter() - start)
            spent[place] = min(spent[place], _cpu() - cpu)
    return (
        f"{told:<12} {pages} pages: two processes {best[0] / best[1]:.2f} x as fast as one (goal 1.8), with "
        f"{spent[1] / spent[0]:.2f} x its CPU seconds; {1000 * spent[0] / pages:.1f} CPU ms a page"
    )


def _again(folder: Path) -> str:
    (folder / "records").mkdir()
    spent = []
    for _ in range(2):
        start = _cpu()
        with ArchiveReaders(1) as readers:
            wish = Wish(diff=False, write=True)
            found = list(compared([_archive(folder)], wish, readers, *(lambda *_: None,) * 3))
        spent.append(_cpu() - start)
    pages = found[0].skipped
    return f"{pages} pages, `extract --write` {spent[0]:.2f} CPU s, again {spent[1]:.2f} CPU s, {found[0].read} read"


def _archive(folder: Path) -> Archive:
    (path,) = (folder / "archive").iterdir()
    return Archive(path, site_of_key("panshi"), "live", limits=None)


def _write(folder: Path, members: list[bytes]) -> None:
    (folder / "archive").mkdir(parents=True)
    content = b"".join(gzip.compress(part, 6) for part in members)
    (folder / "archive" / "20240408T020000Z.warc.gz").write_bytes(content)


def _renamed(members: list[bytes], number: int) -> list[bytes]:
    """The records of a copy. Their own heads are in no digest."""
    return [part.replace(b"<urn:uuid:", f"<urn:uuid:{number:03}-".encode()) for part in members]


def _members(content: bytes) -> Iterator[bytes]:
    while content:
        unpacker = zlib.decompressobj(_GZIP)
        yield unpacker.decompress(content)
        content = unpacker.unused_data


def _cpu() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    for line in rereading_lines(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES):
        print(line, flush=True)
