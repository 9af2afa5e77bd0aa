"""A Scrapy extension for tests that kills the crawl with SIGKILL at a named point on its way to the disk.

`KILL_AT=point:count` names the point, and how often it is passed before the kill. The methods of the crawl are wrapped
before the run is made; the product has no code for this.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.run import run as run_module
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.state.state import State


class KillAt:
    """Must be in EXTENSIONS before Run, so that the methods are wrapped when the run opens its files."""

    def __init__(self, point: str, count: int) -> None:
        self._passages_left = count
        # Frequent checkpoints, so that the crawl of a small site has some before its end.
        run_module.CHECKPOINT = 0.02
        if point:
            KILL_POINTS[point](self)

    @classmethod
    def from_crawler(cls, crawler: Any) -> KillAt:
        point, _, count = crawler.settings["KILL_AT"].partition(":")
        return cls(point, int(count or 0))

    @property
    def is_next(self) -> bool:
        return self._passages_left == 0

    def passes(self) -> None:
        """Count one passage of the point; kill the process if it is the chosen one."""
        if self.is_next:
            os.kill(os.getpid(), signal.SIGKILL)
        self._passages_left -= 1


def _before(owner: Any, name: str) -> Callable[[KillAt], None]:
    def install(kill: KillAt) -> None:
        wrapped = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            kill.passes()
            return wrapped(*args, **kwargs)

        setattr(owner, name, call)

    return install


def _after(owner: Any, name: str) -> Callable[[KillAt], None]:
    def install(kill: KillAt) -> None:
        wrapped = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            result = wrapped(*args, **kwargs)
            kill.passes()
            return result

        setattr(owner, name, call)

    return install


def _torn_member(kill: KillAt) -> None:
    """Kill when half of an archive's member is written."""
    wrapped = ArchiveWriter._append_by

    def append(self: ArchiveWriter, produce: Callable[[Callable[[bytes], None]], None]) -> int:
        if kill.is_next:
            pieces: list[bytes] = []
            produce(pieces.append)
            data = b"".join(pieces)
            with self._path.open("ab") as file:
                file.write(data[: len(data) // 2])
        kill.passes()
        return wrapped(self, produce)

    ArchiveWriter._append_by = append  # type: ignore[method-assign]


def _torn(owner: type[RecordFile], name: str) -> Callable[[KillAt], None]:
    """Kill when half of the data is written."""

    def install(kill: KillAt) -> None:
        wrapped = getattr(owner, name)

        def append(self: Any, data: bytes) -> Any:
            if kill.is_next:
                with self._path.open("ab") as file:
                    file.write(data[: len(data) // 2])
            kill.passes()
            return wrapped(self, data)

        setattr(owner, name, append)

    return install


def _within_commit(kill: KillAt) -> None:
    """Kill within a transaction that has written some of its rows."""
    wrapped = State.commit

    def commit(self: State, pages: Iterable[Any], records: Iterable[Any]) -> None:
        def slowly(rows: Iterable[Any]) -> Iterator[Any]:
            for number, row in enumerate(rows):
                if number == 1:
                    kill.passes()
                yield row

        wrapped(self, slowly(pages), records)

    State.commit = commit  # type: ignore[method-assign]


KILL_POINTS: dict[str, Callable[[KillAt], None]] = {
    "within a WARC record": _torn_member,
    "archive written": _after(ArchiveWriter, "write"),
    "within a line": _torn(RecordFile, "append"),
    "line written": _after(RecordFile, "append"),
    "archive synced": _after(ArchiveWriter, "sync"),
    "records synced": _after(RecordFile, "sync"),
    "within the commit": _within_commit,
    "state committed": _after(State, "commit"),
    "records being closed": _before(RecordFile, "close"),
    "archive being closed": _before(ArchiveWriter, "close"),
    "index to be written": _before(run_module, "write_index"),
    "index written": _after(run_module, "write_index"),
    "state being closed": _before(State, "close"),
    "state closed": _after(State, "close"),
    "summary written": _after(Summary, "write"),
}
