"""A case: a folder with a sample of a site, its entry, and the records that are to be read of it; and its replay.

tests/cases/KEY/NN-case.toml     the registry entry
tests/cases/KEY/sample.warc.gz   pages as they were answered
tests/cases/KEY/case.json        of which day and version it is; `reviewed`: the day on which a person looked
tests/cases/KEY/expected.json    of each record the fields that are known; one without a field does not settle it
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crawl.scrapy_process import Scrapy

SAMPLE, ABOUT, EXPECTED = "sample.warc.gz", "case.json", "expected.json"
_BEGINNING = 60


@dataclass(frozen=True)
class Case:
    """A case by its folder, whose name is the site's key."""

    folder: Path

    def replay(self, scratch: Path) -> list[dict[str, Any]]:
        """What the present code reads of the sample: by address, the fields that a reviewer compares with the page."""
        settings = {
            "SITES_DIR": self.folder,
            "ARCHIVE_REPLAY": self.folder / SAMPLE,
            "REPLAY_DIR": scratch,
            "LOG_LEVEL": "ERROR",
        }
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        # Pages that are not in a sample fail, so the exit code says nothing.
        done = Scrapy(["crawl", self.folder.name, *options]).wait()
        assert done.returncode not in (1, 2) or "not_in_archive" in done.stderr, done.stderr
        files = sorted((scratch / self.folder.name / "records").glob("*.jsonl"))
        lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        return sorted((compared(line) for line in lines), key=lambda one: (one["url"], one["part"] or 0))

    def expected(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / EXPECTED).read_text("utf-8"))
        return found


def compared(record: dict[str, Any]) -> dict[str, Any]:
    """Of a record what a person can see on the page."""
    text = record.get("text") or ""
    return {
        "url": record["canonical_url"],
        "part": record.get("part"),
        "title": record.get("title"),
        "kind": record.get("kind"),
        "report_year": record.get("report_year"),
        "agency": (record.get("agency") or {}).get("name"),
        "region": (record.get("region") or {}).get("code"),
        "published": (record.get("published") or {}).get("value"),
        "text_begins": text[:_BEGINNING],
        "text_ends": text[-_BEGINNING:],
        "text_chars": len(text),
        "attachments": [one.get("name") for one in record.get("attachments") or []],
        "warnings": sorted(one["code"] for one in record.get("warnings") or []),
    }


def differences(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    """A line for each record that is missing or too many, and for each field that was expected otherwise."""
    by_place = {(one["url"], one["part"]): one for one in found}
    told = []
    for wanted in expected:
        record = by_place.pop((wanted["url"], wanted.get("part")), None)
        if record is None:
            told.append(f"{wanted['url']}: no record")
            continue
        told += [
            f"{wanted['url']}: {name} is {record[name]!r}, expected {value!r}"
            for name, value in wanted.items()
            if record.get(name) != value
        ]
    return [*told, *(f"{url}: a record that is not expected" for url, _ in by_place)]
