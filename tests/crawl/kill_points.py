"""A crawl that kills itself, as `kill -9` does, at one joint of its way to the disk. Loaded as an extension by tests.

`KILL_AT=joint:count` names the joint and how often it is passed before. Nothing of this is known to the engine: its
methods are wrapped before the run is made.
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
    """Named in EXTENSIONS before the run, so that its wrappers stand when the run opens its files."""

    def __init__(self, point: str, count: int) -> None:
        self._left = count
        # A small site has its checkpoints within the crawl, not at its end only.
        run_module.CHECKPOINT = 0.02
        if point:
            KILL_POINTS[point](self)

    @classmethod
    def from_crawler(cls, crawler: Any) -> KillAt:
        point, _, count = crawler.settings["KILL_AT"].partition(":")
        return cls(point, int(count or 0))

    @property
    def is_next(self) -> bool:
        return self._left == 0

    def passes(self) -> None:
        """The joint is reached once more."""
        if self.is_next:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


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


def _torn(owner: type[ArchiveWriter] | type[RecordFile], name: str) -> Callable[[KillAt], None]:
    """Half of what was to be written is in the file."""

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
    """A transaction has written some of its rows."""
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
    "within a WARC record": _torn(ArchiveWriter, "_append_bytes"),
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
