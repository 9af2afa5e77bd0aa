"""Looks at sites in one process: each once, those that do not answer a second time, slowly and at other addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings
from twisted.python.failure import Failure

from gaispider.adapters.item_access import report_of
from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.browser.chromium import NoBrowserError, render_settings
from gaispider.crawl.store import SiteStore
from gaispider.operate.running.schedule import machines
from gaispider.probing.judge import Judged, judge
from gaispider.probing.other_addresses import OtherAddress, other_addresses
from gaispider.probing.probe_spider import SITE_SECONDS, probe_spider
from gaispider.probing.seen_site import FailedPage, Seen
from gaispider.sites.model import Site
from gaispider.sites.same_page import bare_host

# What may be another answer for an hour, or for fewer requests at once: asked again before it is believed.
_ASKED_AGAIN = frozenset({"unreachable", "blocked"})
# Where a crawl's archive stands (settings.py): below decompression and redirects.
_RECORDER, _PLACE = "gaispider.probing.recorded.RecordAnswers", 961
PROBING, _AGAIN = "probing", "asking again, slowly"
# In the second round so many times fewer sites are asked at once.
_SLOWER = 4


Look = Callable[[Site], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a probe of an entry, and what it saw; `asked` counts how often the site was probed."""

    site: Site
    judged: Judged
    seen: Seen
    asked: int = 1


