"""Builds data/reference/portals.tsv.gz: the home page of every government, with a key for its registry entry.

    pip install pypinyin==0.55.0
    python scripts/build_portals.py portals.tsv

The source is one line a government, with the columns of SOURCE: names and addresses of the public repository
anyi-econ/china-public-debt (data/website-gov.xlsx, website-policy.xlsx, website-news.xlsx, website-budget.xlsx),
joined with division codes by name and province.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from itertools import islice, product
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

from gaispider.sites.portals import COLUMNS
from gaispider.text.places.names import stem

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
SOURCE = (
    "code path level home access effective_home bytes checked policy_column news_column budget_page budget_http".split()
)
# The zone and the city of 济源 are one administration under two names; the source has the zone's.
CODES = {"河南省/济源示范区": "419001"}
# How names of places read these, and what the library does not know.
SINGLE = {"长": "chang", "朝": "chao", "都": "du"}
NAMES = {"长子": "zhangzi", "蔚县": "yuxian", "涡阳": "guoyang", "乐陵": "laoling"}
# Characters of several readings give many spellings of a name; no name of a division needs more.
MOST_SPELLINGS = 256


def spelling(name: str, address: str) -> str:
    """The name in pinyin, without blanks and tones; of several readings the one that stands in the host.

    >>> spelling("乐清", "http://www.yueqing.gov.cn/")
    'yueqing'
    """
    readings = pinyin(name, style=Style.NORMAL, heteronym=True)
    usual = NAMES.get(name) or "".join(
        SINGLE.get(char, each) for char, each in zip(name, lazy_pinyin(name), strict=True)
    )
    found = ("".join(chosen) for chosen in islice(product(*readings), MOST_SPELLINGS))
    return usual if usual in address else next((other for other in found if other in address), usual)


def rows(source: Path) -> list[dict[str, str]]:
    with source.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in found:
        row["code"] = row["code"] or CODES.get(row["path"], "")
        name = row["path"].rpartition("/")[2]
        short = stem(name) if row["code"] and len(stem(name)) > 1 else name
        row["key"] = spelling(short, f"{row['home']} {row['effective_home']}") + row["code"]
    keys = [row["key"] for row in found]
    if len(set(keys)) != len(keys) or not all(key.isascii() and key.islower() for key in keys):
        raise SystemExit("two governments have one key, or a key is no pinyin")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--to", type=Path, default=REFERENCE)
    options = parser.parse_args()
    lines = ["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in rows(options.source))]
    with (options.to / "portals.tsv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
