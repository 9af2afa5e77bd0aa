"""What a word finds in the registry."""

from __future__ import annotations

import pytest

from gaispider.paths import SITES
from gaispider.sites.divisions import nearest_codes
from gaispider.sites.model import Site
from gaispider.sites.registry import read_registry
from gaispider.sites.search import matching, nothing_found

SITES_OF_TEST = {
    key: Site(key, name, family, "x.toml", region=region)
    for key, name, family, region in (
        ("jilinsheng", "吉林省财政厅", "hanweb", "220000"),
        ("jilin", "吉林市人民政府", "trs", "220200"),
        ("panshi", "磐石市人民政府", "trs", "220284"),
        ("songshan", "松山镇人民政府", "trs", "220284107"),
        ("changchun", "长春市人民政府", "ucap", "220100"),
        ("linan", "临安区人民政府", "trs", "330112"),
        ("copies", "百科", "encyclopedia", None),
    )
}

NONE = "no site of the registry lies in 220211 丰满区; `scrapy sites 吉林市` lists those of 吉林市"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("吉林市", ["jilin", "panshi", "songshan"]),
        ("吉林", ["jilinsheng", "jilin", "panshi", "songshan", "changchun"]),
        ("磐石", ["panshi", "songshan"]),
        ("220000", ["jilinsheng", "jilin", "panshi", "songshan", "changchun"]),
        ("220200", ["jilin", "panshi", "songshan"]),
        ("2202", ["jilin", "panshi", "songshan"]),
        ("33", ["linan"]),
        ("lin", ["jilinsheng", "jilin", "linan"]),
        ("财政", ["jilinsheng"]),
        ("ucap", ["changchun"]),
        ("220204", []),
    ],
)
def test_a_word_finds_sites(word: str, found: list[str]) -> None:
    assert matching(SITES_OF_TEST, word) == found


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "丰满区",
            "丰满区: no site of the registry lies in 220211 丰满区; `scrapy sites 吉林市` lists those of 吉林市",
        ),
        (
            "220211",
            "220211: no site of the registry lies in 220211 丰满区; `scrapy sites 吉林市` lists those of 吉林市",
        ),
        ("220285", "220285: no division has this code; nearest are 220284 磐石市, 220283 舒兰市, 220282 桦甸市"),
        ("panshj", "panshj: no division, site or family is called so; nearest are panshi"),
    ],
)
def test_a_word_that_finds_nothing_gets_the_nearest(word: str, said: str) -> None:
    assert nothing_found(SITES_OF_TEST, word) == said


def test_a_mistyped_name_gets_the_nearest_names() -> None:
    assert "磐石市" in nothing_found(SITES_OF_TEST, "盘石市")


def test_every_site_is_found_by_its_region() -> None:
    sites = read_registry(SITES).sites
    assert all(key in matching(sites, site.region) for key, site in sites.items() if site.region)


@pytest.mark.parametrize(("code", "first"), [("220285", "220284"), ("220284999", "2202842"), ("229999", "22")])
def test_nearest_codes_share_what_is_above(code: str, first: str) -> None:
    near = nearest_codes(code)
    assert len(near) == 3
    assert near[0].startswith(first)
