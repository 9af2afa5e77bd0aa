"""Each outcome and exit code of a run, made by a server that behaves so."""

from __future__ import annotations

import gzip
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaispider.archive.reader import entries
from gaispider.crawl.net.pace.retry_after import seconds_to_wait
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.crawl.scrapy_process import ROOT
from tests.replicas.server import Fault, ReplicaServer, Served

_JSL = Fault(
    521, {"X-Via-JSL": "7b9b1d9,-", "Set-Cookie": "__jsluid_h=1; path=/"}, b"<script>document.cookie='a'</script>"
)


def test_a_challenged_site_is_blocked_and_nothing_of_it_becomes_a_record(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.faults["/"] = _JSL
    done = project.crawl()
    assert done.returncode == 5, done.stderr
    summary = project.summaries()[0]
    assert summary["outcome"] == "blocked"
    assert "加速乐" in summary["failures"]["blocked"]["examples"][0]
    assert project.lines() == []
    assert [path for path in web.paths() if path == "/"] == ["/"]


def test_a_site_that_resets_every_connection_is_unreachable(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.faults.update({"/": Fault(reset=True), "/robots.txt": Fault(reset=True)})
    done = project.crawl()
    assert done.returncode == 6, done.stderr
    assert project.summaries()[0]["outcome"] == "unreachable"


def test_server_errors_on_one_page_of_many_make_a_partial_run_and_a_later_retry(
    web: ReplicaServer, project: Project
) -> None:
    web.pages.update(articles(6))
    web.faults["/3.html"] = Fault(503)
    done = project.crawl()
    assert done.returncode == 3, done.stderr
    assert project.summaries()[0]["failures"]["http_5xx"]["count"] == 1
    assert web.asked("/3.html") == 2
    web.faults.clear()
    web.log.clear()
    project.crawl("-a", "full=1")
    assert title(3) in project.titles()


def test_a_torn_body_is_no_page(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.faults["/2.html"] = Fault(200, body=article(title(2)).body, cut=80)
    done = project.crawl()
    assert done.returncode == 3, done.stderr
    assert title(2) not in project.titles()
    assert "connection" in project.summaries()[0]["failures"]


def test_robots_that_closes_the_site(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    done = project.crawl()
    assert done.returncode == 8, done.stderr
    assert list(web.paths()) == ["/robots.txt"]


def test_robots_that_fails_on_the_server_closes_it_too(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.faults["/robots.txt"] = Fault(500, body=b"User-agent: *\nAllow: /\n")
    done = project.crawl()
    assert done.returncode == 6, done.stderr
    assert web.asked("/") == 0


def test_fewer_records_than_are_due(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    project.min_reports = 10
    done = project.crawl()
    assert done.returncode == 4, done.stderr
    assert "the site has 3 records, and 10 are the least that is due" in done.stderr


def test_a_start_page_that_is_gone_is_a_changed_layout(web: ReplicaServer, project: Project) -> None:
    web.pages["/robots.txt"] = Served(b"", content_type="text/plain")
    done = project.crawl()
    assert done.returncode == 7, done.stderr


def test_one_dead_link_and_one_closed_path_do_not_spoil_a_run(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(5))
    del web.pages["/4.html"]
    web.pages["/robots.txt"] = Served(b"User-agent: gaispider\nDisallow: /5.html\n", content_type="text/plain")
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert project.summaries()[0]["failures"]["gone"]["count"] == 1
    assert project.summaries()[0]["failures"]["robots"]["count"] == 1
    assert len(project.titles()) == 3


def test_a_callback_that_raises_makes_a_partial_run_and_the_page_is_asked_for_again(
    web: ReplicaServer, project: Project
) -> None:
    web.pages.update(articles(3))
    web.pages["/2.html"] = article("raise")
    done = project.crawl()
    assert done.returncode == 3, done.stderr
    assert "ValueError: a callback that fails" in project.summaries()[0]["failures"]["exception"]["examples"][0]
    assert len(project.titles()) == 2


def test_requests_stay_on_the_site_and_off_private_addresses(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(2))
    port = web.port
    links = (
        '<a class="article" href="/1.html"></a><a class="article" href="/out"></a>'
        f'<a class="article" href="http://localhost:{port}/2.html"></a><a class="article" href="http://127.1:{port}/2.html"></a>'
    )
    web.pages["/"] = listing(links)
    web.pages["/out"] = Served(b"moved", status=302, headers={"Location": f"http://localhost:{port}/2.html"})
    done = project.crawl()
    assert web.asked("/2.html") == 0
    assert project.summaries()[0]["failures"]["foreign_host"]["count"] == 3
    assert {gap["host"]: gap["pages"] for gap in project.summaries()[0]["unseen"]["hosts"]} == {
        f"localhost:{port}": 2,
        f"127.1:{port}": 1,
    }
    assert done.returncode == 9, done.stderr


def test_loopback_is_refused_unless_it_is_allowed(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(2))
    project.crawl(private=False)
    assert web.log == []
    assert project.summaries()[0]["failures"]["private_address"]["count"] == 1
    # `localhost` is only known to be private once it is resolved.
    project.hosts, project.start = [f"localhost:{web.port}"], [f"http://localhost:{web.port}/"]
    project.crawl(private=False)
    assert web.log == []
    assert "private_address" in project.summaries()[1]["failures"]


def test_compressed_answers_are_archived_as_they_came(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(1))
    packed = gzip.compress(article(title(1)).body)
    web.pages["/1.html"] = Served(packed, headers={"Content-Encoding": "gzip"})
    project.crawl()
    archive = next((project.store / "archive").glob("*.warc.gz"))
    found = {entry.url: entry for entry in entries(archive) if entry.type == "response"}[f"{web.url}/1.html"]
    assert found.body == packed
    assert ("Content-Encoding", "gzip") in found.headers
    assert project.titles() == [title(1)]


def test_a_redirect_to_the_twin_of_a_page_is_followed(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(1))
    web.pages["/"] = listing('<a class="article" href="/1.html?jsessionid=1"></a>')
    web.pages["/1.html?jsessionid=1"] = Served(b"", status=302, headers={"Location": "/1.html"})
    assert project.crawl().returncode == 0
    assert project.titles() == [title(1)]
    web.log.clear()
    project.crawl()
    assert sorted(web.paths()) == ["/", "/robots.txt"]


def test_a_replay_gives_the_same_records_without_the_network(
    web: ReplicaServer, project: Project, tmp_path: Path
) -> None:
    web.pages.update(articles(4))
    web.pages["/1.html"] = Served(gzip.compress(article(title(1)).body), headers={"Content-Encoding": "gzip"})
    project.crawl()
    archive = next((project.store / "archive").glob("*.warc.gz"))
    web.log.clear()
    feed = tmp_path / "replayed.jsonl"
    done = project.crawl("-s", f"ARCHIVE_REPLAY={archive}", "-O", str(feed), private=False)
    assert done.returncode == 0, done.stderr
    assert web.log == []
    assert len(feed.read_text(encoding="utf-8").splitlines()) == 4
    assert '"origin": "replay"' in feed.read_text(encoding="utf-8")
    assert len(project.summaries()) == 1
    assert not list((tmp_path / "replay" / "plain" / "archive").iterdir())


def test_a_replay_of_revisits_finds_the_bodies_and_a_miss_is_named(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(2))
    project.crawl()
    del web.pages["/2.html"]
    web.pages["/"] = listing('<a class="article" href="/1.html"></a>')
    project.crawl("-a", "full=1")
    first, second = sorted((project.store / "archive").glob("*.warc.gz"))
    again = project.crawl("-s", f"ARCHIVE_REPLAY={second}")
    assert again.returncode == 0, again.stderr
    project.start = [*project.start, f"{web.url}/nowhere"]
    missed = project.crawl("-s", f"ARCHIVE_REPLAY={first}")
    assert missed.returncode == 3, missed.stderr
    assert "not_in_archive: 1 of 4 pages" in missed.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-s", "ARCHIVE_REPLAY=/nowhere.warc.gz"), "there is no file /nowhere.warc.gz"),
        (("-a", "nonsense"), "Invalid -a value"),
        (("second",), "name one site"),
        (("-a", "year=2018"), "plain has no such argument; did you mean years?"),
    ],
)
def test_wrong_usage_exits_2_with_a_sentence(project: Project, arguments: tuple[str, ...], sentence: str) -> None:
    done = project.crawl(*arguments)
    assert done.returncode == 2
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_site_exits_2_and_names_the_near_one(project: Project) -> None:
    done = project.crawl(key="plian")
    assert done.returncode == 2
    assert "did you mean plain?" in done.stderr


def test_a_wrong_registry_exits_2_with_its_sentence(project: Project) -> None:
    command = project.command()
    (project.folder / "sites" / "22-jilin.toml").write_text('[[site]]\nkey = "plain"\n', encoding="utf-8")
    # A process from scratch, where a warning of any import would be an error.
    scrapy = [sys.executable, "-W", "error", "-m", "scrapy", *command]
    done = subprocess.run(scrapy, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2
    assert "22-jilin.toml: site plain: name is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_cannot_be_written_exits_2(project: Project) -> None:
    # A folder in which nobody, root neither, can make another.
    done = project.crawl("-s", "STORE_DIR=/proc/store")
    assert done.returncode == 2
    assert "cannot write to the store" in done.stderr


def test_a_disk_that_is_nearly_full_ends_the_run_before_it_asks_for_anything(
    web: ReplicaServer, project: Project
) -> None:
    web.pages.update(articles(3))
    done = project.crawl("-s", "MIN_FREE_MB=999999999")
    assert done.returncode == 1
    assert "MIN_FREE_MB is 999999999" in project.summaries()[0]["reasons"][0]
    assert web.asked("/1.html") == 0


def test_a_limit_that_the_settings_give_makes_a_partial_run(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(30))
    done = project.crawl("-s", "CLOSESPIDER_PAGECOUNT=5")
    assert done.returncode == 3, done.stderr
    assert "CLOSESPIDER_PAGECOUNT=5 asks for a sample, which is no fault" in done.stderr


def test_twins_among_the_start_pages_count_once(web: ReplicaServer, project: Project) -> None:
    project.start = [f"{web.url}/", f"{web.url}/?jsessionid=1"]
    web.pages["/robots.txt"] = Served(b"", content_type="text/plain")
    web.faults["/"] = _JSL
    assert project.crawl().returncode == 5


def test_a_server_that_asks_to_wait_is_asked_again_then(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    web.faults["/2.html"] = Fault(503, {"Retry-After": "0"}, times=1)
    web.faults["/3.html"] = Fault(429, {"Retry-After": "3600"})
    done = project.crawl()
    assert done.returncode == 3, done.stderr
    assert project.titles() == [title(1), title(2)]
    assert web.asked("/2.html") == 2
    assert web.asked("/3.html") == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        (b"120", 120),
        (b"soon", None),
        (b"Mon, 08 Apr 2024 02:00:30 GMT", 30),
        (b"Mon, 08 Apr 2024 01:00:00 GMT", 0),
    ],
)
def test_what_retry_after_asks_for(header: bytes | None, seconds: float | None) -> None:
    assert seconds_to_wait(header, datetime(2024, 4, 8, 2, tzinfo=UTC)) == seconds
