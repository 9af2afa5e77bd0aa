"""Discovery from a home page to the column of every replica, in memory: the real spider, families and readings."""

from __future__ import annotations

from typing import Any, cast

import pytest

from gaispider.discovery.results.finding import Finding
from tests.discovery.menus import home, page, side_menu
from tests.discovery.offline import Offline
from tests.replicas import families, family_makes, makes, panshi
from tests.replicas.make_parts import Make
from tests.replicas.server import Served

# Where a replica's column is not the page that it starts at.
COLUMNS = {
    "vsb_pictures": {"http://www.liuwan.gov.cn/xxgk1/xxgknb.htm"},
    "tabs": {"http://www.liuwan.gov.cn/zwgk/zfxxgkzn/index.shtml"},
}
HOME = "http://www.liuwan.gov.cn/"
# Replica, the office whose site it is, its family, reports that are seen of it.
MAKES = (
    (makes.epoint, "财政局", "epoint", "generic", 9),
    (makes.php_form, "民政局", "", "generic", 9),
    (makes.aspnet, "水利局", "aspnet", "generic", 9),
    (makes.ucap_data, "", "ucap", "ucap", 18),
    (makes.hunan, "审计局", "hunan", "generic", 9),
    (makes.jiangxi, "", "jiangxi", "jiangxi", 18),
    (makes.anhui, "文化局", "anhui", "generic", 9),
    (makes.anhui_years, "司法局", "anhui", "generic", 8),
    (makes.shandong, "城管局", "shandong", "generic", 9),
    (family_makes.fujian, "气象局", "fujian", "fujian", 4),
    (family_makes.gkmlpt, "", "gkmlpt", "gkmlpt", 22),
    (family_makes.jpaas, "档案局", "hanweb", "hanweb", 9),
    (family_makes.hanweb_groups, "统计局", "hanweb", "hanweb", 9),
    (family_makes.hanweb_codes, "教育局", "hanweb", "hanweb", 9),
    (family_makes.vsb_pictures, "林业局", "vsb", "vsb", 9),
    (makes.tabs, "卫健局", "trs", "trs", 9),
)


def _reports(found: Finding) -> int:
    return sum(column["reports"] for column in cast("list[dict[str, Any]]", found.line["columns"]))


@pytest.mark.parametrize(
    ("made", "office", "system", "family", "reports"), MAKES, ids=lambda part: getattr(part, "__name__", "")
)
def test_the_column_of_every_make_is_found_from_a_home_page(
    made: Any, office: str, system: str, family: str, reports: int
) -> None:
    make: Make = made()
    title = f"柳湾县{office or '人民政府'}门户网站"
    pages: dict[str, Served | str] = {
        "/": home("/zwgk/", title=title),
        "/zwgk/": page('<a href="/zfxxgk/">政府信息公开</a>', title),
        "/zfxxgk/": side_menu(make.start[0]),
        **make.pages,
    }
    offline = Offline(HOME, pages, answer=make.answer)
    found = offline.find()
    ways = {f"http://www.liuwan.gov.cn{path}" for path in make.start} | COLUMNS.get(made.__name__, set())
    assert set(found.line["start"]) <= ways  # type: ignore[arg-type]
    assert (found.line["system"] or "", found.line["family"]) == (system, family)
    assert _reports(found) >= reports
    # Offices' reports on a government's site are told apart from its own.
    own = "found" if office or made is makes.jiangxi else "found in part"
    assert (found.outcome, found.line["situation"]) == (own, "column" if own == "found" else "offices only")
    assert len(offline.asked) <= 15


def test_the_hub_of_many_units_is_found_through_the_government_itself() -> None:
    replica = panshi.build()
    found = Offline(f"http://122.137.242.24:8080{panshi.PREFIX}/", replica.pages, "220284").find()
    assert (found.outcome, found.key, found.line["system"]) == ("found", "panshi220284", "trs")
    # The government's own column, and the page that lists all units.
    base = f"http://122.137.242.24:8080{panshi.PREFIX}"
    assert found.line["start"] == [f"{base}/szf/ndbg/", f"{base}/"]
    assert found.entry is not None
    assert found.entry["hosts"] == ["122.137.242.24:8080"]


@pytest.mark.parametrize(
    ("pages", "start"),
    [
        (families.ucap(), "/hcxxxgk/hc1554/dezlist.shtml"),
        (families.vsb(), "/zfxxgk/ndbg.htm"),
        (families.gkmlpt(), "/hyzjfazf/gkmlpt/annualreport"),
    ],
)
def test_the_smaller_replicas_are_found_behind_a_home_page(pages: dict[str, Served], start: str) -> None:
    found = Offline(HOME, {"/": home(start, "政府信息公开年报"), **pages}).find()
    assert found.line["start"] == [f"http://www.liuwan.gov.cn{start}"]
    assert found.outcome in ("found", "found in part")


def test_a_site_that_only_scripts_build_needs_rendering() -> None:
    found = Offline(HOME, families.scripted()).find()
    assert (found.outcome, found.line["situation"]) == ("needs rendering", "script column")
