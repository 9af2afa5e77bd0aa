"""`scrapy discover` as a process, on loopback: what it prints, writes into the overlay, and goes on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.sites.registry import read_registry
from tests.commands.scrapy_command import scrapy
from tests.discovery.menus import column, home, page, side_menu
from tests.replicas.server import ReplicaServer, Served

ROBOTS = Served(b"User-agent: *\nDisallow: /secret/\n", "text/plain")


def qingxi() -> dict[str, Served]:
    """Home page, 政务公开, 政府信息公开, 年报: the usual way."""
    return {
        "/robots.txt": ROBOTS,
        "/": home(),
        "/zwgk/": page('<a href="/zfxxgk/">政府<br>信息公开</a>'),
        "/zfxxgk/": side_menu("/zfxxgk/ndbg/"),
        "/zfxxgk/ndbg/": column(),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    return tmp_path


def discover(folder: Path, *arguments: str) -> tuple[int, str, str]:
    settings = {
        "SITES_DIR": folder / "sites",
        "DISCOVERY_DIR": folder / "progress",
        "ALLOW_PRIVATE_HOSTS": 1,
        "DOWNLOAD_DELAY": 0,
        "DISCOVERY_PAUSE": 0,
        "RETRY_TIMES": 0,
    }
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    done = scrapy("discover", *options, *arguments)
    return done.returncode, done.stdout, done.stderr


def test_one_site_is_told_as_a_block_and_becomes_an_entry(web: ReplicaServer, folder: Path) -> None:
    web.pages.update(qingxi())
    code, told, problems = discover(folder, f"{web.url}/", "--region", "220284", "--sample", str(folder / "samples"))
    assert code == 0, problems
    lines = told.splitlines()
    assert lines[0] == f"{web.url}/  磐石市人民政府: found"
    assert "  because    9 of 9 entries are reports, 2015-2023" in lines
    assert "  way        home page > 政务公开 > 政府信息公开 > 政府信息公开年报" in lines
    assert f"  start      {web.url}/zfxxgk/ndbg/" in lines
    assert list(web.paths()) == ["/robots.txt", "/", "/zwgk/", "/zfxxgk/", "/zfxxgk/ndbg/"]
    registry = read_registry(folder / "sites")
    assert registry.faults == []
    site = registry.sites["panshi220284"]
    assert (site.family, site.region, site.confidence) == ("trs", "220284", "found")
    assert (site.start, site.hosts) == ((f"{web.url}/zfxxgk/ndbg/",), (web.host,))
    assert site.evidence == f"{web.url}/zfxxgk/ndbg/202401/t20240118_772023.html"
    assert not list((folder / "progress").iterdir())
    assert [path.suffixes[-2:] for path in (folder / "samples").iterdir()] == [[".warc", ".gz"]]
