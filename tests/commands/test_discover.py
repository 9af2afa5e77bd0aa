"""`scrapy discover` as a process, on loopback: what it prints, writes into the overlay, and goes on with."""

from __future__ import annotations

import json
import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from gaispider.archive.reader import entries
from gaispider.discovery.model import Target
from gaispider.discovery.results.finding import Finding
from gaispider.discovery.results.finding_table import block
from gaispider.discovery.results.resume_file import ResumeFile
from gaispider.discovery.targets import targets_of
from gaispider.sites.registry import read_registry
from tests.commands.scrapy_command import scrapy
from tests.crawl.scrapy_process import Scrapy
from tests.discovery.menus import column, home, page, reports, side_menu
from tests.replicas.server import Fault, ReplicaServer, Served

ROBOTS = Served(b"User-agent: *\nDisallow: /secret/\n", "text/plain")

# A line of a site that was done before, as the table needs it.
LINE = {"region": "220284", "columns": [], "system": None, "pages": 3, "start": [], "because": "a test"}


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
    assert lines[-2] == f"  written    {folder / 'sites' / 'local' / '22-local.toml'}"
    assert lines[-1] == "  next       scrapy sites --probe panshi220284 reads two of its reports"
    assert list(web.paths()) == ["/robots.txt", "/", "/zwgk/", "/zfxxgk/", "/zfxxgk/ndbg/"]
    registry = read_registry(folder / "sites")
    assert registry.faults == []
    site = registry.sites["panshi220284"]
    assert (site.family, site.region, site.confidence) == ("trs", "220284", "found")
    assert (site.start, site.hosts) == ((f"{web.url}/zfxxgk/ndbg/",), (web.host,))
    assert site.evidence == f"{web.url}/zfxxgk/ndbg/202401/t20240118_772023.html"
    assert not list((folder / "progress").iterdir())
    (sample,) = (folder / "samples").iterdir()
    kept = [entry for entry in entries(sample) if entry.type == "response"]
    assert [entry.url.removeprefix(web.url) for entry in kept] == ["/", "/zwgk/", "/zfxxgk/", "/zfxxgk/ndbg/"]
    assert kept[-1].body == qingxi()["/zfxxgk/ndbg/"].body


@pytest.mark.parametrize(
    ("region", "told", "registered", "stands"),
    [
        (None, {}, None, "no entry   nothing tells its division"),
        ("220284", {}, None, "no entry   nothing was written (--dry-run)"),
        ("220284", {"registered": "qingxi"}, "qingxi", "registered qingxi: nothing is written over this entry"),
    ],
)
def test_a_column_without_an_entry_of_discovery_says_so_and_what_to_do(
    region: str | None, told: dict[str, object], registered: str | None, stands: str
) -> None:
    url = "http://a.example.cn/"
    start = [f"{url}nb/"]
    line: dict[str, object] = {**LINE, "url": url, "name": "a", "outcome": "found", "region": region, "start": start}
    line |= {"path": [], "elsewhere": [], "children": [], "failures": [], "seconds": 1, **told}
    found = Finding(Target(url), "found", "column", line, {"region": region}, registered or "site")
    line["next"] = found.next_step
    *_, entry, step = block(line)
    assert entry.strip().startswith(stands)
    # No entry means that no key can be probed yet.
    assert (f"scrapy discover {url} --region CODE" in step) == (region is None)
    assert ("--probe KEY" in step) == (region is None)


