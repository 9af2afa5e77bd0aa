"""A host that gives no answer by https (or http) is tried by the other scheme once, and what answers is proposed."""

from __future__ import annotations

import json

from gaispider.crawl.net.reach.other_scheme import proposal
from gaispider.sites.model import Site
from tests.crawl.crawl_project import Project, articles, title
from tests.replicas.server import Fault, ReplicaServer


def test_a_host_without_tls_is_read_by_http_and_its_entry_stays(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(2))
    entry = f"https://{web.host}/"
    project.start = [entry]
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert project.titles() == [title(1), title(2)]
    summary = project.summaries()[-1]
    [told] = summary["reach"]
    assert (told["host"], told["asked"], told["answers"]) == (web.host, "https", "http")
    assert told["fact"] == f'start = ["http://{web.host}/"]'
    assert f"note: {web.host} does not answer by https" in done.stderr
    assert entry in (project.folder / "sites" / "22-jilin.toml").read_text("utf-8")
    # With the proposed fact the next run meets the same records, and none comes twice.
    ids = {line["id"] for line in project.lines()}
    project.start = json.loads(told["fact"].partition(" = ")[2])
    assert project.crawl("-a", "full=1").returncode == 0
    assert {line["id"] for line in project.lines()} == ids
    assert len(project.lines()) == 2
    assert project.summaries()[-1]["reach"] == []


def test_a_host_that_answers_by_neither_is_unreachable_and_nothing_is_proposed(
    web: ReplicaServer, project: Project
) -> None:
    web.pages.update(articles(1))
    web.faults.update({"/": Fault(reset=True), "/robots.txt": Fault(reset=True)})
    done = project.crawl()
    assert done.returncode == 6, done.stderr
    assert project.summaries()[-1]["reach"] == []


def test_the_proposal_changes_the_start_pages_of_that_host_alone() -> None:
    start = ("https://www.jiaxian.gov.cn/nb/", "https://jyj.jiaxian.gov.cn/nb/", "http://www.jiaxian.gov.cn/xxgk/")
    site = Site("jiaxian", "甲县", "generic", "x.toml", start=start)
    told = proposal(site, "https", "www.jiaxian.gov.cn", "Connection refused")
    assert json.loads(told["fact"].partition(" = ")[2]) == ["http://www.jiaxian.gov.cn/nb/", *start[1:]]
    assert "if it stays so: start = " in told["sentence"]
    # A host that no start page is on: it is told, and there is no line.
    assert proposal(site, "http", "files.jiaxian.gov.cn", "x")["fact"] == ""