class ProbeProcess(AsyncCrawlerProcess):
    """Probes sites of different hosts side by side, sites of one host one after the other; nothing is stored.

    `finished` is called with each result as it comes, `progress` with what is done, and how much of how much. All
    answers go into `sample`, if there is one. After `run`, `signal` is the number of the signal that ended it early;
    sites that were looked at then have no result. Once a process: its reactor cannot be started again.
    """

    def __init__(
        self,
        settings: BaseSettings,
        sites: Sequence[Site],
        jobs: int,
        finished: Callable[[Result], None],
        progress: Callable[[str, int, int], None] = lambda step, done, total: None,
        sample: ArchiveWriter | None = None,
    ) -> None:
        quiet = Settings(settings)
        # For many sites the failures are in the table; lines in between would break the progress bar.
        level = "ERROR" if len(sites) == 1 else "CRITICAL"
        quiet.setdict({"RUN_NAME": "", "LOG_LEVEL": level, "LOG_ENABLED": True}, priority="cmdline")
        super().__init__(quiet)
        self._sites, self._jobs, self._finished, self._progress = sites, jobs, finished, progress
        self._told, self._sample, self._silent = 0, sample, ""
        self._failure: Exception | None = None
        self._pause = quiet.getfloat("PROBE_PAUSE")
        self._delay = quiet.getfloat("DOWNLOAD_DELAY")
        self._one_browser = asyncio.Semaphore(1)
        self.signal: int | None = None

    def run(self) -> None:
        """Probe all sites. Raises what `finished` raises."""
        self.start()
        if self._failure is not None:
            raise self._failure

    def _signal_shutdown(self, signum: int, _: Any) -> None:
        self.signal = self.signal or signum
        super()._signal_shutdown(signum, _)

    async def join(self) -> None:
        """All sites, then those that are asked again. The reactor runs for as long as this does."""
        try:
            self._progress(PROBING, 0, len(self._sites))
            again = await self._round(self._sites, self._jobs, self._first)
            if again and self.signal is None:
                # Not at once, and fewer at a time: a look in haste calls sites unreachable that are not.
                why = f"{self._silent}; asked again in {self._pause:g} s (PROBE_PAUSE)"
                self._progress(why if len(self._sites) == 1 else _AGAIN, self._told, len(self._sites))
                await self._unless_cut(self._pause)
                await self._round(again, max(1, self._jobs // _SLOWER), self._second)
        except Exception as error:
            self._failure = error

    async def _round(self, sites: Sequence[Site], jobs: int, look: Look) -> list[Site]:
        """Look at each, at most `jobs` at once and one at a machine. Returns the sites for which `look` gave False."""
        waiting, busy = list(sites), set[str]()
        running: dict[asyncio.Future[bool], Site] = {}
        again: list[Site] = []
        while (waiting or running) and self.signal is None:
            for site in list(waiting):
                if len(running) < jobs and not _machines(site) & busy:
                    waiting.remove(site)
                    busy |= _machines(site)
                    running[asyncio.ensure_future(look(site))] = site
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                site = running.pop(task)
                busy -= _machines(site)
                if not task.result():
                    again.append(site)
        if running:
            await asyncio.wait(running)
        return again

    async def _first(self, site: Site) -> bool:
        seen = await self._look(site, retries=0)
        judged = judge(seen)
        if judged.kind not in _ASKED_AGAIN:
            self._tell(Result(site, judged, seen))
        elif seen.is_final:
            # What is refused or unknown for good within this command is so at the other scheme, too.
            others = [] if seen.is_private else [one for one in other_addresses(site) if one.site.hosts != site.hosts]
            self._tell(await self._elsewhere(site, judged, seen, others, 1))
        else:
            self._silent = judged.says
            return False
        return True

    async def _second(self, site: Site) -> bool:
        """Once more as it is; then, if it does not answer, at its other addresses."""
        seen = await self._look(site, retries=1)
        judged = judge(seen)
        others = other_addresses(site) if judged.kind == "unreachable" else ()
        self._tell(await self._elsewhere(site, judged, seen, others, 2))
        return True

    async def _elsewhere(
        self, site: Site, judged: Judged, seen: Seen, others: Iterable[OtherAddress], asked: int
    ) -> Result:
        """The result of a site that was asked `asked` times, after its other addresses: of the first that answers."""
        tried = ["asked twice"] if asked > 1 else []
        for other in others:
            there = await self._look(other.site, retries=0)
            asked += 1
            found = judge(there)
            if there.listed_reports or there.singles:
                says = f"{judged.says}; {other.what} it answers: {found.says}"
                return Result(site, Judged("moved", says, other.facts), there, asked)
            tried.append(f"{'and ' if tried == ['asked twice'] else ''}{other.what}: {found.kind}")
        if judged.kind == "unreachable" and tried:
            judged = replace(judged, says="; ".join((judged.says, ", ".join(tried))))
        return Result(site, judged, seen, asked)

    def _tell(self, result: Result) -> None:
        if self.signal is None:
            self._finished(result)
            self._told += 1
            if len(self._sites) > 1:
                self._progress(_AGAIN if result.asked > 1 else PROBING, self._told, len(self._sites))

    async def _look(self, site: Site, retries: int) -> Seen:
        seen = Seen(site)
        try:
            rendering = render_settings(site, self.settings)
        except NoBrowserError as error:
            seen.failures.append(FailedPage(site.start[0], "not_rendered", str(error), start=True))
            return seen
        if not rendering:
            await self._crawl_once(seen, retries, {})
        else:
            async with self._one_browser:
                await self._crawl_once(seen, retries, rendering)
        # The next site of these hosts is asked no sooner than the next page of this one would be.
        await self._unless_cut(max(self._delay, site.delay or 0))
        return seen

    async def _crawl_once(self, seen: Seen, retries: int, rendering: dict[str, Any]) -> None:
        gone = taken_down(SiteStore(Path(self.settings["STORE_DIR"]), seen.site.key).folder)
        own = self.settings.copy()
        own.setdict(rendering, priority="spider")
        if self._sample is not None:
            own.set("DOWNLOADER_MIDDLEWARES", {**own.getdict("DOWNLOADER_MIDDLEWARES"), _RECORDER: _PLACE}, "cmdline")
        crawler = Crawler(probe_spider(seen, self.settings, gone, retries, self._sample), own)

        def scraped(item: Any) -> None:
            report = report_of(item)
            if report is not None:
                seen.reports.append(report)

        def broke(failure: Failure, **_: Any) -> None:
            sentence = f"{seen.site.key}: {type(failure.value).__name__}: {failure.getErrorMessage()}"
            seen.failures.append(FailedPage(seen.site.key, "exception", sentence))

        def closed(reason: str, **_: Any) -> None:
            if reason == "closespider_timeout":
                sentence = f"{seen.site.start[0]}: the look took longer than {SITE_SECONDS} s"
                seen.failures.append(FailedPage(seen.site.start[0], "timeout", sentence, start=True))

        crawler.signals.connect(scraped, signal=signals.item_scraped)
        crawler.signals.connect(closed, signal=signals.spider_closed)
        crawler.signals.connect(broke, signal=signals.spider_error)
        crawler.signals.connect(broke, signal=signals.item_error)
        await self.crawl(crawler)

    async def _unless_cut(self, seconds: float) -> None:
        """Wait, but no longer than until a signal comes."""
        until = asyncio.get_running_loop().time() + seconds
        while self.signal is None and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, 0.5))


def _machines(site: Site) -> frozenset[str]:
    """The hosts of a site, each with and without www: a probe may ask for both."""
    return frozenset(map(bare_host, machines(site)))
