"""The validator of the format reads croissant.json, and the tables by it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gaispider.dataset.release_schema import tables
from tests.dataset.made import release_of, store_of, with_t3

# The validator's own libraries warn of each other.
pytestmark = [pytest.mark.services, pytest.mark.filterwarnings("ignore")]


def test_the_validator_finds_no_fault_and_reads_the_tables(tmp_path: Path) -> None:
    import mlcroissant

    reports = [with_t3("a", "磐石市财政局", 2021, r1=10), with_t3("b", "磐石市财政局", 2022, r1=12)]
    release = release_of(store_of(tmp_path / "store", reports), tmp_path / "release")
    dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
    assert dataset.metadata.ctx.issues.errors == set()
    assert {one.uuid for one in dataset.metadata.record_sets} == set(tables())
    read = Counter({name: sum(1 for _ in dataset.records(name)) for name in ("reports", "figures", "panel")})
    assert read == {name: pq.read_metadata(release / f"{name}.parquet").num_rows for name in read}
    first, _ = dataset.records("reports")
    assert first["reports/id"] == b"panshi-a"
    assert first["reports/applications_received"] == 10
