"""A release describes itself: packages, codebooks, data card, citation, what changed since another."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gaispider.dataset.checking.check_page import lines, page
from gaispider.dataset.checking.check_release import check_release, exit_code
from gaispider.dataset.release_schema import keys, panel_keys, tables
from gaispider.dataset.rows.corrections import FIELDS, read_corrections
from gaispider.items import Capture, Report, Statistics, Tables
from tests.dataset.made import FETCHED, changed, figure, release_of, report, said, store_of, t3, with_t3

FINANCE = "磐石市财政局"


def reports() -> Iterator[Report]:
    yield with_t3("a", FINANCE, 2021, r1=10, r4=3)
    yield with_t3("b", FINANCE, 2022, r1=12, r2=3)
    odd = Statistics("C2021", Tables(t3={"1": {"total": figure(5)}, "2": {"total": figure(0)}}))
    yield report("c", "磐石市水利局", 2021, statistics=odd)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    return release_of(store_of(folder / "store", reports()), folder / "release")


def loaded(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def test_the_package_describes_every_table_with_its_columns_and_digests(release: Path) -> None:
    package = loaded(release / "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    resources = {one["name"]: one for one in package["resources"]}
    assert set(resources) == {*tables(), *(f"{name}-parquet" for name in tables())}
    for one in resources.values():
        path = release / one["path"]
        assert path.stat().st_size == one["bytes"]
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", one["hash"])
    for name, table in tables().items():
        schema = resources[name]["schema"]
        assert [field["name"] for field in schema["fields"]] == list(table.names)
        assert {field["type"] for field in schema["fields"]} <= {"string", "integer", "number", "boolean", "date"}
        for key in schema.get("foreignKeys", ()):
            target = tables()[key["reference"]["resource"]]
            assert set(key["reference"]["fields"]) <= set(target.names)


def test_croissant_names_a_source_for_every_field(release: Path) -> None:
    content = loaded(release / "croissant.json")
    assert content["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    files = {one["@id"] for one in content["distribution"]}
    assert all((release / name).is_file() for name in files)
    ids = [one["@id"] for one in content["distribution"]]
    for records in content["recordSet"]:
        ids += [records["@id"], *(field["@id"] for field in records["field"])]
        for field in records["field"]:
            assert field["source"]["fileObject"]["@id"] in files
            assert field["source"]["extract"]["column"] in tables()[records["name"]].names
    assert len(ids) == len(set(ids))


def test_both_codebooks_have_every_table_column_and_key(release: Path) -> None:
    for name in ("codebook.md", "codebook.zh.md"):
        text = (release / name).read_text("utf-8")
        for table in tables().values():
            part = text[text.index(f"## {table.name}\n") :]
            told = re.findall(r"^\| `(\w+)` \|", part[: part.index("\n## ", 5)], re.MULTILINE)
            own = {end for key in panel_keys() for end in (key, f"{key}_from", f"{key}_certainty")}
            expected = [one for one in table.names if table.name not in ("reports", "panel") or one not in own]
            assert told == expected
        assert all(f"| `{key}` |" in text for key in keys())
    assert all(column.english and column.chinese for table in tables().values() for column in table.columns)


@pytest.mark.parametrize("name", ["codebook.md", "codebook.zh.md"])
def test_every_row_of_a_codebook_has_the_cells_of_its_head(release: Path, name: str) -> None:
    width = 0
    for line in (release / name).read_text("utf-8").splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line))
        if line.startswith("|"):
            width = width or cells
            assert cells == width, line
        else:
            width = 0


def test_the_card_counts_what_is_there(release: Path) -> None:
    card = (release / "data_card.md").read_text("utf-8")
    assert "- 3 reports of 1 site, fetched 2025-03-01" in card
    assert "| 2021 | 2 | 0 | 0 | 0 | 1 | 0 | 0 |" in card
    assert "| `applications_received` | 3 | 0 | 0 | 0 | 0 | 0 | 0 |" in card
    assert "date-released: 2025-03-01" in (release / "CITATION.cff").read_text("utf-8")


def test_nothing_of_a_release_tells_of_the_day_or_the_machine_it_was_built_on(release: Path) -> None:
    manifest = loaded(release / "manifest.json")
    assert set(manifest["files"]) == {path.name for path in release.iterdir()} - {"manifest.json"}
    text = "".join(path.read_text("utf-8") for path in release.iterdir() if path.suffix in (".json", ".md", ".cff"))
    assert str(release.parent) not in text
    assert str(date.today().year + 1) not in text


def test_what_changed_since_another_release_and_why(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As of many reports: each is compared on its own.
    monkeypatch.setattr("gaispider.dataset.join.engine._ROWS_JOINED", 1)
    a, b, c = reports()
    later = "2026-03-01T02:00:00Z"
    again = changed(
        a,
        statistics=Statistics("C2021", Tables(t3=t3(r1=11, r4=3))),
        capture=Capture("live", "archive/x.warc.gz", "<urn:x>", "sha256:x", later, 200, "utf-8"),
    )
    read = changed(b, title="另读", extractor="0.3.0+made")
    fixes = tmp_path / "corrections.csv"
    fixes.write_text(f"{','.join(FIELDS)}\npanshi-b,applications_received,12,13,w,y,2025-05-01,s\n", "utf-8")
    store = store_of(tmp_path / "store", [again, read, with_t3("d", FINANCE, 2023, r1=1)])
    out = release_of(store, tmp_path / "new", since=release, corrections=tuple(read_corrections(fixes)))
    with (out / "CHANGES.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [
            tuple(row[name] for name in ("id", "field", "before", "after", "reason")) for row in csv.DictReader(file)
        ]
    assert found == [
        ("panshi-d", "", "", "", "new report"),
        ("panshi-c", "", "", "", "report gone"),
        ("panshi-a", "applications_received", "10", "11", "new capture"),
        ("panshi-b", "applications_received", "12", "13", "correction"),
        ("panshi-b", "applications_received_from", "t3:1/total", "correction", "correction"),
        ("panshi-b", "applications_received_certainty", "intact", "correction", "correction"),
        ("panshi-b", "title", f"{FINANCE}2022年政府信息公开工作年度报告", "另读", "new reading"),
    ]
    assert c.id == "panshi-c"


def test_a_release_that_holds_to_its_schema_is_fine(release: Path) -> None:
    found = check_release(release)
    assert found.of("fault") == []
    assert exit_code(found) == 0
    assert "nothing to be looked at" in list(lines(found))
    assert "unit-years reported" in page(found)
    # Red is for faults that are there.
    assert '<h2 class="fault">' not in page(found)
    assert "<h2>Faults: the release contradicts its schema: 0</h2>" in page(found)


def spoilt(release: Path, folder: Path, table: str, column: str, value: object) -> Path:
    """A copy of a release in which a column of a table has one value in all rows."""
    folder.mkdir()
    for path in release.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    whole = pq.read_table(folder / f"{table}.parquet")
    at = whole.schema.get_field_index(column)
    field = whole.schema.field(at)
    spoilt_column = pa.array([value] * whole.num_rows, field.type)
    whole = whole.set_column(at, field.with_nullable(field.nullable or value is None), spoilt_column)
    pq.write_table(whole, folder / f"{table}.parquet")
    return folder


@pytest.mark.parametrize(
    ("table", "column", "value", "what"),
    [
        ("reports", "kind", "leaflet", "list"),
        ("reports", "id", "panshi-a", "key"),
        ("reports", "unit_id", "220284-无", "reference"),
        ("figures", "row", None, "columns"),
    ],
)
def test_a_fault_is_found(release: Path, tmp_path: Path, table: str, column: str, value: object, what: str) -> None:
    found = check_release(spoilt(release, tmp_path / "spoilt", table, column, value))
    assert exit_code(found) == 1
    # Ids that stand twice are also ids that others name and that are gone.
    assert {one.what for one in found.of("fault")} - {"reference"} == {"files", what} - {"reference"}
    assert any(one.what == what for one in found.of("fault"))


def test_a_table_with_other_columns_or_none_is_a_fault(release: Path, tmp_path: Path) -> None:
    copy = spoilt(release, tmp_path / "copy", "sites", "name", "x")
    pq.write_table(pq.read_table(copy / "units.parquet").drop_columns(["names"]), copy / "units.parquet")
    (copy / "sections.parquet").write_bytes(b"no parquet")
    (copy / "CITATION.cff").unlink()
    found = check_release(copy)
    sentences = " ".join(one.sentence + " ".join(one.examples) for one in found.of("fault"))
    assert "units has not the columns" in sentences
    assert "sections cannot be read" in sentences
    assert "CITATION.cff is missing" in sentences


def test_what_a_person_should_look_at(release: Path, tmp_path: Path) -> None:
    a, *_ = reports()
    jumped = changed(a, statistics=Statistics("C2021", Tables(t3=t3(r1=1000)), {"applications_received": said(7)}))
    out = release_of(store_of(tmp_path / "store", [jumped]), tmp_path / "release")
    found = check_release(out, against=release)
    assert exit_code(found) == 3
    told = {(one.what, one.sentence.split()[0]): one for one in found.of("surprise")}
    assert told["identity", "sources"].examples == ("panshi-a applications_received 1000.0 and 7.0",)
    assert told["vanished", "units"].examples == ("220284-水利局",)
    assert told["vanished", "reports"].count == 2
    assert told["figure", "applications_received"].examples == ("panshi-a 10 1000",)
    assert told["figure", "applications_carried_over"].examples == ("panshi-a 3",)
    assert "<script" not in page(found)
    assert FETCHED not in page(found)


def test_the_tables_open_in_duckdb_as_csv_and_as_parquet(release: Path) -> None:
    with duckdb.connect() as connection:
        for name in tables():
            parquet = connection.read_parquet(str(release / f"{name}.parquet"))
            rows = connection.read_csv(str(release / f"{name}.csv"), all_varchar=True)
            assert rows.columns == parquet.columns
            assert len(rows.fetchall()) == len(parquet.fetchall())
