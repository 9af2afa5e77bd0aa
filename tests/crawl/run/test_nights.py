"""One site over many nights: which word each night gets, with which exit code and sentences."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.crawl.nights import FINANCE, GOVERNMENT, INDUSTRY, SONGSHAN, PanshiProject, panshi
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
    assert nothing.reasons == "the site has 0 records, and 1 are the least that is due"


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


def _walled(html: str) -> str:
    tiles = "".join(CARDS.format(number=number, text="点击查看") for number in range(4))
    return re.sub(r'<ul class="list">.*</ul>', tiles, html, flags=re.DOTALL)


def _unlinked(html: str) -> str:
    return re.sub(r'<a href="\./\d[^>]*>(.*?)</a>', r'<a onclick="open(this)">\1</a>', html)


@pytest.mark.parametrize(
    ("change", "now"), [(_walled, "section.wall"), (_unlinked, "speaks of reports that no link leads to")]
)
def test_a_listing_that_no_rule_reads_any_more_is_a_changed_layout(site: PanshiProject, change, now: str) -> None:
    site.night("2023-06-01")
    for path in (COLUMN, f"{COLUMN}index.html"):
        site.edit(path, change)
    for day in ("2023-06-02", "2023-06-03"):
        night = site.night(day)
        assert (night.word, night.code) == ("layout_changed", 7)
        assert f"{COLUMN} named 4 reports (such as " in night.reasons
        assert now in night.reasons
    # A person has looked: from now on this is how the site is.
    assert site.night("2023-06-04", "-s", "ACCEPT_CHANGES=1").code == 0
    assert site.night("2023-06-05").word == "unchanged"


def test_a_home_page_that_leads_nowhere_is_noticed(site: PanshiProject) -> None:
    site.night("2023-06-01")
    site.edit(HOME, lambda html: re.sub(r'<div class="units">.*?</ul></div>', "", html, flags=re.DOTALL))
    night = site.night("2023-06-02")
    assert (night.word, night.code) == ("empty", 4)
    assert f"{HOME} named 4 listings" in night.reasons


def test_a_column_that_moved_within_the_site_is_no_loss(site: PanshiProject) -> None:
    site.night("2023-06-01")
    moved = site.web.pages[COLUMN].body.decode().replace('href="./', f'href="{COLUMN}')
    site.web.pages[f"{PREFIX}/{SONGSHAN.folder}/nianbao/"] = Served(moved.encode())
    del site.web.pages[COLUMN], site.web.pages[f"{COLUMN}index.html"]
    site.edit(f"/{SONGSHAN.folder}/", lambda html: html.replace("./ndbg/", "./nianbao/"))
    night = site.night("2023-06-02")
    assert (night.word, night.summary["reading"]["listings_lost"]) == ("unchanged", [])


def test_a_listing_that_is_gone_with_its_reports_is_a_changed_layout(site: PanshiProject) -> None:
    site.night("2023-06-01")
    del site.web.pages[COLUMN], site.web.pages[f"{COLUMN}index.html"]
    night = site.night("2023-06-02")
    assert (night.word, night.code) == ("layout_changed", 7)
    assert f"{COLUMN} named 4 reports" in night.reasons
    assert night.reasons.endswith("and is gone")


def _scripted(html: str) -> str:
    """The article's text comes by a script now, on a page of other blocks."""
    start, end = html.index('<div class="con">'), html.index('<div class="foot">')
    shell = '<main class="viewer"><div class="viewer-body" id="app"></div><aside class="related"></aside></main>'
    filler = f"<script>render({'0,' * 800}0)</script>"
    return html[:start] + shell + filler + html[end:]


def test_articles_that_are_read_without_their_text_are_a_changed_layout(site: PanshiProject) -> None:
    site.night("2023-06-01")
    paths = [path for unit in (GOVERNMENT, FINANCE, SONGSHAN) for path in site.articles(unit)]
    for path in paths:
        site.edit(path, _scripted)
    night = site.night("2023-06-02", "-a", "full=1")
    assert (night.word, night.code) == ("layout_changed", 7)
    reading = night.summary["reading"]
    assert reading["before"]["text"] > 0.9
    assert reading["now"]["text"] < 0.4
    assert len(reading["lacking"]) == 12
    assert re.search(r"text in \d of 17 \(94% of 17 before\), such as http", night.reasons)
    # The good versions stay, the new ones say what they replace and what they lack.
    emptied = [line for line in site.lines() if line["supersedes"]]
    assert {line["id"] for line in emptied} < {line["id"] for line in site.lines() if line["text"]}
    assert all(any(warning["code"] == "body_empty" for warning in line["warnings"]) for line in emptied)

    # A night on which none of them is due is no better.
    waiting = site.night("2023-06-02T12:00:00+00:00")
    assert (waiting.word, waiting.summary["reading"]["now"]["records"]) == ("layout_changed", 0)
    assert "12 pages are still recorded without the title or text that the site's have" in waiting.reasons

    site.serve(site.years)
    assert site.night("2023-06-03").word == "ok"
    assert site.night("2023-06-04").word == "unchanged"


def test_one_new_article_of_a_new_template_without_text_is_enough(site: PanshiProject) -> None:
    site.night("2024-01-10")
    site.serve_unit(FINANCE, range(2019, 2024))
    site.edit(site.articles(FINANCE)[-1], _scripted)
    night = site.night("2024-01-20")
    assert (night.word, night.code, night.summary["counts"]["new"]) == ("layout_changed", 7, 1)
    assert "text in 0 of 1 (94% of 17 before)" in night.reasons


def test_one_new_article_without_text_on_a_known_template_is_not(site: PanshiProject) -> None:
    site.night("2024-01-10")
    site.serve_unit(FINANCE, range(2019, 2024))
    path = site.articles(FINANCE)[-1]
    site.edit(path, lambda html: re.sub(r"(TRS_Editor>).*(</div></div>\n)", r"\1\2", html, flags=re.DOTALL))
    night = site.night("2024-01-20")
    assert (night.word, night.code) == ("ok", 0)
    assert site.lines()[-1]["text"] is None


def test_a_new_look_that_is_read_as_before_is_a_note(site: PanshiProject) -> None:
    site.night("2023-06-01")
    for path in [path for path in site.web.pages if path.startswith(PREFIX)]:
        encoding = "gb18030" if INDUSTRY.folder in path else "utf-8"
        site.edit(
            path, lambda html: html.replace('<div class="', '<div class="v-').replace("<h1 class", "<h1 id"), encoding
        )
    night = site.night("2023-06-02", "-a", "full=1")
    assert night.code == 0, night.reasons
    assert len(night.summary["reading"]["notes"]) == 2
    assert re.search(r"note: \d+ of \d+ articles looked at are built in a new way, such as http", night.stderr)
    assert site.night("2023-06-03").summary["reading"]["notes"] == []


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
    assert "NOW=tomorrow: write a time such as 2024-06-01" in done.stderr
