"""The makes that have a family of their own, each crawled whole by a process of it, and once more without news."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawl.listing_sites import ListingProject
from tests.replicas import family_makes, makes
from tests.replicas.make_parts import NEWS, Make
from tests.replicas.server import ReplicaServer, Served

pytestmark = pytest.mark.services


def numbered() -> Make:
    """Columns of gkmlpt that the start pages name: their numbers are no part of any address that is asked for."""
    make = family_makes.gkmlpt()
    make.start = ("/lwx/gkmlpt/index#2819", "/lwx/gkmlpt/annualreport#2820")
    make.reports = {title for title in make.reports if "局" in title}
    return make


FAMILIES: dict[str, tuple[Callable[[], Make], ...]] = {
    "hanweb": (family_makes.hanweb_groups, family_makes.hanweb_codes, family_makes.jpaas),
    "gkmlpt": (numbered,),
    "jiangxi": (makes.jiangxi,),
    "fujian": (family_makes.fujian,),
    "vsb": (family_makes.vsb_pictures,),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_makes_of_a_family_are_crawled_whole(web: ReplicaServer, tmp_path: Path, family: str) -> None:
    built = [make() for make in FAMILIES[family]]
    for make in built:
        web.pages |= make.pages

    def answer(method: str, path: str, body: bytes) -> Served | None:
        return next((found for make in built if (found := make.answer(method, path, body))), None)

    web.answer = answer
    site = ListingProject(tmp_path, web, start=[web.url + path for make in built for path in make.start], family=family)
    night = site.night()
    assert (night["outcome"], night["failures"], night["unseen"]["listings"]) == ("ok", {}, [])
    assert set(site.titles()) - {NEWS} == set.union(*(make.reports for make in built))
    again = site.night()
    assert (again["outcome"], again["counts"]["new"], again["counts"]["changed"]) == ("unchanged", 0, 0)
