"""When a page that is already recorded is asked for again.

Listings are asked for at every run. An article is asked for again RECENT after its last reading while its report is of
this or the last two years, or while it is new to us (offices correct and re-post reports in their first months), and
SETTLED after it otherwise. A page that gave neither links nor records waits RECENT. A failed page waits for the next
night, then twice as long each time, up to RETRY_MAX. The days are spread by URL: a site read in one night is not asked
for again in one night.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from gaispider.crawl.state.state import PageState

RECENT = timedelta(days=30)
SETTLED = timedelta(days=365)
RECENT_YEARS = 2
NEW = timedelta(days=90)
RETRY_FIRST = timedelta(hours=20)
RETRY_MAX = timedelta(days=30)
_SPREAD = 0.2


def is_due(page: PageState, now: datetime) -> bool:
    """Whether a known page should be asked for now (UTC)."""
    if page.failures:
        # A retry further off than any wait was set by a clock that ran ahead.
        return page.next_retry is None or not now < datetime.fromisoformat(page.next_retry) <= now + RETRY_MAX
    if page.role == "listing" or page.fetched_at is None or datetime.fromisoformat(page.fetched_at) > now:
        return True
    recent = page.role == "barren" or page.report_year is None or page.report_year >= now.year - RECENT_YEARS
    new = now - datetime.fromisoformat(page.first_seen) < NEW
    wait = RECENT if recent or new else SETTLED
    return now >= datetime.fromisoformat(page.fetched_at) + wait * _spread(page.url)


def next_retry(failures: int, now: datetime) -> datetime:
    """When a page that has failed `failures` times in a row is asked for again: after 20 hours, so that the next
    nightly run does, then twice as long each time."""
    wait: timedelta = min(RETRY_FIRST * 2 ** min(failures - 1, 10), RETRY_MAX)
    return now + wait


def _spread(url: str) -> float:
    """A factor between 0.8 and 1.2 that stays the same for a URL."""
    return 1 + _SPREAD * (zlib.crc32(url.encode()) / 0xFFFFFFFF * 2 - 1)
