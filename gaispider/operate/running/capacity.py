"""How many sites a machine crawls at a time, and when they will be done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

# A crawl waits for its site nearly all the time (a page in 2.5 s costs 0.03 CPU s): so many keep a core busy.
_SITES_A_CORE = 16
# Bytes: what a crawl has for itself in a night with new reports, beside what it shares with the others.
_MEMORY_A_SITE = 100 << 20
# Left to the system, the run itself and what it shares with its crawls.
_MEMORY_KEPT = 512 << 20
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many sites at a time, and what allows no more, in a few words."""

    jobs: int
    reason: str


def capacity(machines: Iterable[frozenset[str]], cores: int, memory: int | None) -> Capacity:
    """The least that the sites' machines, the cores and the free memory (bytes; None: not known) allow."""
    machines = list(machines)
    limits = [(_SITES_A_CORE * cores, f"{cores} {'core' if cores == 1 else 'cores'}")]
    if memory is not None:
        sites = max((memory - _MEMORY_KEPT) // _MEMORY_A_SITE, 1)
        limits.append((sites, f"{memory / (1 << 30):.1f} GB of free memory"))
    groups = max(len(apart(machines)), 1)
    limits.append((groups, "all of them" if groups >= len(machines) else "never two at one machine"))
    # Of equal limits the last is the most useful to know: more cores would change nothing.
    jobs, reason = min(reversed(limits), key=lambda limit: limit[0])
    return Capacity(jobs, reason)


def apart(machines: Iterable[frozenset[str]]) -> list[set[str]]:
    """The machines in groups such that every site's machines lie in one."""
    group_of: dict[str, set[str]] = {}
    for names in machines:
        merged = set(names).union(*(group_of[name] for name in names if name in group_of))
        group_of |= dict.fromkeys(merged, merged)
    return list({id(group): group for group in group_of.values()}.values())


def cores_here() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_memory() -> int | None:
    """Bytes that can be had without swapping, also within a container's limit; None where the system does not say."""
    try:
        lines = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text("ascii").splitlines())
        free = int(lines["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return None
    try:
        limit, used = ((_CGROUP / name).read_text("ascii").strip() for name in ("memory.max", "memory.current"))
        return min(free, max(int(limit) - int(used), 0))
    except (OSError, ValueError):  # no container, or one without a limit ("max")
        return free


def expected_seconds(lasts: Sequence[float | None], jobs: int) -> float | None:
    """How long sites take whose last runs took so many seconds (None: never crawled), `jobs` at a time.

    Sites without a run are taken to be like the middle one. None if fewer than half of them have one.
    """
    known = [seconds for seconds in lasts if seconds is not None]
    if not known or 2 * len(known) < len(lasts):
        return None
    total = sum(known) + median(known) * (len(lasts) - len(known))
    return max(total / jobs, max(known))
