"""Pages that fail for many nights: every night says so, until they are read or given up, and so do alerts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gaispider.crawl.state.due import is_due, is_given_up
from gaispider.crawl.state.page_lifecycle import page_failed
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


@pytest.mark.parametrize(("cause", "times", "days"), [("http_5xx", 8, 82), ("redirected", 3, 2), ("soft_404", 3, 2)])
def test_a_page_is_given_up_after_so_many_failures(cause: str, times: int, days: int) -> None:
    first = now = datetime(2023, 6, 1, 2, tzinfo=UTC)
    page = page_failed("http://a.gov.cn/1.html", cause, None, now)
    while not is_given_up(page):
        now = datetime.fromisoformat(page.next_retry or "")
        assert is_due(page, now)
        page = page_failed(page.url, cause, page, now)
    assert page.failures == times
    # The last failure, counted from the first: it is asked for again all the same.
    assert (now - first).days == days
    assert page.next_retry is not None
