"""How work grows with the input, by CPU time or by steps: what holds on a machine that is busy with other things."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

# Of an input so many times as long. What is quadratic takes 64 times as long then.
TIMES = 8
# Three and a half times the ideal: caches are shared with whatever else the machine does.
_MOST = 3.5 * TIMES
# Seconds of CPU; less is too little to compare with.
_LEAST = 0.01


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """The CPU time of `work(8 * size)` is some 8 times that of `work(size)`; of each the shorter of two runs counts.

    `size` is whatever `work` makes its input from. It is doubled until the work takes long enough to be compared.
    """
    work(size)
    while (small := _seconds(work, size)) < _LEAST:
        size *= 2
    large = _seconds(work, TIMES * size)
    assert large < _MOST * small, f"{large:.3f} s for {TIMES} times what takes {small:.3f} s (size {size})"


def assert_linear_steps(work: Callable[[int], object], size: int, times: int = 10) -> None:
    """The steps of `work(times * size)` are at most a tenth more than that many times those of `work(size)`.

    A step is a call of a function, Python's or C's: the same number in every run. What C does within one call (a parse,
    a search) is not seen; `assert_linear` sees it.
    """
    work(size)
    small, large = steps_of(lambda: work(size)), steps_of(lambda: work(times * size))
    assert large <= 1.1 * times * small, f"{large} steps for {times} times what takes {small}"


def steps_of(work: Callable[[], object]) -> int:
    """How many functions `work` calls in this thread."""
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    gc.disable()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return steps


def _seconds(work: Callable[[int], object], size: int) -> float:
    return min(_once(work, size) for _ in range(2))


def _once(work: Callable[[int], object], size: int) -> float:
    # The collector looks through all that earlier tests left behind.
    gc.disable()
    try:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun
    finally:
        gc.enable()
