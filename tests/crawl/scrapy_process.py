"""Runs `scrapy` as a process, forked from a server that has the imports done, which saves half a second each."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition, Thread

ROOT = Path(__file__).resolve().parent.parent.parent
_PRELOAD = ["gaispider.warm_start.preload", "tests.crawl.families.plain"]


@dataclass
class Done:
    """How a process ended: its exit code (minus the number of the signal that killed it) and its output."""

    returncode: int
    stdout: str
    stderr: str
    # KiB of memory at its peak.
    peak: int = 0


class _PipeReader:
    """Reads in a thread what a process writes to a named pipe."""

    _END = b"\0end"

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        # Opened for reading and writing, so that opening does not block and an early death leaves no reader waiting.
        self._pipe = os.open(path, os.O_RDWR)
        self._text = b""
        self._came = Condition()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._text.endswith(self._END):
            part = os.read(self._pipe, 1 << 16)
            with self._came:
                self._text += part
                self._came.notify_all()

    def wait_for(self, text: str) -> None:
        """Return once the text was written. Raises AssertionError after five minutes."""
        with self._came:
            written = self._came.wait_for(lambda: text.encode() in self._text, 300)
        assert written, f"{text} was not written: {self._text.decode()}"

    def close(self) -> str:
        """The whole text; call it when nobody writes any more."""
        os.write(self._pipe, self._END)
        self._thread.join()
        os.close(self._pipe)
        return self._text.removesuffix(self._END).decode()


class Scrapy:
    """A running `scrapy` command."""

    def __init__(self, arguments: list[str], prepare: Callable[[], None] | None = None) -> None:
        """`prepare` is called in the process before the command; it must be picklable."""
        self._folder = TemporaryDirectory()
        self._err = _PipeReader(Path(self._folder.name) / "err")
        paths = [str(Path(self._folder.name) / name) for name in ("out", "err")]
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        self._process: ForkServerProcess = context.Process(target=_main, args=(arguments, *paths, prepare))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def wait_for_stderr(self, text: str) -> None:
        """Return once the process has written it to stderr."""
        self._err.wait_for(text)

    def wait(self) -> Done:
        """Wait for the end, five minutes at most."""
        self._process.join(300)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        err = self._err.close()
        out = (Path(self._folder.name) / "out").read_text(encoding="utf-8")
        peak = Path(self._folder.name) / "peak"
        kilobytes = int(peak.read_text(encoding="utf-8")) if peak.exists() else 0
        self._folder.cleanup()
        self._process.close()
        assert code is not None, f"the crawl did not end: {err}"
        return Done(code, out, err, kilobytes)


def _main(arguments: list[str], out: str, err: str, prepare: Callable[[], None] | None) -> None:
    for name, number in ((out, 1), (err, 2)):
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(ROOT)
    # As at a terminal, also where a shell started the tests in the background, or a run's server made this process.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for name in [name for name in os.environ if name.startswith("GAISPIDER_")]:
        del os.environ[name]
    warnings.simplefilter("error")
    from scrapy.cmdline import execute

    if prepare is not None:
        prepare()
    sys.argv = ["scrapy", *arguments]
    try:
        with contextlib.suppress(BrokenPipeError):
            execute()
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        Path(out).with_name("peak").write_text(str(peak), encoding="utf-8")
