"""What the registry has of each government, and who has no entry."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from scrapy.exceptions import UsageError

from gaispider.commands.registry.unregistered import show
from gaispider.paths import SITES
from gaispider.sites.divisions import UnknownDivisionError, regions_of
from gaispider.sites.entry_checks import CONFIDENCE
from gaispider.sites.model import Site
from gaispider.sites.portals import by_code, portals
from gaispider.sites.registered import STATES, government_of, is_own, registered, state_of
from gaispider.sites.registry import load_sites


def site(key: str, name: str, region: str | None, **facts: object) -> Site:
    return replace(Site(key, name, "trs", "22-jilin.toml", region=region), **facts)


OF_TEST = {
    one.key: one
    for one in (
        site("panshi", "磐石市人民政府办公室", "220284", confidence="derived"),
        site("panshi_old", "磐石市人民政府(2012 前)", "220284", confidence="guess"),
        site("yantong", "磐石市烟筒山镇人民政府", "220284"),
        site("shulan", "舒兰市人民政府", "220283", single=True, proved="probed 2026-12-01: 1 report read"),
        site("huadian", "桦甸市财政局", "220282", confidence="certain"),
        site("jiaohe", "蛟河市人民政府", "220281", proved="probed 2026-12-01: 17 entries"),
        site("xinnong", "新农乡人民政府", "220204201", confidence="certain"),
        site("jkq", "吉林经济开发区管理委员会", "220271"),
        site("copies", "百科", None),
    )
}


def test_a_government_has_the_state_of_its_own_best_entry() -> None:
    found = {one.portal.code: one for one in registered(OF_TEST, regions_of(["2202"]))}
    assert {code: one.state for code, one in found.items()} == {
        "220200": "units only",  # the zone below it has no home page in the table
        "220202": "no entry",
        "220203": "no entry",
        "220204": "units only",
        "220211": "no entry",
        "220221": "no entry",
        "220281": "proved",
        "220282": "units only",
        "220283": "single",  # whatever was read of it: no column is known
        "220284": "derived",
    }
    panshi, jiaohe = found["220284"], found["220281"]
    assert [one.key for one in panshi.own] == ["panshi", "panshi_old"]
    assert [one.key for one in panshi.others] == ["yantong"]
    assert jiaohe.proved == "probed 2026-12-01: 17 entries"
    assert [one.key for one in found["220200"].others] == ["jkq"]
    assert government_of(OF_TEST["copies"]) is None


@pytest.mark.parametrize(
    ("name", "code", "own"),
    [
        ("长白朝鲜族自治县人民政府", "220623", True),
        ("长白县人民政府办公室", "220623", True),
        ("白山市长白县人民政府", "220623", True),
        ("长白朝鲜族自治县长白镇人民政府", "220623", False),
        ("长白县教育局", "220623", False),
        ("长白朝鲜族自治县人民政府外事办公室", "220623", False),
        ("武江区(年报栏)", "440203", True),
        ("武江区(单位未写明)", "440203", False),
        ("额济纳旗温图高勒苏木人民政府", "152923", False),
    ],
)
def test_whose_an_entry_is_its_name_says(name: str, code: str, own: bool) -> None:
    assert is_own(site("one", name, code), by_code()[code]) is own


def test_every_entry_of_the_registry_belongs_to_a_government() -> None:
    sites = load_sites(SITES, overlay=False)
    alone = [key for key, one in sites.items() if one.region and government_of(one) is None]
    assert alone == []
    everything = registered(sites)
    assert len(everything) == len(portals())
    assert sum(len(one.own) + len(one.others) for one in everything) == sum(1 for one in sites.values() if one.region)
    # A word that is none of the states would raise.
    assert {state_of(one) for one in sites.values()} >= {"single", "guess", "derived", "certain"}


def test_every_confidence_is_a_state() -> None:
    assert set(CONFIDENCE) <= set(STATES)
    found = registered({"one": site("one", "磐石市人民政府", "220284", confidence="found")}, ("220284",))
    assert found[0].state == "found"


def test_words_name_divisions() -> None:
    assert regions_of(["2202", "220284", "22"]) == ("2202", "220284", "22")
    assert set(regions_of(["吉林"])) == {"220000", "220200"}
    assert regions_of(["磐石市", "220284"]) == ("220284",)
    assert regions_of([]) == ()
    with pytest.raises(UnknownDivisionError, match=r"盘石市: no division has this name; nearest are .*磐石市"):
        regions_of(["盘石市"])
    with pytest.raises(UnknownDivisionError, match="220285: no division has this code; nearest are 220284 磐石市"):
        regions_of(["220285"])
    with pytest.raises(UnknownDivisionError, match=r"99: no division has this code$"):
        regions_of(["99"])


def test_the_table_names_who_has_no_entry_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(OF_TEST, ["吉林市"], as_json=False) == 0
    printed = capsys.readouterr()
    rows = printed.out.splitlines()
    assert rows[0].split() == ["CODE", "ACCESS", "STATE", "HOME", "NAME"]
    assert len(rows) == 1 + 7
    assert "220211  direct          no entry   http://www.jlfm.gov.cn/" in printed.out
    assert printed.err == "4 of 10 governments have no entry, 3 only entries of departments or towns\n"
    assert show(OF_TEST, ["吉林市"], as_json=False, everyone=True) == 0
    every = capsys.readouterr().out.splitlines()
    assert len(every) == 1 + 10
    assert every[7].split() == [
        *("220281", "direct", "proved", "http://www.jiaohe.gov.cn/", "吉林省/吉林市/蛟河市"),
        *("[probed", "2026-12-01:", "17", "entries]"),
    ]
    assert show(OF_TEST, ["220282"], as_json=True) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "code": "220282",
        "name": "吉林省/吉林市/桦甸市",
        "level": "county",
        "state": "units only",
        "proved": None,
        "probed": None,
        "home": "http://www.huadian.gov.cn/",
        "access": "direct",
        "key": "huadian220282",
        "entries": ["huadian"],
    }
    with pytest.raises(UsageError, match="nearest are"):
        show(OF_TEST, ["盘石市"], as_json=False)
