"""Writes an import into the folder of its site: archive, records, state and summary, in the order of a crawl.

A kill at any point costs a repeat: what is archived without its record is taken once more by the next import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from gaispider.archive.cdxj import write_index
from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import Archived, ArchiveWriter, Exchange
from gaispider.crawl.checks.completeness import merge_filled
from gaispider.crawl.loader import spider_class
from gaispider.crawl.notes.import_note import ImportNote
from gaispider.crawl.notes.listing_note import note_of
from gaispider.crawl.run.outcome import Counters, Outcome
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.run_opening import opened_state
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.state.page_lifecycle import Answer, page_answered
from gaispider.crawl.state.page_names import page_name
from gaispider.crawl.state.rebuild import content_digest, row_of
from gaispider.crawl.state.state import PageState, RecordState, Role, State
from gaispider.crawl.state.store_files import stamps
from gaispider.crawl.store import SiteStore
from gaispider.file_readings.reading_choice import ReadingLimits
from gaispider.files import body_digest
from gaispider.importing.visit import Trouble, Visit
from gaispider.maintenance.reread import Archive, reread
from gaispider.maintenance.visits.examined import Examined, examine
from gaispider.maintenance.visits.held import Held
from gaispider.maintenance.visits.plan import Chosen, Plan, plan
from gaispider.schema import encode
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

# Sentences of one kind in the summary.
_IN_SUMMARY = 200
# How each role is called in the state.
_ROLES: Mapping[str, Role] = {"article": "article", "listing": "listing", "file": "attachment"}


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """A request for an import: the files as named, the person, the note, and what reading them needs."""

    files: Sequence[str]
    by: str
    note: str
    families: Sequence[str]
    limits: ReadingLimits | None
    journal: str
    warcinfo: Mapping[str, str]


@dataclass(slots=True)
class Imported:
    """What came of an import. `refused` counts answers by why, with the first address of each kind."""

    run: str
    counters: Counters
    plan: Plan = field(default_factory=Plan)
    taken: Counter[str] = field(default_factory=Counter)
    held: int = 0
    older: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    parts: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    # Rows of the listings, and files of the reports, that are neither in the import nor known from before.
    absent: list[str] = field(default_factory=list)
    files_absent: list[str] = field(default_factory=list)

    def content(self) -> dict[str, Any]:
        """What the run's summary keeps of it."""
        return {
            "taken": dict(self.taken),
            "held": self.held,
            "older": self.older[:_IN_SUMMARY],
            "refused": {
                why: {"count": count, "example": self.examples[why]} for why, count in self.refused.most_common()
            },
            "nameless": [one.file for one in self.plan.nameless[:_IN_SUMMARY]],
            "absent": self.absent[:_IN_SUMMARY],
            "files_absent": self.files_absent[:_IN_SUMMARY],
            "troubles": [one.sentence for one in self.troubles[:_IN_SUMMARY]],
        }

    def refuse(self, why: str, url: str) -> None:
        self.refused[why] += 1
        self.examples.setdefault(why, url)


