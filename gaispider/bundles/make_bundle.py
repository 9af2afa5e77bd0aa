"""Makes the bundle of a site: from the archives of its crawls where there are some, else from a probe."""

from __future__ import annotations

import io
import json
import platform
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit
from scrapy.settings import BaseSettings

from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import ArchiveWriter
from gaispider.bundles.model import ABOUT, ENTRY, FORMAT, LIMITS, README, RECORDS, RUNS, SAMPLE, TEXT
from gaispider.bundles.private import Redaction, told_settings
from gaispider.bundles.sample import INFO, Sampled, wanted_of, write_sample
from gaispider.crawl.run.summary import versions
from gaispider.crawl.store import SiteStore, read_summaries
from gaispider.files import write_file
from gaispider.items import Report
from gaispider.probing.judge import Judged
from gaispider.probing.kinds import do_of
from gaispider.probing.look import ProbeProcess, Result
from gaispider.records.fold import newest
from gaispider.schema import encode
from gaispider.sites.canonical import canonical_url
from gaispider.sites.entries import Entry, entries_of
from gaispider.sites.model import Site
from gaispider.sites.overlay import LOCAL, overlay_folder
from gaispider.sites.toml_edit import new_entry, put_fields
from gaispider.text.counted import counted

# The last runs of a site, whose summaries go in.
_RUNS = 3


class NothingToBundleError(ValueError):
    """No archive of the site and no answer to its probe. The message says what was met."""


@dataclass(slots=True)
class Parts:
    """What a bundle is made of. `source`: `archive` or `probe`."""

    source: str
    sample: bytes
    sampled: Sampled
    reports: list[Report]
    runs: list[dict[str, Any]] = field(default_factory=list)


def bundle(site: Site, settings: BaseSettings, target: Path, *, anew: bool = False) -> Parts:
    """Write the bundle to `target`; with `anew` from a probe even where the site was crawled. Raises OSError, and
    NothingToBundleError where no page and no answer would be in it."""
    store = SiteStore(Path(settings["STORE_DIR"]), site.key)
    crawled = any(store.archives.glob("*.warc.gz"))
    with TemporaryDirectory() as folder:
        sample = Path(folder) / SAMPLE
        parts = _of_archive(site, store, sample) if crawled and not anew else _of_probe(site, settings, sample)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_file(target, _zipped(_contents(site, settings, parts)))
    return parts


def summary_line(parts: Parts, target: Path) -> str:
    """What a bundle holds, for a person."""
    left = f", {len(parts.sampled.left_out)} left out for their size" if parts.sampled.left_out else ""
    where = "the archives of its crawls" if parts.source == "archive" else "a probe"
    pages = counted(len(parts.sampled.pages), "page")
    return f"{target}: {pages} and {counted(len(parts.reports), 'record')} from {where}{left}"


def _of_archive(site: Site, store: SiteStore, sample: Path) -> Parts:
    runs = [one for one in read_summaries(store.runs) if one.get("outcome") != "running"][-_RUNS:]
    lines = newest(sorted(store.records.glob("*.jsonl")), lambda path, number, wrong: None).values()
    reports = [line.read() for line in reversed(list(lines))]
    # What was taken down is in no archive any more; its address is not spread either.
    gone = taken_down(store.folder)
    wanted = [url for url in wanted_of(site, runs, reports) if url not in gone]
    sampled = write_sample(sample, store.archives, site, wanted)
    read = [one for one in reports if one.canonical_url in sampled.pages]
    if not sample.exists():
        raise NothingToBundleError(f"{site.key}: no page of it is in {store.archives}")
    return Parts("archive", sample.read_bytes(), sampled, read, runs)


def _of_probe(site: Site, settings: BaseSettings, sample: Path) -> Parts:
    results: list[Result] = []
    writer = ArchiveWriter(sample, INFO)
    try:
        ProbeProcess(settings, [site], 1, results.append, sample=writer).run()
    finally:
        writer.close()
    if not sample.exists():
        judged = results[0].judged if results else Judged("error", "the probe was cut off")
        do = do_of(judged.kind, judged.says, site.key)
        raise NothingToBundleError(f"{site.key}: it was never crawled, and gives no answer: {judged.says}\n  do: {do}")
    told = [{"kind": one.judged.kind, "says": one.judged.says, "propose": list(one.judged.propose)} for one in results]
    reports = results[0].seen.reports if results else []
    listings = [one.url for one in results[0].seen.listings] if results else []
    pages = [canonical_url(url, site) for url in [*listings, *(one.url for one in reports)]]
    return Parts("probe", sample.read_bytes(), Sampled(pages), reports, told)


def _contents(site: Site, settings: BaseSettings, parts: Parts) -> dict[str, bytes]:
    redaction = Redaction(settings)
    province, entry = _entry(Path(settings["SITES_DIR"]), site.key)
    about = {
        "format": FORMAT,
        "key": site.key,
        "province": province,
        "made": datetime.now(UTC).isoformat("T", "seconds"),
        "from": parts.source,
        "pages": parts.sampled.pages,
        "left_out": parts.sampled.left_out,
        "versions": versions(),
        "system": platform.system(),
        "settings": told_settings(settings),
    }
    return {
        ABOUT: _json(redaction.content(about)),
        ENTRY: redaction.text(entry).encode(),
        SAMPLE: parts.sample,
        RECORDS: b"".join(encode(one) + b"\n" for one in parts.reports),
        RUNS: _json([redaction.summary(one) for one in parts.runs]),
        README: TEXT.encode(),
    }


def _entry(sites: Path, key: str) -> tuple[str, str]:
    """The two digits of the entry's file, and the entry as it is read, its overlay put into it, without its notes."""
    found: list[Entry] = []
    for folder, label in ((sites, ""), (overlay_folder(sites), f"{LOCAL}/")):
        for file in sorted(folder.glob("*.toml")):
            found += [one for one in entries_of(file, label + file.name) if isinstance(one, Entry) and one.key == key]
    fields = {name: value for one in found for name, value in one.fields.items() if name not in ("key", "probe")}
    document = tomlkit.document()
    put_fields(new_entry(document, key), fields)
    return found[0].province, tomlkit.dumps(document)


def _zipped(contents: dict[str, bytes]) -> bytes:
    """Raises OSError if a part is larger than one who opens the bundle would take."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            if len(content) > LIMITS[name]:
                raise OSError(f"{name} has {len(content):,} bytes, more than a bundle holds")
            archive.writestr(name, content)
    return packed.getvalue()


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n").encode()
