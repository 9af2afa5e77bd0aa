# ruff: noqa: E501 - lines of a registry entry stand in one
"""The totals that each family's listings serve, against what a walk through them shows; hosts, and their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.crawl.checks.elsewhere import Elsewhere
from gaispider.crawl.checks.listings.listing_gaps import Gap, listing_gaps
from gaispider.sites.model import Accepted, Site
from gaispider.sites.registry import load_sites
from gaispider.spiders.hanweb import HanwebSpider
from gaispider.spiders.ucap import UcapSpider
from tests.replicas import families, ouhai
from tests.replicas.server import Served
from tests.spiders.crawl import crawl, spider_of

HOST = "http://a.gov.cn"


def _site(start: str, family: str) -> Site:
    return Site(key="a", name="某县", family=family, file="x.toml", hosts=("a.gov.cn",), start=(HOST + start,))


def test_hanwebs_total_is_met_or_told() -> None:
    replica = ouhai.build()
    site = _site("/col/col1229463576/index.html", "hanweb")
    spider = spider_of(HanwebSpider, site)
    crawl(spider, replica.pages, replica.answer)
    assert listing_gaps(spider.listing_ledger, site) == []  # type: ignore[attr-defined]
    spider = spider_of(HanwebSpider, site)
    crawl(spider, replica.pages, lambda *_: Served(b"<datastore><totalrecord>26</totalrecord></datastore>", "text/xml"))
    gaps = listing_gaps(spider.listing_ledger, site)  # type: ignore[attr-defined]
    assert {(gap.seen, gap.said, gap.unit) for gap in gaps} == {(20, 26, "entries")}


def test_ucaps_total_is_met_or_told() -> None:
    pages = families.ucap()
    site = _site("/hcxxxgk/hc1554/dezlist.shtml", "ucap")
    spider = spider_of(UcapSpider, site)
    crawl(spider, pages)
    assert listing_gaps(spider.listing_ledger, site) == []  # type: ignore[attr-defined]
    for path, page in pages.items():
        pages[path] = Served(page.body.replace(b"'shtml',5", b"'shtml',9"), page.content_type, page.status)
    spider = spider_of(UcapSpider, site)
    crawl(spider, pages)
    [gap] = listing_gaps(spider.listing_ledger, site)  # type: ignore[attr-defined]
    assert (gap.seen, gap.said, gap.unit) == (5, 9, "entries")


@pytest.mark.parametrize(
    ("missing", "known", "accepted"),
    [(2, 2, True), (1, 2, True), (3, 2, False), (None, 0, True), (1, 0, False)],
)
def test_a_gap_is_accepted_up_to_its_size(missing: int | None, known: int, accepted: bool) -> None:
    said = None if missing is None else 10 + missing
    gap = Gap("http://a/", 10, said, "entries", "link", "why", "cure", Accepted("2026-11-29", "hidden", known))
    assert gap.is_accepted is accepted
    assert ("accepted on 2026-11-29: hidden" in gap.sentence("2026-11-30")) is accepted


def test_the_lines_of_several_gaps_stand_in_one_entry(tmp_path: Path) -> None:
    """Pasted as they are told, with a reason; one gap has no size."""
    gaps = [
        Gap(f"{HOST}/{name}/", 10, said, "entries", "link", "why", "cure") for name, said in (("x", 12), ("y", None))
    ]
    elsewhere = Elsewhere()
    elsewhere.add("http://b.gov.cn/1.html", "http://b.gov.cn/1.html", start=False)
    told = [gap.sentence("2026-11-29") for gap in (*gaps, *elsewhere.gaps(_site("/x/", "generic")))]
    lines = "\n".join(sentence[sentence.rindex("accept.") :].replace("…", "hidden") for sentence in told)
    entry = f'[[site]]\nkey = "a"\nname = "某县"\nregion = "220284"\nfamily = "trs"\nhosts = ["a.gov.cn"]\nstart = ["{HOST}/x/"]\n'
    (tmp_path / "22-jilin.toml").write_text(entry + lines, encoding="utf-8")
    accept = load_sites(tmp_path)["a"].accept
    assert {where: gap.missing for where, gap in accept.items()} == {f"{HOST}/x/": 2, f"{HOST}/y/": 0, "b.gov.cn": 1}


@pytest.mark.parametrize(
    ("asked", "led_to", "start", "facts"),
    [
        # linked elsewhere; with and without www; the whole site under another name; a start page that moved
        ("http://b.gov.cn/1.html", "http://b.gov.cn/1.html", False, ['hosts = ["a.gov.cn", "b.gov.cn"]']),
        ("http://a.gov.cn/x/", "http://www.a.gov.cn/", True, ['hosts = ["a.gov.cn", "www.a.gov.cn"]', 'twins = { "http://www.a.gov.cn/" = "http://a.gov.cn/" }']),
        ("http://www.a.gov.cn/1", "http://www.a.gov.cn/1", False, ['hosts = ["a.gov.cn", "www.a.gov.cn"]', 'twins = { "http://www.a.gov.cn/" = "http://a.gov.cn/" }']),
        ("http://a.gov.cn/x/", "http://b.gov.cn/x/", True, ['hosts = ["a.gov.cn", "b.gov.cn"]', 'twins = { "http://b.gov.cn/" = "http://a.gov.cn/" }']),
        ("http://a.gov.cn/x/", "http://b.gov.cn/", True, ['hosts = ["a.gov.cn", "b.gov.cn"]', 'start = ["http://b.gov.cn/"]']),
    ],
)  # fmt: skip
def test_the_lines_that_let_a_host_in(asked: str, led_to: str, start: bool, facts: list[str]) -> None:
    elsewhere = Elsewhere()
    elsewhere.add(asked, led_to, start=start)
    [gap] = elsewhere.gaps(_site("/x/", "generic"))
    assert list(gap.facts) == facts
    assert all(fact in gap.sentence("2026-11-29") for fact in facts)
