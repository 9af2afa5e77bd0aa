"""Many sites at once, each with a crawler of its own: one connection a domain, as many domains as jobs are told."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings

from gaispider.discovery.known_columns import KnownColumns
from gaispider.discovery.model import Failure, Limits, Target
from gaispider.discovery.open_pages import OpenPages
from gaispider.discovery.own_hosts import domain_of, hosts_of, is_kin
from gaispider.discovery.results.conclusion import conclude
from gaispider.discovery.results.finding import Finding, finding_of
from gaispider.discovery.site_walk import START, SiteWalk
from gaispider.discovery.walk.sample_file import SampleFile
from gaispider.discovery.walk.walk_spider import WalkSpider
from gaispider.sites.canonical import belongs
from gaispider.sites.model import Site

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

logger = logging.getLogger(__name__)

# What holds for a look at a site and not for a crawl; -s and the environment go before it.
_QUICK = {
    "RUN_NAME": "",
    "LOG_LEVEL": "ERROR",
    # Pages with more are lists of everything, and take all sites' time to read.
    "DOWNLOAD_MAXSIZE": 8 * 1024 * 1024,
    "DOWNLOAD_TIMEOUT": 30,
    "RETRY_TIMES": 1,
    "FETCH_ATTACHMENTS": "0",
}
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class Plan:
    """How sites are looked at: `rounds` is how often one that does not answer is asked in all, `pause` the seconds
    before it is asked again, twice as many each time. `samples` is the folder for WARC samples, None for none."""

    jobs: int = 8
    limits: Limits = field(default_factory=Limits)
    rounds: int = 3
    pause: float = 120.0
    samples: Path | None = None


class SideBySide:
    """Once a process. `found` is called with each finding as it comes, `waits` with one that is asked again after so
    many seconds; `registered` are the registry's entries."""

    def __init__(
        self,
        plan: Plan,
        settings: BaseSettings,
        registered: dict[str, Site],
        found: Callable[[Finding], None],
        waits: Callable[[Finding, float], None] = lambda finding, seconds: None,
    ) -> None:
        self._plan, self._found, self._registered, self._waits = plan, found, registered, waits
        quick = Settings(settings)
        quick.setdict(_QUICK, priority="project")
        for name, value in settings.items():
            if (settings.getpriority(name) or 0) > 20 and name in _QUICK:
                quick.set(name, value, priority="cmdline")
        quick.set("RUN_NAME", "", priority="cmdline")
        self._settings = quick
        self._process = AsyncCrawlerProcess(quick)
        self._slots = asyncio.Semaphore(plan.jobs)
        self._domains: dict[str, asyncio.Lock] = {}
        self._stopped = asyncio.Event()
        # The number of the signal that ended it, and what went wrong in the program.
        self.number: int | None = None
        self.error: BaseException | None = None
        self._task: asyncio.Task[None] | None = None

    def run(self, targets: Sequence[Target]) -> None:
        """Look at all targets; returns when all are done, or soon after a signal."""
        from twisted.internet import reactor

        loop = asyncio.get_event_loop()
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._interrupted, number)

        async def all_of_them() -> None:
            try:
                await asyncio.gather(*(self._look(target) for target in targets))
            except BaseException as error:
                self.error = error
            finally:
                with suppress(RuntimeError):
                    cast("ReactorBase", reactor).stop()

        self._task = loop.create_task(all_of_them())
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        if self.error is not None and self.number is None:
            raise self.error

    def _interrupted(self, number: int) -> None:
        """The first signal ends it after the pages in flight, a second one at once."""
        if self.number is not None and self._task is not None:
            self._task.cancel()
            return
        self.number = number
        self._stopped.set()
        asyncio.get_event_loop().create_task(self._process.stop())

    async def _look(self, target: Target) -> None:
        """Look at a site, and again, slowly, if it does not answer; what a signal cuts off is not told."""
        domain = domain_of(target.url) or urlsplit(target.url).netloc
        lock = self._domains.setdefault(domain, asyncio.Lock())
        for tries in range(1, self._plan.rounds + 1):
            async with lock, self._slots:
                if self._stopped.is_set():
                    return
                finding = await self._walk(target, slow=tries > 1)
            if self._stopped.is_set():
                return
            if not finding.asks_again or tries == self._plan.rounds:
                finding.line["tries"] = tries
                self._found(finding)
                return
            pause = self._plan.pause * 2 ** (tries - 1)
            self._waits(finding, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), pause)

    async def _walk(self, target: Target, *, slow: bool) -> Finding:
        name = target.name or target.url
        site = Site("discover", name, "generic", "", region=target.region or None, hosts=hosts_of(target.url))
        walk = SiteWalk(
            target,
            owns=lambda url: belongs(url, site),
            known=KnownColumns(lambda url: is_kin(url, target.url)),
            pages=OpenPages(time.monotonic, self._plan.limits),
        )
        sample = SampleFile(self._plan.samples / f"{_file_name(target)}.warc.gz") if self._plan.samples else None
        crawler = Crawler(WalkSpider, self._slow() if slow else self._settings)
        try:
            await self._process.crawl(crawler, site=site, walk=walk, sample=sample)
        except Exception as error:
            # One site must not end the others.
            logger.exception("%s cannot be looked at", target.url)
            told = f"{target.url}: {type(error).__name__}: {error}"
            walk.failures.append(Failure(target.url, START, 0.0, "exception", told))
        finally:
            if sample is not None:
                sample.close()
        return finding_of(walk, conclude(walk), self._registered)

    def _slow(self) -> Settings:
        slow = Settings(self._settings)
        slow.set("DOWNLOAD_TIMEOUT", 2 * slow.getfloat("DOWNLOAD_TIMEOUT"), priority="cmdline")
        slow.set("DOWNLOAD_DELAY", 2 * slow.getfloat("DOWNLOAD_DELAY"), priority="cmdline")
        return slow


def _file_name(target: Target) -> str:
    host = "".join(sign if sign.isalnum() else "-" for sign in urlsplit(target.url).netloc.lower())
    return f"{target.region}-{host}" if target.region else host
