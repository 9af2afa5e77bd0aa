"""How much a release costs: build, build after one changed site, check.

python -m tests.benchmarks.releases [RECORDS]
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.items import Report, Statistics, Tables
from gaispider.paths import ROOT
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.t3 import ROWS
from gaispider.text.places import division
from gaispider.text.places.gazetteer import upper
from tests.dataset.made import annex, changed, figure, report, said, store_of

_A_SITE = 500
_AGENCIES = (
    "财政局",
    "教育局",
    "公安局",
    "水利局",
    "民政局",
    "农业农村局",
    "自然资源局",
    "审计局",
    "统计局",
    "人民政府",
)
_ANNEX = (
    "收到申请数",
    "申请答复数",
    "同意公开答复数",
    "行政复议数量",
    "行政诉讼数量",
    "专职人员数",
    "主动公开政府信息数",
)
_TEMPLATE = "根据条例要求编制本报告统计期限自一月一日起至十二月三十一日止"
# Runs one step in a process of its own and tells what it cost: seconds, CPU seconds, peak MB with its children.
_STEP = "from tests.benchmarks.releases import step; step(*__import__('sys').argv[1:])"


def made_records(site: int, count: int) -> Iterator[Report]:
    """Reports of one county over 2008-2024: both forms, revisions (the same id again), copies, texts of their own."""
    chance = random.Random(site)
    code = [code for code, (_, level, _) in sorted(upper().rows.items()) if level == "county"][site]
    place = division(code)
    assert place is not None
    for number in range(count):
        year = 2008 + number // len(_AGENCIES) % 17
        own = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(900))
        modern = year >= 2019
        cells = {row: {one: figure(chance.randrange(5)) for one in APPLICANTS} for row in ROWS} if modern else None
        rows = None if modern else {label: annex(chance.randrange(30)) for label in _ANNEX}
        statistics = Statistics(
            "C2021" if modern else "A2014",
            Tables(t3=cells, a=rows),
            {"proactive_total": said(chance.randrange(500), "条")},
        )
        name = f"{place.name}{_AGENCIES[number % len(_AGENCIES)]}"
        one = report(
            f"{number:06}", name, year, site=f"s{site:04}", code=code, text=own + _TEMPLATE * 20, statistics=statistics
        )
        yield one
        if number % 10 == 0:
            yield changed(one, title=f"{one.title}(修订)", read_at="2025-06-01T00:00:00Z")
        if number % 25 == 0:
            yield changed(one, id=f"{one.id}copy", provenance="third_party_copy")


def release_lines(records: int) -> Iterator[str]:
    """A line for each step, for that many records in sites of 500."""
    with TemporaryDirectory(prefix="gaispider-bench-") as name:
        folder, sites = Path(name), max(1, records // _A_SITE)
        store, out = folder / "store", folder / "release"
        for site in range(sites):
            store_of(store, made_records(site, min(records, _A_SITE)))
        size = sum(path.stat().st_size for path in store.rglob("*.jsonl"))
        yield f"{records:,} reports of {sites} sites, {size / 1e6:,.0f} MB of records"
        yield _cost("build, one core", "build", store, out)
        (changed_site,) = (store / "s0000/records").glob("*.jsonl")
        lines = changed_site.read_bytes().splitlines(keepends=True)
        changed_site.write_bytes(b"".join(lines[:-1]))
        yield _cost("build after one changed site", "build", store, out)
        yield _cost("check", "check", store, out)
        released = sum(path.stat().st_size for path in out.iterdir())
        parquet = sum(path.stat().st_size for path in out.glob("*.parquet"))
        yield f"release: {released / 1e6:,.0f} MB, of it Parquet {parquet / 1e6:,.0f} MB"


def _cost(title: str, name: str, store: Path, out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _STEP, name, str(store), str(out)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wall, cpu, peak = json.loads(done.stdout.splitlines()[-1])
    return f"{title:<30} {cpu:>7.1f} CPU s  {wall:>7.1f} s  {peak:>6.0f} MB at most"


def step(name: str, store: str, out: str) -> None:
    """One step of the measure, in a process of its own."""
    from gaispider.dataset.build_settings import BuildSettings
    from gaispider.dataset.checking.check_release import check_release
    from gaispider.dataset.make_release import make_release

    start = time.perf_counter()
    if name == "build":
        release = Path(out)
        keys = tuple(sorted(path.name for path in Path(store).iterdir()))
        make_release(BuildSettings(Path(store), release, release.with_name("parts"), keys), {}, lambda _sentence: None)
    else:
        check_release(Path(out))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([time.perf_counter() - start, time.process_time(), peak]))


if __name__ == "__main__":
    for line in release_lines(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(line, flush=True)
