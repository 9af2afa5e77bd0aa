"""Which sites are due.

A site is due when its last run that came through (ok, unchanged, partial) began an interval ago, or if it was never
crawled. A site whose runs fail waits an interval after the first failure, then twice as long each time, at most
BACK_OFF_MAX. A run that was interrupted or died goes on at the next call; one that is interrupted again and again goes
on every interval, one that dies again and again backs off. A sixth of each wait is forgiven, so that a nightly run that
reaches a site some hours earlier than yesterday does not pass it by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from gaispider.operate.site_status import SiteStatus
from gaispider.sites.model import Site

BACK_OFF_MAX = timedelta(days=14)
_TOLERANCE = 1 / 6
# Clocks of two machines that crawl in turn may differ by so much.
_CLOCK_SKEW = timedelta(hours=1)


def due_at(status: SiteStatus, interval: timedelta) -> datetime | None:
    """When the site is to be crawled again (UTC); None: now."""
    last = status.last_full
    if last is None or last.started is None:
        return None
    failures = status.failures_in_row
    if last.outcome in {"interrupted", "died"}:
        failures -= 1
        if failures == 0:
            return None
    if last.outcome == "interrupted":
        failures = 1  # it got on, and would have got further
    wait: timedelta = min(interval * 2 ** min(max(failures - 1, 0), 10), max(interval, BACK_OFF_MAX))
    return last.started + wait * (1 - _TOLERANCE)


def due(rows: Iterable[SiteStatus], interval: timedelta, now: datetime) -> list[SiteStatus]:
    """The sites that are due now, the longest untouched first."""
    return least_recent_first(row for row in rows if row.outcome != "running" and _is_due(row, interval, now))


def _is_due(row: SiteStatus, interval: timedelta, now: datetime) -> bool:
    if row.started is not None and row.started > now + _CLOCK_SKEW:
        return True  # by a clock that was wrong: waiting for its day could take years
    at = due_at(row, interval)
    return at is None or at <= now


def least_recent_first(rows: Iterable[SiteStatus]) -> list[SiteStatus]:
    """Never crawled first, then by the beginning of the last run: a run cut short does not starve the same sites."""
    return sorted(rows, key=lambda row: row.started or datetime.min.replace(tzinfo=UTC))


def crawlable(sites: Mapping[str, Site]) -> dict[str, Site]:
    """The sites that know where to begin; copies get their addresses from `-a urls=` and are crawled by name alone."""
    return {key: site for key, site in sites.items() if site.start}


def machines(site: Site) -> frozenset[str]:
    """Host names of a site, without ports and paths: one machine is asked by one process at a time."""
    named = [f"//{host}" for host in site.hosts] + [*site.start, *site.twins, *site.twins.values()]
    return frozenset(host for name in named if (host := urlsplit(name).hostname))
