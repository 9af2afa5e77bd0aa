"""A site whose pages are built anew: what is a changed layout, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.crawl.nights import FINANCE, GOVERNMENT, INDUSTRY, SONGSHAN, PanshiProject, panshi
from tests.replicas.panshi import PREFIX
from tests.replicas.server import ReplicaServer, Served

HOME = f"{PREFIX}/"
COLUMN = f"{PREFIX}/{SONGSHAN.folder}/ndbg/"
# Nothing a known reader takes for an entry: no link, no title.
CARDS = (
    '<section class="wall"><div class="tile-row"><div class="tile" onclick="go({number})">{text}</div></div></section>'
)


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> PanshiProject:
    return panshi(web, tmp_path)


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
