"""The jobs of a fleet: the crawl of a site, or the reading of its archives. A job names a site's key, and nothing that
is executed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import procrastinate
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

if TYPE_CHECKING:
    from gaispider.fleet.worker import FleetWorker

QUEUE = "gaispider"
CRAWL, EXTRACT, DOCUMENTS = "crawl", "extract", "documents"
WORKS = (CRAWL, EXTRACT, DOCUMENTS)
_PREFIX = "gaispider:"
TASKS = [f"{_PREFIX}{work}" for work in WORKS]
_WORKER = "gaispider_worker"
# Seconds until a site that another run holds is tried again; and until a crawl that was killed is.
_HELD, _KILLED = 30, 120
# Characters of a malformed argument that are shown.
_SHOWN = 100
# A crawl that is killed so often, or whose process cannot begin, waits for the next schedule.
_KILLS = 3


class HeldError(Exception):
    """Another run holds the site, or the database does not say who: again in a while, however often."""


class KilledError(Exception):
    """The crawl's process was killed or could not begin: again some times."""


class FailedError(Exception):
    """Archives or files could not be read as they should, or a job names no site that this machine knows: a person
    looks, and the next schedule tries again.
    """


class _Retries(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, HeldError):
            return RetryDecision(retry_in={"seconds": _HELD})
        if isinstance(exception, KilledError) and job.attempts < _KILLS:
            return RetryDecision(retry_in={"seconds": _KILLED})
        return None


def _task(work: str) -> Callable[..., Awaitable[int]]:
    async def run(context: procrastinate.JobContext, **given: object) -> int:
        """The exit code of the command. Raises HeldError, KilledError, FailedError."""
        worker: FleetWorker = context.additional_context[_WORKER]
        site = given.get("site")
        if not isinstance(site, str) or len(given) != 1:
            raise FailedError(f"a job names the key of a site and nothing else; this one has {str(given)[:_SHOWN]}")
        return await worker.do(site, work)

    return run


def task_of(work: str) -> str:
    """The name of a work's job."""
    return f"{_PREFIX}{work}"


def described(job: Job) -> str:
    """The site of a job, with the work if it is no crawl."""
    given: object = job.task_kwargs
    site = given.get("site") if isinstance(given, dict) else given
    work = job.task_name.removeprefix(_PREFIX)
    return str(site) if work == CRAWL else f"{site} ({work})"


def jobs_app(connector: procrastinate.connector.BaseConnector) -> procrastinate.App:
    """Procrastinate with the fleet's jobs."""
    app = procrastinate.App(connector=connector)
    for work in WORKS:
        app.task(name=task_of(work), queue=QUEUE, retry=_Retries(), pass_context=True)(_task(work))
    return app


def context_of(worker: FleetWorker) -> dict[str, object]:
    """What a worker gives its jobs."""
    return {_WORKER: worker}
