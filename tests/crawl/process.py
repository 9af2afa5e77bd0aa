"""`scrapy` as a process of its own, without the half second of imports: forked from a server that has done them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import sys
import warnings
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
_PRELOAD = [
    "scrapy.cmdline",
    "scrapy.commands.crawl",
    "scrapy.core.engine",
    "scrapy.core.downloader.handlers.http11",
    "gaispider.commands.crawl",
    "gaispider.crawl.flow",
    "gaispider.commands.extract",
    "gaispider.crawl.attachments",
    "gaispider.crawl.loader",
    "gaispider.crawl.reread",
    "gaispider.pipelines",
    "gaispider.spiders.trs",
    "tests.crawl.families.plain",
]


@dataclass
class Done:
    """How a process ended: its exit code (minus the number of the signal that killed it) and what it said."""

    returncode: int
    stdout: str
    stderr: str
    # KiB of memory at its peak.
    peak: int = 0


class Scrapy:
    """A running `scrapy` command."""

    def __init__(self, arguments: list[str]) -> None:
        self._folder = TemporaryDirectory()
        said = [str(Path(self._folder.name) / name) for name in ("out", "err")]
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        self._process: ForkServerProcess = context.Process(target=_main, args=(arguments, *said))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def wait(self) -> Done:
        """Wait for the end, 60 s at most."""
        self._process.join(60)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        out, err = ((Path(self._folder.name) / name).read_text(encoding="utf-8") for name in ("out", "err"))
        peak = Path(self._folder.name) / "peak"
        kilobytes = int(peak.read_text(encoding="utf-8")) if peak.exists() else 0
        self._folder.cleanup()
        self._process.close()
        assert code is not None, f"the crawl did not end: {err}"
        return Done(code, out, err, kilobytes)


def _main(arguments: list[str], out: str, err: str) -> None:
    for name, number in ((out, 1), (err, 2)):
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(ROOT)
    for name in [name for name in os.environ if name.startswith("GAISPIDER_")]:
        del os.environ[name]
    warnings.simplefilter("error")
    from scrapy.cmdline import execute

    sys.argv = ["scrapy", *arguments]
    try:
        with contextlib.suppress(BrokenPipeError):
            execute()
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        Path(out).with_name("peak").write_text(str(peak), encoding="utf-8")
