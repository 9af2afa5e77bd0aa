"""The recipe of docs/scale.md for Slurm, with a crawl and a node that are killed: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from gaispider.crawl.store import SiteStore
from gaispider.paths import ROOT
from tests.crawl import store_checks
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.operate.slurm import Slurm, slurm
from tests.replicas.server import ReplicaServer

pytestmark = pytest.mark.services
_REPORTS = 30
_RECIPE = re.compile(r"```sh\n# tonight, with Slurm\n(.*?)```", re.DOTALL)


def test_the_recipe_crawls_all_and_finishes_what_was_killed(tmp_path: Path) -> None:
    (recipe,) = _RECIPE.findall((ROOT / "docs" / "scale.md").read_text(encoding="utf-8"))
    with ExitStack() as stack:
        cluster = stack.enter_context(slurm())
        webs = {
            f"s{number}": stack.enter_context(ReplicaServer(articles(_REPORTS), address=f"127.0.4.{number}"))
            for number in range(1, 4)
        }
        sites = Sites(tmp_path, **webs, s4=webs["s3"])
        # The third site answers no further until the node is dead, so that it dies amid a crawl.
        dead = Event()
        stack.callback(dead.set)
        webs["s3"].heard = lambda asked: None if asked < 8 else _wait(dead)
        again = Event()
        webs["s1"].heard = lambda _: again.set() if webs["s1"].asked("/") == 2 else None
        night = _begin(recipe, tmp_path, sites, cluster)
        webs["s1"].wait_until_asked(8)
        os.kill(_holder(sites, "s1"), signal.SIGKILL)
        assert again.wait(300), "what was killed alone is given out again: " + cluster.log
        webs["s3"].wait_until_asked(8)
        cluster.kill_node()
        dead.set()
        cluster.start_node()
        said = _said(night, cluster)
        assert night.returncode == 0, said + cluster.log
        groups = next(tmp_path.glob("tonight-*.txt")).read_text(encoding="utf-8").splitlines()
        assert sorted(groups) == ["s1", "s2", "s3 s4"], "sites of one machine are crawled in turn"
        for key in (*webs, "s4"):
            store = SiteStore(sites.store, key).folder
            assert len(store_checks.records(store)) == _REPORTS
            assert store_checks.lines(store) == _REPORTS
            assert store_checks.untraceable(store) == []
        assert [len([*(sites.store / key / "runs").glob("*.json")]) >= 2 for key in ("s1", "s3")] == [True, True]
        next_one = _begin(recipe, tmp_path, sites, cluster)
        assert (_said(next_one, cluster), next_one.returncode) == ("", 0), "none is due any more"


def _begin(recipe: str, folder: Path, sites: Sites, cluster: Slurm) -> subprocess.Popen[str]:
    program = f"{sys.executable} -m scrapy"
    family = "-s SPIDER_MODULES=tests.crawl.families"
    environment = {
        **os.environ,
        **{f"GAISPIDER_{name}": value for name, value in sites.settings.items()},
        **cluster.environment,
        "GAISPIDER": program,
        "GAISPIDER_OPTIONS": f"{family} -s DOWNLOAD_DELAY=0 "
        '-s ITEM_PIPELINES={"gaispider.crawl.run.record_writer.RecordWriter":900}',
        "SBATCH_WAIT": "1",
        "SBATCH_OUTPUT": str(folder / "slurm.out"),
    }
    command = recipe.replace(".venv/bin/scrapy run", f"{program} run {family}").replace(
        "tonight-", f"{folder}/tonight-"
    )
    pipe = subprocess.PIPE
    return subprocess.Popen(
        ["sh", "-c", command], cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=subprocess.STDOUT
    )


def _said(night: subprocess.Popen[str], cluster: Slurm) -> str:
    try:
        return night.communicate(timeout=300)[0]
    except subprocess.TimeoutExpired:
        night.kill()
        night.communicate()
        raise AssertionError(cluster.log) from None


def _holder(sites: Sites, key: str) -> int:
    """The crawl says in its lock who it is."""
    return int(json.loads((sites.store / key / "lock").read_text(encoding="utf-8"))["pid"])


def _wait(event: Event) -> None:
    assert event.wait(300)
