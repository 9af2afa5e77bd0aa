"""The documents of operation hold what they promise: the runbook is whole, the crontab works as printed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from gaispider.crawl.run.outcome import CAUSES
from gaispider.operate.ranks import WORST_FIRST
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.replicas.server import Fault, ReplicaServer

ROOT = Path(__file__).resolve().parent.parent.parent
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
SCALE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
# Where the crontab stands: every copy of its line is the same.
CRONTABS = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs" / "operate.md"]
# So many words of a message lead a reader who searches for it to its line.
_WORDS = 3
_LEVELS = {"info", "warning", "error", "critical", "exception"}


def _logged() -> Iterator[tuple[str, str]]:
    """Where something is logged, and the first words of the longest fixed part of it."""
    for path in [*(ROOT / "gaispider").rglob("*.py"), *(ROOT / "spiders").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("logger") | ast.Attribute(attr="logger"), attr=level),
                    args=[ast.Constant(str(text)), *_],
                ) if level in _LEVELS:
                    words = max((part.strip(" ,:;()") for part in re.split(r"%\w", text)), key=len)
                    if len(words) >= 8:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", " ".join(words.split()[:_WORDS])


def test_every_message_of_the_log_is_in_the_runbook() -> None:
    found = list(_logged())
    assert len(found) > 10
    told = re.sub(r"\s+", " ", RUNBOOK.replace("*", ""))
    missing = [f"{place}: {words}" for place, words in found if words not in told]
    assert missing == []


@pytest.mark.parametrize("word", WORST_FIRST)
def test_every_outcome_is_in_the_runbook(word: str) -> None:
    heads = re.findall(r"^### (.+)$", RUNBOOK, re.MULTILINE)
    assert any(word in re.findall(r"\w+", head) for head in heads)


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_every_cause_is_in_the_runbook(cause: str) -> None:
    assert re.search(rf"^\|[^|]*`{cause}`[^|]*\|", RUNBOOK, re.MULTILINE)


def _crontab() -> str:
    """The command of the crontab line, for this project and this interpreter."""
    texts = [path.read_text(encoding="utf-8") for path in CRONTABS]
    [line] = {line for text in texts for line in re.findall(r"^30 2 \* \* \*\s+(.+)$", text, re.MULTILINE)}
    assert "%" not in line, "cron reads a percent sign as the end of the line"
    return line.replace("/srv/gaispider", str(ROOT)).replace(".venv/bin/scrapy", f"{sys.executable} -m scrapy")


def test_the_crontab_is_silent_if_all_is_well_and_tells_what_is_not(tmp_path: Path) -> None:
    with ReplicaServer(articles(1)) as web:
        sites = Sites(tmp_path, good=web)
        # cron gives a command little more than this.
        env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C"}
        env |= {f"GAISPIDER_{name}": value for name, value in sites.settings.items()}
        line = _crontab().replace("--due", f"--due {sites.family}")

        def cron() -> str:
            done = subprocess.run(
                ["/bin/sh", "-c", line], env=env, cwd="/", capture_output=True, text=True, timeout=300
            )
            return done.stdout + done.stderr

        assert cron() == ""
        assert sites.of("good").outcome == "ok"
        web.faults["/"] = Fault(status=503)
        env["GAISPIDER_DUE_AFTER_HOURS"] = "0.0000001"
        told = cron()
        assert "exit code 6" in told
        assert "good" in told
        assert "unreachable" in told


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here: the units were not verified")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    found = re.findall(r"```ini\n *# /etc/systemd/system/(\S+)\n(.*?)```", OPERATE + SCALE, re.DOTALL)
    units = {name: dedent(text) for name, text in found}
    assert sorted(units) == ["gaispider-worker.service", "gaispider.service", "gaispider.timer"]
    for name, text in units.items():
        text = text.replace("/srv/gaispider/.venv/bin/scrapy", sys.executable).replace("/srv/gaispider", str(tmp_path))
        (tmp_path / name).write_text(text.replace("User=gaispider\n", ""))
    env = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    paths = [str(tmp_path / name) for name in units]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *paths], env=env, capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "gaispider" in line]
    assert (done.returncode, said) == (0, []), done.stderr
