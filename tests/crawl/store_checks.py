"""Checks of a store from outside: archives by warcio's checker, newest records, and the capture of each line."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from warcio.checker import Checker

from gaispider.archive.reader import Entry, TornArchiveError, Verification, entries, verify
from gaispider.crawl.state.rebuild import report_digest
from gaispider.maintenance.reread import newest


def records(store: Path) -> dict[str, str]:
    """The content digest of the newest version of each record, by id."""
    return {key: report_digest(report) for key, report in newest(store / "records").items()}


def archives(store: Path) -> list[Verification]:
    """The verification of every archive; warcio must accept those that are not torn."""
    found = [verify(path) for path in sorted((store / "archive").glob("*.warc.gz"))]
    whole = [str(verification.path) for verification in found if verification.problem is None]
    assert Checker(argparse.Namespace(inputs=whole, verbose=False)).process_all() == 0
    return found


def untraceable(store: Path) -> list[str]:
    """The ids of lines whose capture has no archived answer with its digest."""
    held: dict[tuple[str, str], str] = {}
    for path in (store / "archive").glob("*.warc.gz"):
        for entry in _readable(path):
            if entry.type == "response":
                held[f"archive/{path.name}", entry.record_id] = entry.payload_digest or ""
    missing = []
    for path in sorted((store / "records").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            try:
                record = json.loads(line)
            except ValueError:
                continue  # cut by a kill
            capture = record["capture"]
            if held.get((capture["warc"], capture["record_id"])) != capture["digest"]:
                missing.append(record["id"])
    return missing


def lines(store: Path) -> int:
    """The number of complete lines of all runs."""
    return sum(path.read_bytes().count(b"\n") for path in (store / "records").glob("*.jsonl"))


def _readable(path: Path) -> Iterator[Entry]:
    with contextlib.suppress(TornArchiveError):
        yield from entries(path)
