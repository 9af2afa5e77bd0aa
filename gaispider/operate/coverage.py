"""Counts the reports of a site by county and report year, from its state."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from gaispider.crawl.store import SiteStore

# The first 6 digits of a division code are the county. Pages that are no reports do not count.
_COUNT = """
    SELECT substr(region, 1, 6), report_year, count(*) FROM records
    WHERE kind IS NULL OR kind != 'not_a_report' GROUP BY 1, 2
"""


def reports_by_county(store: SiteStore) -> Counter[tuple[str | None, int | None]]:
    """Number of reports by division code (6 digits) and report year, each None if unknown.

    Raises OSError if the state cannot be read.
    """
    return Counter({(county, year): count for county, year, count in rows_of_state(store, _COUNT)})


def rows_of_state(store: SiteStore, query: str) -> list[Any]:
    """The rows of a query on a site's state, which is opened read-only; none if there is no state. Raises OSError."""
    if not store.state.exists():
        return []
    # During a crawl there is a WAL, which must be read too. Without one the file is complete: `immutable` reads it
    # without creating files that would belong to another user than the crawl's.
    has_wal = store.state.with_name(f"{store.state.name}-wal").exists()
    address = f"{store.state.absolute().as_uri()}?{'mode=ro' if has_wal else 'immutable=1'}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as state:
            return state.execute(query).fetchall()
    except sqlite3.Error as error:
        raise OSError(f"{store.state}: {error}") from error
