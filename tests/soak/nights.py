"""Nights of a fleet under harm, and the comparison of what it says and holds with what the sites published."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from gaispider.crawl.state.rebuild import report_digest
from gaispider.schema import decode
from tests.crawl import store_checks
from tests.fleet.postgres import postgres
from tests.replicas.server import ReplicaServer
from tests.soak.cluster import Cluster
from tests.soak.web import SoakSite, SoakWeb

HARMS = ("worker killed", "database restarted", "worker frozen", "disk full")
# How runs end that harm has cut off: killed, told to end, without room.
_CUT = ("running", "died", "interrupted", "error")
# MB by which the steady worker may grow from the second night to the last.
_FLAT = 15


@dataclass
class Verdict:
    """What is wrong, a sentence each; `memory` is MB of the steady worker by night."""

    faults: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def soak(count: int, nights: int, seed: int, say: Callable[[str], None]) -> Verdict:
    """`nights` nights of harm, and one in which all sites are up and nothing fails."""
    chance = Random(seed)
    web, verdict = SoakWeb(count, chance), Verdict()
    harms: list[str] = []
    given_up = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        disk = stack.enter_context(_disk(folder, 64 + 4 * count))
        server = stack.enter_context(ReplicaServer({}, web.answer, address="0.0.0.0", by_host=True))  # noqa: S104 - hosts of 127/8
        _write_registry(folder / "sites", web.sites, server.port)
        cluster = Cluster(folder, disk, stack.enter_context(postgres()))
        cluster.start()
        stack.callback(cluster.stop)
        say(f"{'NIGHT':>5} {'HARM':<20} {'SITES':<58} {'RUNS':>5} {'HARMED':>6} {'S':>5} {'MB':>4}  FAULTS")
        for night in range(1, nights + 2):
            if not harms:
                harms = chance.sample(HARMS, len(HARMS))
            harm = harms.pop() if night <= nights else "none"
            web.next_night(all_up=night > nights)
            before = {site.key: _runs(cluster.store, site) for site in web.sites}
            begun = time.monotonic()
            _night(cluster, server, harm, chance, count)
            made = {key: _runs_after(cluster.store, site, before[key]) for key, site in _by_key(web).items()}
            if failed := cluster.failed() - given_up:
                say(f"{failed} jobs were given up until the next schedule")
                given_up += failed
            faults = [fault for site in web.sites for fault in untrue(site, made[site.key])]
            verdict.faults += [f"night {night}: {fault}" for fault in faults]
            for site in web.sites:
                site.end_night()
            verdict.memory.append(cluster.memory())
            runs = [outcome for outcomes in made.values() for outcome in outcomes]
            kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(site.kind for site in web.sites).items())
            say(
                f"{night:>5} {harm:<20} {kinds:<58} {len(runs):>5} {sum(run in _CUT for run in runs):>6} "
                f"{time.monotonic() - begun:>5.0f} {verdict.memory[-1]:>4}  {len(faults)}"
            )
        held = sum(site.reports for site in web.sites)
        for site in web.sites:
            verdict.faults += lost_or_doubled(cluster.store, site)
        if nights > 1 and verdict.memory[-1] - verdict.memory[1] > _FLAT:
            verdict.faults.append(f"the steady worker grew: {verdict.memory} MB")
        say(
            f"{held:,} reports published; {len(verdict.faults)} faults; the steady worker by night: {verdict.memory} MB"
        )
    return verdict


def _night(cluster: Cluster, server: ReplicaServer, harm: str, chance: Random, count: int) -> None:
    begun = len(server.log)
    cluster.do("schedule", "--all")
    # Amid the night, at a request by chance.
    amid = chance.randint(5, 30)
    cluster.wait(lambda: len(server.log) >= begun + amid or not cluster.waiting())
    match harm:
        case "worker killed":
            cluster.kill()
        case "database restarted":
            cluster.restart_database()
        case "worker frozen":
            cluster.freeze()
        case "disk full":
            with cluster.full_disk():
                cluster.wait(lambda: cluster.waiting() <= count // 2)
            cluster.wait(lambda: not cluster.waiting())
            # What ended for want of room is crawled again in the same night, as by the next schedule.
            cluster.do("schedule", "--all")
    cluster.wait(lambda: not cluster.waiting())
    if harm == "worker frozen":
        cluster.thaw()


def untrue(site: SoakSite, outcomes: list[str]) -> Iterator[str]:
    """What the night's last run says against what the site was; a run after one that did the work finds no news."""
    true = {site.outcome}
    if site.outcome == "ok" and len(outcomes) > 1:
        true.add("unchanged")
    if not outcomes or outcomes[-1] not in true:
        yield f"{site.key} was {site.kind!r}, which is {site.outcome}, and its runs say {outcomes}"


def lost_or_doubled(store: Path, site: SoakSite) -> Iterator[str]:
    folder = store / site.key
    versions: Counter[tuple[str, str]] = Counter()
    titles: dict[str, str] = {}
    for path in sorted((folder / "records").glob("*.jsonl")):
        for line in path.read_bytes().splitlines(keepends=True):
            if line.endswith(b"\n"):
                report = decode(line)
                versions[report.id, report_digest(report)] += 1
                titles[report.id] = report.title or ""
    if lost := site.titles - set(titles.values()):
        yield f"{site.key}: lost {sorted(lost)}"
    if further := set(titles.values()) - site.titles:
        yield f"{site.key}: never published {sorted(further)}"
    if len(titles) != len(set(titles.values())) or any(often > 1 for often in versions.values()):
        yield f"{site.key}: doubled {[key for key, often in versions.items() if often > 1]}"
    if untraceable := store_checks.untraceable(folder):
        yield f"{site.key}: not in the archive {untraceable}"


def _runs(store: Path, site: SoakSite) -> set[Path]:
    return set((store / site.key / "runs").glob("*.json"))


def _runs_after(store: Path, site: SoakSite, before: set[Path]) -> list[str]:
    return [json.loads(path.read_bytes()).get("outcome", "") for path in sorted(_runs(store, site) - before)]


def _by_key(web: SoakWeb) -> dict[str, SoakSite]:
    return {site.key: site for site in web.sites}


def _write_registry(folder: Path, sites: list[SoakSite], port: int) -> None:
    folder.mkdir()
    entries = [
        f'[[site]]\nkey = "{site.key}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "plain"\n'
        f'hosts = ["{site.host}:{port}"]\nstart = ["http://{site.host}:{port}/"]\n'
        for site in sites
    ]
    (folder / "22-jilin.toml").write_text("\n".join(entries), encoding="utf-8")


@contextmanager
def _disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A small file system in memory, to be filled. Needs root and mount(8)."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
