"""The revisit schedule: when a known page is requested again.

- A listing is requested in every run.
- An article is revisited after RECENT while its report is of this or the last two years, or while the page was first
  seen less than NEW ago, because offices correct new reports. Otherwise it is revisited after SETTLED.
- A page that yielded neither links nor records is revisited after RECENT.
- A page on a host that is not the site's is asked for in every run: nothing is sent as long as the host is not allowed,
  and the registry entry may allow it by now.
- A failed page that is no listing is retried after RETRY_FIRST, then with exponential backoff up to RETRY_MAX. It
  weighs on the outcome of every run until it is read, is no longer linked, or has failed so often in a row that it is
  given up (GIVE_UP); it is asked for all the same.

Intervals vary by URL (_SPREAD), so that the pages of a site do not all become due in the same night.
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
# Failures in a row after which a page no longer affects the outcome: 8 of them, after 1, 2, 4 … days, take about
# three months. A page that the site itself calls missing, or leads elsewhere, is given up after three.
GIVE_UP = 8
GIVE_UP_SOON = {"soft_404": 3, "redirected": 3}


def is_due(page: PageState, now: datetime) -> bool:
    """Whether a known page should be asked for now (UTC)."""
    if page.role == "listing" or page.outcome == "foreign_host":
        return True
    if page.failures:
        # A retry later than RETRY_MAX from now was set by a clock that ran ahead.
        return page.next_retry is None or not now < datetime.fromisoformat(page.next_retry) <= now + RETRY_MAX
    if page.fetched_at is None or datetime.fromisoformat(page.fetched_at) > now:
        return True
    recent = page.role == "barren" or page.report_year is None or page.report_year >= now.year - RECENT_YEARS
    new = now - datetime.fromisoformat(page.first_seen) < NEW
    wait = RECENT if recent or new else SETTLED
    return now >= datetime.fromisoformat(page.fetched_at) + wait * _spread(page.url)


def is_given_up(page: PageState) -> bool:
    """Whether a page has failed so often that it no longer affects the outcome."""
    return page.failures >= GIVE_UP_SOON.get(page.outcome, GIVE_UP)


def is_believed_gone(listing: PageState | None) -> bool:
    """Whether an answer with status 200 that says "not there" is believed of a listing.

    For a listing that has been read before, it is believed the third time in a row; until then it counts as a notice.
    """
    return listing is None or listing.fetched_at is None or listing.failures + 1 >= GIVE_UP_SOON["soft_404"]


def next_retry(failures: int, now: datetime) -> datetime:
    """When to retry a page after `failures` failures in a row: exponential backoff from RETRY_FIRST to RETRY_MAX.

    RETRY_FIRST is less than a day, so that the next nightly run retries.
    """
    wait: timedelta = min(RETRY_FIRST * 2 ** min(failures - 1, 10), RETRY_MAX)
    return now + wait


def _spread(url: str) -> float:
    """A factor between 0.8 and 1.2, constant for each URL."""
    return 1 + _SPREAD * (zlib.crc32(url.encode()) / 0xFFFFFFFF * 2 - 1)
