"""`make bench`, or `python -m tests.benchmarks [CORPUS]`: the whole table, in one run.

The variable RECORDS names the sizes of the made releases, such as `10000`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gaispider.evaluation import damage
from gaispider.paths import ROOT
from tests.benchmarks import crawl, documents, fleet, pages, profile, releases, rereading, simulation, texts


def main(arguments: list[str]) -> int:
    """Print every measure. Exit 2 if there is no corpus to measure on."""
    corpus = Path(arguments[0]) if arguments else ROOT.parent / "shared" / "corpus"
    if not (corpus / "pages" / "labels.jsonl").exists():
        sys.stderr.write(f"{corpus}: no labelled pages here; name a corpus: python -m tests.benchmarks DIR\n")
        return 2
    sizes = [int(size) for size in os.environ.get("RECORDS", "").split()]
    articles = pages.article_pages(corpus)
    for title, lines in [
        ("Article pages, beside other tools", pages.accuracy(articles)),
        ("The slowest pages (limit: the larger of 5 x its parse and 2 ms)", pages.worst_page(articles)),
        (
            "Where a reading's time goes, in parses of the page (each stage alone, warm)",
            profile.shares(articles),
        ),
        ("Tokens and phrases, beside other tools", texts.against_peers(corpus)),
        ("Throughput (goal: 30 MB/s)", texts.throughput(corpus)),
        ("Dates and numbers damaged at random (20,000)", [damage.table(damage.score(damage.generate(20_000, 1)))]),
        ("The crawl of a replica, everything on, beside a bare spider", crawl.crawl_lines()),
        ("Archives read again, in one process and in two", rereading.rereading_lines()),
        ("Nights of many sites on one machine", fleet.fleet_lines()),
        ("Nights of 3,000 and 30,000 sites, simulated", simulation.simulation_lines()),
        ("Releases of made records", releases.release_lines(sizes or releases.RECORDS)),
        ("Files of four made reports, beside the tools that read them", documents.file_lines()),
    ]:
        sys.stdout.write(f"\n{title}\n")
        for line in lines:
            sys.stdout.write("".join(f"  {part}\n" for part in line.split("\n")))
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
