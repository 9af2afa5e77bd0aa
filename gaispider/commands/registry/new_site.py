"""The steps of `scrapy newsite`: each a command of its own, as a person would call it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gaispider.crawl.store import SiteStore
from gaispider.discovery.results.finding_table import block
from gaispider.export.record_sheet import LIST_HEAD, one_line
from gaispider.files import write_file
from gaispider.items import Report
from gaispider.records.fold import newest
from gaispider.schema import encode
from gaispider.text.counted import counted

EXPECTED = "expected.jsonl"


class NewSite:
    """One site on its way into the registry. `options` are settings (`-s NAME=VALUE`) for all steps."""

    def __init__(self, url: str, folder: Path, options: Sequence[str]) -> None:
        self._url, self._folder, self._options = url, folder, tuple(options)

    def add(self, region: str, reports: int) -> int:
        """Go all the way; returns the exit code of the first step that did not come through. Raises OSError."""
        _tell(f"1 of 3: the report column, from the home page {self._url}: up to some minutes")
        code, found = self._discover(region)
        key = self._key(found)
        if key is None:
            return code or 4
        _tell(f"\n2 of 3: the entry {key} is tried")
        probed = self._run("sites", "--probe", key).returncode
        _tell(f"\n3 of 3: a sample of {counted(reports, 'report')} or some more: what is on its way then comes, too")
        _tell("its crawl ends itself early and calls itself partial: that is the sample, and no fault")
        crawled = self._sample(key, reports)
        records = self._expected(key)
        _next(key, self._folder / key, records, proved=not probed)
        # The crawl of a sample is always one in part; a column found in part is an entry to be looked at.
        return probed or (0 if records else crawled or 4) or code

    def _discover(self, region: str) -> tuple[int, dict[str, Any]]:
        place = ("--region", region) if region else ()
        done = self._run("discover", self._url, *place, "--json", "--afresh", captured=True)
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if not lines:
            return done.returncode or 1, {}
        sys.stdout.writelines(f"{line}\n" for line in block(lines[0]))
        sys.stdout.flush()
        return done.returncode, lines[0]

    def _key(self, found: dict[str, Any]) -> str | None:
        """The key of the entry that the site has now; None where it has none."""
        if found.get("written"):
            return str(found["key"])
        if found.get("registered"):
            return str(found["registered"])
        if found.get("start"):
            _tell(f"\nnot entered, since nothing tells its division: scrapy newsite {self._url} --region CODE")
        return None

    def _sample(self, key: str, reports: int) -> int:
        """Crawl so many reports into a store of the sample's own, in place of an earlier sample."""
        shutil.rmtree(self._folder / key, ignore_errors=True)
        bounds = (f"STORE_DIR={self._folder}", f"CLOSESPIDER_ITEMCOUNT={reports}", "ALERT_MAIL_TO=", "LOG_LEVEL=ERROR")
        return self._run("crawl", key, *(part for bound in bounds for part in ("-s", bound))).returncode

    def _expected(self, key: str) -> list[Report]:
        """The records of the sample, the newest year first; written beside it."""
        store = SiteStore(self._folder, key)
        found = newest(sorted(store.records.glob("*.jsonl")), _damaged) if store.records.is_dir() else {}
        records = sorted((one.read() for one in found.values()), key=lambda one: (-(one.report_year or 0), one.url))
        if records:
            write_file(store.folder / EXPECTED, b"".join(encode(one) + b"\n" for one in records).decode())
        return records

    def _run(self, *command: str, captured: bool = False) -> subprocess.CompletedProcess[str]:
        """One of our commands in a process of its own, with the same settings. Its last settings win."""
        return subprocess.run(
            [sys.executable, "-m", "scrapy", command[0], *self._options, *command[1:]],
            stdout=subprocess.PIPE if captured else None,
            encoding="utf-8",
            errors="replace",
            check=False,
        )


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _damaged(path: Path, number: int, error: str) -> None:
    sys.stderr.write(f"{path}, line {number}: no record: {error}\n")


def _next(key: str, folder: Path, records: Sequence[Report], *, proved: bool) -> None:
    """What a person looks at, and does next."""
    if records:
        _tell("\n" + LIST_HEAD)
        for record in records:
            _tell(one_line(record))
        warnings = sum(len(record.warnings) for record in records)
        _tell(f"{counted(len(records), 'record')} with {counted(warnings, 'warning')}; compare them with the pages:")
        _tell(f"  scrapy show {folder / EXPECTED}")
    else:
        _tell("\nno record was read; the step above says why")
    if proved and records:
        _tell(f"if they are right: scrapy sites --adopt {key}, then scrapy crawl {key}")
    else:
        _tell(
            f"the entry stays in the overlay: scrapy sites --diff shows it, scrapy sites --probe {key} tries it again"
        )
