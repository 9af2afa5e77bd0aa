"""The last item pipeline: validates a record, compares it with its last version, and writes it if it is new."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler

from gaispider.adapters.draft_adapter import DraftAdapter
from gaispider.adapters.item_access import draft_of, report_of, updated_item
from gaispider.crawl.checks.completeness import merge_filled
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.crawl.state.rebuild import content_digest, row_of
from gaispider.files import body_digest, told
from gaispider.items import Report
from gaispider.schema import encode

# DraftAdapter is imported for its effect: pipelines of other projects can then read a draft's fields.
__all__ = ["DraftAdapter", "RecordWriter"]


class RecordWriter:
    """Writes the record of a draft, or of the item that another project's pipeline made of the draft.

    A record with the same content as its last version is not written again. A changed record is written, and its
    `supersedes` is the digest of the line it replaces; both lines stay. Scrapy's feeds (`-O file.jsonl`) get every
    record of the run, written or not: ours as a Report, another item as it came, with its additional fields.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordWriter:
        return cls(current_run(crawler))

    def process_item(self, item: object) -> object:
        """Raises InvalidRecordError if the record does not fit the schema, RunEndingError if it cannot be written."""
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
        run.counters.no_reports += report.kind == "not_a_report"
        if known and known.content_digest == digest:
            # Not a new version.
            report.supersedes = None
            run.counters.unchanged += 1
            return
        try:
            run.records.append(line)
        except OSError as error:
            run.fail(f"a record cannot be written: {told(error)}")
            raise RunEndingError(report.url) from error
        row = row_of(report, body_digest(line), digest, run.records.name)
        # The fields of all versions are merged, so that a page that lost its text is seen to lack it.
        row.filled = merge_filled(row.filled, known.filled if known else None)
        run.note_record(row)
        if known:
            run.counters.changed += 1
        else:
            run.counters.new += 1
