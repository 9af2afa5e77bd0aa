"""One id for a unit over the years, whatever a report calls it; its kind, and what became of it."""

from __future__ import annotations

import pytest

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.release_schema import tables
from gaispider.dataset.rows.then_codes import code_then, division_rows
from gaispider.dataset.rows.unit_identity import kind_of, unit_of
from gaispider.items import Agency, Warn
from tests.dataset.made import region, report


@pytest.mark.parametrize(
    ("code", "name", "unit_id", "kind", "level"),
    [
        ("220284", "磐石市人民政府", "220284", "government", "county"),
        ("220284", "吉林省磐石市人民政府", "220284", "government", "county"),
        ("220284", "磐石市政府", "220284", "government", "county"),
        ("220284", "磐石市人民政府办公室", "220284-政府办公室", "government_office", "county"),
        ("220284", "磐石市政府办", "220284-政府办公室", "government_office", "county"),
        ("220284", "磐石市财政局", "220284-财政局", "finance", "county"),
        ("220284", "财政局", "220284-财政局", "finance", "county"),
        ("220284", "磐石市 财政局（国有资产办公室）", "220284-财政局", "finance", "county"),
        ("220284", "磐石市发改局", "220284-发展和改革局", "development", "county"),
        ("220284", "磐石市发展和改革局", "220284-发展和改革局", "development", "county"),
        ("220284", "磐石市退役军人事务局", "220284-退役军人事务局", "civil_affairs", "county"),
        ("220284", "磐石市国有资产监督管理委员会", "220284-国有资产监督管理委员会", "assets", "county"),
        ("220284", "磐石市青石湾镇人民政府", "220284-青石湾镇", "township", "township"),
        ("220284", "青石湾街道办事处", "220284-青石湾街道", "street", "township"),
        ("220284108", "磐石市松山镇人民政府", "220284108", "township", "township"),
        ("220284108", "松山镇", "220284108", "township", "township"),
        ("220284108", "松山镇财政所", "220284108-财政所", "finance", "township"),
        ("220200", "吉林市教育局", "220200-教育局", "education", "prefecture"),
        ("220284", "吉林市财政局", "220200-财政局", "finance", "prefecture"),
        ("220284", "吉林市人民政府", "220200", "government", "prefecture"),
        ("220284", "吉林省吉林市磐石市财政局", "220284-财政局", "finance", "county"),
        ("220284108", "磐石市财政局", "220284-财政局", "finance", "county"),
        ("220284", "磐石财政局", "220284-财政局", "finance", "county"),
        ("220284", "磐石市墨玉研究会", "220284-墨玉研究会", None, "county"),
    ],
)
def test_a_unit_has_one_id(code: str, name: str, unit_id: str, kind: str | None, level: str) -> None:
    found = unit_of(report("a", name, 2018, code=code))
    assert (found.unit_id, found.agency_kind, found.level) == (unit_id, kind, level)
    assert found.unit_name == name
    assert found.province == "吉林省"


def test_a_stem_that_is_another_places_is_left_alone() -> None:
    """松山 is a district's stem; 松山镇 lies elsewhere."""
    found = unit_of(report("a", "松山镇人民政府", 2018, code="150404"))
    assert found.unit_id == "150404-松山镇"


def test_how_sure_a_unit_is() -> None:
    assert unit_of(report("a", "磐石市财政局", 2018)).certainty == "certain"
    assert unit_of(report("a", "磐石市青石湾镇人民政府", 2018)).certainty == "guess"
    supposed = report("a", "财政局", 2018, warnings=[Warn("unit_supposed", "the site's")])
    assert unit_of(supposed).certainty == "context"
    unsure = report("a", "磐石市财政局", 2018, agency=Agency("磐石市财政局", "x", "mentions", "context"))
    assert unit_of(unsure).certainty == "context"


def test_who_says_nothing_is_no_unit() -> None:
    nobody = unit_of(report("a", None, 2018))
    assert (nobody.unit_id, nobody.certainty, nobody.county_code) == (None, None, "220284")
    nowhere = unit_of(report("a", "财政局", 2018, region=None))
    assert (nowhere.unit_id, nowhere.county_code) == (None, None)


def test_an_organ_of_the_central_government_is_no_divisions() -> None:
    found = unit_of(report("a", "海关总署", 2018, region=None))
    assert (found.unit_id, found.level, found.county_code) == ("000000-海关总署", "central", None)


@pytest.mark.parametrize("row", reference_rows("agency_kinds.tsv"), ids=lambda row: row["text"])
def test_a_kind_finds_its_example(row: dict[str, str]) -> None:
    assert kind_of(row["example"]) == row["kind"]
    assert row["chinese"]
    assert row["match"] in ("end", "part")


def test_the_reform_names_agencies_and_its_document() -> None:
    rows = reference_rows("agency_changes.tsv")
    assert {row["relation"] for row in rows} == {"short", "became"}
    for row in rows:
        assert row["before"] in row["example"]
        assert row["source"]
        assert row["certainty"] in ("certain", "context")
        assert bool(row["year"]) == (row["relation"] == "became")
        assert kind_of(row["after"]) and (row["relation"] == "short" or kind_of(row["before"])), row
    assert tables()["units"].names[-1] == "successor_source"


def former(code: str) -> tuple[str, str, int]:
    """Present code, former name and year of a former division."""
    row = next(row for row in division_rows() if row.code == code and row.until)
    return row.successor or "", row.name, row.until or 0


def test_the_code_of_a_year_before_a_county_became_something_else() -> None:
    row = next(
        row
        for row in division_rows()
        if row.until and row.until > 2012 and row.level == "county" and row.successor and row.successor != row.code
    )
    present, name, until = row.successor or "", row.name, row.until or 0
    assert code_then(present, until - 1, (f"{name}财政局",)) == row.code
    assert code_then(present, until + 30, (f"{name}财政局",)) == present
    assert code_then(present, None, (name,)) is None


def test_where_several_codes_are_possible_none_is_given() -> None:
    by_successor: dict[str, list[str]] = {}
    for row in division_rows():
        if row.until and row.until > 2012 and row.successor and row.successor != row.code:
            by_successor.setdefault(row.successor, []).append(row.name)
    present, names = next(
        (code, names) for code, names in by_successor.items() if len({name[:2] for name in names}) > 1
    )
    assert code_then(present, 2010, (names[0], names[-1])) is None


def test_a_division_that_did_not_change_keeps_its_code() -> None:
    assert unit_of(report("a", "磐石市财政局", 2010)).county_code_then == "220284"
    assert region().code == "220284"
