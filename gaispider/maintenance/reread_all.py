"""Re-reads archives in several processes: archives side by side, and the pages of a large one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from threading import Thread
from types import TracebackType

from gaispider.maintenance.reread import Archive, article_offsets, reread
from gaispider.reading import extract
from gaispider.schema import encode

# Pages that one process reads at a time; small, so that progress is seen and no process is left alone at the end.
_BATCH = 25
# Works that are handed out ahead, for each process.
_AHEAD = 3
_PAGE = """<html><head><title>磐石市財政局2018年政府信息公開工作年度報告</title></head><body><div class="TRS_Editor">
<h1>磐石市財政局2018年政府信息公開工作年度報告</h1><p>索引号：1234 发布日期：2019-02-21 来源：财政局</p><p>一、概述</p>
<p>全年主动公开政府信息158条，收到申请5件，答复5件。</p><table><tr><th>统计指标</th><th>单位</th><th>统计数</th></tr>
<tr><td>主动公开政府信息数</td><td>条</td><td>158</td></tr></table><p>二〇一九年二月二十一日</p></div></body></html>"""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be read of an archive: the pages at `offsets`, or, if None, all that may be articles.

    `recorded`: as of `article_offsets`.
    """

    archive: Archive
    recorded: frozenset[str] = frozenset()
    offsets: tuple[int, ...] | None = None


# The offset of an answer, and its records as JSON lines.
PageRecords = tuple[int, list[bytes]]


@dataclass(slots=True)
class ReadArchive:
    """What a task gave: its pages in the archive's order, and a sentence if the file is torn."""

    task: Task
    pages: list[PageRecords] = field(default_factory=list)
    problem: str | None = None


class ArchiveReaders:
    """`jobs` processes, forked at once from this one, which then has everything that reads in its memory."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        if jobs > 1:
            extract(_PAGE.encode(), "http://www.panshi.gov.cn/ndbg/201902/t20190221_1.html")
            gc.collect()
            gc.freeze()
            method = "fork" if sys.platform == "linux" else None
            self._pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _end_with_parent)
            # Before any thread begins in this process.
            self._pool.submit(os.getpid).result()

    def read(self, tasks: Iterable[Task], progress: Callable[[Task, int, int], None]) -> Iterator[ReadArchive]:
        """What the tasks give, in their order; a task is taken when there is room for it.

        `progress` is called with pages read of a task and their total. Raises OSError, InvalidRecordError.
        """
        if self._pool is None:
            yield from (_read_here(task, progress) for task in tasks)
            return
        waiting, further = deque[_Reading](), iter(tasks)
        more = True
        while more or waiting:
            while more and sum(len(one.running) for one in waiting) < self._jobs * _AHEAD:
                task = next(further, None)
                more = task is not None
                if task is not None:
                    waiting.append(_Reading(self._pool, task))
            if not waiting:
                return
            while waiting and (done := waiting[0].done(progress)) is not None:
                waiting.popleft()
                yield done
            running = [future for one in waiting for future in one.running]
            if running:
                wait(running, return_when=FIRST_COMPLETED)

    def __enter__(self) -> ArchiveReaders:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


class _Reading:
    """A task at work: first the look through its archive, which reads a small one whole, then its pages."""

    def __init__(self, pool: ProcessPoolExecutor, task: Task) -> None:
        self._pool, self._task = pool, task
        self._problem: str | None = None
        self._begun: Future[tuple[Sequence[int], list[PageRecords] | None, str | None]] | None
        self._begun = pool.submit(_begin, task)
        self._batches: list[Future[list[PageRecords]]] = []
        self._whole: list[PageRecords] | None = None
        self._total = 0

    @property
    def running(self) -> list[Future[object]]:
        self._go_on()
        futures: list[Future[object]] = [self._begun] if self._begun is not None else [*self._batches]  # type: ignore[list-item]
        return [future for future in futures if not future.done()]

    def done(self, progress: Callable[[Task, int, int], None]) -> ReadArchive | None:
        """What the task gave, if all of it is read."""
        if self.running:
            ready = sum(batch.done() for batch in self._batches)
            if ready:
                progress(self._task, min(ready * _BATCH, self._total), self._total)
            return None
        pages = self._whole
        if pages is None:
            pages = [page for batch in self._batches for page in batch.result()]
        progress(self._task, self._total, self._total)
        return ReadArchive(self._task, pages, self._problem)

    def _go_on(self) -> None:
        if self._begun is None or not self._begun.done():
            return
        offsets, self._whole, self._problem = self._begun.result()
        self._begun, self._total = None, len(offsets)
        if self._whole is None:
            batches = (offsets[start : start + _BATCH] for start in range(0, len(offsets), _BATCH))
            self._batches = [self._pool.submit(pages_of, self._task.archive, batch) for batch in batches]


def _begin(task: Task) -> tuple[Sequence[int], list[PageRecords] | None, str | None]:
    """The offsets of a task's pages, the pages if they are few, and the problem with the file."""
    offsets, problem = _offsets(task)
    return offsets, pages_of(task.archive, offsets) if len(offsets) <= _BATCH else None, problem


def _offsets(task: Task) -> tuple[Sequence[int], str | None]:
    return (task.offsets, None) if task.offsets is not None else article_offsets(task.archive, task.recorded)


def pages_of(archive: Archive, offsets: Sequence[int]) -> list[PageRecords]:
    """The records of the answers at these offsets. Raises TornArchiveError, OSError, InvalidRecordError."""
    return [(offset, [encode(report) for report in reread(archive, offset)]) for offset in offsets]


def _read_here(task: Task, progress: Callable[[Task, int, int], None]) -> ReadArchive:
    offsets, problem = _offsets(task)
    read = ReadArchive(task, problem=problem)
    for start in range(0, len(offsets), _BATCH):
        read.pages.extend(pages_of(task.archive, offsets[start : start + _BATCH]))
        progress(task, min(start + _BATCH, len(offsets)), len(offsets))
    return read


def _end_with_parent() -> None:
    """A process that reads does not outlive the one that asks."""
    if (parent := multiprocessing.parent_process()) is not None:
        Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
