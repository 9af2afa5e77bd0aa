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
from tests.soak.cluster import AT_A_TIME, Cluster
from tests.soak.gate import Gate
from tests.soak.web import SoakSite, SoakWeb

HARMS = ("worker killed", "database restarted", "database away", "worker frozen", "disk full")
# A restart is shorter than a lease: crawls at work are to go on.
_CUTS_NOTHING = ("database restarted", "none")
# How runs end that harm has cut off: killed, told to end, without room.
_CUT = ("running", "died", "interrupted", "error")
# MB by which the steady worker may grow from the second night to the last.
_FLAT = 15


@dataclass
class Verdict:
    """What is wrong, a sentence each; `memory` is MB of the steady worker by night."""

    faults: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


@dataclass
class Harmed:
    """Sites that the doomed worker had at work when the harm came, and those of them that the other crawled last."""

    at_work: set[str] = field(default_factory=set)
    taken_over: set[str] = field(default_factory=set)


def soak(
    count: int, nights: int, seed: int, say: Callable[[str], None], enough: Callable[[], bool] = lambda: False
) -> Verdict:
    """`nights` nights of harm, fewer if there are `enough`, and one in which all sites are up and nothing fails."""
    chance = Random(seed)
    web, verdict = SoakWeb(count, chance), Verdict()
    harms: list[str] = []
    given_up = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        disk = stack.enter_context(_disk(folder, 64 + 4 * count))
        server = stack.enter_context(ReplicaServer({}, web.answer, address="0.0.0.0", by_host=True))  # noqa: S104 - hosts of 127/8
        _write_registry(folder / "sites", web.sites, server.port)
        gate = Gate(server, web.works_on)
        stack.callback(gate.open)
        cluster = Cluster(folder, disk, stack.enter_context(postgres()))
        cluster.start()
        stack.callback(cluster.stop)
        say(
            f"{'NIGHT':>5} {'HARM':<20} {'SITES':<58} {'RUNS':>5} {'AT WORK':>7} {'CUT':>4} {'OTHER':>5} "
            f"{'S':>5} {'MB':>4} {'DISK':>4}  FAULTS"
        )
        for night in range(1, nights + 2):
            last = night > nights or enough()
            if not harms:
                harms = chance.sample(HARMS, len(HARMS))
            harm = "none" if last else harms.pop()
            web.next_night(all_up=last)
            before = {site.key: _runs(cluster.store, site) for site in web.sites}
            begun = time.monotonic()
            harmed = _night(cluster, web, gate, harm, chance)
            made = {key: _runs_after(cluster.store, site, before[key]) for key, site in _by_key(web).items()}
            if failed := cluster.failed() - given_up:
                say(f"{failed} jobs were given up until the next schedule")
                given_up += failed
            faults = [fault for site in web.sites for fault in untrue(site, made[site.key])]
            faults += proves_little(harm, harmed, made)
            verdict.faults += [f"night {night}: {fault}" for fault in faults]
            for site in web.sites:
                site.end_night()
            verdict.memory.append(cluster.memory())
            runs = [outcome for outcomes in made.values() for outcome in outcomes]
            kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(site.kind for site in web.sites).items())
            say(
                f"{night:>5} {harm:<20} {kinds:<58} {len(runs):>5} {len(harmed.at_work):>7} "
                f"{sum(run in _CUT for run in runs):>4} {len(harmed.taken_over):>5} "
                f"{time.monotonic() - begun:>5.0f} {verdict.memory[-1]:>4} {cluster.used():>4}  {len(faults)}"
            )
            if last:
                break
        verdict.faults += cluster.crashes
        held = sum(site.reports for site in web.sites)
        for site in web.sites:
            verdict.faults += lost_or_doubled(cluster.store, site)
        if len(verdict.memory) > 2 and verdict.memory[-1] - verdict.memory[1] > _FLAT:
            verdict.faults.append(f"the steady worker grew: {verdict.memory} MB")
        say(
            f"{held:,} reports published; {len(verdict.faults)} faults; the steady worker by night: {verdict.memory} MB"
        )
    return verdict


def _night(cluster: Cluster, web: SoakWeb, gate: Gate, harm: str, chance: Random) -> Harmed:
    if harm == "none":
        cluster.do("schedule", "--all")
        cluster.wait(lambda: not cluster.waiting())
        return Harmed()
    count = len(web.sites)
    # So many requests end so many crawls at most: both workers are still left with something to do.
    passing = chance.randint(1, max(1, count - AT_A_TIME - 1))
    enough = max(1, min(AT_A_TIME, count - passing - AT_A_TIME))
    gate.close(passing)
    cluster.do("schedule", "--all")
    cluster.wait(lambda: len(_at_work(cluster, web, gate)) >= enough or not cluster.waiting())
    at_work = _at_work(cluster, web, gate)
    hosts = {site.host for site in web.sites if site.key in at_work}
    try:
        _harm(cluster, gate, harm, at_work, hosts, count)
    finally:
        gate.open()
    cluster.wait(lambda: not cluster.waiting())
    taken_over = at_work & cluster.last_held_by(cluster.steady)
    if harm == "worker frozen":
        cluster.thaw()
    return Harmed(at_work, taken_over)


def _harm(cluster: Cluster, gate: Gate, harm: str, at_work: set[str], hosts: set[str], count: int) -> None:
    match harm:
        case "worker killed":
            cluster.kill()
        case "database restarted":
            cluster.restart_database()
        case "database away":
            with cluster.without_database():
                # What the other has at work ends meanwhile; what the doomed one has, when its leases do.
                gate.narrow(hosts)
                cluster.wait(lambda: not cluster.crawls_of_doomed())
        case "worker frozen":
            cluster.freeze()
            gate.narrow(hosts)
            # Its crawls go on, and are to write nothing, once their leases have ended.
            cluster.wait(lambda: not at_work & cluster.held_by(cluster.doomed))
        case "disk full":
            with cluster.full_disk():
                gate.open()
                cluster.wait(lambda: cluster.waiting() <= count // 2)
            cluster.wait(lambda: not cluster.waiting())
            # What ended for want of room is crawled again in the same night, as by the next schedule.
            cluster.do("schedule", "--all")


def _at_work(cluster: Cluster, web: SoakWeb, gate: Gate) -> set[str]:
    """Sites of which the doomed worker waits for an answer."""
    held = gate.held
    return cluster.held_by(cluster.doomed) & {site.key for site in web.sites if site.host in held}


def proves_little(harm: str, harmed: Harmed, made: dict[str, list[str]]) -> Iterator[str]:
    """A harm that met no work, or cut nothing off, is a night without proof."""
    if harm != "none" and not harmed.at_work:
        yield f"no crawl was at work when it came: {harm}"
    elif harm not in _CUTS_NOTHING and not any(run in _CUT for key in harmed.at_work for run in made[key]):
        yield f"it cut no run off: {harm}"


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
