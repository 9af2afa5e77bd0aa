"""Damage in a site's folder: it is noticed when the folder is opened, named, and what hangs on it is asked for again.

In process, on copies of the recorded store; that a crawl makes such a store whole again is in tests/crawl/run.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaispider.crawl.state import state_file
from gaispider.crawl.state.due import is_due
from gaispider.crawl.state.state import PageState, RecordState, State
from gaispider.crawl.state.state_recovery import Opened, open_state
from gaispider.crawl.state.store_files import stamps
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.paths import ROOT
from gaispider.sites.registry import load_sites

RECORDED = ROOT / "tests" / "crawl" / "store_0_1_0"
# Each changes three bits of the file.
SEEDS = range(150)
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded store as this version leaves it after a run."""
    folder = tmp_path_factory.mktemp("closed") / "plain"
    # Its state is made anew: digests of content are of the present schema then.
    shutil.copytree(RECORDED, folder, ignore=shutil.ignore_patterns("state.sqlite"))
    with opened(folder) as found:
        assert found.damage == []
        found.state.note_files(stamps(SiteStore(folder.parent, folder.name)))
    assert (folder / "state.sqlite.seal").exists()
    return folder


@pytest.fixture
def folder(closed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(closed, tmp_path / "store" / "plain"))


@contextmanager
def opened(folder: Path, run: str = "20300101T020000-000") -> Iterator[Opened]:
    sites = folder.parent / "sites"
    sites.mkdir(exist_ok=True)
    (sites / "22-jilin.toml").write_text(
        '[[site]]\nkey = "plain"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "generic"\n'
        'hosts = ["127.0.0.1"]\nstart = ["http://127.0.0.1/"]\n',
        encoding="utf-8",
    )
    found = open_state(SiteStore(folder.parent, folder.name), load_sites(sites)["plain"], run, ())
    try:
        yield found
    finally:
        found.state.close()


def content(state: State) -> tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]]]:
    pages = [PageState(*row) for row in state.connection.execute("SELECT * FROM pages")]
    records = [RecordState(*row) for row in state.connection.execute("SELECT * FROM records")]
    return {page.url: astuple(page) for page in pages}, {record.id: astuple(record) for record in records}


def flip(path: Path, seed: int) -> None:
    """Change three bits of a file."""
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(3):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def copy_of_state(closed: Path, tmp_path: Path, *, seal: bool) -> Path:
    path = tmp_path / "state.sqlite"
    shutil.copy(closed / "state.sqlite", path)
    if seal:
        shutil.copy(closed / "state.sqlite.seal", f"{path}.seal")
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_three_flipped_bits_are_always_noticed(closed: Path, tmp_path: Path, seed: int) -> None:
    path = copy_of_state(closed, tmp_path, seal=True)
    flip(path, seed)
    with pytest.raises(sqlite3.DatabaseError) as raised:
        State(path)
    assert not state_file.is_of_machine(raised.value)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_a_seal_flipped_bits_are_noticed_or_harmless(closed: Path, tmp_path: Path, seed: int) -> None:
    """As after a kill: what opens can be used, and no value is of another kind than a program writes."""
    path = copy_of_state(closed, tmp_path, seal=False)
    flip(path, seed)
    try:
        state = State(path)
    except sqlite3.DatabaseError as error:
        assert not state_file.is_of_machine(error)
        return
    pages, records = content(state)
    for url in pages:
        known = state.page(url)
        assert known is None or is_due(known, NOW) in (True, False)
    state.commit([PageState(*row) for row in pages.values()], [RecordState(*row) for row in records.values()])  # type: ignore[arg-type]
    state.close()


def test_a_damaged_state_is_set_aside_and_made_again(folder: Path) -> None:
    with opened(folder) as found:
        _, records = content(found.state)
    flip(folder / "state.sqlite", 1)
    with opened(folder) as found:
        (sentence,) = found.damage
        assert "was not readable" in sentence
        assert "kept as state.broken-20300101T020000-000.sqlite" in sentence
        assert content(found.state)[1] == records
    assert (folder / "state.broken-20300101T020000-000.sqlite").exists()
    with opened(folder) as found:
        assert found.damage == []


@pytest.mark.parametrize("left", [0, 100, 5000])
def test_a_state_that_is_empty_or_cut_is_set_aside(folder: Path, left: int) -> None:
    with opened(folder) as found:
        _, records = content(found.state)
    path = folder / "state.sqlite"
    path.write_bytes(path.read_bytes()[:left])
    (folder / "state.sqlite.seal").unlink()
    with opened(folder) as found:
        assert "was not readable" in found.damage[0]
        assert content(found.state)[1] == records


def test_a_state_that_fails_in_use_is_set_aside_by_the_next_run(folder: Path) -> None:
    with opened(folder) as found:
        found.state.spoiled_by(sqlite3.DatabaseError("database disk image is malformed"))
    with opened(folder) as found:
        assert "was not readable" in found.damage[0]


def test_a_kill_while_a_state_is_made_leaves_none_that_lacks_what_is_on_file(folder: Path) -> None:
    for part in state_file.parts(folder / "state.sqlite"):
        part.unlink()
    # What the kill left.
    State(folder / "state.new.sqlite").close()
    with opened(folder) as found:
        assert found.state.count("records") == 5
    assert not list(folder.glob("state.new*"))


