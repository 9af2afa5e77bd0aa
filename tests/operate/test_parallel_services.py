"""The recipe of docs/scale.md for GNU parallel, with a crawl that is killed: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from gaispider.crawl.store import SiteStore
from gaispider.paths import ROOT
from tests.crawl import store_checks
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.replicas.server import ReplicaServer

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(
        shutil.which("parallel") is None, reason="needs GNU parallel (Debian: apt-get install parallel)"
    ),
]
_REPORTS = 30
_RECIPE = re.compile(r"```sh\n# tonight, with GNU parallel\n(.*?)```", re.DOTALL)


def test_the_recipe_crawls_all_and_finishes_what_was_killed(tmp_path: Path) -> None:
    (recipe,) = _RECIPE.findall((ROOT / "docs" / "scale.md").read_text(encoding="utf-8"))
    with ExitStack() as stack:
        webs = {
            f"s{number}": stack.enter_context(ReplicaServer(articles(_REPORTS), address=f"127.0.3.{number}"))
            for number in range(1, 4)
        }
        sites = Sites(tmp_path, **webs, s4=webs["s3"])
        program = f"{sys.executable} -m scrapy"
        environment = {
            **os.environ,
            **{f"GAISPIDER_{name}": value for name, value in sites.settings.items()},
            "GAISPIDER": program,
            "GAISPIDER_OPTIONS": "-s SPIDER_MODULES=tests.crawl.families -s DOWNLOAD_DELAY=0 "
            '-s ITEM_PIPELINES={"gaispider.crawl.run.record_writer.RecordWriter":900}',
            "HOME": str(tmp_path),
        }
        family = "-s SPIDER_MODULES=tests.crawl.families"
        command = recipe.replace(".venv/bin/scrapy run", f"{program} run {family}").replace(
            "tonight", str(tmp_path / "t")
        )

        said = tmp_path / "said.txt"

        def begin() -> subprocess.Popen[bytes]:
            with said.open("ab") as err:
                return subprocess.Popen(["sh", "-c", command], cwd=ROOT, env=environment, stderr=err)

        first = begin()
        webs["s1"].wait_until_asked(8)
        # The crawl says in its lock who it is.
        note = json.loads((sites.store / "s1" / "lock").read_text())
        os.kill(note["pid"], signal.SIGKILL)
        assert first.wait(300) != 0, "parallel counts what failed"
        groups = (tmp_path / "t.txt").read_text(encoding="utf-8").splitlines()
        assert sorted(groups) == ["s1", "s2", "s3 s4"], "sites of one machine are crawled in turn"
        second = begin()
        assert second.wait(300) == 0, said.read_text(encoding="utf-8")
        assert (tmp_path / "t.txt").read_text(encoding="utf-8") == "s1\n", "what was killed is due at once"
        for key in (*webs, "s4"):
            store = SiteStore(sites.store, key).folder
            assert len(store_checks.records(store)) == _REPORTS
            assert store_checks.lines(store) == _REPORTS
            assert store_checks.untraceable(store) == []
