"""What is concluded from what was seen: each rule, and which of two comes first."""

from __future__ import annotations

import pytest

from gaispider.crawl.run.outcome import CAUSES
from gaispider.items import Report
from gaispider.page.model import Listing, ListingItem
from gaispider.probing.judge import judge
from gaispider.probing.kinds import kinds
from gaispider.probing.seen_site import FailedPage, Seen, SeenListing
from gaispider.sites.model import Site

START = "http://www.linan.example.cn/ndbg/"
SITE = Site("linan", "临安区人民政府", "trs", "33-zhejiang.toml", hosts=("www.linan.example.cn",), start=(START,))


def seen(site: Site = SITE, **facts: object) -> Seen:
    return Seen(site, starts=[START], **facts)  # type: ignore[arg-type]


def listing(
    count: int, following: str | None = None, rule: str | None = None, records: int | None = None
) -> SeenListing:
    items = [ListingItem(f"{2020 + one}年政府信息公开工作年度报告", "", f"{START}{one}.html") for one in range(count)]
    found = Listing(items, following, rule, records=records)
    return SeenListing(START, found, following, start=True, in_column=True, reports=count)


def report(kind: str = "annual_report") -> Report:
    url = f"{START}1.html"
    return Report(
        schema="", id="x", site="linan", url=url, canonical_url=url, part=1, provenance="official", family="trs",
        kind=kind, report_year=2021,
    )  # type: ignore[arg-type]  # fmt: skip


def failed(cause: str, **facts: object) -> FailedPage:
    return FailedPage(START, cause, f"{START}: it failed", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_each_cause_that_meets_the_start_page_has_a_kind(cause: str) -> None:
    kind = judge(seen(failures=[failed(cause, role="listing", start=True)])).kind
    assert kind in kinds()
    assert kind != "proved"
    word = CAUSES[cause]
    if word in ("blocked", "robots", "unreachable"):
        assert kind == word


@pytest.mark.parametrize(
    ("rule", "following", "records", "second", "kind"),
    [
        (None, None, None, None, "proved"),
        ("link", f"{START}2.html", None, 3, "proved"),
        ("link", f"{START}2.html", None, 0, "incomplete"),
        ("link", f"{START}2.html", None, None, "incomplete"),
        ("script only: further pages come by a request", None, None, None, "incomplete"),
        (None, None, 40, None, "incomplete"),
        (None, None, 2, None, "proved"),
    ],
)
def test_a_listing_is_proved_if_it_goes_on_where_it_says_so(
    rule: str | None, following: str | None, records: int | None, second: int | None, kind: str
) -> None:
    told = judge(seen(listings=[listing(2, following, rule, records)], reports=[report()], second=second))
    assert told.kind == kind
    assert "1 report read (2021)" in told.says


def test_a_page_that_is_no_yearly_report_proves_nothing() -> None:
    told = judge(seen(listings=[listing(2)], reports=[report("not_a_report")]))
    assert (told.kind, told.says) == ("empty", f"{START}: 2 entries, none of the 1 read is a yearly report")


def test_that_none_is_left_of_what_was_seen_before_is_no_empty_column() -> None:
    known = Site(
        **{name: getattr(SITE, name) for name in ("key", "name", "family", "file", "hosts", "start")},
        verified="2026-01-02",
    )
    told = judge(seen(known, listings=[listing(0)]))
    assert (told.kind, told.says) == ("layout_changed", f"{START}: no entries; before: verified 2026-01-02")


def test_a_template_whose_newest_year_is_not_there_is_judged_by_the_rest() -> None:
    failures = [failed("gone", role="listing", start=True), failed("timeout", role="listing", start=True)]
    assert judge(seen(failures=failures)).kind == "unreachable"
    told = judge(seen(failures=failures[:1], listings=[listing(2)], reports=[report()]))
    assert told.kind == "proved"
    assert told.says.endswith(f"start page {START} could not be had (gone)")


def test_a_failure_of_the_program_is_said() -> None:
    told = judge(seen(failures=[FailedPage("linan", "exception", "linan: ValueError: x")], listings=[listing(2)]))
    assert (told.kind, "ValueError" in told.says) == ("error", True)


def test_reports_that_could_not_be_had_decide_where_the_listing_was_read() -> None:
    failures = [failed("blocked", role="article"), failed("blocked", role="article")]
    assert judge(seen(failures=failures, listings=[listing(2)])).kind == "blocked"
