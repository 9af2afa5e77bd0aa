"""What a site's archive has already of the answers of an import, and what it has that is newer."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gaispider.archive.cdxj import read_index
from gaispider.crawl.state.state import State
from gaispider.crawl.store import SiteStore
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site


class Held:
    """The answers in the archives of runs that ended in good order: what a run that died has archived may lack its
    record, so it is taken once more."""

    def __init__(self, store: SiteStore, site: Site, state: State) -> None:
        self._state = state
        self._answers: set[tuple[str, str]] = set()
        for path in sorted(store.archives.glob("*.warc.gz")):
            if _has_ended(store, path):
                with suppress(OSError, ValueError):
                    self._answers |= {(canonical_url(one["url"], site), one["digest"]) for one in read_index(path)}

    def has(self, url: str, digest: str) -> bool:
        """Whether the same bytes are in an archive under this canonical URL."""
        return (url, digest) in self._answers

    def newer(self, name: str, time: datetime) -> str | None:
        """When the page was captured that the archive has in the place of an older answer; None if it has none."""
        page = self._state.page(name)
        if page is None or page.archived is None or page.fetched_at is None:
            return None
        return page.fetched_at if datetime.fromisoformat(page.fetched_at) > time else None

    def knows(self, url: str) -> bool:
        """Whether a page was read in any run, by its canonical URL."""
        page = self._state.page(url)
        return page is not None and page.fetched_at is not None


def _has_ended(store: SiteStore, archive: Path) -> bool:
    try:
        content = json.loads((store.runs / f"{archive.name.removesuffix('.warc.gz')}.json").read_bytes())
        return bool(content["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
