"""Records that repeat each other: candidates by sampled shingles, in DuckDB, then the share of their real shingles.

What is told of a record (`duplicate_reason`), the first that holds:
- `copy`: a third party's copy of an official report of the same unit and year (at least SAME of the shorter text is in
  the other), or, where unit or year is not known, nearly all of it (ALIKE);
- `same_unit_year`: another report of the same unit and year, with at least SAME;
- `same_text_other_year`, `same_text_other_unit`: nearly the same text (ALIKE, TEMPLATE) and no figure that differs.
Official beats copy, first published beats later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.release_schema import panel_keys
from gaispider.report.duplicates import shared_part

SAME, ALIKE, TEMPLATE = 0.7, 0.95, 0.98
# A sampled shingle that more records have says nothing: words of the form, and a county's own template.
_MOST_BEARERS = 64
_LEAST_SHARED = 3
# Two texts of some 5 kB each.
_PAIRS_AT_A_TIME = 4_000
_PAIR = pa.schema([("one", pa.string()), ("other", pa.string())])
_CANDIDATE = 0.5
REPEATS = ("copy", "same_unit_year")
_REASONS = (*REPEATS, "same_text_other_year", "same_text_other_unit")


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a record repeats, why it is called so, and the share of the shorter text."""

    of: str
    reason: str
    share: float


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    unit: str | None
    year: int | None
    official: bool
    published: str
    figures: tuple[float | None, ...]

    @property
    def rank(self) -> tuple[bool, str, str]:
        return not self.official, self.published, self.id


def find_repeats(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> dict[str, Repeat]:
    """By id, what a record repeats; of several the closest reason, then the largest share."""
    if not folders:
        return {}
    _candidates(connection, folders)
    best: dict[str, Repeat] = {}
    for one, other, texts in _texts_of_pairs(connection, folders, _ask_for(connection, folders)):
        first, later = sorted((one, other), key=lambda record: record.rank)
        share = shared_part(*texts)
        reason = _reason(first, later, share)
        if reason:
            repeat = Repeat(first.id, reason, round(share, 4))
            best[later.id] = min(best.get(later.id, repeat), repeat, key=_closeness)
    return {key: Repeat(_root(best, one), one.reason, one.share) for key, one in sorted(best.items())}


def _closeness(repeat: Repeat) -> tuple[int, float, str]:
    return _REASONS.index(repeat.reason), -repeat.share, repeat.of


def _root(best: dict[str, Repeat], repeat: Repeat) -> str:
    """The record at the beginning of a chain of copies. Ranks fall along a chain, so it ends."""
    of = repeat.of
    while repeat.reason in REPEATS and of in best and best[of].reason in REPEATS:
        of = best[of].of
    return of


def _is_known(*records: _Record) -> bool:
    return all(None not in (record.unit, record.year) for record in records)


def _may_repeat(first: _Record, later: _Record) -> bool:
    """Whether any share of their texts could make one a repeat of the other: the texts need not be compared else."""
    if not _is_known(first, later) or (first.unit, first.year) == (later.unit, later.year):
        return True
    pairs = zip(first.figures, later.figures, strict=True)
    return not any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _reason(first: _Record, later: _Record, share: float) -> str | None:
    """What is told of two records that may repeat each other, with that share of the shorter text."""
    known = _is_known(first, later)
    is_copy = first.official and not later.official
    if known and (first.unit, first.year) == (later.unit, later.year):
        return None if share < SAME else "copy" if is_copy else "same_unit_year"
    if not known:
        return "copy" if is_copy and share >= ALIKE else None
    if share < ALIKE:
        return None
    if first.unit == later.unit:
        return "same_text_other_year"
    return "same_text_other_unit" if share >= TEMPLATE else None


def _candidates(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Table `pairs`: records that share enough sampled shingles, and equal texts with the first that has the text."""
    prints = files([folder / "fingerprints.parquet" for folder in folders])
    texts = files([folder / "texts.parquet" for folder in folders])
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE prints AS
            SELECT id, hash FROM {prints} WHERE hash IN (
                SELECT hash FROM {prints} GROUP BY hash HAVING count(*) BETWEEN 2 AND {_MOST_BEARERS});
        CREATE OR REPLACE TEMP TABLE sizes AS SELECT id, count(*) AS size FROM prints GROUP BY id;
        CREATE OR REPLACE TEMP TABLE pairs AS
            SELECT one, other FROM (
                SELECT a.id AS one, b.id AS other, count(*) AS shared
                FROM prints a JOIN prints b ON a.hash = b.hash AND a.id < b.id
                GROUP BY ALL HAVING count(*) >= {_LEAST_SHARED})
            JOIN sizes s ON s.id = one JOIN sizes t ON t.id = other
            WHERE shared >= {_CANDIDATE} * least(s.size, t.size)
            UNION
            SELECT one, id FROM {texts} JOIN (
                SELECT digest, min(id) AS one FROM {texts} GROUP BY digest HAVING count(*) > 1) USING (digest)
            WHERE one <> id;
        """  # noqa: S608 - paths of our own parts, and numbers
    )


def _ask_for(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> int:
    """Tables `facts`, and `asked`: the pairs whose texts could make one a repeat of the other; how many there are.

    Most pairs fall out here, by their figures: their texts are never read.
    """
    reports = files([folder / "reports.parquet" for folder in folders])
    figures = ", ".join(f'"{key}"::DOUBLE' for key in panel_keys())
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE facts AS
            SELECT id, unit_id, report_year, provenance = 'official' AS official,
                coalesce(published::VARCHAR, '9999') AS published, [{figures}] AS figures
            FROM {reports} WHERE id IN (SELECT one FROM pairs UNION SELECT other FROM pairs)"""  # noqa: S608 - as above
    )
    asked: dict[str, list[str]] = {"one": [], "other": []}
    query = "SELECT a.*, b.* FROM pairs JOIN facts a ON a.id = one JOIN facts b ON b.id = other"
    for row in rows(connection, query):
        half = len(row) // 2
        one, other = _record(row[:half]), _record(row[half:])
        if _may_repeat(one, other):
            asked["one"].append(one.id)
            asked["other"].append(other.id)
    connection.register("asked_now", pa.table(asked, schema=_PAIR))
    connection.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM asked_now")
    connection.unregister("asked_now")
    return len(asked["one"])


def _texts_of_pairs(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], count: int
) -> Iterator[tuple[_Record, _Record, tuple[str, str]]]:
    """The asked pairs with their texts, in parts, so that the memory for texts has a bound."""
    texts = files([folder / "texts.parquet" for folder in folders])
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE said AS SELECT facts.*, text FROM facts JOIN {texts} USING (id)
            WHERE id IN (SELECT one FROM asked UNION SELECT other FROM asked)"""  # noqa: S608 - as above
    )
    parts = -(-count // _PAIRS_AT_A_TIME)
    for part in range(parts):
        query = f"""SELECT a.*, b.* FROM (SELECT * FROM asked WHERE hash(one) % {parts} = {part})
            JOIN said a ON a.id = one JOIN said b ON b.id = other"""  # noqa: S608 - numbers
        for row in rows(connection, query):
            half = len(row) // 2
            (*one, text), (*other, text_of_other) = row[:half], row[half:]
            yield _record(one), _record(other), (text, text_of_other)


def _record(row: Sequence[object]) -> _Record:
    # The columns of the table `facts`.
    *facts, figures = row
    return _Record(*facts, tuple(figures))  # type: ignore[call-arg, arg-type]
