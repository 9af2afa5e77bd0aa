from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gaispider.crawl.loader import spider_class
from gaispider.paths import SITES
from gaispider.settings import SPIDER_MODULES
from gaispider.sites.adopt import differences
from gaispider.sites.canonical import belongs
from gaispider.sites.overlay import overlay_folder, put
from gaispider.sites.registry import RegistryError, load_sites
from gaispider.sites.start import start_urls
from gaispider.spiders.base import SiteSpider

GOOD = """
[[site]]
key = "linan"
name = "临安区人民政府"
region = "330112"
family = "trs"
hosts = ["xxgk.linan.example.cn", "10.20.30.40:8080/pub/las"]
twins = { "http://10.20.30.40:8080/pub/las/" = "http://xxgk.linan.example.cn/" }
start = ["http://xxgk.linan.example.cn/{year}nb/", "http://xxgk.linan.example.cn/r?a={area}&y={year}", "http://xxgk.linan.example.cn/"]
years = [2015, 2017]
areas = ["001", "002"]
expect = { min_reports = 4 }
delay = 3
render = ["/list/"]
tls = "DEFAULT:!DH"
verified = 2026-03-31
evidence = "http://xxgk.linan.example.cn/a.html"
confidence = "certain"
caveats = "Written for the test."
facts = { perpage = 20 }
"""


def write(folder: Path, text: str, name: str = "33-zhejiang.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_fact_arrives(tmp_path: Path) -> None:
    site = load_sites(write(tmp_path, GOOD), families={"trs"})["linan"]
    assert (site.region, site.min_reports, site.delay, site.render) == ("330112", 4, 3.0, ("/list/",))
    assert (site.years, site.verified, site.facts) == ((2015, 2017), "2026-03-31", {"perpage": 20})
    assert site.file == "33-zhejiang.toml"


def test_start_templates_are_written_out(tmp_path: Path) -> None:
    site = load_sites(write(tmp_path, GOOD))["linan"]
    base = "http://xxgk.linan.example.cn/"
    assert start_urls(site) == [
        f"{base}2017nb/",
        f"{base}2015nb/",
        f"{base}r?a=001&y=2017",
        f"{base}r?a=001&y=2015",
        f"{base}r?a=002&y=2017",
        f"{base}r?a=002&y=2015",
        base,
    ]
    assert start_urls(site, years=range(2016, 2030)) == [
        f"{base}2017nb/",
        f"{base}r?a=001&y=2017",
        f"{base}r?a=002&y=2017",
        base,
    ]


def test_an_open_range_of_years_reaches_the_present(tmp_path: Path) -> None:
    years = load_sites(write(tmp_path, GOOD.replace("[2015, 2017]", '"2014-"')))["linan"].years
    assert years == tuple(range(2014, date.today().year + 1))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('key = "linan"', 'key = "LinAn"', ["key", "pinyin"]),
        ('key = "linan"\n', "", ["number 1", "key is missing"]),
        ('name = "临安区人民政府"\n', "", ["linan", "name is missing"]),
        ('region = "330112"\n', "", ["linan", "region is missing"]),
        ('region = "330112"', 'region = "339999"', ["region 339999", "gazetteer"]),
        ('region = "330112"', "region = 330112", ["region", "quotes"]),
        ('region = "330112"', 'region = "220284"', ["does not begin with 33", "province's file"]),
        ('family = "trs"', 'family = "tsr"', ["family tsr is not known", "did you mean trs?"]),
        ("hosts =", "host =", ["host is not a known field", "did you mean hosts?"]),
        ('"xxgk.linan.example.cn"', '"http://xxgk.linan.example.cn"', ["hosts", "not a host"]),
        ('"xxgk.linan.example.cn"', '"xxgk.linan.example.cn:99999"', ["hosts", "not a host"]),
        ('"xxgk.linan.example.cn"', '"xxgk linan"', ["hosts", "not a host"]),
        (
            '"http://xxgk.linan.example.cn/"]',
            '"http://www.linan.example.cn/"]',
            ["start has http://www.linan", "add its host"],
        ),
        ('"http://xxgk.linan.example.cn/"]', '"xxgk.linan.example.cn/"]', ["start", "not a web address"]),
        ("{year}nb", "{jahr}nb", ["{jahr}", "only {year} and {area}"]),
        ("years = [2015, 2017]\n", "", ["years is missing", "{year}"]),
        ("[2015, 2017]", "[2015, 17]", ["years must be a list of years"]),
        ("[2015, 2017]", '"2017-2014"', ["years must be a list of years"]),
        ('areas = ["001", "002"]\n', "", ["areas is missing"]),
        ("delay = 3", "delay = 0.5", ["delay", "2 or more"]),
        ("delay = 3", "delay = true", ["delay", "2 or more"]),
        ('render = ["/list/"]', 'render = "yes"', ["render", '"auto"']),
        ('render = ["/list/"]', 'render = ["(("]', ["render", "does not compile"]),
        ("expect = { min_reports = 4 }", "expect = { min_report = 4 }", ["expect", "min_reports = N"]),
        ("expect = { min_reports = 4 }", 'ended = { "某局" = "2018" }', ["ended", "某局", "a year such as 2018"]),
        ("expect = { min_reports = 4 }", "accept = { missing = 3 }", ["accept", "on and reason"]),
        (
            "expect = { min_reports = 4 }",
            'accept = { "b.gov.cn" = { missing = 3, reason = "x" } }',
            ["accept", "must give b.gov.cn on and reason"],
        ),
        (
            "expect = { min_reports = 4 }",
            'accept = { "b.gov.cn" = { missing = -1, on = 2026-01-01, reason = "x" } }',
            ["accept", "missing as a whole number"],
        ),
        (
            "expect = { min_reports = 4 }",
            'accept = { "b.gov.cn" = { on = 2999-01-01, reason = "x" } }',
            ["accept", "a day to come"],
        ),
        (
            "expect = { min_reports = 4 }",
            'accept."b.gov.cn" = { missing = 3, on = 2026-01-01, reason = "…" }',
            ["accept", "must say why the gap of b.gov.cn is right as it is"],
        ),
        (
            "expect = { min_reports = 4 }",
            'accept = { "http://b.gov.cn/x/" = { on = 2026-01-01, reason = "x" } }',
            ["accept", "on none of the hosts"],
        ),
        ("expect = { min_reports = 4 }", 'ended = ["某局"]', ["ended", "units and last report years"]),
        ("verified = 2026-03-31", 'verified = "last week"', ["verified", "2026-03-31"]),
        ('confidence = "certain"', 'confidence = "sure"', ["confidence", "certain, derived, found, guess"]),
        ('las/" = "http', 'las" = "http', ["twins", "end with /"]),
        (
            '"http://10.20.30.40:8080/pub/las/" = "http://xxgk.linan.example.cn/"',
            '"http://a.cn/" = "http://b.cn/"',
            ["twins", "hosts"],
        ),
        ("[[site]]", "[site]", ["[[site]]"]),
        ("[[site]]", "x = 1\n[[site]]", ["'x'", "outside an entry"]),
        ('key = "linan"', "key = linan", ["is not TOML"]),
    ],
)
def test_a_wrong_fact_is_named_with_its_cure(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError) as caught:
        load_sites(write(tmp_path, GOOD.replace(old, new, 1)), families={"trs", "hanweb"})
    message = str(caught.value)
    assert message.startswith("33-zhejiang.toml: ")
    assert "\n" not in message.split(": is not TOML")[0]
    for word in words:
        assert word in message


