"""How many records a site holds by report year, from its state."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

from gaispider.crawl.store import SiteStore


def records_by_year(store: SiteStore) -> Counter[int | None]:
    """Records by report year (None: unknown). Opened for reading alone; raises OSError if it cannot be read."""
    if not store.state.exists():
        return Counter()
    # Beside a crawl its WAL is read too. Without one the file is whole and read as it is: to open it in any other way
    # would leave files behind that belong to whoever looked.
    beside = store.state.with_name(f"{store.state.name}-wal").exists()
    address = f"{store.state.absolute().as_uri()}?{'mode=ro' if beside else 'immutable=1'}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as state:
            rows = state.execute("SELECT report_year, count(*) FROM records GROUP BY report_year").fetchall()
    except sqlite3.Error as error:
        raise OSError(f"{store.state}: {error}") from error
    return Counter(dict(rows))
