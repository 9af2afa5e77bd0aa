"""Nights of many sites on one machine: what a site costs in CPU seconds and memory, new and without news.

    python -m tests.benchmarks.fleet [SITES]

Each site is a host of its own on loopback with a listing and five reports; `scrapy run --all` crawls them, twice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from gaispider.operate.site_status import read_all
from gaispider.paths import ROOT
from tests.replicas.panshi import PREFIX, build, many_units
from tests.replicas.server import ReplicaServer

SITES = 40
_MANY, _RUNS_KEPT = 3000, 30


def fleet_lines(count: int = SITES) -> Iterator[str]:
    """The table, line by line."""
    pages = build(many_units(1), range(2019, 2024)).pages
    with TemporaryDirectory() as name, ReplicaServer(pages, address="0.0.0.0") as web:  # noqa: S104 - hosts of 127/8, for some seconds
        folder = Path(name)
        # 127.1.0.1, 127.1.0.2 … are hosts of their own: sites on one host are never crawled at the same time.
        hosts = [f"127.1.{number // 250}.{number % 250 + 1}:{web.port}" for number in range(count)]
        _write_registry(folder / "sites", hosts)
        for night in ("with five new reports", "without news"):
            begun = _usage()
            started = time.perf_counter()
            _run(folder)
            seconds = time.perf_counter() - started
            spent = _usage() - begun
            costs = [_last_summary(path)["process"] for path in sorted((folder / "store").glob("s*/runs"))]
            cpu, own = [cost["cpu_seconds"] for cost in costs], [cost["own_mb"] or 0 for cost in costs]
            yield (
                f"{count} sites {night:<22} a crawl {median(cpu):.2f} CPU s (most {max(cpu):.2f}), "
                f"{median(own)} MB of its own (most {max(own)}); the run itself {spent / count:.3f} CPU s a site; "
                f"{seconds:.0f} s"
            )
        yield _status(folder)


def _write_registry(sites: Path, hosts: list[str]) -> None:
    sites.mkdir()
    entries = [
        f'[[site]]\nkey = "s{number:04d}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "trs"\n'
        f"hosts = {json.dumps([host])}\nstart = {json.dumps([f'http://{host}{PREFIX}/'])}\n"
        for number, host in enumerate(hosts)
    ]
    (sites / "22-jilin.toml").write_text("\n".join(entries), encoding="utf-8")


def _run(folder: Path) -> None:
    given = {
        "SITES_DIR": folder / "sites",
        "STORE_DIR": folder / "store",
        "ALLOW_PRIVATE_HOSTS": 1,
        "DOWNLOAD_DELAY": 0,
    }
    options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "run", "--all", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _usage() -> float:
    """CPU seconds of the commands that have ended, without the crawls, whose parent is the server of forks."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _last_summary(runs: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(max(runs.glob("*.json")).read_text("utf-8"))
    return found


def _status(folder: Path) -> str:
    """The time to know the state of many sites, made of copies of the first one's last summary."""
    store = folder / "many"
    summary = max((folder / "store" / "s0000" / "runs").glob("*.json")).read_bytes()
    for number in range(_MANY):
        runs = store / f"m{number:04d}" / "runs"
        runs.mkdir(parents=True)
        for run in range(_RUNS_KEPT):
            (runs / f"202611{run + 1:02d}T020000-001.json").write_bytes(summary)
    spent = []
    for _ in range(2):
        begun = time.process_time()
        read_all(store, {}, runs=_RUNS_KEPT)
        spent.append(time.process_time() - begun)
    return f"state of {_MANY:,} sites with {_RUNS_KEPT} runs each: {spent[0]:.2f} CPU s, again {spent[1]:.2f}"


if __name__ == "__main__":
    for line in fleet_lines(*map(int, sys.argv[1:2])):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
