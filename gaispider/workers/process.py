"""One process and its pipe, as the program sees them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Pipe
from typing import Any

from gaispider.workers.job import JobFailedError, Limits

# Seconds that a process may take to start and import its modules on a busy machine.
_START_SECONDS = 120.0


@dataclass(eq=False, slots=True)
class Task:
    """A job, its future, and the process that does it."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    limits: Limits
    future: Future[Any] = field(default_factory=Future)
    process: Process | None = None
    abandoned: bool = False

    def abandon(self) -> None:
        """Kill the process, or let none begin with it."""
        self.abandoned = True
        self.future.cancel()
        if process := self.process:
            process.kill()


class Process:
    """One process and its pipe. Used by one thread; only `kill` is called from others."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.jobs = 0
        self._lock = threading.Lock()
        self._pipe, theirs = Pipe()
        # A fresh interpreter: nothing is forked from a program with threads, and the program's main module is not run.
        code = "import sys; sys.path[:] = {!r}; from gaispider.workers.serve import serve; serve({}, {}, {!r})"
        code = code.format(sys.path, theirs.fileno(), os.getpid(), tuple(modules))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=sys.__stderr__,  # the program's own output may be records
                start_new_session=True,
            )
        try:
            self._talk(None, _START_SECONDS)
        except BaseException:
            self.end()
            raise

    def do(self, task: Task) -> Any:
        """The value of a job. Raises JobFailedError, after which the process is of no more use."""
        self.jobs += 1
        try:
            # Pickled here, so that what cannot be pickled never reaches the pipe.
            message = pickle.dumps((task.function, task.args, task.limits), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            raise JobFailedError("exception", f"the job cannot be pickled: {error}") from error
        task.process = self
        if task.abandoned:
            self.kill()
        try:
            return self._talk(message, task.limits.seconds)
        finally:
            task.process = None

    def _talk(self, message: bytes | None, seconds: float) -> Any:
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            if message is not None:
                self._pipe.send_bytes(message)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise self._death(expired.is_set(), seconds) from None
        finally:
            timer.cancel()
        try:
            cause, value, trace = pickle.loads(answer)  # noqa: S301 - from a process of our own
        except Exception as error:
            raise JobFailedError("exception", f"the value cannot be unpickled: {error}") from error
        if cause != "value":
            raise JobFailedError(cause, value, trace=trace)
        return value

    def _death(self, expired: bool, seconds: float) -> JobFailedError:
        self.kill()
        code = self._process.wait()
        if expired or code == -signal.SIGALRM:
            return JobFailedError("timeout", f"not done after {seconds:g} s")
        if code < 0:
            number = -code
            return JobFailedError("crash", f"the process was ended by signal {number}", signal=number)
        return JobFailedError("crash", f"the process ended with exit code {code}")

    def kill(self) -> None:
        """Kill the process and all of its session."""
        with self._lock:
            if self._process.returncode is None:
                try:
                    os.killpg(self._process.pid, signal.SIGKILL)
                except (ProcessLookupError, PermissionError):
                    self._process.kill()

    def end(self) -> None:
        """Kill, and wait for the end."""
        self.kill()
        self._process.wait()
        self._pipe.close()