def test_a_damaged_line_is_named_and_its_page_asked_for_again(folder: Path) -> None:
    path = sorted((folder / "records").glob("*.jsonl"))[0]
    lines = path.read_bytes().splitlines(keepends=True)
    lost = json.loads(lines[0])
    path.write_bytes(b"".join([lines[0].replace(b'"schema"', b'"sch\x00ma"', 1), *lines[1:]]))
    with opened(folder) as found:
        (sentence,) = found.damage
        assert sentence.startswith(f"records/{path.name}, line 1 is no record (")
        assert found.state.record(lost["id"]) is None
        page = found.state.page(lost["canonical_url"])
        assert page is not None
        assert page.fetched_at is page.etag is page.last_modified is None
        assert is_due(page, NOW)
        assert found.state.count("records") == 4
        found.state.note_files(stamps(SiteStore(folder.parent, folder.name)))
    with opened(folder) as found:
        assert found.damage == []


def test_a_damaged_line_of_an_older_version_is_named_and_costs_nothing(folder: Path) -> None:
    first, second = sorted((folder / "records").glob("*.jsonl"))
    [newer] = [json.loads(line) for line in second.read_bytes().splitlines()]
    lines = first.read_bytes().splitlines(keepends=True)
    changed = [line[: len(line) // 2] + b"\n" if newer["id"].encode() in line[:400] else line for line in lines]
    first.write_bytes(b"".join(changed))
    with opened(folder) as found:
        (sentence,) = found.damage
        assert "is no record" in sentence
        assert "no page hangs on it" in sentence
        assert found.state.count("records") == 5


@pytest.mark.parametrize("how", ["missing", "empty", "cut", "damaged"])
def test_a_lost_archive_is_named_and_what_it_held_is_asked_for_again(folder: Path, how: str) -> None:
    path = sorted((folder / "archive").glob("*.warc.gz"))[0]
    with opened(folder) as found:
        rows = found.state.connection.execute("SELECT url, warc_offset FROM pages WHERE warc_file = ?", (path.name,))
        held: dict[str, int] = dict(rows.fetchall())
        before = _asked_again(found.state)
        query = "SELECT max(warc_offset) FROM pages JOIN records USING (url) WHERE warc_file = ?"
        offset = int(found.state.connection.execute(query, (path.name,)).fetchone()[0])
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "damaged":
        path.write_bytes(data[: offset + 300] + b"\xff" * 40 + data[offset + 340 :])
    else:
        path.write_bytes(data[: len(data) // 3] if how == "cut" else b"")
    with opened(folder) as found:
        assert found.damage
        assert found.damage[0].startswith(f"archive/{path.name} "), found.damage
        again = _asked_again(found.state) - before
        assert again
        assert again <= held.keys() if how in ("cut", "damaged") else again == held.keys()
        # A record whose answer is lost is written again: its content counts as unknown.
        unproved = found.state.connection.execute("SELECT count(*) FROM records WHERE content_digest = ''").fetchone()[
            0
        ]
        assert unproved > 0
        found.state.note_files(stamps(SiteStore(folder.parent, folder.name)))
    with opened(folder) as found:
        assert found.damage == []


def test_a_state_made_again_beside_a_lost_archive_knows_what_is_lost(folder: Path) -> None:
    path = sorted((folder / "archive").glob("*.warc.gz"))[0]
    path.unlink()
    (folder / "state.sqlite").write_bytes(b"")
    with opened(folder) as found:
        assert len(found.damage) == 2
        unproved = found.state.connection.execute("SELECT count(*) FROM records WHERE content_digest = ''").fetchone()[
            0
        ]
        assert unproved >= 4


def test_a_store_of_an_older_version_is_checked_once_and_has_nothing_to_say(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RECORDED, tmp_path / "store" / "plain"))
    with opened(folder) as found:
        assert found.damage == []
        assert found.state.files().keys() == stamps(SiteStore(folder.parent, folder.name)).keys()


def test_a_place_without_wal_is_named_and_nothing_is_set_aside(folder: Path) -> None:
    """SQLite's shared memory cannot be made: as on network file systems."""
    (folder / "state.sqlite-shm").mkdir()
    with pytest.raises(StoreError, match=r"WAL mode.*NFS.*STATE_JOURNAL=delete"), opened(folder):
        pass
    assert not list(folder.glob("state.broken*"))
    with closing(State(folder / "state.sqlite", "delete")) as state:
        assert state.count("records") == 5
        state.commit([], [])


def test_another_journal_is_named() -> None:
    with pytest.raises(sqlite3.ProgrammingError, match="STATE_JOURNAL is 'off'; it is wal or delete"):
        State(None, "off")


@pytest.mark.parametrize(
    ("code", "of_machine"),
    [
        (sqlite3.SQLITE_PROTOCOL, True),
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_IOERR_WRITE, True),
        (sqlite3.SQLITE_IOERR_SHORT_READ, False),
        (sqlite3.SQLITE_CORRUPT, False),
        (sqlite3.SQLITE_NOTADB, False),
        (sqlite3.SQLITE_ERROR, False),
    ],
)
def test_which_errors_are_of_the_machine(code: int, of_machine: bool) -> None:
    error = sqlite3.OperationalError("locking protocol")
    error.sqlite_errorcode = code
    assert state_file.is_of_machine(error) is of_machine


def _asked_again(state: State) -> set[str]:
    return {url for (url,) in state.connection.execute("SELECT url FROM pages WHERE fetched_at IS NULL")}


def _unproved(state: State) -> int:
    query = "SELECT count(*) FROM records WHERE content_digest = ''"
    return int(state.connection.execute(query).fetchone()[0])
