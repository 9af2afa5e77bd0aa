"""Writes stores for the tests: run summaries, and states with records."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gaispider.crawl.state.state import RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.sites.model import Site

NOW = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def site(key: str, region: str | None = "220284", name: str = "磐石市人民政府", **facts: Any) -> Site:
    return Site(key=key, name=name, family="plain", file="22-jilin.toml", region=region, **facts)


def add_run(
    root: Path,
    key: str,
    outcome: str,
    *,
    days_ago: float = 0,
    now: datetime = NOW,
    reasons: tuple[str, ...] = (),
    records: int | None = None,
    arguments: dict[str, str] | None = None,
    **counts: int,
) -> Path:
    """Write the summary of a run that began `days_ago`; returns its path."""
    store = SiteStore(root, key)
    store.make()
    started = now - timedelta(days=days_ago)
    name = f"{started:%Y%m%dT%H%M%S}-{started.microsecond // 1000:03d}"
    path = store.runs / f"{name}.json"
    content = {
        "site": key,
        "run": name,
        "outcome": outcome,
        "reasons": list(reasons),
        "started": started.isoformat("T", "seconds"),
        "seconds": 61.5,
        "arguments": arguments or {},
        "counts": {"new": 0, "changed": 0, "failed": 0, **counts},
        "storage": {} if records is None else {"records_known": records},
        "process": {"host": "here", "pid": 1},
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def add_records(root: Path, key: str, years: dict[int | None, int]) -> None:
    """Add records to the site's state: the number for each year."""
    store = SiteStore(root, key)
    store.make()
    state = State(store.state)
    state.commit(
        [],
        [
            RecordState(f"{key}-{year}-{number}", f"http://{key}/{number}", "a", "b", year, "r.jsonl", None)
            for year, count in years.items()
            for number in range(count)
        ],
    )
    state.close()