def test_many_sites_side_by_side_each_with_its_outcome(folder: Path) -> None:
    app = '<html><head><title>青溪</title></head><body><div id="app"></div><script src="/a.js"></script></body></html>'
    sites: dict[str, dict[str, Served]] = {
        "found": qingxi(),
        "no column": {"/": home("/a/", "走进青溪")},
        "blocked": {"/": Served(b"<script>$_ts={}</script>", status=412)},
        "unreachable": {"/": Served(b"", status=503)},
        "needs rendering": {"/": Served(app.encode())},
        "needs a person": {"/": home(), "/robots.txt": Served(b"User-agent: *\nDisallow: /\n", "text/plain")},
        "found in part": qingxi() | {"/zfxxgk/ndbg/": column(reports(years=range(2023, 2022, -1)))},
    }
    with ExitStack() as stack:
        webs = {word: stack.enter_context(ReplicaServer(pages)) for word, pages in sites.items()}
        # Up again when it is asked slowly: never called unreachable.
        webs["late"] = late = stack.enter_context(ReplicaServer(qingxi()))
        late.faults["/"] = Fault(status=503, times=1)
        file = folder / "sites.txt"
        file.write_text("# the sites\n" + "".join(f"{web.url}/ 220284\n" for web in webs.values()), encoding="utf-8")
        code, told, problems = discover(folder, str(file), "--json", "--dry-run", "-s", "DISCOVERY_ROUNDS=2")
        lines = {line["url"]: line for line in map(json.loads, told.splitlines())}
        outcomes = {word: lines[f"{web.url}/"]["outcome"] for word, web in webs.items()}
        assert outcomes == {word: word for word in sites} | {"late": "found"}, problems
        assert code == 5
        tries = {word: lines[f"{web.url}/"]["tries"] for word, web in webs.items()}
        assert (tries["late"], tries["unreachable"], tries["found"]) == (2, 2, 1)
        assert webs["unreachable"].asked("/") == 2
        assert webs["blocked"].asked("/") == 1
        assert list(webs["needs a person"].paths()) == ["/robots.txt"]
        assert (
            "加速乐" in lines[f"{webs['blocked'].url}/"]["because"]
            or "瑞数" in lines[f"{webs['blocked'].url}/"]["because"]
        )
        assert all(line["next"] for line in lines.values())
    assert not (folder / "sites" / "local").exists()


def test_a_run_that_is_cut_off_goes_on_and_leaves_what_a_person_wrote(web: ReplicaServer, folder: Path) -> None:
    web.pages.update(qingxi())
    written = (
        '[[site]]\nkey = "panshi"\nname = "磐石市"\nregion = "220284"\nfamily = "trs"\n'
        f'hosts = ["{web.host}"]\nstart = ["{web.url}/zfxxgk/"]\n'
    )
    (folder / "sites" / "22-jilin.toml").write_text(written, encoding="utf-8")
    with ReplicaServer({"/": home()}) as other:
        arguments = (f"{other.url}/", f"{web.url}/")
        targets = targets_of(arguments)
        ResumeFile(folder / "progress", targets).note(targets[0], {**LINE, "url": arguments[0], "outcome": "found"})
        code, told, problems = discover(folder, *arguments)
        assert not list(other.paths()), "done before"
    assert code == 0, problems
    assert "1 of 2 sites done before; going on" in problems
    assert told.splitlines()[-1] == "2 found"
    assert not (folder / "sites" / "local").exists()


def test_a_signal_ends_it_in_good_order(web: ReplicaServer, folder: Path) -> None:
    web.pages.update(qingxi())
    settings = {"SITES_DIR": folder / "sites", "DISCOVERY_DIR": folder / "progress", "ALLOW_PRIVATE_HOSTS": 1}
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    begun = Scrapy(["discover", f"{web.url}/", *options, "-s", "DOWNLOAD_DELAY=2"])
    web.wait_until_asked(2)
    os.kill(begun.pid, signal.SIGTERM)
    done = begun.wait()
    assert done.returncode == 128 + signal.SIGTERM, done.stderr
    assert "interrupted: 0 of 1 site done; the same command goes on" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "name an address, a file of addresses, --region CODE or --all"),
        (("nowhere",), "nowhere: there is no such file, and it is no address"),
        (("--region", "99"), "no portal of data/reference/portals.tsv.gz lies in it"),
        (("http://a.gov.cn/", "--jobs", "0"), "--jobs, --pages and --seconds are 1 or more"),
    ],
)
def test_what_cannot_be_looked_at(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    code, _, problems = discover(folder, *arguments)
    assert code == 2
    assert sentence in problems
