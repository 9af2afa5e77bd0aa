"""Corrections of a release: applied and shown beside what was read, or refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gaispider.dataset.checking.check_release import check_release, exit_code
from gaispider.dataset.rows.corrections import FIELDS, CorrectionError, read_corrections
from gaispider.dataset.rows.unit_identity import unit_of_id
from tests.dataset.built import FINANCE, reports, rows
from tests.dataset.made import (
    release_of,
    store_of,
    with_t3,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("store"), reports())


def corrections(folder: Path, *lines: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text(",".join(FIELDS) + "\n" + "".join(f"{line}\n" for line in lines), "utf-8-sig")
    return path


def test_a_correction_is_applied_and_shown_beside_what_was_read(store: Path, tmp_path: Path) -> None:
    path = corrections(
        tmp_path,
        "panshi-f2022,applications_received,120,12,a reader,a digit too many,2025-05-01,page 2 of the scan",
        "panshi-f2024,report_year,2024,2023,a reader,the cover says so,2025-05-01,cover",
        "panshi-f2021,published,2022-01-19,2022-01-21,a reader,a slip,2025-05-01,page",
        "panshi-gone,report_year,2020,2021,a reader,moved,2025-05-01,page",
    )
    out = release_of(store, tmp_path / "release", corrections=tuple(read_corrections(path)))
    query = "SELECT applications_received, applications_received_from, applications_received_certainty FROM {reports}"
    assert rows(out, f"{query} WHERE id = 'panshi-f2022'") == [(12, "correction", "correction")]
    assert rows(out, "SELECT value FROM {figures} WHERE id = 'panshi-f2022' AND row = '1'") == [(120.0,)]
    assert rows(out, "SELECT id FROM {panel} WHERE unit_id = '220284-财政局' AND report_year = 2023") == [
        ("panshi-f2024",)
    ]
    assert rows(out, "SELECT published::VARCHAR FROM {reports} WHERE id = 'panshi-f2021'") == [("2022-01-20",)]
    told = [line.split(",")[-2:] for line in (out / "corrections.csv").read_text("utf-8-sig").splitlines()[1:]]
    stale = "not applied: read value has changed"
    assert told == [["120", "applied"], ["2024", "applied"], ["2022-01-20", stale], ["", "no such report"]]
    found = check_release(out)
    assert [(one.sentence, one.examples) for one in found.of("surprise") if one.what == "correction"] == [
        (f"corrections: {stale}", ("panshi-f2021 published",)),
        ("corrections: no such report", ("panshi-gone report_year",)),
    ]
    assert exit_code(found) == 3


def test_what_follows_a_corrected_unit_is_corrected_too(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", [with_t3(f"f{year}", FINANCE, year, r1=1) for year in (2020, 2021, 2022)])
    before = release_of(store, tmp_path / "before")
    path = corrections(tmp_path, "panshi-f2021,unit_id,220284-财政局,220284-审计局,a reader,the seal,2025-05-01,page 3")
    out = release_of(store, tmp_path / "after", since=before, corrections=tuple(read_corrections(path)))
    assert rows(out, "SELECT unit_id, unit_name, agency_kind FROM {units} WHERE unit_id LIKE '%审计局'") == [
        ("220284-审计局", "磐石市审计局", "audit")
    ]
    with (out / "CHANGES.csv").open(encoding="utf-8-sig", newline="") as file:
        changes = [(row["field"], row["after"], row["reason"]) for row in csv.DictReader(file)]
    assert changes == [
        ("unit_id", "220284-审计局", "correction"),
        ("unit_name", "磐石市审计局", "correction"),
        ("agency_kind", "audit", "correction"),
    ]
    lost = [one.examples for one in check_release(out, before).of("surprise") if one.what == "coverage"]
    assert lost == [("220284-财政局 2021",)]


@pytest.mark.parametrize(
    ("unit_id", "name", "kind", "level"),
    [
        ("220284", "磐石市", "government", "county"),
        ("220284-水利局", "磐石市水利局", "water", "county"),
        ("000000-海关总署", "海关总署", None, "central"),
        ("999999-水利局", "水利局", "water", None),
    ],
)
def test_a_unit_is_told_by_its_id(unit_id: str, name: str, kind: str | None, level: str | None) -> None:
    found = unit_of_id(unit_id, 2021)
    assert (found["unit_name"], found["agency_kind"], found["level"]) == (name, kind, level)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("panshi-a,text,,x,w,y,d,s", "no field of reports that may be corrected"),
        ("panshi-a,report_year,,next,w,y,d,s", "'next' is no integer"),
        ("panshi-a,kind,,leaflet,w,y,d,s", "kind is one of annual_report"),
        ("panshi-a,report_year,,2020,,y,d,s", "who is missing"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(CorrectionError, match=why):
        read_corrections(corrections(tmp_path, line))
