"""`scrapy sites --probe KEY` on the loopback replica: what an entry gives, and nothing kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.store import SiteStore
from tests.commands.scrapy_command import scrapy
from tests.crawl.nights import SONGSHAN, PanshiProject
from tests.replicas import families
from tests.replicas.panshi import PREFIX
from tests.replicas.server import ReplicaServer, Served

COLUMN = f"{PREFIX}/{SONGSHAN.folder}/ndbg/"


class Probed(PanshiProject):
    def probe(self, *arguments: str) -> tuple[int, str, str]:
        command = self.command()
        settings = command[command.index("plain") + 1 :]
        done = scrapy("sites", "--probe", "plain", *settings, "-s", "PROBE_PAUSE=0", *arguments)
        assert not (self.folder / "store").exists(), "a probe keeps nothing"
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Probed:
    return Probed(tmp_path, web)


def test_it_shows_the_listing_and_two_reports(site: Probed, web: ReplicaServer) -> None:
    site.start = [f"{web.url}{COLUMN}", f"{web.url}{PREFIX}/"]
    site.serve(range(2004, 2023))
    site.facts = 'select = { title = "h1.tit", body = "#no", rows = ".list li" }'
    code, told, problems = site.probe()
    assert code == 0, problems
    lines = told.splitlines()
    assert lines[0] == "plain 磐石市人民政府 (trs)"
    assert lines[1] == f"listing {web.url}{COLUMN}"
    assert lines[2].split() == ["entries", "15"]
    assert lines[3].split() == ["2023-03-16", "磐石市松山镇人民政府2022年政府信息公开工作年度报告"]
    assert len([line for line in lines if "年政府信息公开工作年度报告" in line]) == 3 + 2 + 3
    assert f"  next page  {web.url}{COLUMN}index_1.html (createPageHTML)" in lines
    assert "  select     rows matched" in lines
    reports = [line for line in lines if line.startswith("report ")]
    assert [path.partition(" ")[2] for path in reports] == [web.url + path for path in site.articles(SONGSHAN)[:-3:-1]]
    assert "  published  2023-03-16 (printed: 2023-03-16)" in lines
    assert "  kind       annual_report" in lines
    assert "  agency     磐石市松山镇人民政府" in lines
    assert "  year       2022" in lines
    assert "  source     -" in lines
    (text, _) = (line for line in lines if line.startswith("  text "))
    assert text.endswith(" characters: 本报告由磐石市松山镇人民政府编制，所列数据的统计期限为2022年1月1日至202")
    assert lines.count("  select     title matched") == 2
    assert lines.count("  select     body matched nothing") == 2
    assert lines[-2:] == [
        "plain: proved",
        f"  {web.url}{COLUMN}: 15 entries, 4 more on the next page, 2 reports read (2022, 2021), 1 further start page "
        "not asked",
    ]
    second = f"{COLUMN}index_1.html"
    assert sorted(web.paths()) == sorted(["/robots.txt", COLUMN, second, *site.articles(SONGSHAN)[:-3:-1]])


def test_from_a_home_page_it_goes_on_to_a_report_column(site: Probed, web: ReplicaServer) -> None:
    code, told, problems = site.probe()
    assert code == 0, problems
    assert told.count("\nlisting ") == 3  # home page, unit, column
    assert told.count("\nreport ") == 2
    assert len(list(web.paths())) == 6


def test_lists_that_come_as_data_are_probed_as_their_family_asks_for_them(site: Probed, web: ReplicaServer) -> None:
    site.family = "ucap"
    site.start = [f"{web.url}/hcxxxgk/hc1554/dezlist.shtml"]
    web.pages.update(families.ucap())
    code, told, problems = site.probe()
    assert code == 0, problems
    assert "entries    3" in told
    assert "dezlist_2.shtml" in told


def test_rules_that_cannot_be_had_forbid_every_page(site: Probed, web: ReplicaServer) -> None:
    web.pages["/robots.txt"] = Served(b"", status=500)
    code, told, _ = site.probe()
    assert (code, told.count("plain: unreachable")) == (6, 1)
    assert "robots.txt answers HTTP 500" in told
    assert set(web.paths()) == {"/robots.txt"}


def test_an_entry_that_is_gone_is_passed_by_and_told(site: Probed, web: ReplicaServer) -> None:
    site.start = [f"{web.url}{COLUMN}"]
    newest = site.articles(SONGSHAN)[-1]
    del web.pages[newest]
    code, told, _ = site.probe()
    assert code == 0, told
    assert told.count("\nreport ") == 2
    assert f"failed {web.url}{newest}: HTTP 404 (gone)" in told


def test_a_page_that_was_taken_down_is_not_asked_for(site: Probed, web: ReplicaServer, tmp_path: Path) -> None:
    site.start = [f"{web.url}{COLUMN}"]
    newest = site.articles(SONGSHAN)[-1]
    store = tmp_path / "kept" / "plain"
    store.mkdir(parents=True)
    stone = {"url": web.url + newest, "canonical_url": web.url + newest, "date": "2023-01-01", "reason": "a test"}
    (store / "tombstones.jsonl").write_text(json.dumps(stone) + "\n", encoding="utf-8")
    code, told, problems = site.probe("-s", f"STORE_DIR={tmp_path / 'kept'}")
    assert code == 0, problems
    assert told.count("\nreport ") == 2
    assert newest not in web.paths()
    assert [path.name for path in store.iterdir()] == ["tombstones.jsonl"]


def test_a_host_that_is_being_crawled_is_left_alone(site: Probed, web: ReplicaServer, tmp_path: Path) -> None:
    store = SiteStore(tmp_path / "kept", "plain")
    store.make()
    (store.runs / "20260101T000000-000.json").write_text(
        '{"run": "20260101T000000-000", "outcome": "running"}', "utf-8"
    )
    with SiteLock(store.lock):
        code, told, problems = site.probe("-s", f"STORE_DIR={tmp_path / 'kept'}")
    assert (code, told, list(web.paths())) == (75, "", [])
    assert "plain: not probed: its host is being crawled" in problems


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--probe", "nowhere"), "nowhere: no division, site or family is called so"),
        (("--probe",), "--probe needs the KEYs of sites, or --all"),
        (("--probe", "--all", "panshi"), "--probe needs the KEYs of sites, or --all"),
        (("--all",), "--all and --page go with --probe"),
        (("--probe", "--jobs", "0", "panshi"), "--jobs must be 1 or more"),
        (("--probe", "encyclopedia"), "has no start pages to be probed"),
    ],
)
def test_what_cannot_be_probed(arguments: tuple[str, ...], sentence: str) -> None:
    done = scrapy("sites", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
