"""Every make of listing is crawled whole by its family: all its reports, nothing elsewhere, and its total is met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gaispider.crawl.checks.listings.listing_gaps import listing_gaps
from gaispider.sites.model import Site
from gaispider.spiders.base import SiteSpider
from gaispider.spiders.fujian import FujianSpider
from gaispider.spiders.generic import GenericSpider
from gaispider.spiders.gkmlpt import GkmlptSpider
from gaispider.spiders.hanweb import HanwebSpider
from gaispider.spiders.jiangxi import JiangxiSpider
from gaispider.spiders.ucap import UcapSpider
from gaispider.spiders.vsb import VsbSpider
from tests.replicas import family_makes, make_parts, makes
from tests.replicas.make_parts import NEWS, Make
from tests.spiders.crawl import Crawled, crawl, spider_of

HOST = "http://a.gov.cn"


def crawled(family: type[SiteSpider], make: Make, **facts: object) -> tuple[Crawled, list[str]]:
    """What the crawl met, and the sentences of listings seen in part."""
    start = tuple(HOST + path for path in make.start)
    site = Site(key="a", name="柳湾县", family=family.family, file="x.toml", hosts=("a.gov.cn",), start=start, **facts)  # type: ignore[arg-type]
    spider = spider_of(family, site)
    found = crawl(spider, make.pages, make.answer)
    gaps = listing_gaps(spider.listing_ledger, site)  # type: ignore[attr-defined]
    return found, [gap.sentence("2026-11-29") for gap in gaps]


FAMILIES: list[tuple[type[SiteSpider], Callable[[], Make]]] = [
    *((GenericSpider, make) for make in makes.GENERIC),
    (HanwebSpider, family_makes.hanweb_groups),
    (HanwebSpider, lambda: family_makes.hanweb_groups(2, "/module/jslib/jquery/jpage/dataproxy.jsp")),
    (HanwebSpider, family_makes.hanweb_codes),
    (HanwebSpider, family_makes.jpaas),
    (UcapSpider, makes.ucap_data),
    (GkmlptSpider, family_makes.gkmlpt),
    (JiangxiSpider, makes.jiangxi),
    (FujianSpider, family_makes.fujian),
    (VsbSpider, family_makes.vsb_pictures),
]


@pytest.mark.parametrize(("family", "make"), FAMILIES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_make_is_crawled_whole(family: type[SiteSpider], make: Callable[[], Make]) -> None:
    site = make()
    found, gaps = crawled(family, site)
    titles = [draft.report.title or "" for draft in found.drafts]
    assert sorted(title for title in titles if "报告" in title) == sorted(site.reports)
    assert {title for title in titles if "报告" not in title} <= {NEWS, "柳湾县政府信息公开保密审查制度"}
    assert gaps == []
    assert found.failed == []
    assert not [url for url in found.urls + found.refused if "cyol" in url or "wzgl" in url or "b.gov.cn" in url]


@pytest.mark.parametrize(
    ("start", "offices"),
    [
        (("index#2820",), {2820}),
        (("annualreport#2819",), {2819}),
        # Several columns of one shell, which is asked for once.
        (("index#2819", "index#2820"), {2819, 2820}),
        # A number that the tree does not have any more is asked for all the same: the interface says what it is.
        (("index#2819", "annualreport#77"), {2819}),
    ],
)
def test_a_number_behind_the_address_names_the_column(start: tuple[str, ...], offices: set[int]) -> None:
    site = family_makes.gkmlpt()
    site.start = tuple(f"/lwx/gkmlpt/{address}" for address in start)
    found, gaps = crawled(GkmlptSpider, site)
    wanted = {title for title in site.reports if any(f"第{number}局" in title for number in offices)}
    assert found.titles - {NEWS} == wanted
    assert gaps == []
    shells = [url for url in found.urls if url.endswith(("/index", "/annualreport"))]
    assert len(shells) == len({address.partition("#")[0] for address in start})
    assert [url for url in found.failed if "/77?" in url] == found.failed


# Anhui's rows, a unit's years and tabs say no number of entries or pages; a form says its last page.
COUNTED = [(family, make) for family, make in FAMILIES if make not in (makes.anhui, makes.anhui_years, makes.tabs)]


@pytest.mark.parametrize(("family", "make"), COUNTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_listing_of_any_make_that_lacks_a_page_is_told(
    family: type[SiteSpider], make: Callable[[], Make], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third page brings the second once more, while the total stays."""
    page_of = make_parts.page_of
    for module in (makes, family_makes):
        monkeypatch.setattr(module, "page_of", lambda rows, number, size=4: page_of(rows, min(number, 2), size))
    _, gaps = crawled(family, make())
    assert gaps
    assert all("8 of 10" in gap or "2 of 3 pages" in gap for gap in gaps), gaps
