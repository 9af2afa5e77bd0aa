from __future__ import annotations

from datetime import date, timedelta

import pytest

from gaispider.crawl.checks.deadlines import due_day, is_government
from gaispider.crawl.checks.expected import GRACE, Reported, missing_reports, missing_sentence


def _years(unit: str, *years: int, region: str | None = "220284") -> list[Reported]:
    return [Reported(unit, region, year) for year in years]


@pytest.mark.parametrize(
    ("unit", "government"),
    [
        ("磐石市人民政府", True),
        ("磐石市人民政府办公室", True),
        ("松山镇", True),
        ("长白镇 人民政府", True),
        ("新城街道办事处", True),
        ("经济开发区管理委员会", True),
        ("巴彦苏木", True),
        ("磐石市财政局", False),
        ("国家税务总局磐石市税务局", False),
        ("政务服务和数字化建设管理局", False),
        ("卫生健康委员会", False),
    ],
)
def test_governments_and_departments(unit: str, government: bool) -> None:
    assert is_government(unit) is government


@pytest.mark.parametrize(
    ("year", "unit", "day"),
    [
        (2008, "财政局", date(2009, 3, 31)),
        (2018, "财政局", date(2019, 3, 31)),
        (2019, "财政局", date(2020, 1, 31)),
        (2019, "松山镇人民政府", date(2020, 3, 31)),
        (2023, "磐石市人民政府", date(2024, 3, 31)),
    ],
)
def test_the_day_that_the_law_sets(year: int, unit: str, day: date) -> None:
    assert due_day(year, unit) == day


@pytest.mark.parametrize(
    ("unit", "last_quiet_day"), [("财政局", date(2024, 3, 1)), ("松山镇人民政府", date(2024, 4, 30))]
)
def test_a_report_is_missing_when_the_grace_is_over_and_not_a_day_before(unit: str, last_quiet_day: date) -> None:
    known = _years(unit, 2020, 2021, 2022)
    assert last_quiet_day == due_day(2023, unit) + GRACE
    assert missing_reports(known, last_quiet_day) == []
    (missing,) = missing_reports(known, last_quiet_day + timedelta(days=1))
    assert (missing.unit, missing.region, missing.year, missing.due) == (unit, "220284", 2023, due_day(2023, unit))


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        ((2019, 2020, 2021, 2022, 2023), []),
        ((2021, 2022), [2023]),
        ((2020, 2022), [2023]),
        # One report in the last three years is no habit, and neither is one that ended long ago.
        ((2022,), []),
        ((2015, 2016, 2017, 2018), []),
        ((2019, 2020, 2021), [2022, 2023]),
        ((2020, 2021, 2023), [2022]),
        ((), []),
    ],
)
def test_the_habit_of_a_unit(years: tuple[int, ...], missing: list[int]) -> None:
    found = missing_reports(_years("财政局", *years), date(2024, 7, 1))
    assert [report.year for report in found] == missing


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("磐石市松山镇人民政府", "松山镇"),
        ("松山镇", "磐石市 松山镇人民政府"),
        ("磐石市人民政府", "磐石市人民政府办公室"),
        ("财政局", "磐石市财政局"),
        ("新城街道办事处", "磐石市新城街道"),
    ],
)
def test_a_unit_that_changes_how_it_writes_its_name_is_one_unit(before: str, after: str) -> None:
    known = _years(before, 2020, 2021, 2022) + _years(after, 2023)
    assert missing_reports(known, date(2024, 7, 1)) == []
    mixed = _years(before, 2020, 2022) + _years(after, 2021)
    assert [report.year for report in missing_reports(mixed, date(2024, 7, 1))] == [2023]


def test_bureaus_of_two_counties_are_two_units() -> None:
    known = _years("磐石市财政局", 2021, 2022, 2023) + _years("舒兰市财政局", 2021, 2022, region="220283")
    assert [report.unit for report in missing_reports(known, date(2024, 7, 1))] == ["舒兰市财政局"]
    # A report that does not say whose it is answers for either.
    assert missing_reports(known + _years("财政局", 2023), date(2024, 7, 1)) == []


def test_a_unit_that_has_ended_is_not_waited_for() -> None:
    known = _years("磐石市农业局", 2020, 2021, 2022) + _years("磐石市畜牧局", 2020, 2021, 2022)
    today = date(2024, 7, 1)
    assert [report.unit for report in missing_reports(known, today, {"农业局": 2022})] == ["磐石市畜牧局"]
    assert len(missing_reports(known, today, {"磐石市农业局": 2023})) == 2


def test_nothing_is_due_before_the_regulation() -> None:
    assert missing_reports(_years("财政局", 2008), date(2009, 12, 1)) == []


def test_many_are_named_up_to_a_few_and_counted() -> None:
    known = [report for number in range(9) for report in _years(f"第{number}局", 2021, 2022)]
    sentence = missing_sentence(missing_reports(known, date(2024, 7, 1)))
    assert sentence.startswith("第0局 2023 (due 2024-01-31), 第1局 2023")
    assert sentence.endswith("4 more")
