"""A whole crawl measured: pages a second beside a bare Scrapy spider, time by room, memory, and a second crawl.

    python -m tests.benchmarks.crawl [--long]

`--long` follows memory to 50,000 pages (some minutes) instead of 8,000.
"""

from __future__ import annotations

import json
import multiprocessing
import pstats
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gaispider.paths import ROOT
from tests.replicas.panshi import PREFIX, build, many_units
from tests.replicas.server import ReplicaServer, Served

# Loading on first use spreads over the pages: a few hundred would measure that.
_UNITS, _YEARS = 80, range(2008, 2024)
_PER_LISTING = 100
# What both spiders get: a bench measures work, not politeness.
_HURRY = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS": "16", "CONCURRENT_REQUESTS_PER_DOMAIN": "8", "STATS_DUMP": "1"}
_BARE = """
import scrapy

class Bare(scrapy.Spider):
    name = "bare"

    async def start(self):
        for url in open({urls!r}).read().split():
            yield scrapy.Request(url)

    def parse(self, response):
        yield {{"url": response.url, "title": response.css("title::text").get()}}
"""
# Path fragments of code, most telling first, and the room whose time it is.
_ROOMS = (
    ("/gaispider/crawl/archive", "archive"),
    ("/gaispider/crawl/capture", "archive"),
    ("/warcio/", "archive"),
    ("/gaispider/crawl/record", "write"),
    ("/gaispider/schema", "write"),
    ("/gaispider/crawl/", "state and flow"),
    ("/gaispider/sites/", "state and flow"),
    ("/gaispider/page/", "decode and page"),
    ("/spiders/", "decode and page"),
    ("/gaispider/reading", "decode and page"),
    ("/gaispider/report/", "pipelines"),
    ("/gaispider/text/", "pipelines"),
    ("/pipelines/", "pipelines"),
    ("/scrapy/", "download (Scrapy, Twisted)"),
    ("/twisted/", "download (Scrapy, Twisted)"),
    ("/asyncio/", "download (Scrapy, Twisted)"),
)


def crawl_lines(*, long: bool = False) -> Iterator[str]:
    """The table, line by line."""
    with TemporaryDirectory() as name, _served() as (url, asked):
        folder = Path(name)
        sites = _registry(folder, url, [f"{url}{PREFIX}/"])
        ours, bare = 0.0, 0.0
        pages = 0
        for number in range(2):
            pages, seconds = _crawl(folder / str(number), sites)
            ours = max(ours, pages / seconds)
            bare = max(bare, _bare(folder, url))
        yield f"pages a second      ours {ours:.0f}, bare Scrapy {bare:.0f}: {ours / bare:.2f} x (goal 0.6; best of 2)"
        before = asked()
        again, _ = _crawl(folder / "0", sites)
        summary = json.loads(sorted((folder / "0" / "panshi" / "runs").glob("*.json"))[-1].read_text("utf-8"))
        skipped = summary["counts"]["skipped"]
        yield (
            f"second crawl        {asked() - before} requests ({again} listings, robots.txt, and what failed before); "
            f"{skipped} known articles not asked for"
        )
        yield from _by_room(folder, sites, 1000 / ours, pages)
    yield _growth(50_000 if long else 8_000)


def _registry(folder: Path, url: str, start: list[str]) -> Path:
    sites = folder / "sites"
    sites.mkdir(parents=True)
    host = json.dumps([url.removeprefix("http://")])
    (sites / "22-jilin.toml").write_text(
        f'[[site]]\nkey = "panshi"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "trs"\n'
        f"hosts = {host}\nstart = {json.dumps(start)}\n",
        encoding="utf-8",
    )
    return sites


def _command(store: Path, sites: Path) -> list[str]:
    settings = {"SITES_DIR": str(sites), "STORE_DIR": str(store), "ALLOW_PRIVATE_HOSTS": "1", "MIN_FREE_MB": "1"}
    given = [part for pair in (settings | _HURRY).items() for part in ("-s", "=".join(pair))]
    return ["crawl", "panshi", *given]


