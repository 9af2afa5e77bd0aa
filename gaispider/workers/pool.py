"""The pool: takes jobs, gives them to its processes, renews those."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from gaispider.workers.job import JobFailedError, Limits
from gaispider.workers.process import Process, Task


class WorkerPool:
    """`size` processes, started when a job needs one and kept warm.

    A process is renewed after `jobs_each` jobs, or if one ended it or ran out of memory. `modules` are imported by
    each process before its first job, outside the job's time. Functions are passed by the name of their module (not of
    the program that runs), arguments and values pickled. A process has a session of its own, so Ctrl-C does not reach
    it; it dies with its parent, and is killed with all that it has started.
    """

    def __init__(self, size: int = 1, *, modules: Sequence[str] = (), jobs_each: int = 200) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._size, self._modules, self._jobs_each = size, tuple(modules), jobs_each
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._running: set[Task] = set()
        self._closed = False

    def submit(self, function: Callable[..., Any], *args: Any, limits: Limits) -> Future[Any]:
        """Take a job. Its future gives the value or raises JobFailedError. Raises RuntimeError after `close`."""
        return self._take(function, args, limits).future

    def call(self, function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
        """The value of the job, waited for. Raises JobFailedError."""
        return self.submit(function, *args, limits=limits).result()

    async def run(self, function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
        """The value of the job; the event loop goes on meanwhile. Raises JobFailedError. A cancelled job is killed."""
        task = self._take(function, args, limits)
        try:
            return await asyncio.wrap_future(task.future)
        except asyncio.CancelledError:
            task.abandon()
            raise

    def close(self) -> None:
        """Kill all processes and wait for their end. Jobs that run fail as crashes, jobs that wait are cancelled."""
        with self._lock:
            self._closed = True
            threads, self._threads = self._threads, []
            running = list(self._running)
        for task in running:
            task.abandon()
        for _ in threads:
            self._tasks.put(None)
        for thread in threads:
            thread.join()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, function: Callable[..., Any], args: tuple[Any, ...], limits: Limits) -> Task:
        task = Task(function, args, limits)
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._tasks.put(task)
            if len(self._threads) < self._size:
                # A daemon: a job without end must not hold the program's end.
                self._threads.append(threading.Thread(target=self._serve, daemon=True, name="gaispider-worker"))
                self._threads[-1].start()
        return task

    def _serve(self) -> None:
        process: Process | None = None
        while (task := self._tasks.get()) is not None:
            with self._lock:
                if self._closed:
                    task.future.cancel()
                self._running.add(task)
            if not task.future.set_running_or_notify_cancel():
                self._running.discard(task)
                continue
            try:
                process = process or Process(self._modules)
                task.future.set_result(process.do(task))
                spent = process.jobs >= self._jobs_each
            except JobFailedError as error:
                task.future.set_exception(error)
                spent = error.cause != "exception"
            except Exception as error:
                task.future.set_exception(JobFailedError("crash", f"no process could be had: {error!r}"))
                spent = True
            finally:
                with self._lock:
                    self._running.discard(task)
            if process and spent:
                process.end()
                process = None
        if process:
            process.end()
