"""A store that was copied, or lost or damaged some of its files, and a clock that ran ahead."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.replicas.server import ReplicaServer, Served


def test_a_copied_store_goes_on_where_the_original_stopped(
    web: ReplicaServer, project: Project, tmp_path: Path
) -> None:
    web.pages.update(articles(30))
    assert project.crawl().returncode == 0
    shutil.copytree(project.store, tmp_path / "copy" / "plain")
    shutil.rmtree(project.store)
    web.pages.update(articles(31))
    web.log.clear()
    done = project.crawl("-s", f"STORE_DIR={tmp_path / 'copy'}")
    assert done.returncode == 0, done.stderr
    assert sorted(web.paths()) == ["/", "/31.html", "/robots.txt"]
    assert len(store_checks.records(tmp_path / "copy" / "plain")) == 31
    assert store_checks.untraceable(tmp_path / "copy" / "plain") == []


def test_a_state_damaged_behind_its_header_is_made_again(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(60))
    project.crawl()
    state = project.store / "state.sqlite"
    content = bytearray(state.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at : at + 64] = b"\xff" * 64
    state.write_bytes(content)
    web.log.clear()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert "was not readable" in done.stderr
    assert len(list(project.store.glob("state.broken-*.sqlite"))) == 1
    assert sorted(web.paths()) == ["/", "/robots.txt"]
    assert len(store_checks.records(project.store)) == store_checks.lines(project.store) == 60


def test_lines_that_the_state_knows_and_the_disk_lost_are_written_again(web: ReplicaServer, project: Project) -> None:
    """As after a backup that took the state later than the records."""
    web.pages.update(articles(12))
    project.crawl()
    wanted = store_checks.records(project.store)
    (lines,) = (project.store / "records").glob("*.jsonl")
    lines.unlink()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert f"{lines.name} is not there" in done.stderr
    assert store_checks.records(project.store) == wanted


def test_a_cut_last_line_is_passed_over_and_its_page_read_again(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(12))
    project.crawl()
    wanted = store_checks.records(project.store)
    (lines,) = (project.store / "records").glob("*.jsonl")
    lines.write_bytes(lines.read_bytes()[:-40])
    before = lines.read_bytes()
    for path in project.store.glob("state.sqlite*"):
        path.unlink()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert "line 12 is no record" in done.stderr
    assert lines.read_bytes() == before
    assert store_checks.records(project.store) == wanted


def test_a_line_whose_answer_a_loss_of_power_took_is_read_again(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(12))
    project.crawl()
    wanted = store_checks.records(project.store)
    _kill_as_if_by_power(project)
    assert store_checks.untraceable(project.store) != []
    for path in project.store.glob("state.sqlite*"):
        path.unlink()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert "what it was read from is not in" in done.stderr
    assert store_checks.records(project.store) == wanted
    assert set(store_checks.untraceable(project.store)) <= set(wanted)
    newest = {line["id"]: line["capture"]["warc"] for line in project.lines()}
    assert len(set(newest.values())) == 2


def _kill_as_if_by_power(project: Project) -> None:
    """The run never ended, and the second half of its archive never reached the disk."""
    (summary,) = (project.store / "runs").glob("*.json")
    content = json.loads(summary.read_text(encoding="utf-8"))
    summary.write_text(json.dumps({**content, "outcome": "running", "finished": None, "exit_code": None}))
    (archive,) = (project.store / "archive").glob("*.warc.gz")
    os.truncate(archive, archive.stat().st_size // 2)


def test_a_clock_that_ran_ahead_holds_nothing_back(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(5))
    web.pages["/5.html"] = Served(b"", status=500)
    ahead = project.crawl("-s", "NOW=2036-01-01T00:00:00+00:00")
    assert ahead.returncode == 3, ahead.stderr
    del web.pages["/5.html"]
    web.pages.update(articles(6))
    web.pages["/2.html"] = article(title(2), "更正：主动公开政府信息159条。")
    web.pages["/"] = listing("".join(f'<a class="article" href="/{number}.html"></a>' for number in range(1, 7)))
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    first, second = project.summaries()
    assert first["run"] < second["run"]
    assert second["counts"]["new"] == 2
    assert second["counts"]["changed"] == 1
    assert len(project.titles()) == 6
