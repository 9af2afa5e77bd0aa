"""The SQLite file of a release: all tables with types and keys, Chinese search, the same bytes, made once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gaispider.dataset.browsing.browse_file import FILE, browse_file, browse_folder
from gaispider.dataset.browsing.browse_tables import SHOWN, metadata, search_table
from gaispider.dataset.browsing.search_words import match_expression
from gaispider.dataset.release_schema import tables
from gaispider.dataset.telling import silent
from gaispider.items import Section
from tests.dataset.made import release_of, report, store_of, with_t3

TOWN, FINANCE = "磐石市宝山乡人民政府", "磐石市财政局"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browsed")
    section = Section("一", "总体情况", 1, "本乡向村民公开了三公经费。")
    town = report("town", TOWN, 2022, text="引言\n一、总体情况\n本乡向村民公开了三公经费。", sections=[section])
    own = store_of(folder / "store", [town, with_t3("fin", FINANCE, 2022, r1=4)])
    return release_of(own, folder / "release", large=1)  # figures are a folder, as in a large release


@pytest.fixture
def opened(release: Path) -> Iterator[sqlite3.Connection]:
    file, _ = browse_file(release, silent)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield connection


def found(connection: sqlite3.Connection, table: str, column: str, query: str) -> list[str]:
    own = search_table(table)
    rows = connection.execute(
        f'SELECT "{column}" FROM "{table}" WHERE rowid IN (SELECT rowid FROM "{own}" WHERE "{own}" MATCH ?)',  # noqa: S608
        (match_expression(query),),
    )
    return [value for (value,) in rows]


def test_every_table_of_the_release_is_there(release: Path, opened: sqlite3.Connection) -> None:
    _, rows = browse_file(release, silent)
    assert list(rows) == list(tables()) and rows["reports"] == 2
    for name, table in tables().items():
        assert opened.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (rows[name],)  # noqa: S608
        columns = opened.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
        assert [column for column, _ in columns] == list(table.names)
    row = opened.execute(
        "SELECT report_year, applications_received, published FROM reports WHERE unit_name = ?", (FINANCE,)
    )
    assert row.fetchone() == (2022, 4, "2023-01-20")
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_text_of_a_report_is_searched_through_its_sections(opened: sqlite3.Connection) -> None:
    assert found(opened, "reports", "unit_name", "三公") == [TOWN]
    assert sorted(found(opened, "reports", "unit_name", "磐石")) == sorted([TOWN, FINANCE])
    assert found(opened, "reports", "unit_name", "寶山鄉 經費") == [TOWN]
    assert found(opened, "sections", "title", "公开了") == ["总体情况"]
    assert found(opened, "units", "unit_name", "财政") == [FINANCE]


def test_it_is_made_again_only_if_the_release_changed(release: Path) -> None:
    steps: list[str] = []

    def tell(step: str, _done: int = 0, _total: int = 0, /) -> None:
        steps.append(step)

    file, rows = browse_file(release, silent)
    before = file.stat().st_mtime_ns, rows
    file, rows = browse_file(release, tell)
    assert ((file.stat().st_mtime_ns, rows), steps) == (before, [])
    manifest = release / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    browse_file(release, tell)
    assert {"reading reports", "making indexes", "making reports searchable"} <= set(steps)


def test_the_same_release_gives_the_same_bytes(release: Path) -> None:
    file, _ = browse_file(release, silent)
    before = file.read_bytes()
    file.unlink()
    browse_file(release, silent)
    assert file.read_bytes() == before
    assert file == browse_folder(release) / FILE
    assert [path.name for path in browse_folder(release).iterdir() if path.name.endswith(".new")] == []


def test_what_is_shown_of_a_table_is_in_it() -> None:
    assert list(SHOWN) != [] and set(SHOWN) == set(tables())
    for name, shown in SHOWN.items():
        known = {*tables()[name].names, *(["text"] if name == "reports" else [])}
        named = {*shown.searched, *shown.facets, *shown.columns, *filter(None, [shown.newest, shown.label])}
        assert named <= known, name
    described = metadata("t", "d")["databases"]["release"]["tables"]
    assert described["reports"]["columns"]["applications_received"] == (
        "applications for disclosure received in the year (本年新收政府信息公开申请 [件])"
    )
    assert described["reports"]["facets"] == ["province", "report_year", "form", "status", "agency_kind"]
