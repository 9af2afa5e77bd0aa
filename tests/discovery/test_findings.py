"""What is said in the end: the words of every situation, what may be written, and by what a system is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gaispider.discovery.results import conclusion
from gaispider.discovery.results.conclusion import next_steps
from gaispider.discovery.results.finding import changes_for
from gaispider.discovery.results.finding_table import EXIT_CODES, exit_code, table
from gaispider.discovery.systems import SystemVotes
from gaispider.sites.model import Site
from gaispider.sites.overlay import overlay_folder, put
from gaispider.sites.registry import read_registry
from tests.discovery.menus import column, home, side_menu
from tests.discovery.offline import Offline

HOME = "http://www.panshi.gov.cn/"
PAGES = {"/": home("/zfxxgk/", "政府信息公开"), "/zfxxgk/": side_menu("/zfxxgk/nb/"), "/zfxxgk/nb/": column()}


def test_every_situation_has_its_next_step() -> None:
    source = Path(conclusion.__file__).read_text("utf-8")
    said = set(re.findall(r'"(\w[\w ]+)"', source))
    assert {situation for _, situation in next_steps()} <= said
    assert {outcome for outcome, _ in next_steps()} == set(EXIT_CODES)


def test_an_entry_of_discovery_is_written_anew_and_one_of_a_person_is_left(tmp_path: Path) -> None:
    found = Offline(HOME, PAGES, "220284").find()
    changes = changes_for(found, {})
    assert changes is not None
    (tmp_path / "22-jilin.toml").write_text("# shipped\n", encoding="utf-8")
    put(overlay_folder(tmp_path), found.key, changes)
    registered = read_registry(tmp_path).sites
    assert registered[found.key].confidence == "found"
    again = Offline(HOME, PAGES, "220284", registered=registered).find()
    assert (again.line["registered"], changes_for(again, registered)) == (found.key, changes)
    # A person has looked at it and said so.
    put(overlay_folder(tmp_path), found.key, {"confidence": "certain"})
    assert changes_for(again, read_registry(tmp_path).sites) is None
    shipped = Site(found.key, "磐石市人民政府", "trs", "22-jilin.toml", region="220284", hosts=("www.panshi.gov.cn",))
    assert changes_for(again, {found.key: shipped}) is None
    assert changes_for(replace(again, entry={**changes, "region": None}), {}) is None


def test_the_worst_outcome_is_the_exit_code_and_the_table_counts_them() -> None:
    assert exit_code([]) == exit_code(["found"]) == 0
    assert exit_code(["found", "no column", "found in part"]) == 4
    assert exit_code(EXIT_CODES) == 5
    line = Offline(HOME, PAGES, "220284").find().line
    lines = list(table([line, {**line, "outcome": "no column", "start": []}]))
    assert lines[1].split()[:5] == ["220284", "found", "9", "2015-2023", "trs"]
    assert lines[-1] == "1 no column, 1 found"


@pytest.mark.parametrize(
    ("markup", "headers", "urls", "system"),
    [
        ("<div class=TRS_Editor>", {}, ["http://a.gov.cn/nb/202401/t20240118_77.html"], "trs"),
        ("<p>", {}, ["http://a.gov.cn/art/2024/1/18/art_1_77.html"], "hanweb"),
        ("<p>", {"Server": "VWebServer"}, [], "vsb"),
        # The menu of a platform beside pages of another system.
        ('<a href="/gkmlpt/index">', {}, ["http://a.gov.cn/nb/202401/t20240118_77.html"], "trs"),
        ("list2.trsapi", {}, ["http://a.gov.cn/nb/202401/t20240118_77.html"], "fujian"),
        ("<p>", {}, [], ""),
    ],
)
def test_the_system_is_told_by_its_marks(markup: str, headers: dict[str, str], urls: list[str], system: str) -> None:
    votes = SystemVotes()
    votes.page("http://a.gov.cn/", markup, headers)
    votes.addresses(urls, "entries")
    assert votes.system()[0] == system
