"""The rules of drift and of history by themselves, on a state in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from scrapy.http import HtmlResponse

from gaispider.crawl.checks.completeness import FIELDS, filled_fields, merge_filled
from gaispider.crawl.checks.drift import Drift
from gaispider.crawl.checks.shape import shape_of
from gaispider.crawl.state.history import DEGRADED, History
from gaispider.crawl.state.state import PageState, RecordState, State
from gaispider.items import SCHEMA, Agency, Published, Report, Section, Warn

BEFORE, NOW = "2024-01-01T00:00:00.000+00:00", "2024-01-02T00:00:00.000+00:00"
WHOLE = sum(FIELDS.values())
LIST = "http://a.cn/ndbg/"
OLD = b'<body class="a"><div class="top"></div><ul class="list"></ul><div class="foot"></div></body>'


def report(number: int, **fields: object) -> Report:
    values: dict[str, object] = {
        "title": "某镇2023年年报",
        "text": "长" * 200,
        "published": Published("2024-01-01", None, "2024-01-01", found_in="header"),
        "sections": [Section("一", "总体情况", 1, "")],
        "agency": Agency("某镇", "某镇", "signoff"),
    }
    url = f"http://a.cn/{number}"
    return Report(SCHEMA, f"a-{number}", "a", url, url, None, "official", "trs", **(values | fields))  # type: ignore[arg-type]


def record(number: int, bits: int | None = WHOLE, unit: str | None = "某镇", year: int | None = 2022) -> RecordState:
    return RecordState(
        f"a-{number}", f"http://a.cn/{number}", "x", "y", year, "r.jsonl", BEFORE, "annual_report", unit, "220284", bits
    )


@pytest.fixture
def state() -> Iterator[State]:
    state = State(None)
    state.commit([], [record(number) for number in range(20)])
    yield state
    state.close()


def drift(state: State) -> Drift:
    return Drift(History(state.connection))


def read(watch: Drift, *reports: Report) -> list[tuple[str, str]]:
    for each in reports:
        watch.add_record(each, None)
        body = b'<body class="a"><main class="new"><div class="x"></div></main></body>'
        watch.add_article(each.canonical_url, HtmlResponse(each.url, body=body, encoding="utf-8"))
    return watch.judge(NOW, complete=True).problems


def test_the_fields_of_a_record() -> None:
    assert filled_fields(report(1)) == WHOLE
    assert filled_fields(report(1, text="短")) == WHOLE - FIELDS["text"]
    assert filled_fields(report(1, title=None, text=None, published=None, sections=[], agency=None)) == 0
    assert filled_fields(report(1, text=None, warnings=[Warn("attachment_only", "one file")])) is None
    assert filled_fields(report(1, warnings=[Warn("attachment_only", "one file")])) == WHOLE
    assert (merge_filled(None, None), merge_filled(1, None), merge_filled(None, 2), merge_filled(1, 2)) == (
        None,
        1,
        2,
        3,
    )


@pytest.mark.parametrize(
    ("whole", "poor", "fields", "failed"),
    [
        (3, 2, {"text": None}, True),
        (4, 1, {"text": None}, False),
        (3, 2, {"title": None}, True),
        (2, 2, {"text": None}, False),
        (5, 5, {"published": None}, True),
        (6, 4, {"published": None}, False),
        (0, 9, {"published": None}, False),
        (4, 6, {"agency": None, "sections": []}, True),
        (10, 0, {}, False),
    ],
)
def test_how_far_a_field_may_fall(state: State, whole: int, poor: int, fields: dict[str, object], failed: bool) -> None:
    watch = drift(state)
    reports = [report(100 + number) for number in range(whole)]
    problems = read(watch, *reports, *(report(200 + number, **fields) for number in range(poor)))
    assert [word for word, _ in problems] == (["layout_changed"] if failed else [])
    if failed:
        assert f"{whole} of {whole + poor} (100% of 20 before)" in problems[0][1]


def test_one_poor_record_counts_where_its_page_is_of_unknown_blocks(state: State) -> None:
    assert read(drift(state), report(100, text=None)) == []
    History(state.connection).learn("article", ["body.a>div.con", ">body.a"])
    ((word, sentence),) = read(drift(state), report(100, text=None))
    assert word == "layout_changed"
    assert sentence.endswith("text in 0 of 1 (100% of 20 before), such as http://a.cn/100")
    # Beside one that is read whole it is a page, not a layout.
    assert read(drift(state), report(100, text=None), report(101)) == []


def test_too_little_is_known_of_a_young_site() -> None:
    state = State(None)
    state.commit([], [record(number) for number in range(9)])
    assert read(drift(state), *(report(number, text=None) for number in range(100, 120))) == []
    state.close()


def test_a_site_whose_reports_were_always_attachments_lacks_nothing(state: State) -> None:
    state.commit([], [record(number, WHOLE - FIELDS["text"]) for number in range(20)])
    assert read(drift(state), *(report(number, text=None) for number in range(100, 120))) == []


def test_what_a_page_never_had_it_does_not_lack(state: State) -> None:
    watch = drift(state)
    for number in range(5):
        watch.add_record(report(number, text=None), record(number, WHOLE - FIELDS["text"] if number else WHOLE))
    found = watch.judge(NOW, complete=True)
    assert found.lacking == ["http://a.cn/0"]


def page(url: str, by: str | None, *, seen: str = BEFORE, role: str = "article", year: int | None = 2022) -> PageState:
    return PageState(url, role, "ok", BEFORE, seen, report_year=year, named_by=by)  # type: ignore[arg-type]


def answer(body: bytes = OLD) -> HtmlResponse:
    return HtmlResponse(LIST, body=body, encoding="utf-8")


def lost(state: State, body: bytes = OLD, reports: int = 0, listings: int = 0, gave: int = 0) -> list[str]:
    watch = drift(state)
    watch.add_listing(LIST, answer(body), reports, listings, changed=True)
    for _ in range(gave):
        watch.count_report_of(LIST)
    return [word for word, _ in watch.judge(NOW, complete=True).problems]


def test_a_listing_is_lost_if_nothing_that_it_named_is_met(state: State) -> None:
    History(state.connection).learn("listing", shape_of(answer().selector.root))
    state.commit([page("http://a.cn/1", LIST), page("http://a.cn/2", LIST)], [])
    assert lost(state) == ["empty"]
    assert lost(state, reports=1) == []
    assert lost(state, gave=1) == []
    new = OLD.replace(b'<ul class="list"></ul>', b'<div class="grid"><div class="card"></div></div>')
    assert lost(state, new) == ["layout_changed"]
    spoken = OLD.replace(b"></ul>", ">某镇2022年度政府信息公开工作…</ul>".encode())
    assert lost(state, spoken) == ["layout_changed"]
    # Both were met this time, named by another page.
    state.commit(
        [page("http://a.cn/1", "http://a.cn/b/", seen=NOW), page("http://a.cn/2", "http://a.cn/b/", seen=NOW)], []
    )
    assert lost(state) == []


def test_a_page_that_leads_on_is_lost_when_it_leads_nowhere(state: State) -> None:
    state.commit([page("http://a.cn/u/", LIST, role="listing", year=None)], [])
    assert lost(state) == ["empty"]
    assert lost(state, listings=1) == []
    # One report among a home page's news is no listing.
    state.commit([page("http://a.cn/9", LIST)], [])
    assert lost(state, listings=1) == []


def test_pages_that_are_no_reports_are_not_missed(state: State) -> None:
    state.commit([page("http://a.cn/1", LIST, year=None), page("http://a.cn/2", LIST, role="barren", year=None)], [])
    assert lost(state) == []


def test_only_a_whole_run_can_miss_a_listing(state: State) -> None:
    state.commit([page("http://a.cn/1", LIST)], [])
    watch = drift(state)
    watch.add_listing(LIST, answer(), 0, 0, changed=True)
    assert watch.judge(NOW, complete=False).problems == []
    # A listing that was not read says nothing.
    assert drift(state).judge(NOW, complete=True).problems == []


def test_degraded_pages_are_told_until_they_are_read_whole(state: State) -> None:
    marked = replace(page("http://a.cn/1", LIST, seen=NOW), outcome=DEGRADED, failures=2)
    state.commit([marked], [])
    watch = drift(state)
    assert watch.degraded == {"http://a.cn/1": 2}
    ((word, sentence),) = watch.judge(NOW, complete=True).problems
    assert (word, sentence[:31]) == ("layout_changed", "1 page is still recorded withou")
    watch.add_record(report(1, text=None), record(1))
    state.commit([replace(marked, outcome="ok", failures=0)], [])
    assert watch.judge(NOW, complete=True).lacking == ["http://a.cn/1"]
    assert drift(state).judge(NOW, complete=True).problems == []


def test_history_is_forgotten_on_demand_and_what_is_due_is_not(state: State) -> None:
    state.commit([replace(page("http://a.cn/1", LIST), outcome=DEGRADED)], [])
    history = History(state.connection)
    history.learn("listing", ["a"])
    history.forget()
    assert history.field_counts().records == 0
    assert history.shape("listing") == frozenset()
    assert history.degraded() == {}
    assert history.not_seen(NOW) == {}
    assert [each.unit for each in history.reported("某县", 2020)] == ["某镇"]


def test_who_has_reported(state: State) -> None:
    state.commit(
        [page("http://a.cn/1", LIST)],
        [record(50, unit=None), record(51, year=None), replace(record(52, unit="某局"), kind="not_a_report")],
    )
    history = History(state.connection)
    assert {(each.unit, each.year) for each in history.reported("某县", 2020)} == {("某镇", 2022), ("某县", 2022)}
    assert history.reported("某县", 2023) == []
    assert history.watched_since() == date(2024, 1, 1)
