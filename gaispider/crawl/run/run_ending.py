"""How a run ends: pages that stay open, and the outcome on the disk."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.exceptions import DropItem

from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.run.outcome import EXIT_CODES, Counters, Outcome
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.store import SiteStore
from gaispider.files import cannot_write

logger = logging.getLogger(__name__)


class RunEndingError(DropItem):
    """The run ends before the page's record is written. The page is not done; the next run requests it again."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url}: the run ends before its record is written", log_level="INFO")


def written(summary: Summary, counters: Counters, outcome: Outcome, reason: str | None = None) -> Outcome:
    """Write how the run ended; the outcome, which is `error` if that could not be written."""
    try:
        summary.write(counters, outcome, reason=reason)
    except OSError as error:
        sentence = (
            f"{cannot_write(summary.path, error)}; archive, records and state are kept as they are, and the next crawl "
            "takes this run for one that died: it asks again for what is open"
        )
        logger.error("The outcome is not on the disk: %s", sentence)  # noqa: TRY400 - the sentence says all
        told = [f"it was {outcome.word}"] if not outcome.reasons else []
        return Outcome("error", EXIT_CODES["error"], (sentence, *told, *outcome.reasons))
    return outcome


def storage(store: SiteStore, archive: ArchiveWriter | None, lines: RecordFile, records: int) -> dict[str, Any]:
    """What a run wrote and what is free, in bytes. Raises OSError."""
    return {
        "records_known": records,
        "lines_written": lines.lines,
        "archive": f"archive/{archive.name}" if archive and archive.records else None,
        "archive_records": archive.records if archive else 0,
        "archive_bytes": archive.size if archive else 0,
        "free_bytes": store.free_bytes(),
    }
