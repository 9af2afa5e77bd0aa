"""Sites of scripts alone, in a real Chromium that has no network but the crawl."""

from __future__ import annotations

import pytest

from gaispider.crawl.archive_reader import entries, verify
from gaispider.crawl.chromium import NoBrowserError, find_chromium
from tests.crawl.rendering import RenderedProject, sound
from tests.replicas import scripted
from tests.replicas.server import ReplicaServer


def _missing() -> bool:
    try:
        find_chromium()
    except NoBrowserError:
        return True
    return False


pytestmark = pytest.mark.skipif(_missing(), reason="no Chromium is installed on this machine")


@pytest.fixture
def site(web: ReplicaServer, tmp_path) -> RenderedProject:
    web.pages.update(scripted.scripted())
    web.answer = scripted.answer
    return RenderedProject(tmp_path, web)


def test_a_scripted_site(web: ReplicaServer, site: RenderedProject) -> None:
    sound(site.crawl())
    assert site.titles() == sorted(scripted.title(year) for year in scripted.YEARS)
    print(site.rendering())
