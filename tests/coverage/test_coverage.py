"""Units × years: what should be there and what is held, also of governments that nobody watches."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import gaispider
from gaispider.coverage.coverage_files import COLUMNS, write_csv, write_picture
from gaispider.coverage.coverage_groups import Group, group_lines, groups_of, untold
from gaispider.coverage.held_units import Held, held_units
from gaispider.coverage.listed_units import listed_units
from gaispider.coverage.unit_years import CoveredUnit, Wanted, covered_units
from gaispider.crawl.state.state import RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.dataset.plots.drawing import NoFontError
from gaispider.schema import encode
from gaispider.sites.portals import portals
from tests.operate.stores import site

TODAY = date(2026, 11, 30)
SITES = {
    "panshi": site("panshi", "220284", "磐石市人民政府", ended={"磐石市畜牧局": 2020}),
    "shulan": site("shulan", "220283", "舒兰市人民政府", single=True),
    "huadian": site("huadian", "220282", "桦甸市财政局"),
    "jiaohe": site("jiaohe", "220281", "蛟河市人民政府"),
}
LIST = """<html><head><title>磐石市2022年政府信息公开年度报告公布情况</title></head><body>
<h1>磐石市2022年政府信息公开年度报告公布情况</h1><div>发布时间：2023-02-08</div><div class="nr"><p>
截至2023年2月1日，全市应公布2022年政府信息公开年度报告的行政机关共37家，已公布3家，名单如下：市财政局、市畜牧局、市审计局。</p></div></body></html>"""

Row = tuple[str | None, str | None, int | None, str | None]


def fill(root: Path, key: str, rows: list[Row], file: str = "r.jsonl") -> SiteStore:
    """A state with a record a row: unit, region, year, kind."""
    store = SiteStore(root, key)
    store.make()
    state = State(store.state)
    made = [
        RecordState(f"{key}-{number}", f"http://{key}/{number}", "a", "b", year, file, None, kind, unit, region)
        for number, (unit, region, year, kind) in enumerate(rows)
    ]
    state.commit([], made)
    state.close()
    return store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store of 磐石 and its units, one single report of 舒兰, and a department of 桦甸."""
    rows: list[Row] = [("磐石市人民政府", "220284", year, "annual_report") for year in (2012, 2013, 2015, 2025)]
    rows += [("磐石市财政局", "220284", year, "annual_report") for year in (2018, 2019, 2022)]
    rows += [("磐石市财政局", "220284", 2018, "statistics_only")]
    rows += [("磐石市畜牧局", "220284", year, "annual_report") for year in (2019, 2020)]
    rows += [("磐石市国土资源局", "220284", 2017, "annual_report"), ("松山镇人民政府", "220284108", 2020, None)]
    rows += [(None, "220284", 2020, "annual_report"), ("磐石市财政局", "220284", None, "annual_report")]
    rows += [("磐石市财政局", "220284", 2019, "not_a_report"), ("国家税务总局", None, 2020, "annual_report")]
    fill(tmp_path, "panshi", rows)
    fill(tmp_path, "shulan", [("舒兰市人民政府", None, 2020, "annual_report")])
    fill(tmp_path, "huadian", [("桦甸市财政局", None, 2021, "annual_report")])
    return tmp_path


@pytest.fixture
def held(root: Path) -> Held:
    return held_units(root, SITES, TODAY.year)


def covered(held: Held, *regions: str, today: date = TODAY, **wanted: tuple[int | str, ...]) -> dict[str, CoveredUnit]:
    asked = Wanted(regions, **wanted)  # type: ignore[arg-type]
    return {unit.unit_id: unit for unit in covered_units(held, SITES, today, asked)}


def statuses(unit: CoveredUnit, *years: int) -> list[str]:
    return [cell.status for cell in unit.years if cell.year in years]


def test_a_government_is_bound_since_2008_and_a_department_by_what_it_reported(held: Held) -> None:
    units = covered(held, "2202")
    assert statuses(units["220284"], 2008, 2012, 2014, 2015, 2024, 2025) == [
        *("missing", "held", "missing", "held", "missing", "held")
    ]
    finance = units["220284-财政局"]
    assert statuses(finance, 2017, 2018, 2020, 2022, 2023) == ["not_expected", "held", "missing", "held", "missing"]
    assert next(cell.reports for cell in finance.years if cell.year == 2018) == 2
    assert (finance.level, finance.is_government, finance.sites) == ("county", False, ("panshi",))
    # Said by the entry, and by the reform.
    assert statuses(units["220284-畜牧局"], 2020, 2021) == ["held", "not_expected"]
    assert units["220284108"].level == "township"


def test_a_government_that_nobody_watches_is_a_line(held: Held) -> None:
    units = covered(held, "2202")
    told = {code: units[code].years[-1] for code in ("220281", "220282", "220283", "220211")}
    assert {code: cell.status for code, cell in told.items()} == dict.fromkeys(told, "not_watched")
    assert told["220281"].why == "site jiaohe was not collected"
    assert told["220282"].why == "site huadian is of a department or town, none is its own"
    assert told["220283"].why == "site shulan begins from single reports: no column is known"
    assert told["220211"].why == "no site in the registry"
    assert statuses(units["220283"], 2008, 2020, 2021) == ["not_watched", "held", "not_watched"]
    everything = covered(held)
    assert {portal.code or portal.key for portal in portals()} <= set(everything)
    assert everything["000000-国家税务总局"].level == "central"