class Taking:
    """One import into a site's folder, whose lock the caller holds. `visits` reads the files anew at each call; `tell`
    is called with each step, and how much of how much of it is done (0 of 0 where that is not known)."""

    def __init__(
        self,
        store: SiteStore,
        site: Site,
        asked: ImportAsked,
        visits: Callable[[], Iterator[Visit | Trouble]],
        tell: Callable[[str, int, int], None],
    ) -> None:
        self._tell = tell
        self._store, self._site, self._asked, self._visits = store, site, asked, visits
        self._gone = taken_down(store.folder)
        self._now = datetime.now(UTC)
        self.run = store.new_run(self._now)
        self.result = Imported(self.run, Counters())
        arguments = {"import": ", ".join(asked.files), "by": asked.by, "note": asked.note}
        path = store.runs / f"{self.run}.json"
        self._summary = Summary(path, site.key, self.run, "import", arguments, {}, self._now)

    def take(self) -> Imported:
        """Read, archive and record. Raises OSError, sqlite3.Error, StoreError."""
        result = self.result
        state = opened_state(self._store, self._site, self._summary, result.counters, self._asked.journal, replay=False)
        try:
            result.plan = plan(self._examined(), self._site, self._is_article)
            held = Held(self._store, self._site, state)
            self._note_absent(held)
            written = self._archive(held)
            records = RecordFile(self._store.records / f"{self.run}.jsonl")
            rows = self._record(written, state, records)
            records.close()
            state.commit(self._pages(written, rows, state), rows.values())
            self._summary.storage = {"records_known": state.count("records"), "lines_written": records.lines}
            state.note_files(stamps(self._store))
        finally:
            state.close()
            self._store.reserve.unlink(missing_ok=True)
        counters = result.counters
        counters.answered = sum(result.taken.values())
        self._summary.imported = result.content()
        word = "ok" if counters.new or counters.changed else "unchanged"
        self._summary.write(counters, Outcome(word, 0), reason="finished")
        return result

    def _is_article(self, url: str) -> bool:
        spider = spider_class(self._site, self._asked.families)
        return bool(spider.is_article(url))  # type: ignore[attr-defined]  # every family's spider has it

    def _examined(self) -> Iterator[Examined]:
        place = 0
        self._tell("looking through the files", 0, 0)
        for one in self._visits():
            if isinstance(one, Trouble):
                self.result.troubles.append(one)
                continue
            found = examine(one, place, self._site, self._gone)
            place += 1
            if isinstance(found, Examined):
                yield found
            elif found.why is None:
                self.result.parts += 1
            else:
                self.result.refuse(found.why, found.url)

    def _note_absent(self, held: Held) -> None:
        found = self.result.plan
        self.result.absent = [f"{url}  {row.title}" for url, row in found.absent.items() if not held.knows(url)]
        self.result.files_absent = [f"{url}  {name}" for url, name in found.files_absent.items() if not held.knows(url)]

    def _archive(self, held: Held) -> list[tuple[Chosen, Archived, int | None, str]]:
        """Write the chosen answers that the archive does not have: each with its place, status and name."""
        writer = ArchiveWriter(self._store.archives / f"{self.run}.warc.gz", dict(self._asked.warcinfo))
        written = []
        done, total = 0, len(self.result.plan.chosen)
        answers = (one for one in self._visits() if isinstance(one, Visit))
        for place, visit in enumerate(answers):
            chosen = self.result.plan.chosen.get(place)
            if chosen is None:
                continue
            done += 1
            self._tell("archiving", done, total)
            canonical = canonical_url(chosen.url, self._site)
            name = page_name(visit.method, visit.request_body, canonical)
            if held.has(canonical, chosen.found.digest):
                self.result.held += 1
            elif (newer := held.newer(name, visit.time)) is not None:
                self.result.older.append(
                    f"{chosen.url}: of {visit.time:%Y-%m-%d}, and the archive's is of {newer[:10]}"
                )
            else:
                written.append((chosen, self._write(writer, chosen, visit), visit.status, name))
                self.result.taken[chosen.role] += 1
        writer.close()
        if writer.records:
            write_index(self._store.archives / writer.name)
        return written

    def _write(self, writer: ArchiveWriter, chosen: Chosen, visit: Visit) -> Archived:
        note = ImportNote(
            chosen.role,
            visit.file,
            self._asked.by,
            self._now.isoformat("T", "seconds"),
            "link" if chosen.linked else visit.address_from or "",
            visit.time_from,
            self._asked.note,
        )
        exchange = Exchange(
            chosen.url,
            visit.status or 0,
            visit.headers,
            visit.body,
            visit.method,
            request_body=visit.request_body,
            fetched_at=visit.time,
            metadata={**note_of(chosen.entry), **note.fields()},
        )
        return writer.write_saved(exchange, visit.content_type or "text/html", is_message=visit.status is not None)

    def _record(
        self, written: list[tuple[Chosen, Archived, int | None, str]], state: State, records: RecordFile
    ) -> dict[str, RecordState]:
        """Write a line for each new or changed record; the rows for the state, by id."""
        path = self._store.archives / f"{self.run}.warc.gz"
        archive = Archive(path, self._site, "live", self._asked.families, self._asked.limits)
        rows: dict[str, RecordState] = {}
        for done, (chosen, place, _, _) in enumerate(written, start=1):
            self._tell("reading", done, len(written))
            if chosen.role != "article":
                continue
            made = reread(archive, place.offset)
            if not made:
                self.result.unread.append(chosen.url)
            for report in made:
                known = rows.get(report.id) or state.record(report.id)
                report.read_at = datetime.now(UTC).isoformat("T", "seconds")
                report.supersedes = known.line_digest if known else None
                line = encode(report)
                digest = content_digest(line)
                if known and known.content_digest == digest:
                    self.result.counters.unchanged += 1
                    continue
                records.append(line)
                row = row_of(report, body_digest(line), digest, records.name)
                row.filled = merge_filled(row.filled, known.filled if known else None)
                rows[report.id] = row
                self.result.counters.changed += known is not None
                self.result.counters.new += known is None
        return rows

    def _pages(
        self, written: list[tuple[Chosen, Archived, int | None, str]], rows: dict[str, RecordState], state: State
    ) -> Iterator[PageState]:
        """The pages as a crawl that had them answered would know them."""
        years: dict[str, int | None] = {}
        for row in rows.values():
            years[row.url] = max(filter(None, (years.get(row.url), row.report_year)), default=None)
        for chosen, place, status, name in written:
            known = state.page(name)
            answer = Answer(place, status or 200, None, None)
            page = page_answered(name, _ROLES[chosen.role], answer, known, chosen.found.time)
            year = years.get(name, known.report_year if known else None)
            named_by = canonical_url(chosen.entry.url, self._site) if chosen.entry else page.named_by
            yield replace(page, report_year=year, named_by=named_by)
