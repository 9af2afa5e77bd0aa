"""Which governments the registry and the store watch."""

from __future__ import annotations

from gaispider.dataset.join.population import panel_rows
from gaispider.dataset.join.watched_sites import watched_sites
from tests.operate.stores import site

SITES = {
    one.key: one
    for one in (
        site("panshi", "220284", "磐石市人民政府", single=True),
        site("panshi_new", "220284", "磐石市人民政府办公室"),
        site("yantong", "220284100", "烟筒山镇人民政府", single=True),
        site("shulan", "220283", "舒兰市人民政府", single=True, ended={"舒兰市畜牧局": 2019}),
        site("huadian", "220282", "桦甸市财政局"),
        site("huadian_own", "220282", "桦甸市人民政府", single=True),
        site("zone", "220271", "吉林经济开发区管理委员会"),
        site("copies", None, "百科"),
    )
}


def test_an_own_entry_with_a_column_watches_a_government() -> None:
    watched = watched_sites(SITES, {"panshi_new", "huadian", "zone"})
    # A zone has no line in the table of home pages, so any site of it is its own.
    assert watched.collected == {"220284": "panshi_new", "220271": "zone"}
    assert watched_sites(SITES, set()).registered == {"220284": "panshi_new", "220271": "zone"}
    assert watched.single == {"220283": "shulan", "220282": "huadian_own", "220284100": "yantong"}
    assert watched.others == {}
    assert watched.all_single == {"220283": "shulan"}
    assert watched.ended == {"220283": {"舒兰市畜牧局": 2019}}


def test_where_only_single_reports_are_known_nothing_is_missing() -> None:
    watched = watched_sites(SITES, set(SITES))
    bureau = {"unit_id": "220283-财政局", "county_code": "220283", "names": "舒兰市财政局", "level": "county"}
    town = {"unit_id": "220284100", "county_code": "220284", "names": "烟筒山镇人民政府", "level": "township"}
    ended = {**bureau, "unit_id": "220283-畜牧局", "names": "舒兰市畜牧局"}
    found = [
        (row["status"], row["why"])
        for unit in (bureau, ended)
        for row in panel_rows(unit, {}, range(2020, 2021), watched)
    ]
    assert found == [
        ("not_watched", "site shulan begins from single reports: no column is known"),
        ("not_expected", "its site's entry says that it ended with 2019"),
    ]
    # The county has a column beside the town's single report.
    assert [row["status"] for row in panel_rows(town, {}, range(2020, 2021), watched)] == ["missing"]
