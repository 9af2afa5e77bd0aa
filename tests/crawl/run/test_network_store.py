"""A store on a file system without shared memory, as network file systems are: a real one, FUSE with direct I/O."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl import store_checks
from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import ReplicaServer

pytestmark = pytest.mark.services


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder of the local disk, and the same folder through FUSE."""
    local, mounted = tmp_path / "local", tmp_path / "mounted"
    local.mkdir()
    mounted.mkdir()
    program = shutil.which("bindfs")
    if program is None:
        pytest.skip("bindfs, which mounts a folder through FUSE, is not installed")
    made = subprocess.run([program, "-o", "direct_io", local, mounted], capture_output=True, text=True, check=False)
    if made.returncode or not mounted.is_mount():
        pytest.skip(f"nothing can be mounted through FUSE here: {made.stderr.strip()}")
    yield local, mounted
    subprocess.run(["umount", mounted], check=True)


def test_a_store_without_shared_memory_is_told_and_kept_in_another_journal(
    web: ReplicaServer, mounted: tuple[Path, Path]
) -> None:
    local, there = (Project(folder, web) for folder in mounted)
    web.pages.update(articles(4))
    assert local.crawl().returncode == 0
    known = store_checks.records(local.store)
    done = there.crawl()
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "set STATE_JOURNAL=delete" in done.stderr
    assert not list(there.store.glob("state.broken*"))
    for day in (1, 2):
        done = there.crawl("-s", "STATE_JOURNAL=delete")
        assert done.returncode == 0, (day, done.stderr)
        assert there.summaries()[-1]["outcome"] == "unchanged"
        assert store_checks.records(there.store) == known
