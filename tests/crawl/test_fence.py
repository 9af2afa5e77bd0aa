"""A crawl whose site was given to another worker writes nothing more, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.crawl.fence import Fence, now, raise_fence, write_lease
from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import ReplicaServer


@pytest.fixture
def web() -> Iterator[ReplicaServer]:
    with ReplicaServer(articles(3)) as server:
        yield server


def test_what_may_be_written_and_why_not(tmp_path: Path) -> None:
    lease, site = tmp_path / "lease", tmp_path / "site"
    fence = Fence(site, f"7:{lease}")
    assert Fence(site, "").problem() is None
    assert str(fence.problem()).startswith("the lease cannot be read")
    raise_fence(site, 7)
    write_lease(lease, now() + 1000)
    assert fence.problem() is None
    write_lease(lease, now() - 1)
    assert fence.problem() == "the worker did not renew the lease in time"
    write_lease(lease, now() + 1000)
    raise_fence(site, 8)
    assert fence.problem() == "the site was given to another worker (its number is 8, ours 7)"
    lease.write_text("", encoding="ascii")
    assert str(fence.problem()).startswith("the lease cannot be read")


def test_a_crawl_behind_its_fence_ends_at_once_and_the_next_one_has_all(tmp_path: Path, web: ReplicaServer) -> None:
    project = Project(tmp_path, web)
    lease = tmp_path / "lease"
    write_lease(lease, now() + 1000)
    raise_fence(project.store, 2)
    done = project.crawl("-s", f"FENCE=1:{lease}")
    assert done.returncode == 75
    assert "writes nothing more: the site was given to another worker" in done.stderr
    done = project.crawl("-s", f"FENCE=2:{lease}")
    assert done.returncode == 0, done.stderr
    assert len(project.titles()) == 3
    assert [summary["outcome"] for summary in project.summaries()] == ["died", "unchanged"]
