"""Crawls that `scrapy run` forks: apart from each other, and told of when their server is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.operate.running.site_jobs import job_of
from gaispider.paths import ROOT
from gaispider.sites.registry import load_sites
from gaispider.warm_start.forked_crawl import crawl_starter
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.replicas.server import ReplicaServer

# A run of its own, whose server of forks is killed while the site is crawled; what is left of it is printed.
_RUN = """
import asyncio, os, signal, sys
from multiprocessing import forkserver
from pathlib import Path
from gaispider.operate.running.job_runner import JobRunner
from gaispider.operate.running.site_jobs import job_of, result_of
from gaispider.sites.registry import load_sites
from gaispider.warm_start.forked_crawl import crawl_starter

def main():
    registry, store, *options = sys.argv[1:]
    sites, store = load_sites(Path(registry)), Path(store)
    start = crawl_starter(sites)

    async def start_and_kill_the_server(job):
        crawl = await start(job)
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
        return crawl

    ended = []
    jobs = [job_of(sites[key], store, "night", options) for key in ("one", "two")]
    runner = JobRunner(jobs[:1], 1, limit=0, grace=300, start=start_and_kill_the_server)
    asyncio.run(runner.run(ended.append))
    asyncio.run(JobRunner(jobs[1:], 1, limit=0, grace=300, start=start).run(ended.append))
    print([(end.job.key, end.code) for end in ended])

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def web() -> Iterator[ReplicaServer]:
    with ReplicaServer(articles(3)) as server:
        yield server


def test_a_forked_crawl_knows_its_own_entry_alone_and_can_be_told_to_end(tmp_path: Path, web: ReplicaServer) -> None:
    web.pages.update(articles(300))
    sites = Sites(tmp_path, good=web)
    known = load_sites(sites.registry)
    # Read no more by the crawl: as if thousands of others stood in it.
    (sites.registry / "22-jilin.toml").write_text("no registry any more", encoding="utf-8")
    job = job_of(known["good"], sites.store, "night", sites.options)
    job.log.parent.mkdir(parents=True)

    async def crawl_until_asked() -> int:
        crawl = await crawl_starter(known)(job)
        await asyncio.to_thread(web.wait_until_asked, 15)
        assert os.getsid(crawl.pid) == crawl.pid, "a session of its own: Ctrl-C reaches it through the run alone"
        crawl.send_signal(signal.SIGTERM)
        code: int = await crawl.wait()
        with pytest.raises(ProcessLookupError):
            crawl.send_signal(signal.SIGTERM)
        return code

    assert asyncio.run(crawl_until_asked()) == 128 + signal.SIGTERM, job.log.read_text()
    assert sites.of("good").outcome == "interrupted"
    assert "good: interrupted" in job.log.read_text()


def test_a_log_that_cannot_be_written_is_told_before_the_crawl(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    known = load_sites(sites.registry)
    job = job_of(known["good"], sites.store, "night", sites.options)
    job.log.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        asyncio.run(crawl_starter(known)(job))


def test_a_server_of_forks_that_is_killed_costs_no_site(tmp_path: Path, web: ReplicaServer) -> None:
    """The crawl at work goes on and tells by its summary how it ended; the next one has a new server."""
    sites = Sites(tmp_path, one=web, two=web)
    program = tmp_path / "run.py"
    program.write_text(_RUN, encoding="utf-8")
    command = [sys.executable, str(program), str(sites.registry), str(sites.store), *sites.options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout == "[('one', 255), ('two', 0)]\n", done.stderr
    # It was waited for, so that no other crawl came to its host meanwhile.
    assert {key: sites.of(key).outcome for key in ("one", "two")} == {"one": "ok", "two": "ok"}
