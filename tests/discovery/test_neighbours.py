"""A column of a neighbour on the same host is not this county's, also where its entries name nobody."""

from __future__ import annotations

import pytest

from gaispider.discovery.model import MenuLink, Step
from gaispider.discovery.place_folders import PlaceFolders
from tests.discovery.menus import column, home, links, page, reports, side_menu
from tests.discovery.offline import Offline
from tests.replicas.server import Served

# 洮南市 and its neighbours on one host of their prefecture, each in a folder; 洮北区 is a neighbour, 白城市 above both.
REGION, HOME = "220881", "http://www.shared-platform.gov.cn/tn/"
NEIGHBOURS = links([("/tn/", "洮南市"), ("/tb/", "洮北区人民政府"), ("/da/", "大安市")])
# Titles that say nothing of whose reports they are.
BARE = column(reports(""), "政府信息公开年报")


def walk(pages: dict[str, Served | str]) -> tuple[str, str, list[str]]:
    found = Offline(HOME, pages, REGION).find()
    return found.outcome, str(found.line["because"]), list(found.line["start"])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("menu", "whose"),
    [
        # Its folder is called a neighbour's by a link of the home page.
        (f'{NEIGHBOURS}<a href="/tb/zwgk/ndbg/">政府信息公开年报</a>', "洮北区"),
        # The link itself names it, or the page on the way does.
        ('<a href="/col/7/ndbg/">洮北区政府信息公开年报</a>', "洮北区"),
        ('<a href="/col/8/">洮北区政府信息公开</a>', "洮北区"),
        # Its code stands in the address.
        ('<a href="/xxgk/220802/ndbg/">政府信息公开年报</a>', "洮北区"),
    ],
)
def test_a_neighbours_column_is_not_taken_for_the_countys(menu: str, whose: str) -> None:
    pages = {
        "/tn/": page(menu),
        "/col/8/": page('<a href="/col/8/ndbg/">政府信息公开年报</a>'),
        **dict.fromkeys(("/tb/zwgk/ndbg/", "/col/7/ndbg/", "/col/8/ndbg/", "/xxgk/220802/ndbg/"), BARE),
    }
    outcome, because, start = walk(pages)
    assert (outcome, start) == ("no column", [])
    assert f"({whose}, by the way to it or its address)" in because


def test_the_countys_own_column_beside_it_is_found() -> None:
    pages = {
        "/tn/": page(f'{NEIGHBOURS}<a href="/tb/ndbg/">政府信息公开年报</a><a href="/tn/zfxxgk/">政府信息公开</a>'),
        "/tb/ndbg/": BARE,
        "/tn/zfxxgk/": side_menu("/tn/zfxxgk/ndbg/"),
        "/tn/zfxxgk/ndbg/": BARE,
    }
    outcome, _, start = walk(pages)
    assert (outcome, start) == ("found", ["http://www.shared-platform.gov.cn/tn/zfxxgk/ndbg/"])


def test_what_says_nothing_of_a_place_stays_as_it_was() -> None:
    # A number that is no division of the province, a prefecture's name on the way, a town's, no link to a neighbour.
    for address in ("/col/110105/ndbg/", "/xxgk/220881/ndbg/", "/xxgk/220800/ndbg/", "/xxgk/ndbg/"):
        pages = {"/tn/": home("/xxgk/", "白城市政府信息公开"), "/xxgk/": side_menu(address), address: BARE}
        assert walk(pages)[::2] == ("found", [f"http://www.shared-platform.gov.cn{address}"]), address


def test_whose_a_folder_is_the_links_to_its_own_page_say() -> None:
    places = PlaceFolders()
    base = "http://www.shared-platform.gov.cn"
    rows = {
        "/tb/": "洮北区",
        "/da/index.html": "大安市政府网",
        "/x/1.html": "通榆县",
        "/": "镇赉县",
        "/n/": "洮北区领导",
    }
    places.take([MenuLink(base + path, name, "link") for path, name in rows.items()], REGION)

    def whose(path: str, *steps: str, region: str = REGION) -> str:
        return places.other_place(base + path, [Step(base, name, "unit") for name in steps], region)

    assert [whose(path) for path in ("/tb/nb/", "/da/zwgk/nb/1.html", "/x/nb/", "/nb/", "/n/nb/")] == [
        "洮北区", "大安市", "", "", "",
    ]  # fmt: skip
    assert whose("/nb/", "政府信息公开", "通榆县") == "通榆县"
    # The place itself, what lies in it and above it; a short name; nobody's region.
    assert [whose("/nb/", name) for name in ("洮南市", "白城市", "吉林省", "洮北", "黑水镇")] == [""] * 5
    assert whose("/tb/nb/", region="") == ""
