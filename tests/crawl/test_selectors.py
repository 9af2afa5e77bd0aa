"""A site's own selectors in a crawl: they are used for every page, and one that matches nothing is told at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaispider.crawl.checks.selector_tally import SelectorTally
from gaispider.page.selectors import Select
from gaispider.sites.model import Site
from tests.crawl.nights import SONGSHAN, PanshiProject
from tests.crawl.scrapy_process import Scrapy
from tests.replicas.panshi import PREFIX
from tests.replicas.server import ReplicaServer

COLUMN = f"{PREFIX}/{SONGSHAN.folder}/ndbg/"


class OneColumn(PanshiProject):
    """The report column of one unit, of which one page is built in another way."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.start = [f"{self.web.url}{COLUMN}"]
        self.edit(self.articles(SONGSHAN)[0], lambda text: text.replace("TRS_Editor", "another"))


def select(**selectors: str) -> str:
    return "select = { " + ", ".join(f"{name} = {json.dumps(value)}" for name, value in selectors.items()) + " }"


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> OneColumn:
    return OneColumn(tmp_path, web)


def test_a_selector_that_matches_nothing_is_a_warning_of_the_run(site: OneColumn) -> None:
    site.facts = select(
        title="h1.tit", body="div.TRS_Editor", source="#source", rows="ul.list li", next="a.next", drop=".top"
    )
    night = site.night("2023-06-01")
    assert night.word == "ok"  # a warning changes no outcome
    odd = f"{site.web.url}{site.articles(SONGSHAN)[0]}"
    body = f"site plain: select.body 'div.TRS_Editor' matched nothing on 1 of 4 article pages, such as {odd}"
    source = "site plain: select.source '#source' matched nothing on 4 of 4 article pages"
    nothing = "site plain: select.next 'a.next' matched nothing on 1 of 1 listings"
    assert len(night.summary["selector_warnings"]) == 3
    for sentence in (body, source, nothing):
        assert any(warning.startswith(sentence) for warning in night.summary["selector_warnings"])
        assert f"  warning: {sentence}" in night.stderr
    counts = {(row["pages"], row["field"]): (row["nothing"], row["read"]) for row in night.summary["selectors"]}
    assert counts["article", "title"] == (0, 4)
    assert counts["listing", "rows"] == (0, 1)
    assert counts["article", "drop"] == (0, 4)

    lines = {line["url"].removeprefix(site.web.url): line for line in site.lines()}
    assert {line["title_found_in"] for line in lines.values()} == {"selector"}
    texts = {path: line["rules"]["text"] for path, line in lines.items()}
    assert texts == dict.fromkeys(texts, "selector") | {site.articles(SONGSHAN)[0]: texts[site.articles(SONGSHAN)[0]]}
    assert texts[site.articles(SONGSHAN)[0]] != "selector"


def test_the_log_has_the_warning_too_and_a_site_without_selectors_has_none(site: OneColumn) -> None:
    assert site.night("2023-06-01").summary["selector_warnings"] == []
    site.facts = select(source="#source")
    told = site.night("2023-06-02", "-a", "full=1", "-L", "WARNING").stderr
    assert told.count("select.source '#source' matched nothing on 4 of 4 article pages") == 2


def test_an_archive_is_read_again_with_the_selectors_of_the_entry(site: OneColumn) -> None:
    site.night("2023-06-01")
    site.facts = select(body=".bar, .TRS_Editor")
    (archive,) = (site.store / "archive").glob("*.warc.gz")
    settings = ["-s", f"SITES_DIR={site.write_registry()}", "-s", "SPIDER_MODULES=spiders"]
    done = Scrapy(["extract", str(archive), *settings, "--jobs", "1"]).wait()
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(reports) == 4
    assert all(report["text"].startswith("发布日期:") for report in reports)
    assert {report["rules"]["text"] for report in reports} == {"selector"}


def test_a_selected_next_page_is_followed_though_the_general_reading_sees_none(site: OneColumn) -> None:
    site.serve(range(2004, 2023))
    page = f'<p class="on"><a href="index_1.html">{"再看" * 8}</a></p>'
    for name in (COLUMN, f"{COLUMN}index.html"):
        text = site.web.pages[name].body.decode()
        start = text.index('<div class="page">')
        site.edit(name, lambda text, start=start: text[:start] + page)  # type: ignore[misc]
    site.night("2023-06-01")
    assert len(site.titles()) == 15
    site.facts = select(next=".on a")
    night = site.night("2023-06-02", "-a", "full=1")
    assert len(site.titles()) == 19
    assert night.summary["selector_warnings"] == []  # right on one page: the last one has no next


def test_what_is_often_absent_is_told_only_if_it_never_matched() -> None:
    site = Site("a", "某县", "trs", "x.toml", select=Select(next="a.n", drop=".d", rows="li"))
    tally = SelectorTally()
    tally.note("http://a.cn/1", "listing", {"next": True, "drop": False, "rows": True})
    tally.note("http://a.cn/2", "listing", {"next": False, "drop": False, "rows": False})
    tally.note("http://a.cn/3", "article", {"drop": True})
    assert list(tally.warnings(site)) == [
        "site a: select.rows 'li' matched nothing on 1 of 2 listings, such as http://a.cn/2"
    ]
    tally.note("http://a.cn/3", "article", {"title": False})
    assert len(list(tally.warnings(site))) == 2
    assert list(SelectorTally().warnings(site)) == []
