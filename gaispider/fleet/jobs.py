"""The one kind of job of a fleet: the crawl of a site. A job names the site's key, and nothing that is executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import procrastinate
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

if TYPE_CHECKING:
    from gaispider.fleet.worker import FleetWorker

QUEUE = "gaispider"
CRAWL = "gaispider:crawl"
_WORKER = "gaispider_worker"
# Seconds until a site that another run holds is tried again; and until a crawl that was killed is.
_HELD, _KILLED = 30, 120
# A crawl that is killed so often, or whose process cannot begin, waits for the next schedule.
_KILLS = 3


class HeldError(Exception):
    """Another run holds the site, or the database does not say who: again in a while, however often."""


class KilledError(Exception):
    """The crawl's process was killed or could not begin: again some times."""


class _Retries(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, HeldError):
            return RetryDecision(retry_in={"seconds": _HELD})
        if isinstance(exception, KilledError) and job.attempts < _KILLS:
            return RetryDecision(retry_in={"seconds": _KILLED})
        return None


async def _crawl(context: procrastinate.JobContext, site: str) -> int:
    """The exit code of the crawl. Raises HeldError, KilledError."""
    worker: FleetWorker = context.additional_context[_WORKER]
    return await worker.crawl(site)


def jobs_app(connector: procrastinate.connector.BaseConnector) -> procrastinate.App:
    """Procrastinate with the fleet's job."""
    app = procrastinate.App(connector=connector)
    app.task(name=CRAWL, queue=QUEUE, retry=_Retries(), pass_context=True)(_crawl)
    return app


def context_of(worker: FleetWorker) -> dict[str, object]:
    """What a worker gives its jobs."""
    return {_WORKER: worker}
