"""Runs many processes: a limited number at a time, never two for one host, each with a time limit and a log file."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from gaispider.operate.terminal import write_to_terminal

# Signals that end a crawl in good order.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Job:
    """A command to run. Two jobs that share one of their `machines` (host names) never run at the same time.

    `arguments` are the command without its program, for those who start it in another way.
    """

    key: str
    machines: frozenset[str]
    command: tuple[str, ...]
    log: Path
    arguments: tuple[str, ...] = ()


class StartedJob(Protocol):
    """A process that runs a job, the leader of a session of its own. `wait` gives its return code."""

    @property
    def pid(self) -> int: ...

    async def wait(self) -> int: ...

    def send_signal(self, number: int, /) -> None: ...


async def start_process(job: Job) -> StartedJob:
    """Start the command of a job; its output goes to the log. Raises OSError."""
    with job.log.open("ab") as log:
        # In a session of its own, so that Ctrl-C at the terminal reaches the child only once, through us.
        return await asyncio.create_subprocess_exec(
            *job.command, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


@dataclass(frozen=True, slots=True)
class FinishedJob:
    """How a job ended. `code` is the return code (negative: minus the signal that killed it), `seconds` the duration.

    `over_time`: the time limit ended it. `problem` says why a job could not start; then `pid` is None and `code` 1.
    """

    job: Job
    pid: int | None
    code: int
    seconds: float
    over_time: bool = False
    problem: str | None = None


class JobRunner:
    """Runs jobs, at most `max_running` at a time; `start` starts the process of one or raises OSError.

    `limit` and `grace` are seconds: SIGTERM after the limit, SIGKILL after the grace (limit 0: no limit). For tests,
    `time_up(job)` can replace the clock: the limit of a started job is reached when it returns.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        max_running: int,
        *,
        limit: float,
        grace: float,
        start: Callable[[Job], Coroutine[Any, Any, StartedJob]] = start_process,
        time_up: Callable[[Job], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self._waiting = list(jobs)
        self._max_running = max_running
        self._limit = limit
        self._time_up = time_up or self._after_limit
        self._grace = grace
        self._start = start
        self._running: dict[asyncio.Task[FinishedJob], Job] = {}
        self._processes: dict[str, StartedJob] = {}
        self._stopped = asyncio.Event()
        self.signal: int | None = None

    @property
    def not_started(self) -> list[str]:
        """Keys of the jobs that did not start because of a signal."""
        return [job.key for job in self._waiting]

    async def run(self, ended: Callable[[FinishedJob], None]) -> None:
        """Run all jobs; `ended` is called once for each job that ran.

        SIGINT, SIGTERM and SIGHUP are passed on to the running jobs. After the first one no job starts, and jobs that
        still run after the grace are killed.
        """
        loop = asyncio.get_running_loop()
        caught = [number for number in SIGNALS if _not_ignored(number)]
        for number in caught:
            loop.add_signal_handler(number, self._on_signal, number)
        try:
            self._start_jobs()
            while self._running:
                done, _ = await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del self._running[task]
                    ended(task.result())
                self._start_jobs()
        finally:
            for number in caught:
                loop.remove_signal_handler(number)

    def _start_jobs(self) -> None:
        while self.signal is None and len(self._running) < self._max_running:
            busy = frozenset[str]().union(*(job.machines for job in self._running.values()))
            job = next((job for job in self._waiting if not job.machines & busy), None)
            if job is None:
                return
            self._waiting.remove(job)
            self._running[asyncio.create_task(self._run_job(job))] = job

    async def _run_job(self, job: Job) -> FinishedJob:
        started = monotonic()
        try:
            job.log.parent.mkdir(parents=True, exist_ok=True)
            process = await self._start(job)
        except OSError as error:
            return FinishedJob(job, None, 1, 0.0, problem=f"could not begin: {error}")
        self._processes[job.key] = process
        try:
            if self.signal is not None:  # the signal came while the process was created
                _send(process, self.signal)
            code, over_time = await self._wait_for(job, process)
        finally:
            del self._processes[job.key]
        return FinishedJob(job, process.pid, code, monotonic() - started, over_time)

    async def _after_limit(self, _job: Job) -> None:
        await asyncio.sleep(self._limit or inf)

    async def _wait_for(self, job: Job, process: StartedJob) -> tuple[int, bool]:
        """Wait for the end of a job: its return code, and whether the time limit ended it."""
        ending = asyncio.create_task(process.wait())
        stopped = asyncio.create_task(self._stopped.wait())
        time_up = asyncio.create_task(self._time_up(job))
        await asyncio.wait({ending, stopped, time_up}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        time_up.cancel()
        over_time = not ending.done() and self.signal is None
        if over_time:
            _send(process, signal.SIGTERM)
        if not (await asyncio.wait({ending}, timeout=self._grace))[0]:
            # The whole process group, so that a browser of the crawl is killed too.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        return await ending, over_time

    def _on_signal(self, number: int) -> None:
        write_to_terminal(
            f"No further site begins; {len(self._processes)} at work end after their pages in flight. "
            + ("Ctrl-C again ends them at once." if self.signal is None else "They are told to end at once.")
        )
        self.signal = number
        self._stopped.set()
        for process in self._processes.values():
            _send(process, number)


def _send(process: StartedJob, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)


def _not_ignored(number: int) -> bool:
    return signal.getsignal(number) is not signal.SIG_IGN
