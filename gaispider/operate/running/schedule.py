"""The schedule of `scrapy run --due`: which sites are due.

- A site is due if it was never crawled, or one interval after the start of its last run if that succeeded (ok,
  unchanged, partial, incomplete).
- After failed runs the wait doubles with each failure (exponential backoff), up to BACK_OFF_MAX.
- A site whose last run was interrupted or died is due at once, the first time. After repeated interruptions it is due
  every interval; after repeated deaths the backoff applies.

Waits are shortened by a sixth (_TOLERANCE). Otherwise a site would miss a night whenever the nightly run reaches it
earlier than on the night before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from gaispider.operate.running.capacity import apart
from gaispider.operate.site_status import SiteStatus
from gaispider.sites.model import Site

BACK_OFF_MAX = timedelta(days=14)
_TOLERANCE = 1 / 6
# Possible clock difference between two machines that share a store.
_CLOCK_SKEW = timedelta(hours=1)


def due_at(status: SiteStatus, interval: timedelta) -> datetime | None:
    """The time (UTC) at which the site is due; None if it is due now."""
    last = status.last_full
    if last is None or last.started is None:
        return None
    failures = status.failures_in_row
    if last.outcome in {"interrupted", "died"}:
        failures -= 1
        if failures == 0:
            return None
    if last.outcome == "interrupted":
        failures = 1  # it made progress, so no backoff
    wait: timedelta = min(interval * 2 ** min(max(failures - 1, 0), 10), max(interval, BACK_OFF_MAX))
    return last.started + wait * (1 - _TOLERANCE)


def due(rows: Iterable[SiteStatus], interval: timedelta, now: datetime) -> list[SiteStatus]:
    """The sites that are due at `now`, the least recently crawled first."""
    return least_recent_first(row for row in rows if row.outcome != "running" and _is_due(row, interval, now))


def _is_due(row: SiteStatus, interval: timedelta, now: datetime) -> bool:
    if row.started is not None and row.started > now + _CLOCK_SKEW:
        return True  # a start in the future is from a wrong clock; waiting for it could take years
    at = due_at(row, interval)
    return at is None or at <= now


def least_recent_first(rows: Iterable[SiteStatus]) -> list[SiteStatus]:
    """Sites never crawled first, then by the start of the last run, so that runs cut short do not starve any site."""
    return sorted(rows, key=lambda row: row.started or datetime.min.replace(tzinfo=UTC))


def crawlable(sites: Mapping[str, Site]) -> dict[str, Site]:
    """The sites with start pages. Copies have none: they get `-a urls=` and are crawled by name only."""
    return {key: site for key, site in sites.items() if site.start}


def host_groups(sites: Iterable[Site]) -> list[list[str]]:
    """The keys in groups that share no machine, in the order of their first sites: those of one are crawled in turn."""
    found = {site.key: machines(site) for site in sites}
    name_of = {name: min(group) for group in apart(found.values()) for name in group}
    groups: dict[str, list[str]] = {}
    for key, names in found.items():
        groups.setdefault(name_of[next(iter(names))] if names else key, []).append(key)
    return list(groups.values())


def machines(site: Site) -> frozenset[str]:
    """The host names of a site, without ports and paths; one process at a time may crawl a host."""
    named = [f"//{host}" for host in site.hosts] + [*site.start, *site.twins, *site.twins.values()]
    return frozenset(host for name in named if (host := urlsplit(name).hostname))
