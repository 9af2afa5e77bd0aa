"""A store becomes a release: the same bytes each time, nothing lost, what is missing is a row."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from gaispider.archive.tombstones import Tombstone, write_tombstones
from gaispider.dataset.build_settings import BuildError
from gaispider.dataset.checking.check_release import check_release
from gaispider.dataset.release.data_package import OF_A_REPLAY
from gaispider.dataset.release_schema import tables
from gaispider.dataset.store.merged import parts_of
from gaispider.items import Capture, Section
from gaispider.schema import encode
from tests.dataset.built import FINANCE, digests, reports, rows
from tests.dataset.made import (
    FETCHED,
    RUN,
    changed,
    release_of,
    report,
    store_of,
    with_t3,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("store"), reports())


@pytest.fixture(scope="module")
def release(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(store, tmp_path_factory.mktemp("built") / "release")


def test_a_row_for_each_report_and_a_capture_for_each_record(release: Path) -> None:
    assert rows(release, "SELECT count(*) FROM {reports}") == [(10,)]
    assert rows(release, "SELECT count(*), count(*) FILTER (kind = 'not_a_report') FROM {captures}") == [(11, 1)]
    query = "SELECT applications_received, applications_received_from, applications_received_certainty FROM {reports} "
    found = rows(release, query + "WHERE id = 'panshi-n'")
    assert found == [(4, "annex:收到申请数", "intact")]


def test_every_figure_is_a_row_with_its_key_and_check(release: Path) -> None:
    found = rows(
        release,
        'SELECT "table", row, "column", value, raw, key FROM {figures} WHERE id = \'panshi-f2021\' ORDER BY row',
    )
    assert found == [
        ("t3", "1", "total", 10.0, "10", "applications_received"),
        ("t3", "2", "total", 0.0, "0", "applications_brought_forward"),
        ("t3", "4", "total", 3.0, "3", "applications_carried_over"),
    ]
    assert rows(release, "SELECT row, key FROM {figures} WHERE id = 'panshi-odd'") == [("公告栏更新数", None)]


def test_labels_without_a_key_are_listed(release: Path) -> None:
    text = (release / "unmapped.csv").read_text("utf-8-sig")
    assert "label,公告栏更新数,1,panshi-odd" in text
    assert json.loads((release / "manifest.json").read_text("utf-8"))["counts"]["labels_without_key"] == 1


def test_what_is_missing_is_a_row_and_says_why(release: Path) -> None:
    panel = {
        (unit, year): (status, why)
        for unit, year, status, why in rows(release, "SELECT unit_id, report_year, status, why FROM {panel}")
    }
    assert {year for _, year in panel} == set(range(2008, 2025))
    assert panel["220284-财政局", 2021] == ("reported", "a report is known")
    assert panel["220284-财政局", 2023] == ("missing", "reported for 2022 and 2024")
    assert panel["220284-财政局", 2019] == ("not_expected", "not known before 2021")
    assert panel["220284", 2019] == ("missing", "bound by law, first report known is of 2021")
    assert panel["220284", 2024] == ("missing", "reported until 2021")
    assert [panel["220284-教育局", year][0] for year in (2021, 2022, 2023)] == ["file_only", "needs_ocr", "unreadable"]
    assert panel["220284-国土资源局", 2020] == ("not_expected", "became 220284-自然资源局 by the reform of 2019")


def test_coverage_counts_what_the_panel_has(release: Path) -> None:
    counted = rows(release, "SELECT status, sum(units)::INT FROM {coverage} GROUP BY status ORDER BY status")
    assert counted == rows(release, "SELECT status, count(*)::INT FROM {panel} GROUP BY status ORDER BY status")


def test_a_government_without_a_site_is_not_watched(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", [with_t3("a", FINANCE, 2022, r1=1)])
    whole = release_of(store, tmp_path / "whole", keys=None)
    found = dict(rows(whole, "SELECT county_code, any_value(why) FROM {panel} WHERE report_year = 2022 GROUP BY ALL"))
    assert len(found) > 3000
    assert rows(whole, "SELECT DISTINCT status FROM {panel} WHERE unit_id = '440000'") == [("not_watched",)]
    assert found["440000"] == "no site in the registry"
    assert found["220282"] == "site huadian was not collected"
    assert rows(whole, "SELECT status, why FROM {panel} WHERE unit_id = '220284' AND report_year = 2022") == [
        ("missing", "bound by law, site panshi was collected and has none")
    ]


def test_identities_between_the_years(release: Path) -> None:
    found = rows(
        release,
        'SELECT "check", id, other_id, "left", "right", holds FROM {checks} WHERE scope = \'years\' ORDER BY ALL',
    )
    assert found == [
        ("carried_over", "panshi-f2021", "panshi-f2022", 3.0, 3.0, True),
        ("jump", "panshi-f2021", "panshi-f2022", 10.0, 120.0, False),
    ]
    assert rows(release, 'SELECT "check", id, "left", "right", holds FROM {checks} WHERE scope = \'units\'') == [
        ("departments_within_county", "panshi-g2021", 10.0, 8.0, False)
    ]


def test_built_again_on_two_cores_it_has_the_same_bytes(store: Path, release: Path, tmp_path: Path) -> None:
    again = release_of(store, tmp_path / "release", jobs=2)
    assert digests(again) == digests(release)


def test_the_panel_is_the_same_however_many_rows_are_joined_at_once(
    store: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gaispider.dataset.join.engine._ROWS_JOINED", 7)
    assert len(rows(release, "FROM {panel}")) > 7 * 7
    assert digests(release_of(store, tmp_path / "release")) == digests(release)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store that changed since its first build, and its release, built again; figures are a folder."""
    folder = tmp_path_factory.mktemp("large")
    own, out = store_of(folder / "store", reports()), folder / "release"
    release_of(own, out, large=1)
    taken_over = (folder / "release.parts/panshi/facts.json").stat().st_mtime_ns
    with (own / "huadian/records" / f"{RUN.replace('0301', '0401')}.jsonl").open("wb") as file:
        new = report(
            "h", "桦甸市人民政府", 2022, site="huadian", code="220282", title="改", read_at="2025-04-01T02:00:00Z"
        )
        file.write(encode(new) + b"\n")
    release_of(own, out, large=1)
    assert (folder / "release.parts/panshi/facts.json").stat().st_mtime_ns == taken_over
    return own, out


