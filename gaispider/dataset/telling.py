"""The progress of a long task: the step, and how much of it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")


class Told(Protocol):
    """Called at the beginning of a step, and with `done` of `total` (sites, rows, columns) where they are known."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None: ...


def silent(_step: str, _done: int = 0, _total: int = 0, /) -> None:
    """Tells nobody."""


def each_told(items: Sequence[Item], tell: Told, step: str) -> Iterator[Item]:
    """The items one by one; before each, and after the last, it is told how many are done."""
    for done, item in enumerate(items):
        tell(step, done, len(items))
        yield item
    tell(step, len(items), len(items))


def rows_told(tables: Iterable[Any], total: int, tell: Told, step: str) -> Iterator[Any]:
    """pyarrow Tables of `total` rows together, one by one."""
    done = 0
    tell(step, 0, total)
    for table in tables:
        yield table
        done += table.num_rows
        tell(step, done, total)
