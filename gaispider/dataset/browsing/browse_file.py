"""A release as one SQLite file that a browser of tables opens: typed, indexed, and searchable in Chinese.

The same release gives the same bytes (of one version of SQLite).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from gaispider.dataset.browsing import browse_tables, search_words
from gaispider.dataset.browsing.browse_tables import SHOWN, search_table
from gaispider.dataset.browsing.search_words import TOKENIZER, index_words
from gaispider.dataset.build import MANIFEST
from gaispider.dataset.release_schema import Table, tables
from gaispider.dataset.store.merged import parts_of
from gaispider.dataset.store.partitions import parquet_files
from gaispider.dataset.telling import Told, rows_told
from gaispider.files import write_file

FILE, MADE = "release.sqlite", "made.json"
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
# A code may stand twice in divisions (present and former), so nothing can refer to it.
_NO_KEY = "divisions.code"
# Texts between two words on how far the search is.
_TOLD = 256


def browse_folder(release: Path) -> Path:
    """Where the files for browsing lie: beside the release, which stays as it is."""
    return release.with_name(f"{release.name}-browse")


def browse_file(release: Path, tell: Told) -> tuple[Path, dict[str, int]]:
    """The SQLite file of a release, made anew if the release changed, and its rows by table. Raises OSError."""
    folder = browse_folder(release)
    key = _key(release)
    known = _made(folder)
    if known is not None and known["of"] == key:
        return folder / FILE, known["rows"]
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            rows = _fill(connection, release, tell)
    except sqlite3.Error as error:
        new.unlink(missing_ok=True)
        raise OSError(f"{new}: {error}") from error
    (folder / MADE).unlink(missing_ok=True)
    new.replace(folder / FILE)
    # Last of all: a file without it is made anew.
    write_file(folder / MADE, json.dumps({"of": key, "rows": rows}, indent=1) + "\n")
    return folder / FILE, rows


def _key(release: Path) -> str:
    """The release, whose manifest has the digests of its tables, and the code that makes the file of it."""
    found = hashlib.sha256(f"{sqlite3.sqlite_version}\n".encode() + (release / MANIFEST).read_bytes())
    for module in (__file__, browse_tables.__file__, search_words.__file__):
        found.update(Path(module).read_bytes())
    return found.hexdigest()


def _made(folder: Path) -> dict[str, Any] | None:
    try:
        known: dict[str, Any] = json.loads((folder / MADE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if (folder / FILE).is_file() else None


def _fill(connection: sqlite3.Connection, release: Path, tell: Told) -> dict[str, int]:
    # The file is made anew after a fault, so nothing needs a journal.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    rows = {}
    for name, table in tables().items():
        connection.execute(_create(table))
        rows[name] = _copy(connection, release, table, tell)
    tell("making indexes")
    for statement in _indexes():
        connection.execute(statement)
    for name in tables():
        if SHOWN[name].searched:
            _index_words(connection, name, rows[name], tell)
    connection.execute("ANALYZE")
    connection.execute("COMMIT")
    return rows


def _create(table: Table) -> str:
    parts = [f'"{one.name}" {_TYPES[one.type]}{" NOT NULL" if one.required else ""}' for one in table.columns]
    if table.primary:
        parts.append(f"PRIMARY KEY ({', '.join(_quoted(table.primary))})")
    for column in table.columns:
        if column.refers and column.refers != _NO_KEY:
            other, _, key = column.refers.partition(".")
            parts.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{other}" ("{key}")')
    if table.name == "panel":
        parts.append('FOREIGN KEY ("id") REFERENCES "reports" ("id")')
    return f'CREATE TABLE "{table.name}" (\n  {", ".join(parts)}\n)'


def _quoted(names: Iterable[str]) -> Iterator[str]:
    return (f'"{name}"' for name in names)


def _copy(connection: sqlite3.Connection, release: Path, table: Table, tell: Told) -> int:
    days = {column.name for column in table.columns if column.type == "date"}
    insert = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608
    count = 0
    files = parquet_files(release / f"{table.name}.parquet")
    total = sum(pq.read_metadata(file).num_rows for file in files)
    for batch in rows_told(parts_of(table.name, [release]), total, tell, f"reading {table.name}"):
        columns = [
            [day and day.isoformat() for day in batch.column(name).to_pylist()]
            if name in days
            else batch.column(name).to_pylist()
            for name in table.names
        ]
        connection.executemany(insert, zip(*columns, strict=True))
        count += batch.num_rows
    return count


def _index_words(connection: sqlite3.Connection, name: str, total: int, tell: Told) -> None:
    """The searched columns in pairs of characters; the index keeps no text, which its table has."""
    step = f"making {name} searchable"
    tell(step)
    columns = SHOWN[name].searched
    own = search_table(name)
    connection.execute(
        f'CREATE VIRTUAL TABLE "{own}" USING fts5({", ".join(_quoted(columns))}, '
        f"content='', columnsize=0, tokenize='{TOKENIZER}')"
    )
    insert = f'INSERT INTO "{own}" (rowid, {", ".join(_quoted(columns))}) VALUES (?{", ?" * len(columns)})'  # noqa: S608
    rows = _report_texts(connection) if name == "reports" else _plain_texts(connection, name, columns)
    for count, row in enumerate(rows, start=1):
        connection.execute(insert, (row[0], *map(index_words, row[1:])))
        if count % _TOLD == 0 or count == total:
            tell(step, count, total)
    connection.execute(f'INSERT INTO "{own}" ("{own}") VALUES (\'optimize\')')  # noqa: S608


def _plain_texts(connection: sqlite3.Connection, name: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    yield from connection.execute(f'SELECT rowid, {", ".join(_quoted(columns))} FROM "{name}" ORDER BY rowid')  # noqa: S608


def _report_texts(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Row number, title, unit and whole text of each report."""
    found = connection.execute(
        "SELECT r.rowid, r.title, r.unit_name, s.title, s.text FROM reports r LEFT JOIN sections s ON s.id = r.id "
        "ORDER BY r.rowid, s.place"
    )
    for (number, title, unit), parts in groupby(found, key=lambda row: row[:3]):
        yield number, title, unit, "\n".join(line for part in parts for line in part[3:] if line)


def _indexes() -> Iterator[str]:
    """An index for each column that is counted, sorted by, or refers to another table."""
    for name, table in tables().items():
        shown = SHOWN[name]
        referring = [column.name for column in table.columns if column.refers or column.name == "id"]
        if table.primary == ("id",):
            referring.remove("id")
        for column in dict.fromkeys([*shown.facets, *filter(None, [shown.newest]), *referring]):
            yield f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")'
