from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.web import Project, Web


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture
def project(web: Web, tmp_path: Path) -> Project:
    return Project(tmp_path, hosts=[web.host], start=[f"{web.url}/"])