def test_what_is_not_due_yet_is_not_missing(held: Held) -> None:
    units = covered(held, "220284", today=date(2026, 3, 2))
    # 31 January and 30 days for a department, 31 March for a government.
    assert statuses(units["220284-财政局"], 2024, 2025) == ["missing", "not_due"]
    assert statuses(covered(held, "220284", today=date(2026, 3, 3))["220284-财政局"], 2025) == ["missing"]
    assert statuses(covered(held, "220283", today=date(2026, 4, 30))["220283"], 2025) == ["not_due"]
    assert statuses(covered(held, "220283", today=date(2026, 5, 1))["220283"], 2025) == ["not_watched"]


def test_sums_by_place_level_and_year(held: Held) -> None:
    units = list(covered(held, "220284", "220283", years=(2020, 2021)).values())
    groups = groups_of(units, by_division=True)
    by = {(group.by, group.name): group.as_json() for group in groups}
    assert by["place", "吉林省吉林市舒兰市"] == {
        "by": "place",
        "name": "吉林省吉林市舒兰市",
        "code": "220283",
        "units": 1,
        "expected": 2,
        "held": 1,
        "missing": 0,
        "not_watched": 1,
        "share": 0.5,
    }
    # 磐石 itself, 财政局, 畜牧局 (ended with 2020), 国土资源局 (another since 2019), 松山镇.
    assert by["place", "吉林省吉林市磐石市"]["units"] == 5
    assert by["year", "2020"]["held"] == 3
    assert by["level", "township"]["held"] == 1
    assert [group.by for group in groups] == ["place"] * 2 + ["level"] * 2 + ["year"] * 2
    lines = list(group_lines(groups))
    assert lines[0].split() == ["UNITS", "EXPECTED", "HELD", "SHARE", "MISSING", "NOT", "WATCHED", "PLACE"]
    assert lines[2].split() == ["5", "7", "2", "28.6%", "5", "0", "吉林省吉林市磐石市"]
    assert group_lines([Group("year", "1999")]).__next__().endswith("YEAR")
    provinces = groups_of(list(covered(held, "22", "11", levels=("county",)).values()), by_division=False)
    assert [group.name for group in provinces if group.by == "place"] == ["北京市", "吉林省"]


def test_what_is_not_counted_is_told(held: Held, root: Path) -> None:
    assert (held.unplaced, held.undated) == (1, 1)
    (root / "panshi" / "state.sqlite").write_bytes(b"no database" * 200)
    again = held_units(root, SITES, TODAY.year)
    assert untold(again) == ["the state of panshi cannot be read: its reports are not counted"]
    assert untold(held) == [
        "1 report of an unknown unit or place: not counted",
        "1 report of an unknown or impossible year: not counted",
    ]


def test_the_list_of_a_site_says_how_many_must_report(root: Path) -> None:
    (record,) = gaispider.extract(LIST.encode(), "http://www.panshi.example.cn/nb/1.html", site=SITES["panshi"])
    store = fill(root, "jiaohe", [("磐石市", "220284", 2022, "not_a_report")], "20230301T010101-000.jsonl")
    store.records.mkdir(exist_ok=True)
    (store.records / "20230301T010101-000.jsonl").write_bytes(b"{torn\n" + encode(record) + b"\n")
    held = held_units(root, SITES, TODAY.year)
    held.collected["jiaohe"] = None
    (found,) = listed_units(root, held)
    assert (found.code, found.year, found.total, found.reports_held) == ("220284", 2022, 37, 1)
    assert (found.held, found.not_held, found.unknown) == (("市财政局",), ("市畜牧局",), ("市审计局",))
    assert "37 of units must report, by the site's own list; 1 held; named and not held: 市畜牧局" in found.line()
    assert found.as_json()["listed"] == 37


def test_the_csv_has_a_row_a_unit_and_year(held: Held, tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", covered(held, "220284", years=(2022,)).values())
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == COLUMNS
    assert rows[0] == {
        "code": "220284",
        "place": "吉林省/吉林市/磐石市",
        "unit_id": "220284",
        "unit": "磐石市人民政府",
        "level": "county",
        "government": "yes",
        "report_year": "2022",
        "status": "missing",
        "why": "reported for 2015 and 2025",
        "reports": "0",
        "sites": "panshi",
    }


def test_the_picture_is_drawn_without_a_library(held: Held, tmp_path: Path) -> None:
    groups = groups_of(list(covered(held, "2202").values()), by_division=True)
    write_picture(tmp_path / "c.svg", groups, "held & expected")
    picture = etree.parse(str(tmp_path / "c.svg")).getroot()
    texts = [element.text for element in picture.iter("{*}*") if element.tag.endswith(("text", "title"))]
    assert {"held & expected", "2008", "2025", "吉林省吉林市磐石市"} <= set(texts)
    assert "吉林省吉林市舒兰市 2020: 100% held" in texts
    # Nobody watches 永吉, so nothing is said of what it published; 磐石 is watched and has no report of 2014.
    assert "吉林省吉林市永吉县 2020: not watched" in texts
    assert "吉林省吉林市磐石市 2014: 0% held" in texts
    assert len({element.get("fill") for element in picture.iter("{*}*") if element.tag.endswith("rect")}) > 3
    try:
        write_picture(tmp_path / "c.png", groups, "held")
    except NoFontError as error:
        pytest.skip(str(error))
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
