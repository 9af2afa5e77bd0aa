"""`scrapy explain`: from a value of a release to the string, the rule and the archived page, which can do no harm."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from lxml import html

from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.dataset.explaining.archived_bytes import archived_answer
from gaispider.dataset.explaining.source_page import SourcePage, source_page
from gaispider.dataset.explaining.trace_lines import trace_lines
from gaispider.dataset.explaining.trace_value import NotFoundError, Place, TracedReport, TracedValue, trace
from gaispider.dataset.rows.corrections import FIELDS, read_corrections
from tests.commands.scrapy_command import scrapy
from tests.dataset.archived import UNIT, YEAR, archived_release
from tests.dataset.made import RUN, release_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return archived_release(tmp_path_factory.mktemp("explained"))


def traced(made: tuple[Path, Path], *fields: str, wanted: tuple[str, int | None] = (UNIT, YEAR)) -> TracedReport:
    store, release = made
    with duckdb.connect() as connection:
        return trace(connection, release, store, wanted, list(fields))


def test_a_figure_leads_to_its_cell_and_a_sentence_to_its_words(made: tuple[Path, Path]) -> None:
    received, total, published = traced(made, "applications_received", "proactive_total", "published").values
    assert (received.value, received.source, received.certainty) == (6, "t3:1/total", "intact")
    assert [(one.where, one.raw) for one in received.places] == [
        ("table t3, row 1 (本年新收政府信息公开申请数量), column total (总计)", "6")
    ]
    assert [(one.where, one.raw) for one in total.places] == [("sentence proactive_total", "主动公开政府信息128条")]
    assert (published.places[0].raw, published.rule) == ("2022-03-06", "label")
    assert published.means == "the day behind a label of publication that the page shows"


def test_a_correction_says_what_was_read_and_who_changed_it(made: tuple[Path, Path], tmp_path: Path) -> None:
    store, before = made
    with duckdb.connect() as connection:
        key = trace(connection, before, store, (UNIT, YEAR), []).row["id"]
    path = tmp_path / "corrections.csv"
    lines = (
        f"{key},applications_received,6,7,a reader,smudged,2025-05-01,page 2",
        f"{key},published,2022-03-06,2022-03-05,a reader,a slip,2025-05-02,the notice",
    )
    path.write_text("\n".join((",".join(FIELDS), *lines)) + "\n", "utf-8")
    release = release_of(store, tmp_path / "release", corrections=tuple(read_corrections(path)))
    found = traced((store, release), "applications_received", "published", "reviews")
    received, published, _ = found.values
    assert [one.raw for one in received.places] == ["6"]
    assert received.corrections == ["corrected from 6 by a reader on 2025-05-01: smudged (page 2)"]
    assert published.corrections == ["corrected from 2022-03-06 by a reader on 2025-05-02: a slip (the notice)"]
    told = list(trace_lines(found))
    at = next(number for number, line in enumerate(told) if line.startswith("  published = 2022-03-05"))
    assert told[at + 1].strip() == published.corrections[0]
    assert "2022-03-06" in told[at + 2]
    without = list(trace_lines(traced((tmp_path / "none", release), "training_sessions")))
    assert "  training_sessions = -  (no table and no sentence gives it)" in without
    assert any("--store names another" in line for line in without)


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


def marks_of(page: str) -> list[str]:
    return [element.text_content().strip() for element in framed(page).xpath("//*[contains(@style, 'outline')]")]


def test_the_page_shows_the_places_marked(made: tuple[Path, Path]) -> None:
    store, _ = made
    found = traced(made, "applications_received", "proactive_total", "lawsuits_corrected")
    page = source_page(found, store)
    marks = marks_of(page.html)
    # A figure of two cells, of table 4 under headings of three rows, is marked as any other.
    assert page.marked == page.places == len(marks) == 4
    assert sorted(mark for mark in marks if len(mark) < 3) == ["0", "0", "6"]
    assert any("主动公开政府信息128条" in mark for mark in marks)
    assert "4 of 4 places marked" in page.html


def test_every_figure_of_the_report_is_marked_in_its_own_cell(made: tuple[Path, Path]) -> None:
    store, _ = made
    page = source_page(traced(made), store)
    assert page.marked == page.places > 40


def page_of(tmp_path: Path, body: str, *places: Place) -> SourcePage:
    """A page in an archive, as a report with these places shows it."""
    store = tmp_path / "store"
    (store / "a/archive").mkdir(parents=True)
    writer = ArchiveWriter(store / "a/archive/run.warc.gz", {"software": "x"})
    head = [("Content-Type", "text/html; charset=utf-8")]
    archived = writer.write(Exchange("http://a.gov.cn/", 200, head, body.encode()))
    writer.close()
    row = {"id": "a-1", "site": "a", "unit_name": "<b>title</b>", "report_year": 2020, "text_from": "page"}
    capture = {"warc": "archive/run.warc.gz", "record_id": archived.record_id}
    figures = {place.cell: place.raw for place in places if place.cell}
    value = TracedValue("x", None, places=list(places))
    return source_page(TracedReport(row, capture, None, [value], [], figures), store)


def test_a_hostile_page_can_do_nothing(tmp_path: Path) -> None:
    more = "<iframe src='http://evil.example'></iframe><a href='javascript:steal()'>\"><script>steal()</script></a>"
    hostile = (
        "<html><head><base href='http://evil.example/'><meta http-equiv='refresh' content='0;url=http://evil.example'>"
        "<link rel='stylesheet' href='http://evil.example/a.css'></head><body onload='steal()'><form action='http://evil'>"
        "<p onclick='steal()'>公开信息5条</p></form><script>steal()</script><img src='http://evil.example/a.png'>"
        f"{more}</body></html>"
    )
    page = page_of(tmp_path, hostile, Place("sentence", "公开信息5条", "5", None, None))
    outer = html.fromstring(page.html)
    assert outer.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert not outer.xpath("//script")
    inner = framed(page.html)
    assert not inner.xpath("//script | //iframe | //base | //link | //form | //@onload | //@onclick | //a/@href")
    assert inner.xpath("//meta/@http-equiv") == ["Content-Security-Policy"]
    assert page.marked == 1
    assert page.missing == {"style": 1, "picture": 1}
    assert "not archived with the page: 1 style, 1 picture" in page.html
    assert "<b>title</b>" not in page.html


def test_a_string_that_is_not_on_the_page_is_not_marked(tmp_path: Path) -> None:
    rows = "<table><tr><td>收到申请数</td><td>4</td></tr><tr><td>收到申请数</td><td>5</td></tr></table>"
    places = [Place("a", "4", "4", None, None, ("a", "收到申请数", "value")), Place("b", "无此句", None, None, None)]
    assert page_of(tmp_path, f"<body>{rows}</body>", *places).marked == 0


def test_the_command_prints_values_and_writes_the_page(made: tuple[Path, Path], tmp_path: Path) -> None:
    store, release = made
    page = tmp_path / "page.html"
    shared = ["--release", str(release), "--store", str(store)]
    done = scrapy("explain", UNIT, str(YEAR), "applications_received", *shared, "--page", str(page))
    assert done.returncode == 0, done.stderr
    assert "  applications_received = 6  (t3:1/total, intact)" in done.stdout
    assert "page.html: 1 of 1 place marked" in done.stdout
    assert re.search(r"<urn:uuid:[-0-9a-f]+>, byte \d+ of .*\.warc\.gz", done.stdout)
    assert "sandbox" in page.read_text("utf-8")
    missing = scrapy("explain", UNIT, "2015", *shared)
    assert missing.returncode == 1
    assert "not known before 2021" in missing.stderr


def test_an_archive_without_the_answer_gives_none(made: tuple[Path, Path]) -> None:
    store, _ = made
    assert archived_answer(store / f"panshi/archive/{RUN}.warc.gz", "<urn:uuid:0>") is None
