"""Signals during `scrapy crawl`, from the reading of its options to its exit.

| until | a signal |
|---|---|
| the crawler is made | ends the process: nothing is written yet but the lock, which the kernel frees |
| the engine has started | is noted, and ends the crawl as soon as it has |
| the run has ended | ends it after the pages in flight, and readings in other processes now; a second one at once |
| the exit | ends what is left to do, which are alerts; the outcome is written already |
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, cast

from scrapy import signals
from scrapy.utils.defer import deferred_from_coro

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

    from gaispider.crawl.run.run import Run

logger = logging.getLogger(__name__)

# A Scrapy signal: the run is ended by a signal of the system, and what could take long is to end now.
INTERRUPTED = object()
ENDING = "The crawl ends after the pages in flight; Ctrl-C again ends it at once."
ENDING_AT_ONCE = "The crawl ends at once; the next run asks again for what is open."
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Interruption:
    """The handler of SIGINT, SIGTERM and SIGHUP in a crawl's process. `tell` shows a person a sentence."""

    def __init__(self, key: str, tell: Callable[[str], None]) -> None:
        self._key = key
        self._tell = tell
        self._crawler: Crawler | None = None
        self._engine_started = False
        self._exit_code: int | None = None
        # The number of the last signal.
        self.number: int | None = None

    def install(self) -> None:
        """Take the signals, but for those that nohup ignores. From now on a signal ends the process."""
        for name in _SIGNALS:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._received)

    def watch(self, crawler: Crawler) -> None:
        """From now on a signal ends the crawl. Call it before the crawl begins, and when the reactor is installed."""
        self._crawler = crawler
        crawler.signals.connect(self._started, signal=signals.engine_started)

    def ended(self, exit_code: int) -> None:
        """The run has written its outcome: from now on a signal exits with its code."""
        self._exit_code = exit_code

    def _received(self, number: int, _frame: FrameType | None) -> None:
        # Noted before anything is written: a further signal may interrupt the write, and must find it noted.
        second, self.number = self.number is not None, number
        if self._exit_code is not None:
            raise SystemExit(self._exit_code)
        if self._crawler is None:
            sentence = f"{self._key}: interrupted (exit {128 + number}): signal {number}, before its run began\n"
            # Not through sys.stderr, which the signal may have interrupted within a write.
            os.write(sys.stderr.fileno(), sentence.encode())
            raise SystemExit(128 + number)
        self._tell(ENDING_AT_ONCE if second else ENDING)
        if (run := run_of(self._crawler)) is not None:
            run.signal = number
        from twisted.internet import reactor

        # After the reactor's end there is nothing left to stop.
        with suppress(RuntimeError):
            cast("ReactorBase", reactor).callFromThread(self._halt if second else self._stop)

    def _started(self) -> None:
        self._engine_started = True
        if self.number is not None:
            self._stop()

    def _stop(self) -> None:
        # An engine that is stopped before it has started never ends: Scrapy notes it as stopped, and then starts it.
        if not self._engine_started or self._crawler is None:
            return
        if (run := run_of(self._crawler)) is not None:
            run.signal = self.number
        engine = self._crawler.engine
        if engine is not None and engine.spider is not None:
            logger.info(
                "Signal %s: the crawl ends after the pages in flight; send it again to end at once", self.number
            )
            self._crawler.signals.send_catch_log(INTERRUPTED)
            # As at the end of any crawl. Stopping the engine would not wait for a spider that is closing already.
            deferred_from_coro(engine.close_spider_async(reason="shutdown"))

    def _halt(self) -> None:
        from twisted.internet import reactor

        with suppress(RuntimeError):
            cast("ReactorBase", reactor).stop()


def run_of(crawler: Crawler) -> Run | None:
    """The run of a crawler; None before its extensions are made."""
    # Not imported here: the signal may have come in the middle of its import.
    kind: type[Run] | None = getattr(sys.modules.get("gaispider.crawl.run.run"), "Run", None)
    try:
        return crawler.get_extension(kind) if kind else None
    except RuntimeError:
        return None
