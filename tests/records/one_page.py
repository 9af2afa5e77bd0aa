"""Versions of the record of one page, and files of their lines."""

from __future__ import annotations

from pathlib import Path

from gaispider.files import body_digest
from gaispider.items import SCHEMA, Capture, Report
from gaispider.schema import encode


def report(title: str, run: str | None, fetched: str, *, capture: str = "", read: str = "", after: str = "") -> Report:
    """A version of the one page; `capture` is the WARC-Record-ID, `after` the digest of the line that it replaces."""
    return Report(
        schema=SCHEMA,
        id="x-1",
        site="x",
        url="http://x.gov.cn/1.html",
        canonical_url="http://x.gov.cn/1.html",
        part=None,
        provenance="official",
        family="trs",
        title=title,
        capture=Capture(
            origin="live",
            warc=f"archive/{run}.warc.gz" if run else None,
            record_id=capture or f"<{title}>",
            fetched_at=fetched,
        ),
        extractor="0.0.1",
        read_at=read or fetched,
        supersedes=after or None,
    )


def write(folder: Path, name: str, *reports: Report) -> list[str]:
    """Append lines to a file; their digests."""
    lines = [encode(one) for one in reports]
    with (folder / name).open("ab") as file:
        file.writelines(line + b"\n" for line in lines)
    return [body_digest(line) for line in lines]


def no_damage(path: Path, number: int, error: str) -> None:
    raise AssertionError(f"{path.name}:{number}: {error}")
