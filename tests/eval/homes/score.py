"""`python -m tests.eval.homes.score [KEY…]`: what `scrapy discover` says of sixty made home pages, and their labels.

Four verdicts a site: `right` (its outcome, all its columns, nothing else), `unsure` (something wrong was said, and
marked as not certain), `sure` (something wrong was said without a doubt), `missed` (a column that is there was not
named, or not all of them). An address that is no column weighs more than one that is missing. `--misses` says what was
wanted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from gaispider.paths import ROOT
from gaispider.settings import EXTENSIONS
from tests.eval.homes.all_homes import MAKES, HomesServer, all_homes
from tests.eval.homes.home import Home
from tests.eval.homes.internet import PORT, STRANGERS

Verdict = Literal["right", "unsure", "sure", "missed"]
VERDICTS: tuple[Verdict, ...] = ("right", "unsure", "sure", "missed")
_INDEX = ("index.html", "index.shtml", "index.htm", "default.asp", "index.aspx")


@dataclass(slots=True)
class Said:
    """What was said of a site: the outcome's words and why, the columns named, whether without doubt, years, system."""

    outcome: str
    columns: list[str] = field(default_factory=list)
    sure: bool = False
    years: set[int] = field(default_factory=set)
    system: str = ""
    because: str = ""


def read_line(line: dict[str, Any]) -> tuple[str, Said]:
    """The home page asked for and what was said, of a line of `scrapy discover --json`."""
    years = {int(year) for column in line["columns"] for year in column["years"]}
    said = Said(line["outcome"], line["start"], line["sure"], years, line["family"] or "", line["because"])
    return line["url"], said


def same(address: str) -> str:
    """An address without what makes no other page of it: scheme, port, index.html, the order of its query."""
    parts = urlsplit(address)
    path = parts.path
    for name in _INDEX:
        path = path.removesuffix(name) if path.endswith("/" + name) else path
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return (
        f"{(parts.hostname or '').lower()}{path or '/'}"
        + (f"?{query}" if query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )


def judge(home: Home, said: Said) -> tuple[Verdict, str]:
    """The verdict, and what was wrong."""
    named = {same(address) for address in said.columns}
    wanted = [{same(address) for address in column} for column in home.columns]
    known = set().union(*wanted)
    also = tuple(same(address) for address in home.also)
    foreign = sorted(address for address in named - known if not (also and address.startswith(also)))
    if foreign:
        return "sure" if said.sure else "unsure", f"no column: {' '.join(foreign[:3])}"
    missing = [min(column) for column in wanted if not column & named]
    if missing:
        return "missed", f"{said.outcome} ({said.because}); not named: {' '.join(missing[:3])}"
    if said.outcome in home.outcome:
        return "right", ""
    return "sure" if said.sure else "unsure", f"said {said.outcome} ({said.because}), is {' or '.join(home.outcome)}"


def discover(server: HomesServer, homes: Sequence[Home], folder: Path) -> tuple[dict[str, Said], list[str]]:
    """What is said of each site, by key, and the names of strangers that were looked up."""
    # With the project's own measure of memory: Scrapy's inherits the peak of a large program that starts it.
    extensions = {**EXTENSIONS, "tests.eval.homes.internet.HomesInternet": 0}
    settings = {
        "EXTENSIONS": json.dumps(extensions),
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
        "RETRY_TIMES": "0",
        "STORE_DIR": str(folder / "store"),
        "SITES_DIR": str(folder / "sites"),
        "DISCOVERY_DIR": str(folder / "discovery"),
        "DISCOVERY_PAUSE": "0",
        "ALLOW_PRIVATE_HOSTS": "1",
    }
    (folder / "sites").mkdir()
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    strangers = folder / "strangers.txt"
    addresses = {f"http://{home.host}/": home.key for home in homes}
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "discover", *addresses, "--json", *options],
        cwd=ROOT,
        env={**os.environ, STRANGERS: str(strangers), PORT: str(server.port)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    found = dict(read_line(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{"))
    looked_up = sorted(set(strangers.read_text("utf-8").split())) if strangers.exists() else []
    return {addresses[address]: said for address, said in found.items() if address in addresses}, looked_up


def table(homes: Iterable[Home], said: dict[str, Said]) -> tuple[list[str], list[str]]:
    """A line a make and a line a miss."""
    counts: dict[str, Counter[str]] = {make: Counter() for make in MAKES}
    misses = []
    for home in homes:
        make = home.key.partition("-")[0]
        verdict, why = judge(home, said.get(home.key, Said("nothing said")))
        counts[make][verdict] += 1
        if verdict != "right":
            misses.append(f"{home.key} {verdict}: {why} ({home.trap})")
        own = said.get(home.key)
        if verdict == "right" and home.columns and own is not None:
            counts[make]["columns"] += 1
            counts[make]["years"] += own.years >= home.years
            counts[make]["system"] += own.system == home.system
    lines = ["make      " + "".join(f"{word:>8}" for word in (*VERDICTS, "years", "system", "of"))]
    total: Counter[str] = Counter()
    for make, count in counts.items():
        total += count
        lines.append(_line(make, count))
    return [*lines, _line("all", total)], misses


def _line(name: str, count: Counter[str]) -> str:
    return f"{name:10}" + "".join(f"{count[word]:8}" for word in (*VERDICTS, "years", "system", "columns"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("keys", nargs="*", help="sites (trs-1) or makes (trs); all without")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    homes = [home for home in all_homes() if not asked.keys or {home.key, home.key.partition("-")[0]} & set(asked.keys)]
    with HomesServer(homes) as server, tempfile.TemporaryDirectory() as folder:
        said, strangers = discover(server, homes, Path(folder))
        requests = len(server.log)
    lines, misses = table(homes, said)
    print("\n".join(lines))
    print(
        f"{requests} requests, {requests / len(homes):.0f} a site; strangers asked: {' '.join(strangers[:5]) or 'none'}"
    )
    if asked.misses:
        print("\n".join(misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
