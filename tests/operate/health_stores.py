"""Stores of sites in every state, for the health page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from gaispider.sites.model import Site
from gaispider.text.places import division
from tests.operate.stores import add_records, add_run, site

WEEK = timedelta(days=7)
TROUBLES = (
    "blocked",
    "unreachable",
    "layout_changed",
    "incomplete",
    "empty",
    "robots",
    "error",
    "died",
    "partial",
    "interrupted",
)


def many_sites(root: Path, count: int) -> dict[str, Site]:
    """Sites of 31 provinces with a run each, one of ten in trouble."""
    # One county in each of the 31 provinces that have a gazetteer code.
    provinces = [f"{code:02d}" for code in range(11, 66) if division(f"{code:02d}0000")]
    regions = [f"{code}0100" for code in provinces][:31]
    sites = {}
    for number in range(count):
        key = f"site{number:04d}"
        sites[key] = site(key, regions[number * len(regions) // count], f"某某市第{number}区人民政府信息公开网")
        word = TROUBLES[number // 10 % len(TROUBLES)] if number % 10 == 0 else "unchanged"
        if number % 5 == 0:
            add_run(root, key, word, reasons=("blocked: 9 of 9 pages, such as http://x.gov.cn/" + "zwgk/" * 30,))
    return sites


def store_of_every_state(root: Path) -> tuple[Path, dict[str, Site]]:
    """Sites of three counties in every state, one of them with a history of 40 runs, and one never crawled."""
    long = "http://www.panshi.gov.cn/" + "zwgk/" * 60
    sites = {"panshi": site("panshi"), "yangzhou": site("yangzhou", "321000", "扬州市人民政府")}
    for days in range(40, 0, -1):
        add_run(root, "panshi", "blocked" if days == 7 else "unchanged", days_ago=days)
    add_run(root, "panshi", "ok", records=311, new=3)
    for place, word in enumerate(TROUBLES):
        sites[word] = site(word, "220283", f"舒兰市第{place}局" * 3)
        add_run(root, word, "ok", days_ago=2, records=place)
        add_run(root, word, word, days_ago=1, reasons=(f"{word}: 9 of 9 pages, such as {long}",), failed=9)
    sites["never"] = site("never", "220282")
    add_run(root, "yangzhou", "unchanged", records=0)
    add_records(root, "panshi", {2008: 1, 2009: 4, 2018: 123, 2024: 30, None: 2, 1018: 1, 2027: 1})
    add_records(root, "blocked", {2018: 7})
    return root, sites
