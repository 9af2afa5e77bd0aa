"""How much a release costs, by the number of records: build, build after one changed site, check.

python -m tests.benchmarks.releases [RECORDS …] [--in DIR]    (DIR keeps the made stores for the next time)
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.paths import ROOT
from tests.benchmarks.made_store import make_store

RECORDS = (10_000, 1_000_000)
# Parts, two releases while one replaces the other, and what waits on disk; and the store.
_BYTES_A_RECORD, _STORED = 35_000, 14_000
_MOST_GROWTH = 200
_POLLED = 0.2
# Runs one step in a process of its own and tells what it cost: seconds, CPU seconds, its own peak in MB.
_STEP = "from tests.benchmarks.releases import step; step(*__import__('sys').argv[1:])"


def release_lines(counts: Iterable[int] = RECORDS, keep: Path | None = None) -> Iterator[str]:
    """A line for each step, for each number of records; the last says how much more memory the most of them took."""
    peaks: dict[int, float] = {}
    for records in counts:
        with TemporaryDirectory(prefix="gaispider-bench-") as name:
            folder = keep or Path(name)
            folder.mkdir(parents=True, exist_ok=True)
            store = folder / f"store-{records}"
            free, needed = shutil.disk_usage(folder).free, records * (_BYTES_A_RECORD + _STORED * (not store.exists()))
            if free < needed:
                yield f"{records:,} records: left out, {needed / 1e9:,.0f} GB are needed in {folder}"
                continue
            peaks[records] = yield from _lines_of(records, store)
    if len(peaks) > 1:
        few, many = min(peaks), max(peaks)
        yield f"memory from {few:,} to {many:,}: {peaks[many] - peaks[few]:+,.0f} MB (at most {_MOST_GROWTH})"


def _lines_of(records: int, store: Path) -> Generator[str, None, float]:
    """The lines of one number of records; returns the highest peak of its steps."""
    out, parts = store.with_name("release"), store.with_name("parts")
    for old in (out, parts):
        shutil.rmtree(old, ignore_errors=True)
    if not store.exists():
        make_store(store, records)
    files = sorted(store.glob("*/records/*.jsonl"))
    size = sum(path.stat().st_size for path in files)
    yield f"{records:,} records of {len(files):,} sites, {size / 1e6:,.0f} MB"
    steps = [_cost("build", "build", store, out)]
    yield steps[-1][0]
    lines = files[0].read_bytes()
    files[0].write_bytes(b"".join(lines.splitlines(keepends=True)[:-1]))
    try:
        steps.append(_cost("build after one changed site", "build", store, out))
        yield steps[-1][0]
    finally:
        files[0].write_bytes(lines)
    steps.append(_cost("check", "check", store, out))
    yield steps[-1][0]
    tables = [path for path in out.rglob("*") if path.is_file()]
    whole, parquet = (
        sum(path.stat().st_size for path in tables if path.suffix.endswith(end)) for end in ("", ".parquet")
    )
    rows = json.loads((out / "manifest.json").read_text("utf-8"))["rows"]
    yield f"release: {whole / 1e6:,.0f} MB, of it Parquet {parquet / 1e6:,.0f} MB; {rows['figures']:,} figures"
    shutil.rmtree(out)
    shutil.rmtree(parts)
    return max(peak for _, peak in steps)


def _cost(title: str, name: str, store: Path, out: Path) -> tuple[str, float]:
    """The line of a step, and the most memory that its process and all below it had together, in MB."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "cost.json"
        process = subprocess.Popen([sys.executable, "-c", _STEP, name, str(store), str(out), str(told)], cwd=ROOT)
        tree = 0.0
        while process.poll() is None:
            tree = max(tree, _tree_megabytes(process.pid))
            time.sleep(_POLLED)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, title)
        wall, cpu, peak = json.loads(told.read_text())
    most = max(peak, tree)
    return f"{title:<30} {cpu:>8.1f} CPU s  {wall:>8.1f} s  {most:>5.0f} MB at most ({peak:.0f} in one process)", most


def _tree_megabytes(pid: int) -> float:
    """Resident memory of a process and all below it; what two of them share counts twice. 0 where /proc is not."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return own + sum(_tree_megabytes(int(child)) for child in below)


def step(name: str, store: str, out: str, told: str) -> None:
    """One step of the measure, in a process of its own; what it cost is written to the file `told`."""
    from gaispider.dataset.build_settings import BuildSettings
    from gaispider.dataset.checking.check_release import check_release
    from gaispider.dataset.make_release import make_release
    from gaispider.operate.step_progress import StepProgress

    start = time.perf_counter()
    with StepProgress() as tell:
        if name == "build":
            release = Path(out)
            # Every folder of the store, so that the panel has all governments.
            parts = release.with_name("parts")
            make_release(BuildSettings(Path(store), release, parts, jobs=os.cpu_count() or 1), {}, tell)
        else:
            check_release(Path(out), None, tell)
    mine, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = mine.ru_utime + mine.ru_stime + below.ru_utime + below.ru_stime
    Path(told).write_text(json.dumps([time.perf_counter() - start, cpu, mine.ru_maxrss * 1024 / 1e6]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="*", type=int, default=RECORDS)
    parser.add_argument("--in", dest="folder", type=Path)
    asked = parser.parse_args()
    for line in release_lines(asked.records, asked.folder):
        print(line, flush=True)