def test_an_incremental_build_has_the_bytes_of_a_full_one_on_two_cores(
    large: tuple[Path, Path], tmp_path: Path
) -> None:
    own, out = large
    full = release_of(own, tmp_path / "full/release", jobs=2, large=1)
    assert digests(out) == digests(full)
    assert rows(out, "SELECT title FROM {reports} WHERE site = 'huadian'") == [("改",)]


def test_a_large_table_is_a_folder_that_is_read_as_the_file_was(large: tuple[Path, Path], release: Path) -> None:
    _, out = large
    folder = out / "figures.parquet"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")} == {
        "A2014/2018.parquet", "A_annex/2017.parquet", *(f"C2021/{year}.parquet" for year in (2021, 2022, 2024)),
    }  # fmt: skip
    query = "SELECT * FROM {figures} ORDER BY ALL"
    assert rows(out, query) == rows(release, query)
    order = ["id", "table", "row", "column"]
    ours, one = (
        pd.read_parquet(folder / "figures.parquet").sort_values(order, ignore_index=True) for folder in (out, release)
    )
    pd.testing.assert_frame_equal(ours, one)
    assert sum(batch.num_rows for batch in parts_of("figures", [out])) == len(one)
    assert pq.read_schema(folder / "C2021/2021.parquet").equals(pq.read_schema(release / "figures.parquet"))
    (package,) = (
        one["path"]
        for one in json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]
        if one["name"] == "figures-parquet"
    )
    assert all((out / path).is_file() for path in package)
    assert len(package) == 5


