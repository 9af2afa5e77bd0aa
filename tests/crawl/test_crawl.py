"""`scrapy crawl` as a process of its own, against a server on loopback."""

from __future__ import annotations

import json

from tests.crawl.web import Answer, Project, Web, article


def test_a_first_crawl_keeps_everything_and_says_so(web: Web, project: Project) -> None:
    web.articles(5)
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert len(project.titles()) == 5
    summary = project.summaries()[0]
    assert summary["outcome"] == "ok"
    assert summary["counts"]["new"] == 5
    assert "plain: ok (exit 0)" in done.stderr


def test_a_second_crawl_asks_for_listings_only(web: Web, project: Project) -> None:
    web.articles(5)
    project.crawl()
    web.asked.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert sorted(web.asked) == ["/", "/robots.txt"]
    summary = project.summaries()[1]
    assert summary["outcome"] == "unchanged"
    assert summary["counts"]["skipped"] == 5
    assert summary["counts"]["not_modified"] == 1
    assert len(project.lines()) == 5


def test_a_changed_page_makes_a_new_version_that_names_the_old(web: Web, project: Project) -> None:
    web.articles(3)
    project.crawl()
    old = {line["id"]: line for line in project.lines()}
    web.pages["/2.html"] = Answer(article("第2镇2018年政府信息公开工作年度报告(修改)"))
    done = project.crawl("-a", "full=1")
    assert done.returncode == 0, done.stderr
    new = project.lines()[3:]
    assert [line["title"] for line in new] == ["第2镇2018年政府信息公开工作年度报告(修改)"]
    assert new[0]["id"] in old
    assert new[0]["supersedes"].startswith("sha256:")
    assert project.summaries()[1]["counts"]["changed"] == 1
    assert project.summaries()[1]["counts"]["unchanged"] == 2


def test_feeds_get_every_record_of_the_run(web: Web, project: Project, tmp_path) -> None:
    web.articles(3)
    project.crawl()
    feed = tmp_path / "out.jsonl"
    project.crawl("-a", "full=1", "-O", str(feed))
    titles = [json.loads(line)["title"] for line in feed.read_text(encoding="utf-8").splitlines()]
    assert sorted(titles) == project.titles()
    assert "第1镇" in feed.read_text(encoding="utf-8")
