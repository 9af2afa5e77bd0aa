"""Nights of 3,000 and 30,000 sites, simulated: how long they take by the project's own schedule and capacity.

    python -m tests.benchmarks.simulation

A site's night is log-normal in pages; a page takes its delay, an unreachable site its retries. On the sixth night
nothing answers anywhere. What is measured elsewhere (CPU seconds and memory of a crawl) is taken from
`tests/benchmarks/fleet.py`.
"""

from __future__ import annotations

import heapq
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log

from gaispider.operate.run_history import RunOutcome
from gaispider.operate.running.capacity import capacity
from gaispider.operate.running.schedule import due
from gaispider.operate.site_status import SiteStatus

_NIGHTS, _OUTAGE = 14, 5
# Pages of a night without news: listings and robots.txt; one site in a hundred asks for a hundred and more.
_PAGES, _SPREAD = 8, 1.1
# Seconds: a page with its delay; four attempts of a minute each where nothing answers.
_PAGE, _UNREACHABLE = 3.0, 4 * 60.0
_FAIL = 0.04
_START = datetime(2026, 11, 1, 2, 30, tzinfo=UTC)
# CPU seconds and MB of a crawl, and sites of one machine (a province's platform has all of its counties).
_CPU, _OWN, _SHARED = 0.25, 36, 140
_TOGETHER = 0.1


@dataclass(slots=True)
class _Site:
    key: str
    machines: frozenset[str]
    pages: float
    status: SiteStatus = field(init=False)

    def __post_init__(self) -> None:
        self.status = SiteStatus(self.key)


def simulation_lines() -> Iterator[str]:
    """The table, line by line."""
    for count, cores, gigabytes in ((3000, 2, 4), (3000, 4, 8), (30_000, 16, 32)):
        yield from _nights(count, cores, gigabytes)


def _nights(count: int, cores: int, gigabytes: int) -> Iterator[str]:
    chance = random.Random(1)
    sites = [_site(number, count, chance) for number in range(count)]
    jobs = capacity([site.machines for site in sites], cores, gigabytes << 30).jobs
    memory = (_SHARED + jobs * _OWN) / 1024
    yield f"{count:,} sites, {cores} cores, {gigabytes} GB: {jobs} at a time, {memory:.1f} GB used"
    hours, crawled = [], []
    for night in range(_NIGHTS):
        now = _START + timedelta(days=night)
        by_key = {site.key: site for site in sites}
        chosen = [by_key[row.key] for row in due((site.status for site in sites), timedelta(hours=24), now)]
        seconds = _night(chosen, jobs, now, chance, is_down=night == _OUTAGE)
        # The processors' work is a bound of its own.
        hours.append(max(seconds, len(chosen) * _CPU / cores) / 3600)
        crawled.append(len(chosen))
    usual = [hour for night, hour in enumerate(hours) if night not in (_OUTAGE, _OUTAGE + 1)]
    yield (
        f"  a usual night {sum(usual) / len(usual):.1f} h (at most {max(usual):.1f}), "
        f"{count * _CPU / 3600 / cores:.2f} h of each core; the night when nothing answers {hours[_OUTAGE]:.1f} h, "
        f"the next one {hours[_OUTAGE + 1]:.1f} h for {crawled[_OUTAGE + 1]:,} sites"
    )
    last = _START + timedelta(days=_NIGHTS)
    late = sum(
        site.status.last_success is None or last - site.status.last_success > timedelta(days=3) for site in sites
    )
    yield f"  not seen for over three days at the end: {late} sites"


def _site(number: int, count: int, chance: random.Random) -> _Site:
    shared = chance.random() < _TOGETHER
    machine = f"platform{number % max(count // 100, 1)}" if shared else f"www{number}"
    return _Site(f"s{number}", frozenset({machine}), chance.lognormvariate(log(_PAGES), _SPREAD))


def _night(chosen: list[_Site], jobs: int, now: datetime, chance: random.Random, *, is_down: bool) -> float:
    """Seconds of a night; each site's status is as after it. The order is that of `JobRunner`."""
    waiting, running, busy, clock = list(chosen), list[tuple[float, int]](), set[str](), 0.0
    begun: list[_Site] = []
    while waiting or running:
        index = 0
        while len(running) < jobs and index < len(waiting):
            site = waiting[index]
            if site.machines & busy:
                index += 1
                continue
            del waiting[index]
            busy |= site.machines
            failed = is_down or chance.random() < _FAIL
            seconds = _UNREACHABLE if failed else site.pages * _PAGE * chance.uniform(0.8, 1.3)
            _note(site, now + timedelta(seconds=clock), failed=failed)
            heapq.heappush(running, (clock + seconds, len(begun)))
            begun.append(site)
        clock, ended = heapq.heappop(running)
        busy -= begun[ended].machines
    return clock


def _note(site: _Site, moment: datetime, *, failed: bool) -> None:
    old = site.status
    run = RunOutcome(f"{moment:%Y%m%dT%H%M%S}", "unreachable" if failed else "unchanged", moment)
    site.status = SiteStatus(
        site.key,
        outcome=run.outcome,
        started=moment,
        last_full=run,
        last_success=old.last_success if failed else moment,
        failures_in_row=old.failures_in_row + 1 if failed else 0,
    )


if __name__ == "__main__":
    for line in simulation_lines():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
