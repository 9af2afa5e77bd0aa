"""The histories of all sites of a store in one file, so that the state of 3,000 sites is known without 90,000 files.

The summaries are the truth. Each of them is put into its folder by a rename, which changes the folder's time: a site
whose folder has another time is read anew, and the file can be removed at any time.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import msgspec

from gaispider.crawl.store import SiteStore
from gaispider.files import write_file
from gaispider.operate.run_history import History, read_history

_FILE = "_histories.json"
# To be raised when History changes.
_VERSION = 1
# Nanoseconds: a folder changed later than so before it is read may change again within one step of its clock.
_FRESH = 2_000_000_000


class _Kept(msgspec.Struct, array_like=True):
    """A history, and the time of change (ns) of the folder that it was read from."""

    changed: int
    history: History


class _Content(msgspec.Struct):
    version: int
    sites: dict[str, _Kept]


class HistoryCache:
    """The histories of a store. A file that is damaged or of another version is an empty cache."""

    def __init__(self, root: Path) -> None:
        self._path = root / _FILE
        self._sites: dict[str, _Kept] = {}
        self._is_new = False
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            content = msgspec.json.decode(self._path.read_bytes(), type=_Content)
            if content.version == _VERSION:
                self._sites = content.sites

    def history(self, store: SiteStore, runs: int) -> History:
        """The history of a site with `runs` runs at least, as far as there are so many."""
        try:
            changed = store.runs.stat().st_mtime_ns
        except OSError:
            return History(runs)
        kept = self._sites.get(store.key)
        if kept is not None and kept.changed == changed and kept.history.runs >= runs:
            return kept.history
        history = read_history(store, runs)
        settled = history.last is None or history.last.get("outcome") != "running"
        if settled and time.time_ns() - changed > _FRESH:
            self._sites[store.key] = _Kept(changed, history)
            self._is_new = True
        return history

    def save(self) -> None:
        """Write the file if there is something new; where the store cannot be written, it is made again next time."""
        if self._is_new:
            with contextlib.suppress(OSError):
                write_file(self._path, msgspec.json.encode(_Content(_VERSION, self._sites)))
                self._is_new = False
