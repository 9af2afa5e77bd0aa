"""Pages that fail for many nights: every night says so, until they are read or given up, and so do alerts."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from tests.crawl.generic_site import TOWNS, GenericSite, column, framed, title_of
from tests.replicas.server import Fault, ReplicaServer


def _days(first: str, count: int) -> list[str]:
    start = date.fromisoformat(first)
    return [(start + timedelta(days=number)).isoformat() for number in range(count)]


def test_articles_that_fail_weigh_on_every_night_and_alerts_end_with_them(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = list(site.serve(TOWNS[:10]).values())
    for path in paths[:8]:
        web.faults[path] = Fault(500)
    told = tmp_path / "told"
    command = tmp_path / "tell.sh"
    command.write_text(f'#!/bin/sh\ncat > /dev/null\necho "$2>$3" >> {told}\n', "utf-8")
    command.chmod(0o755)
    alert = ("-s", f"ALERT_COMMAND={command}")
    nights = [site.night(day, *alert) for day in _days("2023-06-01", 6)]
    assert [(night["outcome"], night["exit_code"]) for night in nights] == [("unreachable", 6)] * 6
    # Not by asking more often: after one, two and four nights, as before.
    assert web.asked(paths[0]) == 3
    assert nights[2]["waiting"]["http_5xx"]["count"] == 8
    assert "http_5xx: 8 of 11 pages, 8 of them not read in earlier runs and not due in this one" in nights[2]["stderr"]
    assert told.read_text("utf-8").split() == ["ok>unreachable"]

    web.faults.clear()
    well = [site.night(day, *alert)["outcome"] for day in ("2023-06-10", "2023-06-11")]
    assert well == ["ok", "unchanged"]
    assert told.read_text("utf-8").split() == ["ok>unreachable", "unreachable>ok"]
    assert len(site.titles()) == 10


def test_a_listing_that_failed_is_asked_for_every_night(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = site.serve(TOWNS[:6])
    rows = [{path: title_of(town)} for town, path in paths.items()]
    first, second = {**rows[0], **rows[1]}, {**rows[2], **rows[3], **rows[4], **rows[5]}
    more = '<a href="/nb/index_1.html">下一页</a>'
    web.pages["/nb/"] = framed("政府信息公开年报", column(first).body.decode().partition("</div>")[2] + more)
    web.pages["/nb/index_1.html"] = column(second)
    web.faults["/nb/index_1.html"] = Fault(503)
    nights = [site.night(day) for day in _days("2023-06-01", 4)]
    assert web.asked("/nb/index_1.html") == 4
    assert {night["outcome"] for night in nights} == {"partial"}
    web.faults.clear()
    assert (site.night("2023-06-05")["outcome"], len(site.titles())) == ("ok", 6)


def test_a_page_that_is_no_longer_linked_does_not_weigh(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = site.serve(TOWNS[:4])
    failing = paths[TOWNS[0]]
    web.faults[failing] = Fault(500)
    assert [site.night(day)["outcome"] for day in _days("2023-06-01", 3)] == ["partial"] * 3
    web.pages["/nb/"] = column({path: title_of(town) for town, path in paths.items() if path != failing})
    assert site.night("2023-06-04")["outcome"] == "unchanged"


def test_a_page_that_fails_for_months_is_given_up_and_named(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = site.serve(TOWNS[:4])
    failing = paths[TOWNS[0]]
    web.faults[failing] = Fault(500)
    assert site.night("2023-06-01")["outcome"] == "partial"
    # Three months of nights, as the state has them after the seventh failure.
    state = sqlite3.connect(site.store / "state.sqlite")
    with state:
        seven = "UPDATE pages SET failures = 7, next_retry = '2023-08-28T00:00:00.000+00:00' WHERE failures = 1"
        assert state.execute(seven).rowcount == 1
    state.close()
    last = [site.night(day) for day in ("2023-08-27", "2023-08-28", "2023-08-29")]
    assert [night["outcome"] for night in last] == ["partial", "unchanged", "unchanged"]
    assert last[0]["waiting"]["http_5xx"]["count"] == 1
    assert "HTTP 500 (http_5xx, 8 times in a row)" in last[1]["failures"]["given_up"]["examples"][0]
    assert last[2]["waiting"]["given_up"]["count"] == 1
    web.faults.clear()
    assert (site.night("2023-10-01")["outcome"], len(site.titles())) == ("ok", 4)
