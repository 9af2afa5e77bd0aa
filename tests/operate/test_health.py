"""The health page: what it says, that nothing of a site is markup, and how a real browser shows it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.state.state import RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.operate.advice import advice
from gaispider.operate.coverage import reports_by_county
from gaispider.operate.health import health_page, write_page
from gaispider.operate.heat_map import step
from gaispider.operate.site_status import read_status
from gaispider.sites.model import Site
from tests.operate.health_stores import TROUBLES, WEEK, many_sites, store_of_every_state
from tests.operate.stores import NOW, add_records, add_run, site


@pytest.fixture
def store(tmp_path: Path) -> tuple[Path, dict[str, Site]]:
    return store_of_every_state(tmp_path / "store")


def _page(store: tuple[Path, dict[str, Site]]) -> Any:
    return html.document_fromstring(health_page(*store, NOW, WEEK))


def _texts(page: Any, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.cssselect(path)]


def test_what_needs_a_look_comes_first_with_its_reason(store: tuple[Path, dict[str, Site]]) -> None:
    page = _page(store)
    assert page.findtext(".//title") == f"gaispider: {len(TROUBLES)} of {len(TROUBLES) + 2} sites need a look"
    cards = _texts(page, "section.site")
    assert [card.split()[0][:5] for card in cards[:2]] == ["error", "died舒"]
    assert len(cards) == len(TROUBLES)
    assert all("9 of 9 pages" in card and "last success 2026-03-12" in card for card in cards)
    assert _texts(page, ".row strong") == ["panshi", "yangzhou"]
    assert "never 磐石市人民政府" in _texts(page, "details p")[0]


def test_the_last_thirty_runs_as_signs_words_and_colours(store: tuple[Path, dict[str, Site]]) -> None:
    [strip, *_] = [row for row in _page(store).cssselect(".row .strip") if len(row) > 2]
    cells = strip.cssselect("i")
    assert len(cells) == 30
    assert "".join(cell.text for cell in cells) == "=" * 22 + "B" + "=" * 6 + "+"
    assert (cells[-1].get("class"), cells[-1].get("title")) == ("ok", "2026-03-14 09:00 ok")
    assert strip.get("aria-label") == "Last 30 runs, oldest first: 28 unchanged, 1 blocked, 1 ok"


def test_reports_by_county_and_year(store: tuple[Path, dict[str, Site]]) -> None:
    page = _page(store)
    head = _texts(page, "thead th")
    assert head[:4] == ["county", "all", "2024", "2023"]
    assert head[-2:] == ["2008", "?"]
    rows = {cells[0]: cells[1:] for cells in ([*_texts(row, "th,td")] for row in page.cssselect("tbody tr")) if cells}
    years = dict(zip(head[1:], rows["磐石市"], strict=True))
    assert [years[year] for year in ("2008", "2009", "2010", "2018", "2024")] == ["1", "4", "·", "123", "30"]
    assert (years["?"], years["all"]) == ("4", "162"), "an impossible year is unknown, not a column"
    assert dict(zip(head[1:], rows["舒兰市"], strict=True))["2018"] == "7"
    assert rows["吉林省"] == []
    assert "Crawled, but without a record: 扬州市." in page.text_content()
    cell = page.cssselect('td[title="磐石市 2018: 123"]')[0]
    assert cell.get("class") == "h5"


def test_a_card_says_what_to_do_and_links_site_summary_and_log(tmp_path: Path) -> None:
    path = add_run(tmp_path, "panshi", "unreachable", reasons=("refused: 9 of 9 pages",), failed=9)
    log = tmp_path / "panshi" / "logs" / "20260314T090000.log"
    log.parent.mkdir()
    log.touch()
    entry = site("panshi", start=("http://www.panshi.gov.cn/zwgk/",))
    page = html.document_fromstring(health_page(tmp_path, {"panshi": entry}, NOW, WEEK))
    [card] = page.cssselect("section.site")
    assert f"Do: {advice('unreachable')}" in " ".join(card.text_content().split())
    links = {link.text: link.get("href") for link in card.cssselect("a")}
    assert links.pop("site") == "http://www.panshi.gov.cn/zwgk/"
    assert {name: tmp_path / link for name, link in links.items()} == {"summary": path, "log": log}


def test_sites_that_refuse_crawlers_have_the_command_that_takes_a_visit(tmp_path: Path) -> None:
    add_run(tmp_path, "panshi", "blocked", reasons=("blocked: 9 of 9 pages",), failed=9, days_ago=2)
    add_run(tmp_path, "shulan", "unreachable", reasons=("dns: 9 of 9 pages",), failed=9)
    told = {"host": "www.shulan.gov.cn", "fact": "", "sentence": "www.shulan.gov.cn does not answer by http"}
    crawl = add_run(tmp_path, "shulan", "ok", days_ago=-0.01)
    crawl.write_text(json.dumps({**json.loads(crawl.read_text("utf-8")), "reach": [told]}), "utf-8")
    visit = add_run(tmp_path, "panshi", "ok", records=7)
    content = json.loads(visit.read_text("utf-8"))
    visit.write_text(json.dumps({**content, "mode": "import"}), "utf-8")
    sites = {key: site(key) for key in ("panshi", "shulan")}
    page = html.document_fromstring(health_page(tmp_path, sites, NOW, WEEK))
    # What was imported is told, and is no outcome of a crawl.
    [command] = page.cssselect("#visit ~ ul code")
    assert command.text_content() == "scrapy import FILE… --site panshi"
    [fact] = page.cssselect("#facts + ul li")
    assert fact.text_content() == "shulan www.shulan.gov.cn does not answer by http"
    [card] = page.cssselect("#panshi")
    told = " ".join(card.text_content().split())
    assert "blocked" in told
    assert "scrapy import FILE… --site panshi" in told
    assert f"a visit imported {NOW:%Y-%m-%d}; 7 records" in told
    status = read_status(tmp_path, "panshi", runs=30)
    assert (status.outcome, status.records, status.failures_in_row) == ("blocked", 7, 1)


def test_three_thousand_sites_have_an_overview_and_a_page_a_province(tmp_path: Path) -> None:
    sites = many_sites(tmp_path, 3000)
    add_records(tmp_path, "site0005", {2018: 3})
    write_page(tmp_path, sites, WEEK, NOW)
    overview = (tmp_path / "index.html").read_bytes()
    assert len(overview) < 500_000
    page = html.document_fromstring(overview.decode())
    lines = page.cssselect("#sites a")
    assert len(lines) == 3000
    assert len(page.cssselect("section.site")) == 20
    names = {link.get("href").partition("#")[0] for link in lines}
    assert len(names) == 31
    assert {str(path.relative_to(tmp_path)) for path in (tmp_path / "_health").iterdir()} == names
    told = {}
    for name in names:
        province = html.document_fromstring((tmp_path / name).read_text("utf-8"))
        told |= {element.get("id"): element for element in province.xpath("//*[@id]")}
        assert [link for link in province.xpath("//nav//@href") if link == "../index.html"]
        summaries = province.xpath("//section//a[text()='summary']/@href")
        assert all((tmp_path / "_health" / link).resolve().is_file() for link in summaries)
    assert all(link.get("href").partition("#")[2] in told for link in lines)
    rows = [_texts(row, "th,td") for row in page.cssselect("#map ~ div tbody tr")]
    assert len(rows) == 1
    # A store that became small again has one page.
    write_page(tmp_path, {}, WEEK, NOW)
    for key in sites:
        shutil.rmtree(tmp_path / key, ignore_errors=True)
    write_page(tmp_path, dict(list(sites.items())[:3]), WEEK, NOW)
    assert list((tmp_path / "_health").iterdir()) == []


def test_steps() -> None:
    assert [step(count) for count in (0, 1, 2, 4, 5, 19, 20, 99, 100, 9999)] == [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_nothing_that_a_site_says_is_markup(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'&<img src=x onerror=y>"
    add_run(tmp_path, "bad", "blocked", reasons=(evil,))
    add_run(tmp_path, "odd", evil)
    add_records(tmp_path, "bad", {2018: 1})
    text = health_page(tmp_path, {"bad": site("bad", "999999", name=evil)}, NOW, WEEK)
    page = html.document_fromstring(text)
    assert page.cssselect("script, img") == []
    assert evil in page.cssselect("section.site p")[0].text
    assert [element for element in page.iter() if any(name.startswith("on") for name in element.attrib)] == []


def test_the_page_needs_nothing_but_itself(store: tuple[Path, dict[str, Site]]) -> None:
    text = health_page(*store, NOW, WEEK)
    page = html.document_fromstring(text)
    links = page.xpath("//@href")
    inside = [link for link in links if link.startswith("#")]
    assert len(inside) == 3
    assert all(page.get_element_by_id(link.removeprefix("#")) is not None for link in inside)
    # The others lead to the files of a site, beside the page.
    assert all((store[0] / link).is_file() for link in links if link not in inside)
    assert page.xpath("//*[@src]") == []
    assert page.cssselect("script, link, iframe") == []
    assert "url(" not in text
    assert "@import" not in text


def test_an_empty_store_has_a_page_too(tmp_path: Path) -> None:
    page = html.document_fromstring(health_page(tmp_path / "none", {"a": site("a")}, NOW, WEEK))
    assert "No records yet." in page.text_content()
    assert "No site does." in page.text_content()


def test_a_state_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for key in ("whole", "torn"):
        add_run(tmp_path, key, "ok")
        add_records(tmp_path, key, {2018: 3})
    (tmp_path / "torn" / "state.sqlite").write_bytes(b"no database " * 500)
    sites = {"whole": site("whole"), "torn": site("torn", "220283")}
    text = html.document_fromstring(health_page(tmp_path, sites, NOW, WEEK)).text_content()
    assert "The state could not be read, and is missing here: torn." in text
    assert "磐石市" in text


def test_reports_count_for_their_own_county_and_notices_for_none(tmp_path: Path) -> None:
    store = SiteStore(tmp_path, "copies")
    store.make()
    state = State(store.state)
    made = [("150500", "annual_report"), ("522624200", "work_summary"), ("522624", "not_a_report"), (None, None)]
    rows = [
        RecordState(str(number), f"http://x/{number}", "a", "b", 2011, "r.jsonl", None, kind=kind, region=region)
        for number, (region, kind) in enumerate(made)
    ]
    state.commit([], rows)
    state.close()
    assert reports_by_county(store) == {("150500", 2011): 1, ("522624", 2011): 1, (None, 2011): 1}


def test_the_state_is_read_beside_a_crawl_and_never_written(tmp_path: Path) -> None:
    add_records(tmp_path, "panshi", {2018: 2})
    store = SiteStore(tmp_path, "panshi")
    with SiteLock(store.lock):
        state = State(store.state)
        before = store.state.read_bytes()
        assert reports_by_county(store) == {(None, 2018): 2}
        assert store.state.read_bytes() == before
        state.close()
    with sqlite3.connect(store.state) as connection:
        connection.execute("DELETE FROM records")
    connection.close()
    assert reports_by_county(store) == {}
    left = {path.name for path in store.folder.glob("state*")} - {"state.sqlite.seal"}
    assert left == {"state.sqlite"}, "looking leaves nothing behind"
    assert reports_by_county(SiteStore(tmp_path, "never")) == {}
    assert not (tmp_path / "never").exists()


def test_the_page_is_replaced_in_one_step(store: tuple[Path, dict[str, Site]]) -> None:
    root, sites = store
    (root / "index.html").write_text("old")
    assert write_page(root, sites, WEEK, NOW) == root / "index.html"
    assert (root / "index.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in root.iterdir() if path.is_file()] == ["index.html"]


def test_a_site_that_begins_from_a_single_report_is_said_not_to_be_watched(tmp_path: Path) -> None:
    sites = {"panshi": site("panshi"), "single": replace(site("single"), name="舒兰市人民政府", single=True)}
    add_run(tmp_path, "single", "unchanged", records=1)
    (folded,) = [
        element.text_content()
        for element in html.document_fromstring(health_page(tmp_path, sites, NOW, WEEK)).cssselect("details")
        if "Not watched" in element.text_content()
    ]
    assert folded == "Not watched: begin from a single report (1)single 舒兰市人民政府"
    del sites["single"]
    assert "Not watched" not in health_page(tmp_path, sites, NOW, WEEK)