def test_a_key_stands_once_in_the_whole_registry(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("330112", "220284"), "22-jilin.toml")
    with pytest.raises(RegistryError, match=r"linan: key stands already in 22-jilin.toml.*linan_330112"):
        load_sites(tmp_path)


def test_copies_need_neither_region_nor_hosts(tmp_path: Path) -> None:
    write(tmp_path, '[[site]]\nkey = "copies"\nname = "转载"\nfamily = "compilation"\n', "00-copies.toml")
    assert load_sites(tmp_path)["copies"].hosts == ()


@pytest.mark.parametrize("name", ["jilin.toml", "2-jilin.toml", "22-Jilin.toml"])
def test_file_names_say_the_province(tmp_path: Path, name: str) -> None:
    with pytest.raises(RegistryError, match="NN-province"):
        load_sites(write(tmp_path, GOOD, name))


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no such folder"):
        load_sites(tmp_path / "none")


def test_the_project_s_own_registry_holds() -> None:
    sites = load_sites(SITES)
    assert {"panshi", "changbai", "tongliao", "ouhai", "encyclopedia", "compilation"} <= set(sites)
    assert len(sites) > 300
    for site in sites.values():
        assert all(belongs(url, site) for url in start_urls(site)), site.key


def test_an_entry_that_begins_from_reports_alone_says_so() -> None:
    for site in load_sites(SITES, overlay=False).values():
        spider = spider_class(site, SPIDER_MODULES)
        if issubclass(spider, SiteSpider) and site.start and not site.years:
            reports = [url for url in site.start if spider.is_article(url)]
            assert site.single or len(reports) < len(site.start), site.key


def test_a_single_report_is_no_longer_one_when_the_overlay_has_a_column(tmp_path: Path) -> None:
    start = GOOD[GOOD.index("start = ") : GOOD.index("expect")]
    entry = GOOD.replace(start, 'start = ["http://xxgk.linan.example.cn/a.html"]\nsingle = true\n')
    write(tmp_path, entry)
    assert load_sites(tmp_path)["linan"].single
    put(overlay_folder(tmp_path), "linan", {"verified": "2026-12-01"})
    assert load_sites(tmp_path)["linan"].single
    put(overlay_folder(tmp_path), "linan", {"start": ["http://xxgk.linan.example.cn/ndbg/"]})
    assert not load_sites(tmp_path)["linan"].single
    (change,) = differences(tmp_path)
    assert change.fields["single"] == (True, False)
    put(overlay_folder(tmp_path), "linan", {"start": ["http://xxgk.linan.example.cn/b.html"], "single": True})
    assert load_sites(tmp_path)["linan"].single
    write(tmp_path, entry.replace("single = true", 'single = "yes"'))
    with pytest.raises(RegistryError, match="single must be true or false, without quotes"):
        load_sites(tmp_path, overlay=False)


_OF_A_YEAR = re.compile(r"(?<!\d)20[012]\d(?!\d)")
_COLUMN = re.compile(r"nb|bg|gknr|ndbg", re.IGNORECASE)


def test_an_entry_of_one_year_begins_at_the_column_of_all_years() -> None:
    """Names of folders change by year (2016n/xzjd49, 2021_649): only the column above leads to those of new years."""
    sites = load_sites(SITES, overlay=False)
    starts = {url.partition("//")[2].removeprefix("www.").rstrip("/") for site in sites.values() for url in site.start}
    for site in sites.values():
        for url in site.start:
            folders = url.partition("//")[2].removeprefix("www.").rstrip("/").split("/")
            year = next((place for place, name in enumerate(folders) if _OF_A_YEAR.search(name)), None)
            if "?" in url or "." in folders[-1] or year is None or not _COLUMN.search(folders[year - 1]):
                continue
            assert "/".join(folders[:year]) in starts, f"{site.key}: {url}"
