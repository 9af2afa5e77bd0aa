"""A store with one report of the recorded sample and its archive, and a release of it, to trace and to replay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gaispider.archive.reader import entries
from gaispider.archive.unpack import unpacked
from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.items import Capture, Report
from gaispider.paths import SAMPLES
from gaispider.paths import SITES as REGISTRY
from gaispider.reading import extract
from gaispider.sites.registry import load_sites
from tests.dataset.made import FETCHED, RUN, release_of, store_of

UNIT, YEAR = "220284-财政局", 2021


def archived_release(folder: Path, more: Iterable[Report] = ()) -> tuple[Path, Path]:
    """The store and the release of it; `more` are further reports, without archived pages."""
    answer = next(
        one for one in entries(SAMPLES / "panshi.warc.gz") if "czj/ndbg/202203" in one.url and one.status == 200
    )
    (record,) = extract(unpacked(answer), answer.url, site=load_sites(REGISTRY)["panshi"])
    store = folder / "store"
    (capture,) = archive(store, Exchange(answer.url, 200, answer.headers, answer.body))
    store_of(store, [replace(record, site="panshi", capture=capture), *more])
    return store, release_of(store, folder / "release")


def archive(store: Path, *exchanges: Exchange) -> list[Capture]:
    """Write answers into the archive of the site panshi, and give their captures."""
    (store / "panshi/archive").mkdir(parents=True)
    writer = ArchiveWriter(store / f"panshi/archive/{RUN}.warc.gz", {"software": "x"})
    written = [writer.write(exchange) for exchange in exchanges]
    writer.close()
    return [
        Capture("live", f"archive/{RUN}.warc.gz", one.record_id, one.payload_digest, FETCHED, 200) for one in written
    ]
