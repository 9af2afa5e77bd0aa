# ruff: noqa: E501 - markup stands in lines as sites write it
"""What a site says that it has is compared with what was seen; a gap is `incomplete` and names its cure."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gaispider.crawl.checks.elsewhere import HostGap
from tests.crawl.listing_sites import COLUMN, ListingProject, page, paged, path, report, reports, trs
from tests.replicas.server import Fault, ReplicaServer, Served


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> ListingProject:
    return ListingProject(tmp_path, web)


def _counts(summary: dict) -> tuple:  # type: ignore[type-arg]
    [gap] = summary["unseen"]["listings"]
    return gap["seen"], gap["said"], gap["unit"]


def test_a_long_listing_is_read_to_its_end(site: ListingProject) -> None:
    site.web.pages |= {path(n): Served(b"", status=404) for n in range(1, 391)}
    site.web.pages |= paged(390, 3, trs)
    night = site.night("-s", "CONCURRENT_REQUESTS=16", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    assert site.web.asked(f"{COLUMN}index_129.html") == 1, night["stderr"]
    assert night["unseen"]["listings"] == []


def test_pages_after_the_limit_are_told(site: ListingProject) -> None:
    site.web.pages |= reports(12) | paged(12, 2, trs)
    night = site.night("-s", "LISTING_PAGES=4")
    assert (night["outcome"], night["exit_code"]) == ("incomplete", 9)
    assert _counts(night) == (4, 6, "pages")
    assert "LISTING_PAGES" in night["reasons"][0]
    assert night["counts"]["new"] == 8


def test_an_endless_listing_is_told(site: ListingProject) -> None:
    def answer(_method: str, asked: str, _body: bytes) -> Served | None:
        number = int((parse_qs(urlsplit(asked).query).get("page") or ["1"])[0])
        if "content_" in asked:
            return report(1)
        return page([number], f'<a href="{COLUMN}?page={number + 1}">下一页</a>')

    site.web.answer = answer
    night = site.night("-s", "LISTING_PAGES=7")
    assert night["outcome"] == "incomplete"
    assert _counts(night) == (7, None, "entries")
    assert 'accept."' in night["reasons"][0] and "missing" not in night["reasons"][0].rpartition("accept")[2]


@pytest.mark.parametrize(
    ("rest", "counts", "pager"),
    [
        ("<div>共4页/40条 <a href='javascript:turn(2)'>下一页</a></div>", (10, 40, "entries"), "no address"),
        ("<script>require(['list2.trsapi'], function(m){ m({prepage: 10, recordCount: '40'}) })</script>", (10, 40, "entries"), "script only"),
        ("<div>共40条</div>", (10, 40, "entries"), "no address"),
        ("<div class='pager'><a href='#'>1</a><a href='#'>2</a><a href='#'>3</a></div>", (10, None, "entries"), "no address"),
        ("<div><button onclick='more()'>加载更多</button></div><script>function more(){$.post('/q',{page:2},show)}</script>", (10, None, "entries"), "list request"),
        (trs(0, 5), (1, 5, "pages"), "createPageHTML"),
    ],
)  # fmt: skip
def test_pages_that_are_announced_and_cannot_be_asked_for(
    site: ListingProject, rest: str, counts: tuple[int, int | None, str], pager: str
) -> None:
    column = page(range(1, 11), rest)
    site.web.pages |= reports(10) | {COLUMN: column, f"{COLUMN}index_1.html": column}
    for night in (site.night(), site.night()):
        assert (night["outcome"], night["exit_code"]) == ("incomplete", 9)
        assert _counts(night) == counts
        assert pager in night["unseen"]["listings"][0]["pager"]
    assert night["counts"]["new"] == 0


def test_a_total_that_is_met_needs_no_pager(site: ListingProject) -> None:
    site.web.pages |= reports(12) | paged(12, 5, lambda n, pages: trs(n, pages) + "<div>共12条</div>")
    site.web.pages[COLUMN] = page([1, 2, 3, 4, 5], trs(0, 3) + "<div>共12条</div>")
    assert site.night()["outcome"] == "ok"
    assert site.night()["outcome"] == "unchanged"


def test_an_order_that_changes_is_read_until_the_total_is_met(site: ListingProject) -> None:
    order = random.Random(3)

    def answer(_method: str, asked: str, _body: bytes) -> Served | None:
        if "content_" in asked:
            return None
        number = int((parse_qs(urlsplit(asked).query).get("page") or ["1"])[0])
        more = f'<a href="{COLUMN}?page={number + 1}">下一页</a>' if number < 4 else ""
        return page(order.sample(range(1, 21), 5), f"<div>共20条 共4页</div>{more}")

    site.web.pages |= reports(20)
    site.web.answer = answer
    night = site.night()
    assert (night["outcome"], night["counts"]["new"]) == ("ok", 20)


def test_an_order_that_never_shows_all_is_told(site: ListingProject) -> None:
    turn = iter(range(10**6))

    def answer(_method: str, asked: str, _body: bytes) -> Served | None:
        if "content_" in asked:
            return None
        number = int((parse_qs(urlsplit(asked).query).get("page") or ["1"])[0])
        more = f'<a href="{COLUMN}?page={number + 1}">下一页</a>' if number < 4 else ""
        first = next(turn) * 3 % 11 + 1
        return page(range(first, first + 5), f"<div>共20条</div>{more}")

    site.web.pages |= reports(20)
    site.web.answer = answer
    night = site.night()
    assert night["outcome"] == "incomplete"
    assert _counts(night) == (15, 20, "entries")
    assert night["unseen"]["listings"][0]["seen"] < 20
    assert "changes between requests" in night["reasons"][0]


def test_a_page_that_failed_heals_by_itself_and_is_no_gap(site: ListingProject) -> None:
    site.web.pages |= reports(12) | paged(12, 4, lambda n, pages: trs(n, pages) + "<div>共12条</div>")
    site.web.faults[f"{COLUMN}index_1.html"] = Fault(503)
    night = site.night()
    assert (night["outcome"], night["exit_code"]) == ("partial", 3)
    assert night["unseen"]["listings"] == []


def test_a_page_that_is_not_there_does_not_heal(site: ListingProject) -> None:
    site.web.pages |= reports(12) | paged(12, 4, trs)
    del site.web.pages[f"{COLUMN}index_2.html"]
    night = site.night()
    assert night["outcome"] == "incomplete"
    assert _counts(night) == (2, 3, "pages")
    assert "page 3 could not be had (gone)" in night["reasons"][0]


def test_a_gap_that_is_accepted_stays_in_the_summary_and_is_told_again_when_it_grows(site: ListingProject) -> None:
    site.web.pages |= reports(10) | {COLUMN: page(range(1, 11), "<div>共12条 共1页</div>")}
    told = site.night()
    assert _counts(told) == (10, 12, "entries")
    line = told["reasons"][0].rpartition("if nothing is missing: ")[2]
    assert line.startswith(f'accept."{site.web.url}{COLUMN}" = {{ missing = 2, on = 20')
    site.further = line.replace("…", "the site counts two that are hidden")
    known = site.night()
    assert known["outcome"] == "unchanged"
    assert known["unseen"]["listings"][0]["accepted"]["reason"] == "the site counts two that are hidden"
    assert "known gap: " in known["stderr"]
    site.web.pages[COLUMN] = page(range(1, 11), "<div>共13条 共1页</div>")
    grown = site.night()
    assert grown["outcome"] == "incomplete"
    assert "2 are accepted" in grown["reasons"][0]


def test_one_listing_under_two_addresses_is_counted_as_one(site: ListingProject) -> None:
    site.web.pages |= reports(12) | paged(12, 4, lambda n, pages: trs(n, pages) + "<div>共12条</div>")
    site.web.pages[f"{COLUMN}index.html"] = site.web.pages[COLUMN]
    site.start = [f"{site.web.url}{COLUMN}", f"{site.web.url}{COLUMN}index.html"]
    assert site.night()["outcome"] == "ok"


def test_entries_that_are_no_reports_are_counted_too(site: ListingProject) -> None:
    other = "".join(
        f'<li><a href="{COLUMN}content_{n}.html">关于办公地址变更的公告{n}</a><span>2019-02-0{n}</span></li>'
        for n in range(1, 4)
    )
    column = page(range(1, 4), "").body.decode().replace("</ul>", f"{other}</ul><div>共6条 共1页</div>")
    site.web.pages |= reports(3) | {f"{COLUMN}content_{n}.html": report(90 + n) for n in range(1, 4)}
    site.web.pages[COLUMN] = Served(column.encode())
    assert site.night("-a", "years=2018")["outcome"] == "ok"


def test_reports_on_another_host_are_named_with_the_line_that_lets_them_in(site: ListingProject) -> None:
    with ReplicaServer(reports(10)) as other:

        def away(number: int) -> str:
            return f"{other.url if number > 5 else ''}{path(number)}"

        site.web.pages |= reports(5) | {COLUMN: page(range(1, 11), "", away)}
        night = site.night()
        assert (night["outcome"], night["exit_code"]) == ("incomplete", 9)
        [gap] = night["unseen"]["hosts"]
        assert (gap["host"], gap["pages"]) == (other.host, 5)
        assert gap["facts"] == [f'hosts = ["{site.web.host}", "{other.host}"]']
        assert gap["facts"][0] in night["reasons"][0]
        assert not other.log
        site.further = night["reasons"][0].rpartition("; if not: ")[2].replace("…", "another office")
        assert site.night()["outcome"] == "unchanged"
        site.further = ""
        site.hosts.append(other.host)
        night = site.night()
        assert (night["outcome"], night["counts"]["new"]) == ("ok", 5)


def test_reports_that_are_redirected_to_another_host_are_named(site: ListingProject) -> None:
    with ReplicaServer(reports(10)) as other:
        site.web.pages |= reports(5) | {COLUMN: page(range(1, 11))}
        for number in range(6, 11):
            site.web.pages[path(number)] = Served(b"", status=302, headers={"Location": other.url + path(number)})
        night = site.night()
        assert night["outcome"] == "incomplete"
        [gap] = night["unseen"]["hosts"]
        assert (gap["pages"], gap["redirected"]) == (5, 5)
        assert f'twins = {{ "{other.url}/" = "{site.web.url}/" }}' in night["reasons"][0]
        assert not other.log


def test_a_site_that_sends_every_page_to_another_name_is_not_empty_but_incomplete(site: ListingProject) -> None:
    with ReplicaServer(reports(3) | {COLUMN: page(range(1, 4)), "/robots.txt": Served(b"", "text/plain")}) as other:
        site.web.pages.clear()
        site.web.answer = lambda _method, asked, _body: Served(b"", status=301, headers={"Location": other.url + asked})
        night = site.night()
        assert (night["outcome"], night["exit_code"]) == ("incomplete", 9)
        hosts, twins = night["unseen"]["hosts"][0]["facts"]
        assert hosts in night["reasons"][0] and twins in night["reasons"][0]
        assert "layout_changed" not in night["stderr"]
        site.hosts, site.further = [site.web.host, other.host], twins
        night = site.night()
        assert (night["outcome"], night["counts"]["new"]) == ("ok", 3)
        assert all(line["canonical_url"].startswith(site.web.url) for line in site.lines())


def test_rows_of_a_long_listing_wait_for_the_articles_before_them(site: ListingProject) -> None:
    """Of 400 rows some 20 wait at most, and the first article is answered before 60 were handed on."""
    pages = {path(number): Served(b"", status=404) for number in range(2, 401)}
    site.web.pages |= {path(1): report(1)} | pages | {COLUMN: page(range(1, 401), "<div>共400条 共1页</div>")}
    meter = {"tests.crawl.backlog_meter.BacklogMeter": 500, "gaispider.crawl.run.run.Run": 0}
    night = site.night("-s", "PENDING_REQUESTS=20", "-s", f"EXTENSIONS={json.dumps(meter)}")
    found = re.search(r"backlog: most (\d+), at the first article (\d+)", night["stderr"])
    assert found is not None
    assert int(found[1]) <= 30  # some more are on their way to the scheduler
    assert int(found[2]) <= 60
    assert all(site.web.asked(path(number)) == 1 for number in range(1, 401))
    assert night["unseen"]["listings"] == []


def test_a_limit_ends_a_long_listing_before_its_last_row(site: ListingProject) -> None:
    """A crawl that a limit closes takes no more rows into its memory; the next one asks for them."""
    site.web.pages |= {path(number): Served(b"", status=404) for number in range(2, 301)}
    site.web.pages |= {path(1): report(1), COLUMN: page(range(1, 301), "<div>共300条 共1页</div>")}
    meter = {"tests.crawl.backlog_meter.BacklogMeter": 500, "gaispider.crawl.run.run.Run": 0}
    limited = ("-s", "PENDING_REQUESTS=20", "-s", f"EXTENSIONS={json.dumps(meter)}", "-s", "CLOSESPIDER_PAGECOUNT=9")
    night = site.night(*limited)
    found = re.search(r"backlog: most (\d+)", night["stderr"])
    assert found is not None
    assert int(found[1]) <= 30
    assert site.web.asked(path(300)) == 0
    assert night["unseen"]["listings"] == []
    site.night()
    assert all(site.web.asked(path(number)) == 1 for number in range(1, 301))


@pytest.mark.parametrize(
    ("host", "what"),
    [("m.panshi.gov.cn", "its pages for telephones"), ("wap.panshi.gov.cn:8080", "its pages for telephones")]
    + [(host, "no host of the site") for host in ("mzj.panshi.gov.cn", "wxj.panshi.gov.cn", "www.panshi.gov.cn")],
)
def test_a_host_for_telephones_is_told_as_one(host: str, what: str) -> None:
    gap = HostGap(host, 1, 0, 1, 1, f"http://{host}/nb/", "www.panshi.gov.cn", ("hosts = []",))
    assert f"{host}, which is {what}, such as" in gap.sentence("2026-11-30")
