"""`scrapy newsite`: a county of a known system is added by one command, against a replica on loopback."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import gaispider
from gaispider.archive.reader import entries
from gaispider.commands.registry.new_site import NewSite
from gaispider.sites.registry import load_sites
from tests.commands.scrapy_command import scrapy
from tests.discovery.menus import home, page, side_menu
from tests.replicas import make_parts, makes
from tests.replicas.server import ReplicaServer, Served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    return tmp_path


def newsite(folder: Path, *arguments: str) -> tuple[int, str, str]:
    settings = {
        "SITES_DIR": folder / "sites",
        "STORE_DIR": folder / "store",
        "DISCOVERY_DIR": folder / "progress",
        "ALLOW_PRIVATE_HOSTS": 1,
        "DOWNLOAD_DELAY": 0,
        "DISCOVERY_PAUSE": 0,
        "DISCOVERY_ROUNDS": 1,
        "RETRY_TIMES": 0,
    }
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    done = scrapy("newsite", *options, "--folder", str(folder / "sample"), *arguments)
    return done.returncode, done.stdout, done.stderr


def test_a_county_of_a_known_system_is_added_by_one_command(web: ReplicaServer, folder: Path) -> None:
    make = makes.jiangxi()
    web.pages |= {
        "/robots.txt": Served(b"User-agent: *\n", "text/plain"),
        "/": home("/zwgk/"),
        "/zwgk/": page('<a href="/zfxxgk/">政府信息公开</a>'),
        "/zfxxgk/": side_menu(make.start[0]),
        **make.pages,
    }
    web.answer = make.answer
    code, told, problems = newsite(folder, f"{web.url}/", "--region", "220284", "--reports", "3")
    assert code == 0, told + problems
    heads = [line for line in told.splitlines() if " of 3: " in line]
    assert heads == [
        f"1 of 3: the report column, from the home page {web.url}/: up to some minutes",
        "2 of 3: the entry panshi220284 is tried",
        "3 of 3: a sample of 3 reports or some more: what is on its way then comes, too",
    ]
    assert "CLOSESPIDER_ITEMCOUNT=3 asks for a sample, which is no fault" in problems
    site = load_sites(folder / "sites")["panshi220284"]
    assert (site.family, site.region, site.confidence, site.file) == (
        "jiangxi",
        "220284",
        "found",
        "local/22-local.toml",
    )
    assert site.start == (web.url + make.start[0],)
    # A run on loopback proves nothing, and the sample is not the store.
    assert site.proved is None
    assert not (folder / "store").exists()
    sample = folder / "sample" / "panshi220284"
    expected = [json.loads(line) for line in (sample / "expected.jsonl").read_text("utf-8").splitlines()]
    assert len(expected) >= 3
    assert {one["title"] for one in expected} <= make.reports | {make_parts.NEWS}
    assert [one["report_year"] for one in expected if one["report_year"]] == sorted(
        (one["report_year"] for one in expected if one["report_year"]), reverse=True
    )
    (archive,) = (sample / "archive").glob("*.warc.gz")
    assert {one["canonical_url"] for one in expected} <= {one.url for one in entries(archive)}
    assert f"scrapy show {sample / 'expected.jsonl'}" in told
    assert "if they are right: scrapy sites --adopt panshi220284, then scrapy crawl panshi220284" in told


def line_of(**found: object) -> str:
    """A line of discovery, as its command prints it."""
    nothing = {"path": [], "columns": [], "system": None, "elsewhere": [], "children": [], "failures": []}
    told = {
        "url": "http://a.example.cn/",
        "name": "青溪县人民政府",
        "outcome": "no column",
        "because": "nothing",
        "start": [],
    }
    return json.dumps({**nothing, **told, "pages": 3, "seconds": 1, "next": "look", **found}) + "\n"


@pytest.mark.parametrize(
    ("line", "code", "ends", "steps"),
    [
        (line_of(), 4, 4, ["discover"]),
        (line_of(outcome="found", start=["http://a.example.cn/nb/"]), 0, 4, ["discover"]),
        (line_of(outcome="found", registered="qingxi", key="qingxi"), 0, 0, ["discover", "sites", "crawl"]),
        (line_of(outcome="found in part", written="local/22.toml", key="qingxi"), 3, 3, ["discover", "sites", "crawl"]),
        ("", 2, 2, ["discover"]),
    ],
)
def test_what_ends_the_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, code: int, ends: int, steps: list[str]
) -> None:
    asked: list[str] = []

    def run(new: NewSite, *command: str, captured: bool = False) -> subprocess.CompletedProcess[str]:
        asked.append(command[0])
        return subprocess.CompletedProcess(command, code if captured else 0, line)

    monkeypatch.setattr(NewSite, "_run", run)
    monkeypatch.setattr(
        NewSite, "_expected", lambda new, key: gaispider.extract(b"<h1>2019</h1>", "http://a.example.cn/1")
    )
    assert NewSite("http://a.example.cn/", folder, ()).add("", 3) == ends
    assert asked == steps
