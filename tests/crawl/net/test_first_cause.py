"""The first cause is the one that is told: a host that does not answer for robots.txt is not one that forbids."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.operate.site_status import read_status
from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import Fault, ReplicaServer


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of loopback that nobody listens at, and that nobody else gets meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def _reasons(project: Project) -> str:
    status = read_status(project.folder / "store", "plain")
    assert status.outcome == "unreachable"
    return "; ".join(status.reasons)


def test_a_refused_connection_is_told_as_one(web: ReplicaServer, tmp_path: Path, closed_port: int) -> None:
    start = f"http://127.0.0.1:{closed_port}/"
    project = Project(tmp_path, web, hosts=[f"127.0.0.1:{closed_port}"], start=[start])
    done = project.crawl("-s", "RETRY_TIMES=0")
    assert done.returncode == 6, done.stderr
    assert _reasons(project).startswith(f"refused: 1 of 1 page, such as {start}: ")
    assert "robots.txt was asked for first" in done.stderr
    assert "Forbidden" not in done.stderr.partition("plain: unreachable")[2]
    assert list(project.summaries()[0]["failures"]) == ["refused"]


def test_a_start_page_at_a_private_address_is_unreachable(web: ReplicaServer, project: Project) -> None:
    done = project.crawl(private=False)
    assert done.returncode == 6, done.stderr
    assert "private_address: 1 of 1 page" in _reasons(project)
    assert web.log == []


def test_a_name_that_leads_to_a_private_address_says_so(web: ReplicaServer, tmp_path: Path) -> None:
    port = web.host.rpartition(":")[2]
    start = f"http://localhost.localdomain:{port}/"
    project = Project(tmp_path, web, hosts=[f"localhost.localdomain:{port}"], start=[start])
    done = project.crawl("-s", "RETRY_TIMES=0", private=False)
    assert done.returncode == 6, done.stderr
    reasons = _reasons(project)
    assert "Forbidden" not in reasons
    assert reasons.startswith(("private_address: 1 of 1 page", "dns: 1 of 1 page"))


def test_a_server_error_for_robots_txt_is_named(web: ReplicaServer, project: Project) -> None:
    web.pages.update(articles(1))
    web.faults["/robots.txt"] = Fault(503)
    done = project.crawl("-s", "RETRY_TIMES=0")
    assert done.returncode == 6, done.stderr
    assert "robots_unreachable: 1 of 1 page" in _reasons(project)
    assert "robots.txt answers HTTP 503" in done.stderr
