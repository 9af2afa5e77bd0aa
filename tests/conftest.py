from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.crawl_project import Project
from tests.replicas.server import ReplicaServer

# Under nohup SIGHUP is ignored, and the crawls that tests start would take that over.
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def web() -> Iterator[ReplicaServer]:
    with ReplicaServer({}) as server:
        yield server


@pytest.fixture
def project(web: ReplicaServer, tmp_path: Path) -> Project:
    return Project(tmp_path, web)
