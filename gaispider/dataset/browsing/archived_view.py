"""The archived page of a record as the browser shows it: replayed by pywb, or as one page with its figures marked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.crawl.store import SiteStore
from gaispider.dataset.browsing.browse_plugin import View
from gaispider.dataset.browsing.wayback import Replay
from gaispider.dataset.explaining.archived_bytes import warc_of
from gaispider.dataset.explaining.marked_page import POLICY, Frame, framed_page
from gaispider.dataset.explaining.source_page import answer_of, page_tree, source_page
from gaispider.dataset.explaining.trace_value import NotFoundError, capture_of_record, trace
from gaispider.dataset.join.engine import engine


class ArchivedViews:
    """Shows archived pages of a release; `archive` is the WARC of all records if it lies in no store."""

    def __init__(self, release: Path, store: Path, replay: Replay | None, archive: Path | None = None) -> None:
        self._release, self._store, self._replay, self._archive = release, store, replay, archive

    def __call__(self, record: str, marked: bool) -> View | None:
        """The view of a record, the marked one if `marked`; None if there is no such record. Raises OSError."""
        with TemporaryDirectory(prefix="gaispider-browse-") as spill, engine(Path(spill)) as connection:
            capture = capture_of_record(connection, self._release, record)
            if capture is None:
                return None
            if self._replay is not None and not marked and capture["fetched_at"]:
                address = self._replay.address(capture["site"], capture["url"], capture["fetched_at"])
                if address is not None:
                    return View(replay=address)
            try:
                traced = trace(connection, self._release, self._store, (record, None), [])
            except NotFoundError:  # no report: a page without figures
                traced = None
        if traced is not None:
            return View(source_page(traced, self._store, self._archive).html, POLICY)
        warc = self._archive or warc_of(SiteStore(self._store, capture["site"]), capture["warc"])
        entry = answer_of(warc, capture["record_id"])
        told = [f"{entry.url}, archived {entry.date}: {entry.record_id}, byte {entry.offset} of {warc}"]
        return View(framed_page(capture["title"] or record, told, [Frame(entry.url, page_tree(entry))]), POLICY)