def _crawl(store: Path, sites: Path) -> tuple[int, float]:
    """Pages answered and seconds of one run."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *_command(store, sites)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return _pages_and_seconds(done.stderr)


def _bare(folder: Path, url: str) -> float:
    """Pages a second of a spider that reads one selector a page and writes JSONL."""
    urls = folder / "urls.txt"
    site = build(many_units(_UNITS), _YEARS)
    urls.write_text("\n".join(f"{url}{path}" for path in site.pages), encoding="utf-8")
    spider = folder / "bare.py"
    spider.write_text(_BARE.format(urls=str(urls)), encoding="utf-8")
    hurry = _HURRY | {"TELNETCONSOLE_ENABLED": "0", "REMOTE_CONTROL_ENABLED": "0", "LOG_LEVEL": "INFO"}
    given = [part for pair in hurry.items() for part in ("-s", "=".join(pair))]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", str(spider), *given, "-O", str(folder / "bare.jsonl")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    pages, seconds = _pages_and_seconds(done.stderr)
    return pages / seconds


def _pages_and_seconds(log: str) -> tuple[int, float]:
    pages = re.search(r"'downloader/response_status_count/200': (\d+)", log)
    cached = re.search(r"'downloader/response_status_count/304': (\d+)", log)
    seconds = re.search(r"'elapsed_time_seconds': ([\d.]+)", log)
    if not seconds or not (pages or cached):
        raise RuntimeError(log)
    return sum(int(found[1]) for found in (pages, cached) if found), float(seconds[1])


def _by_room(folder: Path, sites: Path, milliseconds: float, pages: int) -> Iterator[str]:
    """A profiled run's shares, applied to the time a page takes without the profiler."""
    profile = folder / "profile"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "cProfile",
            "-o",
            str(profile),
            "-m",
            "scrapy.cmdline",
            *_command(folder / "profiled", sites),
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    spent = _rooms_of(pstats.Stats(str(profile)))
    whole = sum(spent.values())
    yield f"milliseconds a page {milliseconds:.2f} over {pages} pages, by the shares of a profiled run:"
    for room, seconds in spent.most_common():
        yield f"  {room:<28}{seconds / whole * milliseconds:6.2f}  {seconds / whole:5.0%}"


def _rooms_of(stats: pstats.Stats) -> Counter[str]:
    """Seconds by room. Library code counts for whoever called it; imports and waiting are left out."""
    table = stats.stats  # type: ignore[attr-defined]  # pstats documents it only by its printed form
    shares: dict[tuple[str, int, str], dict[str, float]] = {}
    # The rooms of callers come down the call graph one step a round; what is library all the way up is "other".
    for _ in range(6):
        shares = {function: _shares(function, entry[4], shares) for function, entry in table.items()}
    spent: Counter[str] = Counter()
    for function, (_, _, own, _, _) in table.items():
        if "epoll" not in function[2] and "importlib" not in function[0]:
            for room, share in shares[function].items():
                spent[room] += own * share
    return spent


def _shares(
    function: tuple[str, int, str],
    callers: dict[Any, tuple[int, int, float, float]],
    known: dict[Any, dict[str, float]],
) -> dict[str, float]:
    """Which rooms a function works for: its own, or those of its callers by the time spent for each."""
    room = next((room for part, room in _ROOMS if part in function[0].replace("\\", "/")), None)
    if room is not None:
        return {room: 1.0}
    total = sum(times[2] for times in callers.values())
    if not total:
        return {"other": 1.0}
    found: Counter[str] = Counter()
    for caller, times in callers.items():
        for name, share in known.get(caller, {"other": 1.0}).items():
            found[name] += share * times[2] / total
    return dict(found)


def _growth(last: int) -> str:
    """Resident memory of a crawl of small pages, from 1,000 pages to `last`."""
    first = 1_000
    units = -(-last // _PER_LISTING) + 2
    count = 0
    article = build(many_units(1), [2018])
    (report,) = article.reports
    body = article.pages[report.path].body

    def answer(_method: str, path: str, _body: bytes) -> Served | None:
        nonlocal count
        count += 1
        if path.endswith("/ndbg/"):
            unit = int(path.split("/")[1][1:])
            rows = "".join(
                f'<li><a href="./201902/t20190227_{unit * 1000 + n}.html">第{unit}镇2018年政府信息公开工作年度报告</a>'
                "<span>2019-02-27</span></li>"
                for n in range(_PER_LISTING)
            )
            return Served(f"<html><title>年度报告</title><body><ul class=list>{rows}</ul></body></html>".encode())
        return Served(body) if "/t2019" in path else None

    with TemporaryDirectory() as name, ReplicaServer({}, answer) as server:
        folder = Path(name)
        start = [f"{server.url}/u{unit}/ndbg/" for unit in range(1, units)]
        sites = _registry(folder, server.url, start)
        log = (folder / "log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *_command(folder / "store", sites)], cwd=ROOT, stdout=log, stderr=log
        )
        early = late = 0
        while process.poll() is None and count < last:
            server.log.clear()
            if count >= first:
                early = early or _resident(process.pid)
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                late = _resident(process.pid)
        reached = count
        process.terminate()
        process.wait()
        log.close()
    grown = (late - early) / 1e6
    sizes = f"{early / 1e6:.0f} MB at {first:,} pages, {grown:+.1f} MB at {reached:,}"
    return f"resident memory     {sizes} (goal: +30 at 50,000)"


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


@contextmanager
def _served() -> Iterator[tuple[str, Callable[[], int]]]:
    """A replica of some hundred pages in a process of its own: its URL, and how often it was asked."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:

        def asked() -> int:
            here.send("asked")
            return int(here.recv())

        yield here.recv(), asked
    finally:
        here.send("end")
        process.join()


def _serve(pipe: Connection) -> None:
    pages = build(many_units(_UNITS), _YEARS).pages
    pages["/robots.txt"] = Served(b"", content_type="text/plain")
    with ReplicaServer(pages) as server:
        pipe.send(server.url)
        while pipe.recv() == "asked":
            pipe.send(len(server.log))


if __name__ == "__main__":
    for line in crawl_lines(long="--long" in sys.argv):
        print(line, flush=True)
