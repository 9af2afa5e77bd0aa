"""How CPU time grows with the input: what holds on a machine that is busy with other things."""

from __future__ import annotations

import gc
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
