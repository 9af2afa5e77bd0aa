"""The home pages of all governments, and the keys that their entries get."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from gaispider.paths import SITES
from gaispider.sites.entry_checks import key
from gaispider.sites.facts.plain_facts import web_address
from gaispider.sites.portals import by_code, key_for, portals, within
from gaispider.sites.registry import load_sites
from gaispider.text.places import division


def test_every_government_has_one_line_with_a_home_page_and_a_division_of_its_level():
    assert len(portals()) == 3209
    assert [portal.path for portal in portals() if not portal.code] == ["新疆维吾尔自治区/新疆生产建设兵团"]
    assert len(by_code()) == 3208
    for portal in portals():
        web_address(portal.home)
        assert portal.access in ("direct", "protocol-switch", "ua-mobile", "none")
        assert portal.address == (portal.effective_home or portal.home)
        assert all("\t" not in column for column in (portal.policy_column, portal.news_column, portal.budget_page))
    unknown = [portal.path for portal in portals() if portal.code and division(portal.code) is None]
    assert not unknown
    assert Counter(portal.level for portal in portals())["province"] == 31


def test_no_two_governments_share_a_key_and_none_has_that_of_an_entry():
    keys = [portal.key for portal in portals()]
    assert len(set(keys)) == len(keys)
    assert all(key(found) == found for found in keys)
    chosen = [name for name in load_sites(SITES) if not re.search(r"[a-z]\d{6,9}$", name)]
    assert not set(keys) & set(chosen)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("220284", "panshi220284"),
        ("220623", "changbai220623"),  # without kind and people: 长白朝鲜族自治县
        ("330382", "yueqing330382"),  # 乐 is read yue here, as the host says
        ("500230", "fengdu500230"),
        ("500233", "zhongxian500233"),  # one character keeps its kind
        ("220284100", "panshi220284100"),  # a township: its county's pinyin, its own code
        ("370176", "jinan370176"),  # a zone without a home page here: that of its city
        ("990000", "place990000"),
    ],
)
def test_the_key_of_a_place_is_pinyin_and_code(code, made):
    assert key_for(code) == made


def test_the_key_of_a_government_is_that_of_its_line():
    portal = by_code()["220284"]
    assert key_for(portal) == key_for("220284") == portal.key
    assert urlsplit(portal.address).hostname == "www.panshi.gov.cn"


def test_a_region_holds_itself_and_what_is_below_it():
    assert [portal.code for portal in within("2202")][:2] == ["220200", "220202"]
    assert within("220200") == within("2202")
    assert len(within("220000")) == len(within("22")) > 60
    assert [portal.name for portal in within("220284100")] == ["磐石市"]
    # A county that no prefecture stands above in its code.
    assert "429004" in {portal.code for portal in within("420000")}
    assert within("99") == []
