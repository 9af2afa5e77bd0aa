"""How CPU time grows with the input: what holds on a machine that is busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

# Of an input so many times as long. What is quadratic takes 64 times as long then.
TIMES = 8
# Twice and a half the ideal: caches are shared with whatever else the machine does.
_MOST = 2.5 * TIMES
# Seconds of CPU that warming up and the collector may take.
_FLOOR = 0.05


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """`work(size)` and `work(8 * size)` are done twice each: the CPU time of the second is some 8 times the first's.

    `size` is whatever `work` makes its input from; at `size` it should take some milliseconds, so that they count.
    """
    work(size)
    small, large = (min(_seconds(work, measured) for _ in range(2)) for measured in (size, TIMES * size))
    assert large < _FLOOR + _MOST * small, f"{large:.3f} s for {TIMES} times what takes {small:.3f} s"


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
