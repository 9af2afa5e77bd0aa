"""The tables of one site: records folded, made into rows, written as parts that the next build may take over."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gaispider.archive.tombstones import NAME as TOMBSTONES
from gaispider.archive.tombstones import taken_down
from gaispider.crawl.store import SiteStore
from gaispider.dataset.rows.corrections import Correction, correct
from gaispider.dataset.rows.fingerprints import fingerprint
from gaispider.dataset.rows.personal_data import leave_out_of_rows
from gaispider.dataset.rows.record_rows import rows_of
from gaispider.dataset.store.arrow_schema import BATCH, EXTRA, TableWriter, arrow_schema, as_table, parquet_writer
from gaispider.items import Report
from gaispider.records.fold import newest

# The tables that are made of one record at a time.
RECORD_TABLES = ("reports", "figures", "narrative", "sections", "checks", "warnings", "attachments", "captures")
_FACTS = "facts.json"


@dataclass(slots=True)
class SiteFacts:
    """Facts of a site that the build reports beside its tables: counts, and values that are in no vocabulary."""

    site: str
    digest: str
    lines_damaged: list[str] = field(default_factory=list)
    records: int = 0
    reports: int = 0
    # Records of pages that people's browsers have saved.
    imported: int = 0
    taken_down: int = 0
    replays_refused: int = 0
    # Records of a replay that were asked for.
    replays: int = 0
    without_unit: int = 0
    first_fetched: str | None = None
    last_fetched: str | None = None
    labels_without_key: dict[str, int] = field(default_factory=dict)
    label_examples: dict[str, str] = field(default_factory=dict)
    names_without_kind: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    corrected: list[dict[str, Any]] = field(default_factory=list)
    personal_data: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One site to fold. `settings` are all that the parts depend on beside the site's files, as text."""

    store: SiteStore
    parts: Path
    settings: str
    replays: bool = False
    corrections: tuple[Correction, ...] = ()
    without_personal_data: bool = False

    @property
    def folder(self) -> Path:
        return self.parts / self.store.key


def source_digest(job: SiteJob) -> str:
    """Digest of the site's record files, its tombstones and the settings. Raises OSError."""
    found = hashlib.sha256(f"{job.settings}\n{job.replays}\n{job.corrections}\n{job.without_personal_data}\n".encode())
    tombstones = job.store.folder / TOMBSTONES
    for path in [*sorted(job.store.records.glob("*.jsonl")), *([tombstones] if tombstones.exists() else [])]:
        with path.open("rb") as file:
            found.update(f"{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return found.hexdigest()


def known_facts(folder: Path) -> SiteFacts | None:
    """The facts of parts that an earlier build wrote whole; None if there are none."""
    try:
        return SiteFacts(**json.loads((folder / _FACTS).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def make_parts(job: SiteJob) -> SiteFacts:
    """Fold a site and write its parts, unless those there were made of the same. Raises OSError, ValueError."""
    digest = source_digest(job)
    known = known_facts(job.folder)
    if known is not None and known.digest == digest:
        return known
    shutil.rmtree(job.folder, ignore_errors=True)
    job.folder.mkdir(parents=True)
    facts = SiteFacts(job.store.key, digest)
    _write(job, facts)
    # Last of all: parts without it are not taken over.
    (job.folder / _FACTS).write_text(json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True), "utf-8")
    return facts


def _write(job: SiteJob, facts: SiteFacts) -> None:
    parts = {name: _Part(job.folder / f"{name}.parquet", name) for name in (*RECORD_TABLES, *EXTRA)}
    try:
        for report in _records(job, facts):
            made = rows_of(report)
            _count(facts, report, made.unmapped, made.unit.rest if made.unit and not made.unit.agency_kind else None)
            for row in made.tables.get("reports", ()):
                mine = [one for one in job.corrections if one.id == report.id]
                facts.corrected.extend(asdict(one) for one in correct(row, mine))
                for cell in made.tables["figures"]:
                    cell["report_year"] = row["report_year"]
            if job.without_personal_data:
                left_out = leave_out_of_rows(made.tables)
                facts.personal_data = dict(sorted((Counter(facts.personal_data) + left_out).items()))
            for name, rows in made.tables.items():
                parts[name].add(rows)
            if made.unit is not None:
                facts.reports += 1
                facts.without_unit += made.unit.unit_id is None
                text = report.text or ""
                parts["texts"].add([{"id": report.id, "digest": _digest(text), "text": text}] if text else [])
                parts["fingerprints"].add([{"id": report.id, "hash": int(one)} for one in fingerprint(text)])
    finally:
        for part in parts.values():
            part.close()
    facts.rows = {name: part.rows for name, part in parts.items() if name in RECORD_TABLES}


class _Part:
    """One Parquet file that is written while rows come."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._context = parquet_writer(path, arrow_schema(name))
        self._writer = TableWriter(self._context.__enter__(), arrow_schema(name), name)
        self._waiting: list[dict[str, Any]] = []
        self.rows = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        self._waiting.extend(rows)
        self.rows += len(rows)
        if len(self._waiting) >= BATCH:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()
        self._context.__exit__(None, None, None)

    def _flush(self) -> None:
        if self._waiting:
            self._writer.add(as_table(self._waiting, self._name))
            self._waiting = []


def _records(job: SiteJob, facts: SiteFacts) -> Iterator[Report]:
    """The newest version of each record by id; not those taken down, and of replays only if asked."""
    gone = taken_down(job.store.folder)

    def damaged(path: Path, number: int, why: str) -> None:
        facts.lines_damaged.append(f"{path.name}, line {number}: {why}")

    found = newest(sorted(job.store.records.glob("*.jsonl")), damaged)
    for key in sorted(found):
        report = found[key].read()
        if report.canonical_url in gone:
            facts.taken_down += 1
        elif report.capture is not None and report.capture.origin == "replay" and not job.replays:
            facts.replays_refused += 1
        else:
            facts.records += 1
            facts.imported += report.capture is not None and report.capture.origin == "import"
            facts.replays += report.capture is not None and report.capture.origin == "replay"
            yield report


def _count(facts: SiteFacts, report: Report, unmapped: list[str], nameless: str | None) -> None:
    fetched = report.capture.fetched_at if report.capture else None
    if fetched:
        facts.first_fetched = min(facts.first_fetched or fetched, fetched)
        facts.last_fetched = max(facts.last_fetched or fetched, fetched)
    for label in unmapped:
        facts.label_examples.setdefault(label, report.id)
    facts.labels_without_key = dict(Counter(facts.labels_without_key) + Counter(unmapped))
    if nameless:
        facts.names_without_kind[nameless] = facts.names_without_kind.get(nameless, 0) + 1


def _digest(text: str) -> str:
    """Digest of a text without white space, by which equal texts are found."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()
