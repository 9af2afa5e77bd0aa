"""`scrapy sites --probe` on a replica: every kind is told apart, a cut goes on, and only what is live is written."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from gaispider.crawl.run.outcome import EXIT_CODES
from gaispider.operate.advice import advice
from gaispider.paths import ROOT
from gaispider.probing.kinds import kinds
from gaispider.sites.registry import load_sites
from tests.crawl.scrapy_process import Scrapy
from tests.probing.many_kinds import ELSEWHERE, Kinds
from tests.replicas.server import ReplicaServer


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Kinds:
    return Kinds(tmp_path, web)


def test_every_kind_is_told_apart_and_what_was_cut_off_goes_on(site: Kinds, web: ReplicaServer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    options = [*site.options(PROBE_IS_TEST="1"), "--probe", "--all", "--page", str(page)]
    first = Scrapy(["sites", *options])
    web.heard = lambda number: os.kill(first.pid, signal.SIGINT) if number == 12 else None
    cut = first.wait()
    web.heard = None
    assert cut.returncode == 128 + signal.SIGINT, cut.stderr
    assert "not probed; the same command goes on" in cut.stderr
    done_before = {key: one.probe for key, one in load_sites(site.registry()).items() if one.probe}
    assert 0 < len(done_before) < len(site.wanted)

    done = Scrapy(["sites", *options]).wait()
    sites = load_sites(site.registry())
    told = {key: one.probe.kind for key, one in sites.items() if one.probe}
    assert told == site.wanted, done.stdout
    assert set(told.values()) | {"error"} == set(kinds())
    assert {key: sites[key].probe for key in done_before} == done_before
    assert done.returncode == 5
    assert [key for key, one in sites.items() if one.proved] == ["whole"]
    assert not (tmp_path / "store").exists()

    proposed = {key: one.probe.propose for key, one in sites.items() if one.probe and one.probe.propose}
    assert proposed["led"] == (f'start = ["{web.url}/led/new/ndbg/"]',)
    assert proposed["single"] == (f'start = ["{web.url}/single/nb/"]',)
    assert proposed["scheme"] == (f'start = ["{web.url}/scheme/nb/"]',)
    assert f'twins = {{ "{ELSEWHERE}/" = "{web.url}/" }}' in proposed["host"]
    assert json.dumps([f"{web.host}/linked", "www.elsewhere.gov.cn"]) in proposed["linked"][0]
    assert set(proposed) == {"led", "single", "scheme", "host", "linked"}
    says = {key: one.probe.says for key, one in sites.items() if one.probe}
    assert says["whole"].endswith(": 4 entries, 2 more on the next page, 2 reports read (2022)")
    assert "瑞数" in says["guarded"]
    assert says["absent"] == f"gone: {web.url}/absent/nb/: HTTP 404"
    # The word and the cure of a crawl that meets the same.
    cure = advice("layout_changed", ("gone",), "absent", ("gone: 1 of 1 page",)).removeprefix("gone: ")
    assert f"  do: {cure}\n" in done.stdout
    assert "by the breadcrumb (年报): it names 1 report" in says["single"]
    assert "asked twice, and with https: unreachable" in says["silent"]

    html = page.read_text("utf-8")
    for key, kind in site.wanted.items():
        assert f'id="{key}"' in html or kind == "proved"
    assert "14 of 15 probed sites need a look" in html
    assert f"<code>start = [&quot;{web.url}/single/nb/&quot;]</code>" in html
    table = done.stdout.splitlines()
    assert table[0].split() == ["SITE", "KIND", "PROBED", "NAME"]
    assert [line.split()[:2] for line in table if line.startswith("whole ")] == [["whole", "proved"]]
    assert table[-1].startswith(
        "15 sites: 1 blocked, 1 unreachable, 1 needs_rendering, 2 layout_changed, 1 robots, 5 moved"
    )

    taken = Scrapy(["sites", *site.options(), "--take", "single"]).wait()
    assert (taken.returncode, taken.stdout.splitlines()[1:]) == (0, [f'  start = ["{web.url}/single/nb/"]'])
    asked = len(web.log)
    again = Scrapy(["sites", *options, "--json"]).wait()
    assert {path.split("/")[1] for path in list(web.paths())[asked:]} == {"single", "robots.txt"}, "the rest is known"
    told = {line["key"]: line["kind"] for line in map(json.loads, again.stdout.splitlines())}
    assert told == {**site.wanted, "single": "proved"}


def test_what_a_replica_gives_is_shown_and_not_written_down(site: Kinds, web: ReplicaServer, tmp_path: Path) -> None:
    done = Scrapy(["sites", *site.options(), "--probe", "whole"]).wait()
    assert done.returncode == 0, done.stderr
    assert "\nwhole: proved\n" in done.stdout
    assert "not written down: with ALLOW_PRIVATE_HOSTS" in done.stderr
    assert not (tmp_path / "sites" / "local").exists()


def test_the_words_are_in_the_order_of_the_outcomes() -> None:
    places = [list(EXIT_CODES).index(kind.outcome) for kind in kinds().values()]
    assert places == sorted(places, reverse=True)
    assert len({kind.sign for kind in kinds().values()}) == len(kinds())


def test_the_document_has_each_word_as_the_table_has_it() -> None:
    text = (ROOT / "docs" / "registry.md").read_text("utf-8")
    assert [kind.word for kind in kinds().values() if f"| `{kind.word}` | {kind.means} | {kind.do} |" not in text] == []
