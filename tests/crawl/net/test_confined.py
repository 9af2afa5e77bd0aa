"""Requests stay on the site's hosts and off private addresses, by whatever way a page leads there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.crawl_project import Project, articles, listing, title
from tests.replicas.server import ReplicaServer, Served

_EXTENSIONS = json.dumps({"tests.crawl.loopback_internet.LoopbackInternet": 0, "gaispider.crawl.run.run.Run": 1})
# 127.0.0.2 in every spelling, and names that are there.
_PRIVATE = [
    "127.0.0.2",
    "127.2",
    "2130706434",
    "0x7f000002",
    "0x7f.2",
    "017700000002",
    "0177.0.0.2",
    "[::ffff:127.0.0.2]",
    "[::1]",
    "internal.test",
    "metadata.test",
]


@pytest.fixture
def internal() -> Iterator[ReplicaServer]:
    """What no page may make the crawl ask."""
    with ReplicaServer(articles(3), address="127.0.0.2") as server:
        yield server


def _lead(way: str, url: str) -> Served:
    if way == "redirect":
        return Served(b"", status=302, headers={"Location": url})
    if way == "meta refresh":
        return Served(f'<html><meta http-equiv="refresh" content="0;url={url}"><h1>x</h1></html>'.encode())
    return listing(f'<a class="article" href="{url}"></a>')


def _project(folder: Path, web: ReplicaServer, way: str, hosts: list[str]) -> Project:
    web.pages.update(articles(2))
    web.pages["/"] = listing(
        '<a class="article" href="/1.html"></a>'
        + "".join(f'<a class="next" href="/way{n}"></a>' for n in range(len(hosts)))
    )
    for number, host in enumerate(hosts):
        web.pages[f"/way{number}"] = _lead(way, f"http://{host}/2.html")
    # As if the registry listed them: what stops the crawl is the address alone.
    return Project(folder, web, hosts=[web.host, *(host for host in hosts if not host.startswith("["))])


@pytest.mark.parametrize("way", ["link", "redirect", "meta refresh"])
def test_private_addresses_are_not_reached(
    web: ReplicaServer, internal: ReplicaServer, tmp_path: Path, way: str
) -> None:
    hosts = [f"{host}:{internal.port}" for host in _PRIVATE]
    project = _project(tmp_path, web, way, hosts)
    done = project.crawl("-s", f"EXTENSIONS={_EXTENSIONS}", private=False)
    assert done.returncode == 0, done.stderr
    assert internal.log == []
    assert project.summaries()[0]["failures"]["private_address"]["count"] == len(hosts)
    assert title(1) in project.titles()


@pytest.mark.parametrize("way", ["link", "redirect", "meta refresh"])
def test_the_same_ways_lead_there_where_private_hosts_are_allowed(
    web: ReplicaServer, internal: ReplicaServer, tmp_path: Path, way: str
) -> None:
    """So the test above would see a request."""
    project = _project(tmp_path, web, way, [f"internal.test:{internal.port}", f"127.0.0.2:{internal.port}"])
    done = project.crawl("-s", f"EXTENSIONS={_EXTENSIONS}", private=True)
    assert done.returncode == 0, done.stderr
    assert internal.asked("/2.html") == 2


@pytest.mark.parametrize("way", ["link", "redirect", "meta refresh"])
def test_foreign_hosts_are_asked_for_nothing(
    web: ReplicaServer, internal: ReplicaServer, tmp_path: Path, way: str
) -> None:
    foreign = [f"internal.test:{internal.port}", f"user@127.0.0.2:{internal.port}", f"127.0.0.2:{internal.port}"]
    project = _project(tmp_path, web, way, foreign)
    project.hosts = [web.host]
    done = project.crawl("-s", f"EXTENSIONS={_EXTENSIONS}", private=True)
    # An article that is linked on another host is told; a listing that leads away and is no report column is not.
    assert done.returncode == (9 if way == "link" else 0), done.stderr
    assert internal.log == []
    assert set(project.summaries()[0]["failures"]) == {"foreign_host"}


def test_a_name_that_changes_its_address_gains_nothing(web: ReplicaServer, tmp_path: Path) -> None:
    """The first answer is public and is kept for the run; the next run is told the private one, and refuses it."""
    with ReplicaServer({}, address="127.0.0.2") as internal:
        web.pages.update(articles(3))
        name = f"rebinding.test:{web.port}"
        project = Project(tmp_path, web, hosts=[name], start=[f"http://{name}/"])
        done = project.crawl("-s", f"EXTENSIONS={_EXTENSIONS}", private=False)
        assert done.returncode == 0, done.stderr
        assert len(project.titles()) == 3
        assert internal.log == []
