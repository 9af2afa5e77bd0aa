"""The stores by which the cost of a release is measured have what real ones have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from gaispider.items import Report
from gaispider.schema import decode
from tests.benchmarks.made_store import RECORDS_OF_A_SITE, made_records, make_store


def test_made_records_vary_in_all_that_costs(tmp_path: Path) -> None:
    assert make_store(tmp_path / "store", 2 * RECORDS_OF_A_SITE) == 2
    lines = [path.read_bytes().splitlines() for path in sorted((tmp_path / "store").glob("*/records/*.jsonl"))]
    reports: list[Report] = [decode(line) for site in lines for line in site]
    ids = Counter(report.id for report in reports)
    assert len(ids) == 2 * RECORDS_OF_A_SITE
    assert max(ids.values()) == 2, "no record has a revision"
    assert {report.statistics.form for report in reports} == {None, "A2014", "B2019", "C2021"}
    assert {report.report_year for report in reports} == set(range(2008, 2025))
    assert {report.kind for report in reports} == {"annual_report", "not_a_report"}
    assert {report.provenance for report in reports} == {"official", "third_party_copy"}
    assert {code for report in reports for code in (one.code for one in report.warnings)} == {"body_is_image"}
    assert len({report.region.code for report in reports if report.region}) == 2
    assert len({report.agency.name for report in reports if report.agency}) == 40
    texts = Counter(report.text for report in reports if ids[report.id] == 1)
    assert texts.most_common(2)[1][1] > 1, "no text is handed in again"
    assert list(map(repr, made_records(1, 40))) == list(map(repr, made_records(1, 40)))
