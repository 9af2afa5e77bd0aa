"""The last pipeline: a record is validated, compared with its last version, and written before the page is done."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from gaispider.crawl.checks.completeness import merge_filled
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.crawl.state.rebuild import content_digest, row_of
from gaispider.draft_adapter import DraftAdapter
from gaispider.item_access import draft_of, report_of, updated_item
from gaispider.items import Report
from gaispider.schema import encode

# Loaded with the first crawl that writes records, so that other people's pipelines can read a draft's fields.
__all__ = ["DraftAdapter", "RecordWriter"]


class RecordWriter:
    """Takes the record that the normalisation steps are through with, whatever kind of item it is by now, writes it,
    and hands it on to Scrapy's feeds: our own as a Report, another's as it came, with what it says beside the record.

    A record that says what its last version said is not written again. A changed one is, and `supersedes` names the
    line it replaces; both stay. Feeds (`-O file.jsonl`) get every record of the run, written or not.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordWriter:
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(run)

    def process_item(self, item: object) -> object:
        """Raises InvalidRecordError for a record that does not fit the schema, RunEndingError if the disk refuses it."""
        draft = draft_of(item)
        report = draft.report if draft is not None else report_of(item)
        if report is None:
            return item
        self._write(report)
        if draft is None:
            return item
        draft.written = True
        return report if item is draft else updated_item(item, draft, working=False)

    def _write(self, report: Report) -> None:
        run = self._run
        report.read_at = datetime.now(UTC).isoformat("T", "seconds")
        known = run.record_of(report.id)
        report.supersedes = known.line_digest if known else None
        line = encode(report)
        digest = content_digest(line)
        run.drift.add_record(report, known)
        if known and known.content_digest == digest:
            # It stays the version that it is.
            report.supersedes = None
            run.counters.unchanged += 1
            return
        try:
            run.records.append(line)
        except OSError as error:
            run.fail(f"a record cannot be written: {error}")
            raise RunEndingError(report.url) from error
        row = row_of(report, line, digest, run.records.name)
        # What any version had stays known: a page that lost its text has not always been without.
        row.filled = merge_filled(row.filled, known.filled if known else None)
        run.note_record(row)
        if known:
            run.counters.changed += 1
        else:
            run.counters.new += 1
