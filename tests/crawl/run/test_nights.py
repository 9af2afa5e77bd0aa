"""One site over many nights: which word each night gets, with which exit code and sentences."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.crawl.nights import FINANCE, INDUSTRY, SONGSHAN, PanshiProject, panshi
from tests.replicas.panshi import PREFIX
from tests.replicas.server import Fault, ReplicaServer, Served

HOME = f"{PREFIX}/"
COLUMN = f"{PREFIX}/{SONGSHAN.folder}/ndbg/"
# Nothing a known reader takes for an entry: no link, no title.
CARDS = (
    '<section class="wall"><div class="tile-row"><div class="tile" onclick="go({number})">{text}</div></div></section>'
)


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> PanshiProject:
    return panshi(web, tmp_path)


def test_good_nights(site: PanshiProject) -> None:
    first = site.night("2023-06-01")
    assert (first.word, first.code, first.summary["counts"]["new"]) == ("ok", 0, 17)
    assert (first.summary["missing"], first.summary["gaps"]) == ([], [])

    still = site.night("2023-06-02")
    assert (still.word, still.code) == ("unchanged", 0)
    assert still.summary["counts"]["skipped"] == 17

    site.serve(range(2019, 2024))
    more = site.night("2024-01-20")
    assert (more.word, more.code, more.summary["counts"]["new"]) == ("ok", 0, 4)

    path = site.articles(FINANCE)[0]
    site.edit(path, lambda html: html.replace("还不够", "仍然不够"))
    changed = site.night("2025-02-20")
    assert (changed.word, changed.summary["counts"]["changed"]) == ("ok", 1)
    assert changed.summary["reading"]["now"]["title"] == 1

    del site.web.pages[path]
    site.edit(f"{FINANCE.folder}/ndbg/", lambda html: html.replace(path.rpartition("/")[2], "../no.html"))
    gone = site.night("2025-02-21")
    assert (gone.word, gone.code, gone.summary["counts"]["vanished"]) == ("unchanged", 0, 1)
    assert "1 recorded page is no longer listed; the records are kept" in gone.stderr
    assert len(site.titles()) == 21


def test_a_report_that_is_overdue_is_named_until_it_is_there(site: PanshiProject) -> None:
    site.night("2023-06-01")
    site.serve(range(2019, 2024))
    site.serve_unit(FINANCE, range(2019, 2023))
    site.serve_unit(SONGSHAN, range(2019, 2023))
    # Departments were due on 31 January; the grace is 30 days.
    assert site.night("2024-03-01").word == "ok"
    late = site.night("2024-03-02")
    assert (late.word, late.code) == ("empty", 4)
    assert late.summary["missing"] == [{"unit": "磐石市财政局", "region": "220284", "year": 2023, "due": "2024-01-31"}]
    assert late.reasons == "due and not there: 磐石市财政局 2023 (due 2024-01-31)"
    # Townships follow a quarter's end later.
    assert "松山镇" not in site.night("2024-04-30").reasons
    both = site.night("2024-05-01")
    assert [missing["unit"] for missing in both.summary["missing"]] == ["磐石市松山镇人民政府", "磐石市财政局"]
    # A person knows that the bureau is no more, and says so in the registry.
    site.facts = 'ended = { "磐石市财政局" = 2022 }'
    assert [missing["unit"] for missing in site.night("2024-05-02").summary["missing"]] == ["磐石市松山镇人民政府"]
    site.facts = ""
    site.serve(range(2019, 2024))
    there = site.night("2024-05-03")
    assert (there.word, there.summary["counts"]["new"], there.summary["missing"]) == ("ok", 2, [])


def test_a_report_that_is_listed_and_cannot_be_read_is_told_apart(site: PanshiProject) -> None:
    site.night("2023-06-01")
    site.serve(range(2019, 2024))
    path = site.articles(FINANCE)[-1]
    site.web.faults[path] = Fault(status=500)
    night = site.night("2024-03-02")
    assert (night.word, night.code) == ("empty", 4)
    assert "due and not there: 磐石市财政局 2023 (due 2024-01-31)" in night.reasons
    assert f"1 page that could not be read may hold them, such as {site.web.url}{path}" in night.reasons
    assert "http_5xx: 1 of " in night.reasons


def test_a_gap_older_than_the_first_crawl_is_told_and_is_no_failure(site: PanshiProject) -> None:
    site.serve(range(2019, 2024))
    site.serve_unit(INDUSTRY, range(2019, 2023))
    for day, word in (("2024-07-01", "ok"), ("2024-07-02", "unchanged")):
        night = site.night(day)
        assert (night.word, night.code, night.summary["missing"]) == (word, 0, [])
        assert [(gap["unit"], gap["year"]) for gap in night.summary["gaps"]] == [("磐石市工业和信息化局", 2023)]
        assert "missing since before the first crawl: 磐石市工业和信息化局 2023" in night.stderr


def test_nothing_is_called_missing_by_a_run_that_did_not_look_everywhere(site: PanshiProject) -> None:
    site.night("2023-06-01")
    narrowed = site.night("2024-07-01", "-a", "years=2020")
    assert (narrowed.word, narrowed.summary["missing"], narrowed.summary["reading"]["listings_lost"]) == (
        "unchanged", [], [],
    )  # fmt: skip
    site.web.faults[COLUMN] = Fault(status=503)
    assert site.night("2024-07-02").summary["missing"] == []
    site.web.faults.clear()
    assert len(site.night("2024-07-03").summary["missing"]) == 4


def test_a_first_run_with_less_than_is_expected_is_empty(site: PanshiProject) -> None:
    site.min_reports = 18
    few = site.night("2023-06-01")
    assert (few.word, few.code) == ("empty", 4)
    assert few.reasons == "the site has 17 records, and 18 are the least that is due"


def test_a_site_that_gives_no_record_at_all_is_empty(site: PanshiProject) -> None:
    site.edit(HOME, lambda html: re.sub(r'<div class="units">.*</div>', "", html, flags=re.DOTALL))
    nothing = site.night("2023-06-01")
    assert (nothing.word, nothing.code) == ("empty", 4)
    assert nothing.reasons == "the site has 0 records, and 1 is the least that is due"


def test_a_listing_without_entries_is_empty_every_night_until_they_are_back(site: PanshiProject) -> None:
    site.night("2023-06-01")
    before = dict(site.web.pages)
    for path in (COLUMN, f"{COLUMN}index.html"):
        site.edit(path, lambda html: re.sub(r"<li><a href=\"\./\d.*</li>", "", html) + "<p>暂无信息</p>")
    for day, vanished in (("2023-06-02", 4), ("2023-06-03", 0)):
        night = site.night(day)
        assert (night.word, night.code, night.summary["counts"]["vanished"]) == ("empty", 4, vanished)
        (lost,) = night.summary["reading"]["listings_lost"]
        assert (lost["url"], lost["reports"], lost["word"]) == (f"{site.web.url}{COLUMN}", 4, "empty")
        assert f"{COLUMN} named 4 reports (such as " in night.reasons
        assert night.reasons.endswith("and names none")
    site.web.pages.update(before)
    assert site.night("2023-06-04").word == "unchanged"
    assert len(site.titles()) == 17


def _challenge() -> Served:
    script = b"<html><script>document.cookie='__jsl_clearance=1';location.reload()</script></html>"
    return Served(script, status=521, headers={"X-Via-JSL": "1"})


def test_words_for_a_site_that_does_not_answer_as_it_did(site: PanshiProject) -> None:
    site.night("2023-06-01")
    good = dict(site.web.pages)

    site.web.pages.update({path: _challenge() for path in good if path != "/robots.txt"})
    blocked = site.night("2024-07-02")
    assert (blocked.word, blocked.code) == ("blocked", 5)
    assert "blocked: 1 of 1 page" in blocked.reasons
    # What could not be looked at is not called missing.
    assert blocked.summary["missing"] == []

    site.web.pages.update(good)
    site.web.faults.update({path: Fault(reset=True) for path in good if path != "/robots.txt"})
    down = site.night("2024-07-03")
    assert (down.word, down.code) == ("unreachable", 6)

    site.web.faults.clear()
    site.web.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: /\n", "text/plain")
    closed = site.night("2024-07-04")
    assert (closed.word, closed.code) == ("robots", 8)

    site.web.pages["/robots.txt"] = good["/robots.txt"]
    site.web.faults[site.articles(FINANCE)[0]] = Fault(status=500)
    partial = site.night("2023-06-05", "-a", "full=1")
    assert (partial.word, partial.code) == ("partial", 3)
    assert "http_5xx: 1 of " in partial.reasons
    assert len(site.titles()) == 17


def test_a_state_of_an_older_version_grows_and_goes_on(site: PanshiProject) -> None:
    site.night("2023-06-01")
    with sqlite3.connect(site.store / "state.sqlite") as state:
        state.executescript(
            "DROP INDEX pages_by_namer; ALTER TABLE pages DROP COLUMN named_by; ALTER TABLE records DROP COLUMN kind;"
            "ALTER TABLE records DROP COLUMN unit; ALTER TABLE records DROP COLUMN region;"
            "ALTER TABLE records DROP COLUMN filled; DROP TABLE shapes; PRAGMA user_version = 1;"
        )
    state.close()
    (site.store / "state.sqlite.seal").unlink()
    needs_backfill = site.night("2023-06-02")
    assert (needs_backfill.word, needs_backfill.summary["counts"]["skipped"]) == ("unchanged", 17)
    assert needs_backfill.summary["reading"]["before"]["records"] == 17
    assert len(site.night("2024-07-01").summary["missing"]) == 4


def test_a_lost_state_still_knows_what_is_due(site: PanshiProject) -> None:
    site.night("2023-06-01")
    for path in site.store.glob("state.sqlite*"):
        path.unlink()
    night = site.night("2028-07-01")
    # Pages and records are known again by the days of the archive, so what was due before then is a gap.
    assert night.summary["reading"]["before"]["records"] == 17
    assert night.word in ("ok", "unchanged")


def test_a_time_that_is_none_is_a_usage_error(site: PanshiProject) -> None:
    done = site.crawl("-s", "NOW=tomorrow")
    assert done.returncode == 2
    assert "NOW must be a time such as 2024-06-01" in done.stderr
