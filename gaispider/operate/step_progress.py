"""The progress of a work of several steps: a bar and the time on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import TextIO

_BAR = 24
# Seconds between two drawings of the bar, and between two lines of one step in a log.
_DRAWN, _LOGGED = 0.2, 10.0
# A step that took less is not said to be done: its first line says enough.
_WORTH_TELLING = 2.0
# How long a step has to go on before the time that is left is estimated.
_WORTH_ESTIMATING = 10.0


class StepProgress:
    """Called with a step, and how much of how much of it is done (0 of 0 where that is not known).

    Within `with`, the time goes on while a step says nothing.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._lock, self._ended = Lock(), Event()
        self._clock = Thread(target=self._tick, daemon=True)
        self._step, self._done, self._total = "", 0, 0
        self._began = self._last = monotonic()

    def __enter__(self) -> StepProgress:
        self._clock.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._clock.join()
        if self._terminal:
            self._write("\r\x1b[2K")

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        with self._lock:
            is_new = step != self._step
            if is_new:
                self._began = monotonic()
            is_end = 0 < total == done != self._done and self._now() >= (0 if self._terminal else _WORTH_TELLING)
            self._step, self._done, self._total = step, done, total
            self._show(at_once=is_new or is_end)

    def _now(self) -> float:
        return monotonic() - self._began

    def _tick(self) -> None:
        while not self._ended.wait(1.0):
            with self._lock:
                if self._step:
                    self._show(at_once=False)

    def _show(self, *, at_once: bool) -> None:
        now = monotonic()
        if not at_once and now - self._last < (_DRAWN if self._terminal else _LOGGED):
            return
        self._last = now
        line = progress_line(self._step, self._done, self._total, self._now(), bar=self._terminal)
        self._write(f"\r\x1b[2K{line}" if self._terminal else f"{line}\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def progress_line(step: str, done: int, total: int, seconds: float, *, bar: bool) -> str:
    """`writing figures  [######------------------]  750 of 3,000  0:42`; without `bar` that part is left out."""
    parts = [step]
    if total and bar:
        full = _BAR * done // total
        parts.append(f"[{'#' * full}{'-' * (_BAR - full)}]")
    if total:
        parts.append(f"{done:,} of {total:,}")
    if seconds >= 1:
        parts.append(f"{int(seconds) // 60}:{int(seconds) % 60:02d}")
    if bar and 0 < done < total and seconds >= _WORTH_ESTIMATING:
        left = int(seconds * (total - done) / done)
        parts.append(f"about {left // 60}:{left % 60:02d} left")
    return "  ".join(parts)
