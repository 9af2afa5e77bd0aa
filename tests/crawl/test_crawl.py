"""`scrapy crawl` as a process of its own, against a server on loopback."""

from __future__ import annotations

import json
from pathlib import Path

from gaispider.archive.reader import entries, verify
from gaispider.files import body_digest
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.replicas.server import ReplicaServer


def test_a_first_crawl_keeps_everything_and_says_so(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(5))
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert project.titles() == sorted(title(number) for number in range(1, 6))
    summary = project.summaries()[0]
    assert summary["outcome"] == "ok"
    assert summary["counts"]["new"] == 5
    assert summary["settings"]["DOWNLOAD_DELAY"] == "0"
    assert "plain: ok (exit 0)" in done.stderr
    for line in project.lines():
        archive = project.store / line["capture"]["warc"]
        entry = next(entry for entry in entries(archive) if entry.record_id == line["capture"]["record_id"])
        assert entry.url == line["url"]
        assert entry.payload_digest == line["capture"]["digest"]
        assert verify(archive).problem is None
        assert archive.with_name(archive.name.replace(".warc.gz", ".cdxj")).is_file()


def test_a_second_crawl_asks_for_listings_only(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(5))
    project.crawl()
    web.log.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert sorted(web.paths()) == ["/", "/robots.txt"]
    summary = project.summaries()[1]
    assert summary["outcome"] == "unchanged"
    assert summary["counts"]["skipped"] == 5
    assert summary["counts"]["not_modified"] == 1
    assert len(project.lines()) == 5


def test_a_new_article_of_a_changed_listing_is_all_that_is_asked_for(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(4))
    project.crawl()
    web.pages.update(articles(5))
    web.log.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert sorted(web.paths()) == ["/", "/5.html", "/robots.txt"]
    assert project.summaries()[1]["outcome"] == "ok"


def test_a_changed_page_makes_a_new_version_that_names_the_old(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    project.crawl()
    first = next((project.store / "records").glob("*.jsonl")).read_bytes().splitlines()
    old = {json.loads(line)["id"]: body_digest(line) for line in first}
    web.pages["/2.html"] = article(f"{title(2)}(修改)")
    done = project.crawl("-a", "full=1")
    assert done.returncode == 0, done.stderr
    new = project.lines()[3:]
    assert [line["title"] for line in new] == [f"{title(2)}(修改)"]
    assert new[0]["supersedes"] == old[new[0]["id"]]
    assert project.summaries()[1]["counts"]["changed"] == 1
    assert project.summaries()[1]["counts"]["unchanged"] == 2


def test_unchanged_bodies_are_archived_as_revisits(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(2))
    project.crawl()
    project.crawl("-a", "full=1")
    old, new = sorted((project.store / "archive").glob("*.warc.gz"))
    kinds = {entry.url: entry for entry in entries(new) if entry.type in ("response", "revisit")}
    assert kinds[f"{web.url}/1.html"].type == "revisit"
    assert kinds[f"{web.url}/1.html"].refers_to_file == old.name


def test_feeds_get_every_record_of_the_run(web: ReplicaServer, project: Project, tmp_path: Path) -> None:
    web.pages.update(articles(3))
    project.crawl()
    feed = tmp_path / "out.jsonl"
    project.crawl("-a", "full=1", "-O", str(feed))
    titles = [json.loads(line)["title"] for line in feed.read_text(encoding="utf-8").splitlines()]
    assert sorted(titles) == project.titles()
    assert title(1) in feed.read_text(encoding="utf-8")


def test_a_page_that_is_no_longer_listed_is_noted_and_its_record_kept(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    project.crawl()
    web.pages["/"] = listing('<a class="article" href="/1.html">1</a><a class="article" href="/2.html">2</a>')
    project.crawl()
    assert project.summaries()[1]["counts"]["vanished"] == 1
    assert len(project.titles()) == 3
    project.crawl()
    assert project.summaries()[2]["counts"]["vanished"] == 0


def test_a_store_moved_elsewhere_goes_on_where_it_stopped(web: ReplicaServer, project: Project, tmp_path: Path) -> None:
    web.pages.update(articles(3))
    project.crawl()
    (tmp_path / "elsewhere").mkdir()
    project.store.rename(tmp_path / "elsewhere" / "plain")
    web.log.clear()
    done = project.crawl("-s", f"STORE_DIR={tmp_path / 'elsewhere'}")
    assert done.returncode == 0, done.stderr
    assert sorted(web.paths()) == ["/", "/robots.txt"]


def test_a_lost_state_is_made_again_from_archive_and_records(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    project.crawl()
    for path in project.store.glob("state.sqlite*"):
        path.unlink()
    web.log.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert sorted(web.paths()) == ["/", "/robots.txt"]
    assert len(project.lines()) == 3


def test_a_broken_state_is_kept_aside_and_made_again(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(3))
    project.crawl()
    (project.store / "state.sqlite").write_bytes(b"this is no database" * 100)
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert len(project.lines()) == 3
    assert len([path for path in project.store.glob("state.broken-*") if path.suffix != ".seal"]) == 1


def test_a_page_whose_archived_body_is_gone_is_asked_for_whole_and_kept_again(
    web: ReplicaServer, project: Project
) -> None:
    web.pages.update(articles(2))
    project.crawl()
    for path in (project.store / "archive").iterdir():
        path.unlink()
    web.log.clear()
    done = project.crawl("-L", "WARNING")
    assert done.returncode == 0, done.stderr
    assert [entry.status for entry in web.log if entry.path == "/"] == [200]
    (archive,) = (project.store / "archive").glob("*.warc.gz")
    assert [entry.type for entry in entries(archive) if entry.url == f"{web.url}/"] == ["response", "request"]
