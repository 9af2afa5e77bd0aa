"""Every table of a release, as CSV and as Parquet, holds to the Table Schema that datapackage.json has of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gaispider.dataset.release_schema import tables
from gaispider.items import Attachment, Check, Report, Section, Statistics, Tables, Warn
from tests.dataset.made import SITES, annex, report, said, store_of, t3, with_t3
from tests.dataset.made import release_of as built

# How a cell of CSV is read as each type of Table Schema; what cannot be read raises ValueError or KeyError.
READ: dict[str, Callable[[str], Any]] = {
    "string": lambda cell: cell.removeprefix("'"),
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
Rows = list[dict[str, Any]]


def reports() -> Iterator[Report]:
    """Two sites with something for each table: both sorts of forms, a sentence, a file, a warning, an identity."""
    identity = Check("t3.total", "C2021", None, "total", "4", "5", 0, False, None)
    statistics = Statistics("C2021", Tables(t3=t3(r1=9, r4=2)), {"reviews": said(2)}, [identity])
    files = [Attachment("http://www.panshi.gov.cn/a.pdf", "a.pdf", "application/pdf")]
    sections = [Section("一", "=总体情况", 1, "做了什么"), Section(None, "-3", 2, "")]
    yield report(
        "a", "磐石市财政局", 2021, statistics=statistics, attachments=files, warnings=[Warn("body_empty", "a")],
        sections=sections,
    )  # fmt: skip
    yield with_t3("b", "磐石市财政局", 2022, r1=120, r2=2)
    yield report("c", "磐石市水利局", 2015, statistics=Statistics("A2014", Tables(a={"收到申请数": annex(4)})))
    yield report("d", None, None, kind="not_a_report")
    yield report("e", "桦甸市人民政府", 2022, site="huadian", code="220282")


@pytest.fixture(scope="module", params=[10**9, 1], ids=["one file", "a folder"])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    return built(store_of(folder / "store", reports()), folder / "release", SITES, large=request.param)


def csv_rows(path: Path, fields: list[dict[str, Any]]) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [field["name"] for field in fields]
        kinds = {field["name"]: READ[field["type"]] for field in fields}
        return [{name: kinds[name](cell) if cell else None for name, cell in row.items()} for row in reader]


def parquet_rows(release: Path, path: str | list[str], fields: list[dict[str, Any]]) -> Rows:
    parts = [pq.read_table(release / one) for one in ([path] if isinstance(path, str) else path)]
    for part in parts:
        assert dict(zip(part.schema.names, part.schema.types, strict=True)) == {
            field["name"]: ARROW[field["type"]] for field in fields
        }
    rows: Rows = pa.concat_tables(parts).to_pylist()
    return rows


def test_every_table_holds_to_its_schema_in_both_forms(release: Path) -> None:
    resources = {one["name"]: one for one in json.loads((release / "datapackage.json").read_text("utf-8"))["resources"]}
    whole: dict[str, Rows] = {}
    for name in tables():
        schema = resources[name]["schema"]
        rows = whole[name] = csv_rows(release / resources[name]["path"], schema["fields"])
        in_parquet = parquet_rows(release, resources[f"{name}-parquet"]["path"], schema["fields"])
        assert rows, f"{name} is empty: the store has to have something for it"
        # A table that is cut by form and year has its rows in another order.
        assert sorted(map(repr, in_parquet)) == sorted(map(repr, rows)), name
        for field in schema["fields"]:
            values = [row[field["name"]] for row in rows]
            constraints = field.get("constraints", {})
            assert not constraints.get("required") or None not in values, (name, field)
            assert set(values) - {None} <= set(constraints.get("enum", values)), (name, field)
        key = schema.get("primaryKey", [])
        assert len({tuple(row[part] for part in key) for row in rows}) == len(rows) or not key, name
    for name in tables():
        for key in resources[name]["schema"].get("foreignKeys", ()):
            (mine,), (other,) = key["fields"], key["reference"]["fields"]
            known = {row[other] for row in whole[key["reference"]["resource"]]}
            assert {row[mine] for row in whole[name]} - {None} <= known, (name, mine)
