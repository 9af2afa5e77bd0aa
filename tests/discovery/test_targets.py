"""Which sites are looked at, which hosts of them, and what is done of them already."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.discovery.model import Target
from gaispider.discovery.own_hosts import hosts_of, is_kin
from gaispider.discovery.results.resume_file import ResumeFile
from gaispider.discovery.targets import TargetError, targets_of
from gaispider.sites.portals import by_code


def test_an_address_of_a_portal_brings_its_code_name_and_hints() -> None:
    portal = by_code()["220284"]
    (target,) = targets_of([portal.address])
    assert (target.region, target.name) == ("220284", "磐石市人民政府")
    assert set(target.hints) <= {portal.policy_column, portal.news_column, portal.budget_page}
    (bare,) = targets_of(["www.nowhere-known.gov.cn"])
    assert (bare.url, bare.region, bare.name) == ("http://www.nowhere-known.gov.cn/", "", "")
    (told,) = targets_of(["http://www.nowhere-known.gov.cn/x/"], "220284")
    assert (told.url, told.region, told.name) == ("http://www.nowhere-known.gov.cn/x/", "220284", "磐石市人民政府")


def test_a_region_is_its_portals_and_a_file_has_addresses_and_codes(tmp_path: Path) -> None:
    region = targets_of([], "2202")
    assert {target.region[:4] for target in region} == {"2202"}
    assert len(region) == len(targets_of([], "220200")) > 5
    assert len(targets_of([], every=True)) > 3000
    file = tmp_path / "sites.txt"
    file.write_text("# a note\n220284\nhttp://a.gov.cn/ 220283  # 舒兰\n\nwww.b.gov.cn\n", encoding="utf-8-sig")
    assert [target.region for target in targets_of([str(file)])] == ["220284", "220283", ""]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("http://a.gov.cn/ http://b.gov.cn/", "line 1: an address, a division code, or both stand in a line"),
        ("999999", "line 1: no portal of data/reference/portals.tsv.gz has the code 999999"),
        ("http://a.gov.cn:99999/", "is no address such as"),
    ],
)
def test_lines_that_name_no_site(tmp_path: Path, line: str, sentence: str) -> None:
    file = tmp_path / "sites.txt"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(TargetError, match=sentence):
        targets_of([str(file)])


@pytest.mark.parametrize(
    ("home", "url", "kin"),
    [
        ("http://www.panshi.gov.cn/", "https://panshi.gov.cn/a/", False),
        ("http://www.panshi.gov.cn/", "http://xxgk.panshi.gov.cn/", False),
        ("http://www.panshi.gov.cn/", "http://jyj.panshi.gov.cn/", True),
        ("http://daan.jlbc.gov.cn/", "http://www.jlbc.gov.cn/zwgk/", True),
        ("http://daan.jlbc.gov.cn/", "http://www.jlbc.gov.cn/daan/zwgk/", False),
        ("http://daan.jlbc.gov.cn/", "http://xxgk.daan.jlbc.gov.cn/", False),
    ],
)
def test_whose_host_it_is(home: str, url: str, kin: bool) -> None:
    assert is_kin(url, home) is kin


def test_the_hosts_of_a_site() -> None:
    assert hosts_of("http://www.panshi.gov.cn/") == ("www.panshi.gov.cn", "panshi.gov.cn", "*.panshi.gov.cn")
    # A number has the folders of many sites.
    assert hosts_of("http://122.137.242.24:8080/pub/slsxxgkw/index.html") == ("122.137.242.24:8080/pub/slsxxgkw",)


def test_a_line_that_a_kill_cut_in_two_is_left_out(tmp_path: Path) -> None:
    targets = [Target("http://a.gov.cn/"), Target("http://b.gov.cn/", "220284")]
    first = ResumeFile(tmp_path, targets)
    first.note(targets[0], {"outcome": "found"})
    first.path.write_bytes(first.path.read_bytes() + b'{"site": "220284 http://b.go')
    again = ResumeFile(tmp_path, list(reversed(targets)))
    assert again.open_of(targets) == [targets[1]]
    again.note(targets[1], {"outcome": "blocked"})
    assert [line["outcome"] for line in ResumeFile(tmp_path, targets).lines.values()] == ["found", "blocked"]
    assert ResumeFile(tmp_path, targets, afresh=True).open_of(targets) == targets
    again.remove()
    assert not list(tmp_path.iterdir())
