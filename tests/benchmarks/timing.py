"""Timing as ratios: the best of several rounds of each contestant, taken in turn so that a slow machine slows all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence


def best_of(tasks: Sequence[Callable[[], object]], rounds: int = 5) -> list[float]:
    """Seconds of each task's fastest round; the tasks take turns within a round."""
    best = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for number, task in enumerate(tasks):
            start = time.perf_counter()
            task()
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def megabytes_a_second(work: Callable[[str], object], text: str, rounds: int = 5) -> float:
    """Throughput of `work` over `text` in MB of its UTF-8 form a second."""
    (seconds,) = best_of([lambda: work(text)], rounds)
    return len(text.encode()) / 1e6 / seconds
