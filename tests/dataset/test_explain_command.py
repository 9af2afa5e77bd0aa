"""`scrapy explain`: from a value of a release to the string, the rule and the archived page, which can do no harm."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from lxml import html

from gaispider.archive.reader import Entry, entries
from gaispider.archive.unpack import unpacked
from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.dataset.explaining.marked_page import archived_answer, marked_page
from gaispider.dataset.explaining.trace_value import NotFoundError, Place, TracedReport, trace
from gaispider.items import Capture
from gaispider.paths import SAMPLES
from gaispider.paths import SITES as REGISTRY
from gaispider.reading import extract
from gaispider.sites.registry import load_sites
from tests.commands.scrapy_command import scrapy
from tests.dataset.made import FETCHED, RUN, release_of, store_of

UNIT, YEAR = "220284-财政局", 2021


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store with one report of the recorded sample, its archive, and a release of it."""
    folder = tmp_path_factory.mktemp("explained")
    answer = next(
        one for one in entries(SAMPLES / "panshi.warc.gz") if "czj/ndbg/202203" in one.url and one.status == 200
    )
    (record,) = extract(unpacked(answer), answer.url, site=load_sites(REGISTRY)["panshi"])
    store = folder / "store"
    (store / "panshi/archive").mkdir(parents=True)
    writer = ArchiveWriter(store / f"panshi/archive/{RUN}.warc.gz", {"software": "x"})
    archived = writer.write(Exchange(answer.url, 200, answer.headers, answer.body))
    writer.close()
    capture = Capture("live", f"archive/{RUN}.warc.gz", archived.record_id, archived.payload_digest, FETCHED, 200)
    store_of(store, [replace(record, site="panshi", capture=capture)])
    return store, release_of(store, folder / "release")


def traced(made: tuple[Path, Path], *fields: str, wanted: tuple[str, int | None] = (UNIT, YEAR)) -> TracedReport:
    store, release = made
    with duckdb.connect() as connection:
        return trace(connection, release, store, wanted, list(fields))


def test_a_figure_leads_to_its_cell_and_a_sentence_to_its_words(made: tuple[Path, Path]) -> None:
    received, total, published = traced(made, "applications_received", "proactive_total", "published").values
    assert (received.value, received.source, received.certainty) == (6, "t3:1/total", "intact")
    assert [(one.where, one.raw) for one in received.places] == [("table t3, row 1, column total", "6")]
    assert [(one.where, one.raw) for one in total.places] == [("sentence proactive_total", "主动公开政府信息128条")]
    assert (published.places[0].raw, published.rule) == ("2022-03-06", "label")
    assert published.means == "the day behind a label of publication that the page shows"


def test_a_sum_leads_to_all_its_cells_and_no_field_to_all_figures(made: tuple[Path, Path]) -> None:
    (refused,) = traced(made, "answers_refused").values
    assert len(refused.places) == 8
    found = traced(made)
    assert {"applications_received", "lawsuits", "proactive_total"} <= {one.name for one in found.values}
    assert all(one.value is not None for one in found.values)


@pytest.mark.parametrize(
    ("wanted", "field", "why"),
    [
        ((UNIT, YEAR), "colour", "no column 'colour'"),
        ((UNIT, 2015), "", "no report of 220284-财政局 for 2015: not_expected, not known before 2021"),
        (("220284-无", YEAR), "", "the panel has no unit 220284-无 in 2021"),
        ((UNIT, None), "", "a unit needs its year"),
    ],
)
def test_what_is_not_there_is_said(
    made: tuple[Path, Path], wanted: tuple[str, int | None], field: str, why: str
) -> None:
    with pytest.raises(NotFoundError, match=why):
        traced(made, *filter(None, [field]), wanted=wanted)


def framed(page: str) -> html.HtmlElement:
    """The archived page within the frame."""
    (frame,) = html.fromstring(page).xpath("//iframe")
    assert frame.get("sandbox") == ""
    return html.fromstring(frame.get("srcdoc"))


def test_the_page_shows_the_places_marked(made: tuple[Path, Path]) -> None:
    store, _ = made
    found = traced(made, "applications_received", "proactive_total", "lawsuits")
    entry = archived_answer(store / "panshi" / found.capture["warc"], found.capture["record_id"])
    assert entry is not None
    page = marked_page(entry, [place for one in found.values for place in one.places], "磐石市财政局 2021")
    marks = [element.text_content().strip() for element in framed(page.html).xpath("//*[contains(@style, 'outline')]")]
    # Cells of table 4 stand under headings of three rows and are told, not marked.
    assert page.marked == len(marks) == 2
    assert any(mark.startswith("一、本年新收") or mark == "6" for mark in marks)
    assert any("主动公开政府信息128条" in mark for mark in marks)
    assert "2 places are marked" in page.html


def entry_of(body: str) -> Entry:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    return Entry(0, 0, "response", "<urn:a>", "http://a.gov.cn/", FETCHED, None, 200, headers, body.encode())


def test_a_hostile_page_can_do_nothing() -> None:
    more = "<iframe src='http://evil.example'></iframe><a href='javascript:steal()'>\"><script>steal()</script></a>"
    hostile = (
        "<html><head><base href='http://evil.example/'><meta http-equiv='refresh' content='0;url=http://evil.example'>"
        "<link rel='stylesheet' href='http://evil.example/a.css'></head><body onload='steal()'><form action='http://evil'>"
        "<p onclick='steal()'>公开信息5条</p></form><script>steal()</script><img src='http://evil.example/a.png'>"
        f"{more}</body></html>"
    )
    page = marked_page(entry_of(hostile), [Place("sentence", "公开信息5条", "5", None, None)], "<b>title</b>")
    outer = html.fromstring(page.html)
    assert outer.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert not outer.xpath("//script")
    inner = framed(page.html)
    assert not inner.xpath("//script | //iframe | //base | //link | //form | //@onload | //@onclick | //a/@href")
    assert inner.xpath("//meta/@http-equiv") == ["Content-Security-Policy"]
    assert page.marked == 1
    assert page.missing == {"styles": 1, "pictures": 1}
    assert "Not archived with the page: 1 styles, 1 pictures" in page.html
    assert "<b>title</b>" not in page.html


def test_a_string_that_is_not_on_the_page_is_not_marked() -> None:
    rows = "<table><tr><td>收到申请数</td><td>4</td></tr><tr><td>收到申请数</td><td>5</td></tr></table>"
    places = [Place("a", "4", "4", None, None, ("a", "收到申请数")), Place("b", "无此句", None, None, None)]
    assert marked_page(entry_of(f"<body>{rows}</body>"), places, "t").marked == 0


def test_the_command_prints_values_and_writes_the_page(made: tuple[Path, Path], tmp_path: Path) -> None:
    store, release = made
    page = tmp_path / "page.html"
    shared = ["--release", str(release), "--store", str(store)]
    done = scrapy("explain", UNIT, str(YEAR), "applications_received", *shared, "--page", str(page))
    assert done.returncode == 0, done.stderr
    assert "  applications_received = 6  (t3:1/total, intact)" in done.stdout
    assert re.search(r"page\.html: 1 of 1 places marked; byte \d+ of .*\.warc\.gz", done.stdout)
    assert "sandbox" in page.read_text("utf-8")
    missing = scrapy("explain", UNIT, "2015", *shared)
    assert missing.returncode == 1
    assert "not known before 2021" in missing.stderr


def test_an_archive_without_the_answer_gives_none(made: tuple[Path, Path]) -> None:
    store, _ = made
    assert archived_answer(store / f"panshi/archive/{RUN}.warc.gz", "<urn:uuid:0>") is None