def test_a_stranger_among_the_files_of_a_large_table_is_a_fault(large: tuple[Path, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(large[1], tmp_path / "copy")
    assert check_release(copy).of("fault") == []
    shutil.copy(copy / "figures.parquet/C2021/2021.parquet", copy / "figures.parquet/C2021/2023.parquet")
    (fault,) = check_release(copy).of("fault")
    assert fault.examples == ("figures.parquet/C2021/2023.parquet is not in the manifest",)


def test_newest_wins_damaged_lines_are_told_and_pages_taken_down_are_gone(tmp_path: Path) -> None:
    one, other = report("a", FINANCE, 2021, title="旧"), report("b", FINANCE, 2022)
    store = store_of(tmp_path / "store", [one, changed(one, title="新", read_at="2026-01-01T00:00:00Z"), other])
    with (store / "panshi/records" / f"{RUN}.jsonl").open("ab") as file:
        file.write(b'{"cut": \n')
    write_tombstones(store / "panshi", [Tombstone(other.url, other.canonical_url, "2025-05-01", "a person's data")])
    out = release_of(store, tmp_path / "release")
    assert rows(out, "SELECT id, title FROM {reports}") == [("panshi-a", "新")]
    site = json.loads((out / "manifest.json").read_text("utf-8"))["sites"]["panshi"]
    assert site["taken_down"] == 1
    assert site["lines_damaged"][0].startswith(f"{RUN}.jsonl, line 4: ")


def test_records_of_a_replay_are_refused_unless_asked_for(tmp_path: Path) -> None:
    one = report("a", FINANCE, 2021)
    assert one.capture is not None
    store = store_of(tmp_path / "store", [replace(one, capture=Capture("replay", fetched_at=FETCHED))])
    out = release_of(store, tmp_path / "release", replays=True)
    assert rows(out, "SELECT count(*) FROM {captures}") == [(1,)]
    for name in ("data_card.md", "CITATION.cff", "datapackage.json", "croissant.json"):
        assert OF_A_REPLAY in (out / name).read_text("utf-8")
    assert "cite it so" not in (out / "CITATION.cff").read_text("utf-8")
    before = digests(out)
    with pytest.raises(BuildError, match="--replays takes them"):
        release_of(store, out)
    assert digests(out) == before
    store_of(store, [report("b", FINANCE, 2022)])
    assert rows(release_of(store, out), "SELECT id FROM {captures}") == [("panshi-b",)]
    assert "cite it so" in (out / "CITATION.cff").read_text("utf-8")


def test_every_table_has_its_columns_and_types_in_both_forms(release: Path) -> None:
    for name, table in tables().items():
        file = pq.ParquetFile(release / f"{name}.parquet")
        assert tuple(file.schema_arrow.names) == table.names
        assert file.metadata.row_group(0).column(0).compression == "ZSTD" or file.metadata.num_rows == 0
        head = (release / f"{name}.csv").read_bytes()
        assert head.startswith(b"\xef\xbb\xbf")
        assert tuple(head[3:].decode().split("\n")[0].replace('"', "").split(",")) == table.names
    assert rows(release, "SELECT published FROM {reports} WHERE id = 'panshi-n'")[0][0].isoformat() == "2019-01-20"


def test_a_text_that_a_spreadsheet_would_run_is_only_text(tmp_path: Path) -> None:
    sections = [Section("一", "-5", 1, "=HYPERLINK(1)")]
    store = store_of(tmp_path / "store", [report("a", FINANCE, 2021, sections=sections)])
    out = release_of(store, tmp_path / "release")
    text = (out / "sections.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'-5" not in text
    assert rows(out, "SELECT text FROM {sections} WHERE place = 1") == [("=HYPERLINK(1)",)]


def test_a_folder_that_is_no_release_is_not_overwritten(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(BuildError, match="is no release and would be overwritten"):
        release_of(store, tmp_path / "mine")
    assert (tmp_path / "mine/thesis.txt").exists()


def test_what_cannot_be_built_says_why(store: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no records of nowhere"):
        release_of(store, tmp_path / "a", keys=("nowhere",))
    with pytest.raises(BuildError, match="there is no store"):
        release_of(tmp_path / "none", tmp_path / "b", keys=None)
