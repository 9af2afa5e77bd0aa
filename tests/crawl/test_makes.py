"""One crawl of a site whose columns are of many makes: lists by forms, by scripts and by data, whole and in part."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.listing_sites import ListingProject
from tests.replicas import makes
from tests.replicas.make_parts import NEWS, Make
from tests.replicas.server import ReplicaServer, Served


@pytest.fixture
def columns() -> list[Make]:
    found = [make() for make in makes.GENERIC if make is not makes.aspnet]
    return [*found, makes.aspnet(whole=False)]


def _site(web: ReplicaServer, tmp_path: Path, columns: list[Make]) -> ListingProject:
    for make in columns:
        web.pages |= make.pages

    def answer(method: str, path: str, body: bytes) -> Served | None:
        return next((found for make in columns if (found := make.answer(method, path, body))), None)

    web.answer = answer
    start = [web.url + path for make in columns for path in make.start]
    return ListingProject(tmp_path, web, start=start)


def _listings(night: dict[str, Any]) -> list[tuple[str, int, int | None]]:
    return [(gap["url"], gap["seen"], gap["said"]) for gap in night["unseen"]["listings"]]


def test_columns_of_every_make_are_read_whole_and_what_is_not_is_told(
    web: ReplicaServer, tmp_path: Path, columns: list[Make]
) -> None:
    site = _site(web, tmp_path, columns)
    night = site.night("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    in_part = [(f"{web.url}/asp/list.aspx?cid=5", 8, 10)]
    assert (night["outcome"], night["exit_code"]) == ("incomplete", 9)
    assert _listings(night) == in_part
    wanted = set.union(*(make.reports for make in columns))
    unseen = {title for title in columns[-1].reports if title not in set(site.titles())}
    assert len(unseen) == 2
    others = {NEWS, "柳湾县政府信息公开保密审查制度"}
    assert set(site.titles()) - others == wanted - unseen
    # News of a report column is recorded as what it is, is told apart from the reports, and is no fault.
    kinds = {line["title"]: line["kind"] for line in site.lines()}
    assert {title for title, kind in kinds.items() if kind == "not_a_report"} == others
    assert night["counts"]["no_reports"] == sum(line["kind"] == "not_a_report" for line in site.lines()) > len(others)
    assert f"{night['counts']['no_reports']} of them no report, as news in a column is" in night["stderr"]
    assert night["failures"] == {}
    posted = [asked for asked in web.log if asked.method == "POST"]
    assert [asked.body for asked in posted if "list.php" in asked.path] == [b"currpage=2&cid=9", b"currpage=3&cid=9"]
    assert web.asked("/robots.txt") == 1

    # What a form brought passes for no page of its address: the next night reads the same lists, and no article.
    state = sqlite3.connect(site.store / "state.sqlite")
    names = [url for (url,) in state.execute("SELECT url FROM pages WHERE url LIKE ?", (f"{web.url}/php/list.php%",))]
    state.close()
    assert sorted("#post-" in name for name in names) == [False, True, True]
    web.log.clear()
    again = site.night("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    assert (again["outcome"], _listings(again)) == ("incomplete", in_part)
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)
    assert not [path for path in web.paths() if "show.php" in path]
