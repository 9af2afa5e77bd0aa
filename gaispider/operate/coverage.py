"""How many reports a site holds by county and report year, from its state."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

from gaispider.crawl.store import SiteStore

# The county of each record: a town's code begins with it. What is no report is none of the coverage.
_COUNT = """
    SELECT substr(region, 1, 6), report_year, count(*) FROM records
    WHERE kind IS NULL OR kind != 'not_a_report' GROUP BY 1, 2
"""


def reports_by_county(store: SiteStore) -> Counter[tuple[str | None, int | None]]:
    """Reports by division code (6 digits) and report year, None where unknown.

    Opened for reading alone; raises OSError if it cannot be read.
    """
    if not store.state.exists():
        return Counter()
    # Beside a crawl its WAL is read too. Without one the file is whole and read as it is: to open it in any other way
    # would leave files behind that belong to whoever looked.
    beside = store.state.with_name(f"{store.state.name}-wal").exists()
    address = f"{store.state.absolute().as_uri()}?{'mode=ro' if beside else 'immutable=1'}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as state:
            rows = state.execute(_COUNT).fetchall()
    except sqlite3.Error as error:
        raise OSError(f"{store.state}: {error}") from error
    return Counter({(county, year): count for county, year, count in rows})
