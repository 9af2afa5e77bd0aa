"""Starts the crawl of a site by fork from a server that has everything imported and compiled."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from typing import Any

from gaispider.operate.running.job_runner import SIGNALS, Job
from gaispider.sites.model import Site
from gaispider.sites.registry import Registry

_SERVER = "gaispider.warm_start.signals"


def can_fork() -> bool:
    """Whether this system can fork crawls (Linux, macOS)."""
    return "forkserver" in multiprocessing.get_all_start_methods()


class ForkedCrawl:
    """A crawl that runs; what `JobRunner` needs of a process."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        if process.pid is None:
            raise OSError("the server of forks gave no process")
        self.pid = process.pid
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._own = _descriptor_of(self.pid)
        self._loop.add_reader(process.sentinel, self._on_answer)

    def _on_answer(self) -> None:
        """The server told the exit code, or was killed; then the crawl may still be at its site."""
        self._loop.remove_reader(self._process.sentinel)
        self._process.join()
        if self._own is None:
            self._ended.set()
        else:
            self._loop.add_reader(self._own, self._on_end, self._own)

    def _on_end(self, own: int) -> None:
        self._loop.remove_reader(own)
        os.close(own)
        self._ended.set()

    async def wait(self) -> int:
        """The exit code; minus the number of the signal that ended it; 255 if the server was killed."""
        await self._ended.wait()
        code = self._process.exitcode
        return 255 if code is None else code

    def send_signal(self, number: int) -> None:
        """Raises ProcessLookupError if it has ended."""
        if self._ended.is_set():
            raise ProcessLookupError(self.pid)
        os.kill(self.pid, number)


def _descriptor_of(pid: int) -> int | None:
    """What can be read when the process has ended (Linux); None if it has, or where there is no such thing."""
    try:
        return os.pidfd_open(pid) if sys.platform == "linux" else None
    except OSError:
        return None


def crawl_starter(sites: Mapping[str, Site]) -> Callable[[Job], Any]:
    """A `start` for JobRunner: the crawl of a job's site by fork, told of that site's entry alone.

    Its `arguments` are those of `scrapy`. Raises OSError if no process could be had.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_SERVER])
    ignored = tuple(number for number in SIGNALS if signal.getsignal(number) is signal.SIG_IGN)

    def begin(job: Job) -> ForkServerProcess:
        registry = Registry({job.key: sites[job.key]})
        # A log that cannot be written is told here, where somebody hears it.
        job.log.open("ab").close()
        args = (job.arguments, str(job.log), registry, ignored)
        process: ForkServerProcess = context.Process(target=_crawl, args=args)
        process.start()
        return process

    async def start(job: Job) -> ForkedCrawl:
        # In a thread: the first one waits for the server to begin.
        return ForkedCrawl(await asyncio.to_thread(begin, job))

    return start


def _crawl(arguments: tuple[str, ...], log: str, registry: Registry, ignored: tuple[signal.Signals, ...]) -> None:
    """What the forked process does: `scrapy ARGUMENTS`, its output in the log, in a session of its own."""
    os.setsid()
    for number in SIGNALS:
        normal = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, signal.SIG_IGN if number in ignored else normal)
    for path, flags, streams in ((os.devnull, os.O_RDONLY, (0,)), (log, os.O_WRONLY | os.O_APPEND, (1, 2))):
        descriptor = os.open(path, flags)
        for stream in streams:
            os.dup2(descriptor, stream)
        os.close(descriptor)
    from scrapy.cmdline import execute
    from scrapy.utils.project import get_project_settings

    settings = get_project_settings()
    settings.set("REGISTRY", registry, priority="project")
    sys.argv = ["scrapy", *arguments]
    execute(settings=settings)
