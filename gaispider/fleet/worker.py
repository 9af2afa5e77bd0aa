"""A worker of a fleet: takes sites from the queue and crawls each in a forked process, under a lease of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from gaispider.crawl.fence import now, raise_fence, write_lease
from gaispider.crawl.run.outcome import EXIT_CODES, LOCKED
from gaispider.crawl.store import SiteStore
from gaispider.files import cannot_write, told
from gaispider.fleet import leases
from gaispider.fleet.database import conninfo
from gaispider.fleet.jobs import CRAWL, QUEUE, FailedError, HeldError, KilledError, context_of, jobs_app
from gaispider.fleet.live_registry import LiveRegistry
from gaispider.fleet.rescue import SILENCE, Rescue
from gaispider.operate.running.job_runner import Job, StartedJob
from gaispider.operate.running.site_jobs import job_of

logger = logging.getLogger(__name__)
# Seconds between two words of a worker to the database.
_WORD = 5.0
# Read, or read but for files that need a program or a person.
_GOOD = (0, EXIT_CODES["partial"])
_SEEN = """
INSERT INTO gaispider_workers (name, sites_at_a_time) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET seen = now()
"""
# Workers of a machine that were silent when a later one of it began: it stands in their place.
_REPLACED = """
DELETE FROM gaispider_workers old USING gaispider_workers own
WHERE own.name = %s AND old.seen < own.began AND old.seen < now() - interval '60 seconds'
AND split_part(old.name, ':', 1) = split_part(own.name, ':', 1)
"""
_UNREACHABLE = (psycopg.Error, PoolTimeout, ConnectorException, TimeoutError)


class FleetWorker:
    """`start` forks the crawl of a job; `limit` and `grace` are seconds, as in `scrapy run`; each crawl gets `options`.

    `name` is `HOST:PID` or the like: no two workers have the same.
    """

    def __init__(
        self,
        name: str,
        sites: LiveRegistry,
        root: Path,
        start: Callable[[Job], Coroutine[Any, Any, StartedJob]],
        *,
        at_a_time: int,
        limit: float,
        grace: float,
        options: Sequence[str] = (),
    ) -> None:
        self.name, self._sites, self._root, self._start = name, sites, root, start
        self._at_a_time, self._limit, self._grace, self._options = at_a_time, limit, grace, tuple(options)
        self._running: dict[str, StartedJob] = {}
        # When a crawl was told to end.
        self._told: dict[str, float] = {}
        self._rescue = Rescue(now)
        self._pool: AsyncConnectionPool[psycopg.AsyncConnection[Any]] = AsyncConnectionPool(
            conninfo(),
            min_size=1,
            max_size=4,
            open=False,
            timeout=_WORD,
            kwargs={"autocommit": True},
            # After a restart of the database the pool still has connections of before.
            check=AsyncConnectionPool.check_connection,
        )
        self.signal: int | None = None

    async def run(self, *, until_empty: bool = False) -> None:
        """Work until a signal comes, or, with `until_empty`, until no job waits.

        A database that goes away is waited for; crawls at work go on as long as their leases hold.
        """
        with TemporaryDirectory(prefix="gaispider-leases-") as folder:
            self._leases = Path(folder)
            async with self._pool:
                # Before the first job: what is no job is ended, and not begun.
                await self._say_and_rescue()
                beside = [asyncio.create_task(task) for task in (self._stay_in_touch(), self._follow_registry())]
                loop = asyncio.get_running_loop()
                work = asyncio.create_task(self._work(until_empty=until_empty))
                for number in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(number, self._on_signal, number, work)
                try:
                    with contextlib.suppress(asyncio.CancelledError):
                        await work
                finally:
                    for task in beside:
                        task.cancel()
                    with contextlib.suppress(*_UNREACHABLE):
                        async with self._pool.connection() as connection:
                            await connection.execute("DELETE FROM gaispider_workers WHERE name = %s", (self.name,))

    async def _work(self, *, until_empty: bool) -> None:
        while self.signal is None:
            app = jobs_app(procrastinate.PsycopgConnector(conninfo=conninfo()))
            try:
                async with app.open_async():
                    await app.run_worker_async(
                        queues=[QUEUE],
                        name=self.name,
                        concurrency=self._at_a_time,
                        wait=not until_empty,
                        additional_context=context_of(self),
                        install_signal_handlers=False,
                        update_heartbeat_interval=_WORD,
                        stalled_worker_timeout=SILENCE,
                        fetch_job_polling_interval=_WORD,
                        abort_job_polling_interval=_WORD,
                        delete_jobs="successful",
                    )
                if until_empty:
                    return
            except _UNREACHABLE as error:
                logger.warning("The database cannot be reached, and is tried again: %s", type(error).__name__)
                await asyncio.sleep(_WORD)

    def _on_signal(self, number: int, work: asyncio.Task[None]) -> None:
        """Take no more jobs, and let the crawls end in good order; their sites go back into the queue."""
        self.signal = number
        for key in self._running:
            self._tell_to_end(key)
        work.cancel()

    def _tell_to_end(self, key: str) -> None:
        self._told[key] = now()
        with contextlib.suppress(ProcessLookupError):
            self._running[key].send_signal(signal.SIGTERM)

    async def do(self, key: str, work: str = CRAWL) -> int:
        """Crawl a site, or read its archives, under a lease; the exit code.

        Raises HeldError, KilledError, FailedError.
        """
        if self.signal is not None:
            raise HeldError(key)
        await self._sites.refresh()
        site = self._sites.get(key)
        if site is None:
            raise FailedError(f"{key}: {self._sites.missing(key)}")
        asked = now()
        try:
            async with self._pool.connection() as connection:
                number = await leases.take(connection, key, self.name)
        except _UNREACHABLE as error:
            raise HeldError(f"{key}: the database did not answer") from error
        if number is None:
            raise HeldError(key)
        lease = self._leases / key
        options = (*self._options, "-s", f"FENCE={number}:{lease}")
        job = job_of(site, self._root, f"{datetime.now(UTC):%Y%m%dT%H%M%S}", options, work)
        try:
            write_lease(lease, asked + leases.LEASE - leases.MARGIN)
            raise_fence(SiteStore(self._root, key).folder, number)
            job.log.parent.mkdir(parents=True, exist_ok=True)
            crawl = self._running[key] = await self._started(job, key, number, lease)
        except OSError as error:
            # A full disk, a folder without access.
            await self._end(key, number)
            raise KilledError(f"{key}: could not begin: {told(error)}") from error
        try:
            watching = asyncio.ensure_future(self._watch(crawl, key, number, lease))
            try:
                code = await asyncio.shield(watching)
            except asyncio.CancelledError:
                # The job is aborted: the crawl ends in good order first.
                self._tell_to_end(key)
                await watching
                raise
        finally:
            del self._running[key]
            self._told.pop(key, None)
            lease.unlink(missing_ok=True)
            await self._end(key, number)
        if code == LOCKED or self.signal is not None:
            raise HeldError(key)
        if code < 0 or code == 255:
            raise KilledError(f"{key}: ended with {code}; its log: {job.log}")
        # A crawl says in its summary how it went; the others say it by their exit code alone.
        if work != CRAWL and code not in _GOOD:
            ended = KilledError if code > 128 else FailedError
            raise ended(f"{key}: scrapy {work} ended with {code}; its log: {job.log}")
        return code

    async def _started(self, job: Job, key: str, number: int, lease: Path) -> StartedJob:
        """Start a crawl, and renew the lease meanwhile: the first start waits until the server of forks is ready."""
        starting = asyncio.ensure_future(self._start(job))
        try:
            while not (await asyncio.wait({starting}, timeout=_WORD))[0]:
                await self._renew(key, number, lease)
        except asyncio.CancelledError:
            starting.cancel()
            raise
        return starting.result()

    async def _renew(self, key: str, number: int, lease: Path) -> float | None:
        """Until when the lease holds; None if the database did not answer. Ends this process if the lease is lost."""
        asked = now()
        try:
            async with asyncio.timeout(_WORD), self._pool.connection() as connection:
                renewed = await leases.renew(connection, key, number)
        except _UNREACHABLE:
            return None
        if not renewed:
            self._leave(f"the lease of {key} was lost: this worker was frozen, or its clock stood still")
        held = asked + leases.LEASE - leases.MARGIN
        try:
            write_lease(lease, held)
        except OSError as error:
            # The crawl finds its lease over, and ends before the database's is.
            logger.error("%s: its lease is renewed, and its crawl cannot be told: %s", key, cannot_write(lease, error))  # noqa: TRY400 - the sentence says all
            return None
        return held

    async def _watch(self, crawl: StartedJob, key: str, number: int, lease: Path) -> int:
        """Renew the lease until the crawl has ended; its exit code. Ends it when its time is up."""
        ending = asyncio.ensure_future(crawl.wait())
        begun, held = now(), now() + leases.LEASE - leases.MARGIN
        while not (await asyncio.wait({ending}, timeout=_WORD))[0]:
            renewed = await self._renew(key, number, lease)
            held = renewed or held
            if renewed is None and now() > held:
                logger.warning("%s: ended, since its lease could not be renewed", key)
                _kill(crawl)
            told = self._told.get(key)
            if told is None and self._limit and now() - begun > self._limit:
                self._tell_to_end(key)
            elif told is not None and now() - told > self._grace:
                _kill(crawl)
        return ending.result()

    async def _end(self, key: str, number: int) -> None:
        """Let go of the lease. Where the database does not answer, it ends by itself."""
        with contextlib.suppress(*_UNREACHABLE):
            async with asyncio.timeout(_WORD), self._pool.connection() as connection:
                if await leases.end(connection, key, number):
                    return
                self._leave(f"the lease of {key} was lost before its crawl ended")

    def _leave(self, sentence: str) -> None:
        """End this process at once: its jobs are another worker's by now, and must not be called done by this one."""
        for crawl in self._running.values():
            _kill(crawl)
        logger.error("This worker ends, to be started again by its service: %s", sentence)
        logging.shutdown()
        os._exit(LOCKED)

    async def _say_and_rescue(self) -> None:
        """That this worker is there, and that jobs of workers that are not go back to the queue."""
        with contextlib.suppress(*_UNREACHABLE):
            async with self._pool.connection() as connection:
                await connection.execute(_SEEN, (self.name, self._at_a_time))
                await connection.execute(_REPLACED, (self.name,))
                app = jobs_app(procrastinate.PsycopgConnector(conninfo=conninfo()))
                async with app.open_async():
                    await self._rescue.look(connection, app)

    async def _stay_in_touch(self) -> None:
        while True:
            await asyncio.sleep(_WORD)
            await self._say_and_rescue()

    async def _follow_registry(self) -> None:
        """Every few seconds: what is new in the registry; apart, since a network file system may keep it waiting."""
        while True:
            await asyncio.sleep(_WORD)
            await self._sites.refresh()


def _kill(crawl: StartedJob) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(crawl.pid, signal.SIGKILL)
