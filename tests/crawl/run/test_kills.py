"""`kill -9` at each kill point and at random moments: after one more run, nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from gaispider.archive.reader import verify
from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.crawl.files.test_attachments import PDF, Panshi, offer
from tests.crawl.kill_points import KILL_POINTS
from tests.replicas.panshi import PREFIX, build, many_units
from tests.replicas.server import ReplicaServer, Served

_PAGES = 200
_EXTENSIONS = json.dumps({"tests.crawl.kill_points.KillAt": 0, "gaispider.crawl.run.run.Run": 1})


def _site(count: int) -> dict[str, Served]:
    """Listing pages of 20 articles each that lead to one another; every tenth page holds two reports."""
    pages = articles(count)
    for first in range(1, count + 1, 20):
        links = "".join(
            f'<a class="article" href="/{n}.html">{n}</a>' for n in range(first, min(first + 20, count + 1))
        )
        following = f'<a class="next" href="/list{first + 20}">下一页</a>' if first + 20 <= count else ""
        pages[f"/list{first}" if first > 1 else "/"] = listing(links + following)
    for number in range(10, count + 1, 10):
        two = article(title(number)).body.replace(b"</h1>", b"</h1><h1>" + title(1000 + number).encode() + b"</h1>")
        pages[f"/{number}.html"] = Served(two)
    return pages


@pytest.fixture(scope="module")
def small() -> Iterator[ReplicaServer]:
    with ReplicaServer(_site(40)) as server:
        yield server


@pytest.fixture(scope="module")
def undisturbed(small: ReplicaServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    project = Project(tmp_path_factory.mktemp("undisturbed"), small)
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    found = store_checks.records(project.store)
    assert len(found) == 44
    return found


def _check_after_one_more_run(project: Project, undisturbed: dict[str, str]) -> None:
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert store_checks.records(project.store) == undisturbed
    # The run that was killed left whole lines: none of them is written again.
    assert store_checks.lines(project.store) == len(undisturbed)
    assert store_checks.untraceable(project.store) == []
    first, second = project.summaries()
    torn = [found for found in store_checks.archives(project.store) if found.problem]
    assert all(found.path.name.startswith(first["run"]) for found in torn)
    assert second["died_before"] == ([first["run"]] if first["outcome"] == "died" else [])
    assert [sentence.partition(":")[0] for sentence in second["torn"]] == [found.path.name for found in torn]


# Each kill point, with the number of times it is passed before the kill: early, and in the middle of the crawl.
_KILLS = [
    *((point, count) for point in ("within a WARC record", "archive written") for count in (0, 1, 34)),
    *((point, count) for point in ("within a line", "line written") for count in (0, 1, 9, 43)),
    *((point, count) for point in ("archive synced", "records synced") for count in (0, 2)),
    *((point, count) for point in ("within the commit", "state committed") for count in (0, 3)),
    *((point, 0) for point in ("records being closed", "archive being closed", "index to be written", "index written")),
    *((point, 0) for point in ("state being closed", "state closed")),
    # At the start of a run, and at its end.
    *(("summary written", count) for count in (0, 1)),
]


def test_every_joint_is_killed_at() -> None:
    assert {point for point, _ in _KILLS} == set(KILL_POINTS)


@pytest.mark.parametrize(("point", "count"), _KILLS)
def test_a_kill_at_a_joint_loses_nothing(
    small: ReplicaServer, tmp_path: Path, undisturbed: dict[str, str], point: str, count: int
) -> None:
    project = Project(tmp_path, small)
    done = project.crawl("-s", f"EXTENSIONS={_EXTENSIONS}", "-s", f"KILL_AT={point}:{count}")
    assert done.returncode == -signal.SIGKILL, done.stderr
    if point.startswith("within a "):
        (torn,) = (project.store / ("archive" if "WARC" in point else "records")).iterdir()
        if "WARC" in point:
            assert verify(torn).problem == "a record breaks off"
            assert verify(torn).records == count
        else:
            assert torn.read_bytes()[-1:] != b"\n"
    _check_after_one_more_run(project, undisturbed)


@contextmanager
def _killer(web: ReplicaServer, asked: int, seconds: float) -> Iterator[list[int]]:
    """Kills the process whose id is put into the list, `seconds` after the server was asked `asked` times."""
    victims: list[int] = []
    before = len(web.log)

    def heard(number: int) -> None:
        if number == before + asked:
            Timer(seconds, lambda: os.kill(victims[0], signal.SIGKILL)).start()

    web.heard = heard
    try:
        yield victims
    finally:
        web.heard = None


def test_a_real_site_killed_again_and_again_is_whole_in_the_end(web: ReplicaServer, tmp_path: Path) -> None:
    """The panshi replica through its own family, every step of normalisation and its files: killed five times."""
    replica = build(many_units(4), range(2010, 2024))
    web.pages.update(replica.pages)
    web.pages["/robots.txt"] = Served(b"", content_type="text/plain")
    for report in replica.reports[::3]:
        offer(web, report.path, f"./P{report.year}.pdf")
        web.pages[f"{report.path.rpartition('/')[0]}/P{report.year}.pdf"] = Served(PDF, "application/pdf")
    start = [f"{web.url}{PREFIX}/"]
    calm = Panshi(tmp_path / "calm", web, start=start)
    assert calm.crawl().returncode == 0
    undisturbed = store_checks.records(calm.store)
    assert len(undisturbed) == len(replica.reports) + 1
    project = Panshi(tmp_path / "killed", web, start=start)
    chance = random.Random(1)
    often = ("-s", f"EXTENSIONS={_EXTENSIONS}", "-s", "KILL_AT=")
    for _ in range(5):
        with _killer(web, chance.randrange(8, 25), chance.uniform(0, 0.02)) as victims:
            process = project.begin(*often)
            victims.append(process.pid)
            assert process.wait().returncode == -signal.SIGKILL
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert store_checks.records(project.store) == undisturbed
    assert store_checks.lines(project.store) == len(undisturbed)
    assert store_checks.untraceable(project.store) == []
    assert [summary["outcome"] for summary in project.summaries()] == ["died"] * 5 + ["ok"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ReplicaServer, dict[str, str]]]:
    """A site of a few hundred pages, and what an undisturbed crawl records of it."""
    with ReplicaServer(_site(_PAGES)) as server:
        project = Project(tmp_path_factory.mktemp("whole"), server)
        done = project.crawl()
        assert done.returncode == 0, done.stderr
        found = store_checks.records(project.store)
        assert len(found) == _PAGES + _PAGES // 10
        yield server, found


@pytest.mark.parametrize("seed", range(30))
def test_a_kill_at_a_random_moment_loses_nothing(
    large: tuple[ReplicaServer, dict[str, str]], tmp_path: Path, seed: int
) -> None:
    """After a random number of answers, and a random part of the time that a page takes."""
    web, undisturbed = large
    chance = random.Random(seed)
    project = Project(tmp_path, web)
    # Half of the crawls bring what they have to the disk fifty times a second, so that the state is ahead too.
    often = ("-s", f"EXTENSIONS={_EXTENSIONS}", "-s", "KILL_AT=") if seed % 2 else ()
    with _killer(web, chance.randrange(2, _PAGES + 8), chance.uniform(0, 0.008)) as victims:
        process = project.begin(*often)
        victims.append(process.pid)
        ended = process.wait()
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    _check_after_one_more_run(project, undisturbed)
