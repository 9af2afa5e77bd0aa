"""A store becomes the tables of a release. Sites are folded in parallel; the same store gives the same bytes."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from gaispider.crawl.store import SiteStore
from gaispider.dataset.build_settings import BuildError, BuildSettings, settings_digest
from gaispider.dataset.join.engine import engine
from gaispider.dataset.join.near_copies import Repeat, find_repeats
from gaispider.dataset.join.panel_table import coverage_batches, panel_batches, write_panel_frame
from gaispider.dataset.join.population import Watched
from gaispider.dataset.join.unit_table import unit_rows
from gaispider.dataset.join.watched_sites import watched_sites
from gaispider.dataset.join.year_checks import check_batches
from gaispider.dataset.rows.then_codes import division_rows
from gaispider.dataset.store.arrow_schema import as_table, as_tables
from gaispider.dataset.store.merged import parts_of, write_table
from gaispider.dataset.store.partitions import is_large
from gaispider.dataset.store.report_table import report_batches
from gaispider.dataset.store.site_parts import RECORD_TABLES, SiteFacts, SiteJob, known_facts, make_parts
from gaispider.dataset.store.site_table import site_rows
from gaispider.dataset.telling import Told, each_told, rows_told
from gaispider.sites.model import Site

MANIFEST = "manifest.json"


@dataclass(slots=True)
class Built:
    """A release before its papers: the folder, rows by table, the facts of the sites, how many were folded anew."""

    folder: Path
    rows: dict[str, int]
    facts: list[SiteFacts]
    folded: int
    repeats: dict[str, int]
    changes: int | None = None


def build_tables(settings: BuildSettings, sites: dict[str, Site], tell: Told) -> Built:
    """Write all tables into the folder `out`.new, which `publish` makes the release. Raises BuildError, OSError."""
    refuse_foreign_folder(settings.out)
    jobs = _jobs(settings)
    facts, folded = _fold(jobs, settings.jobs, tell)
    refused = sum(one.replays_refused for one in facts)
    if refused and not any(one.records for one in facts):
        raise BuildError(
            f"{settings.store}: every record ({refused}) is of a replay, which is no crawl; --replays takes them"
        )
    new = settings.out.with_name(f"{settings.out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    built = Built(new, {}, facts, folded, {})
    folders = [job.folder for job in jobs]
    _write_reports(built, settings, folders, tell)
    _write_records(built, settings, folders, tell)
    # A connection of its own: what the copies left in the memory of the first is gone.
    with engine(settings.parts / "spill") as connection:
        _write_joined(connection, built, settings, sites, folders, tell)
    return built


def _write_reports(built: Built, settings: BuildSettings, folders: list[Path], tell: Told) -> None:
    tell("looking for copies")
    with engine(settings.parts / "spill") as connection:
        repeats = find_repeats(connection, folders)
    pieces = report_batches(each_told(folders, tell, "writing reports"), repeats)
    built.rows["reports"] = write_table("reports", built.folder, pieces)
    built.repeats = _count(repeats)


def _write_records(built: Built, settings: BuildSettings, folders: list[Path], tell: Told) -> None:
    """The tables that are the sites' parts one after the other."""
    for name in RECORD_TABLES:
        if name not in ("reports", "checks"):
            large = is_large(name, sum(one.rows[name] for one in built.facts), settings.large)
            spill = settings.parts / "spill" / name if large else None
            pieces = parts_of(name, each_told(folders, tell, f"writing {name}"))
            built.rows[name] = write_table(name, built.folder, pieces, spill)


def _write_joined(
    connection: duckdb.DuckDBPyConnection,
    built: Built,
    settings: BuildSettings,
    sites: dict[str, Site],
    folders: list[Path],
    tell: Told,
) -> None:
    """The tables that need the reports of all sites at once."""
    new, rows = built.folder, built.rows
    watched = watched_sites(sites, {one.site for one in built.facts})
    tell("writing units")
    units = unit_rows(connection, new / "reports.parquet", _governments(settings, sites))
    rows["units"] = write_table("units", new, as_tables(units, "units"))
    rows["panel"] = _panel(connection, settings, new, watched, tell)
    tell("writing coverage")
    rows["coverage"] = write_table("coverage", new, coverage_batches(connection, new / "panel.parquet"))
    rows["checks"] = write_table("checks", new, _checks(connection, folders, new / "panel.parquet", tell))
    rows["divisions"] = write_table("divisions", new, [as_table(map(_division, division_rows()), "divisions")])
    rows["sites"] = write_table("sites", new, [as_table(site_rows(sites, built.facts, settings.sites), "sites")])


def _panel(
    connection: duckdb.DuckDBPyConnection, settings: BuildSettings, new: Path, watched: Watched, tell: Told
) -> int:
    frame = settings.parts / "panel_frame.parquet"
    units = (unit for batch in parts_of("units", [new]) for unit in batch.to_pylist())
    tell("expecting reports")
    rows = write_panel_frame(connection, new / "reports.parquet", units, watched, frame)
    return write_table("panel", new, rows_told(panel_batches(connection, new, frame), rows, tell, "writing panel"))


def _checks(connection: duckdb.DuckDBPyConnection, folders: list[Path], panel: Path, tell: Told) -> Iterator[Any]:
    yield from parts_of("checks", each_told(folders, tell, "writing checks"))
    tell("writing checks between reports")
    yield from check_batches(connection, panel)


def _division(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("code", "name", "level", "parent", "until", "successor", "source")}


def _count(repeats: dict[str, Repeat]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in repeats.values():
        found[one.reason] = found.get(one.reason, 0) + 1
    return dict(sorted(found.items()))


def _governments(settings: BuildSettings, sites: dict[str, Site]) -> list[str]:
    """The present divisions whose governments should report; with `--sites` those of the sites' regions."""
    present = sorted({row.code for row in division_rows() if row.until is None})
    if settings.sites is None:
        return present
    regions = {sites[key].region for key in settings.sites if key in sites}
    return [code for code in present if code in regions]


def _jobs(settings: BuildSettings) -> list[SiteJob]:
    """A job for each site that has records, in the order of keys. Raises BuildError."""
    keys = _keys(settings.store) if settings.sites is None else sorted(set(settings.sites))
    digest = settings_digest()
    jobs = [
        SiteJob(
            SiteStore(settings.store, key),
            settings.parts,
            digest,
            settings.replays,
            tuple(one for one in settings.corrections if one.site == key),
            settings.without_personal_data,
        )
        for key in keys
    ]
    without = [job.store.key for job in jobs if not job.store.records.is_dir()]
    if without:
        raise BuildError(f"no records of {', '.join(without)} in {settings.store}")
    if not jobs:
        raise BuildError(f"{settings.store} has no records: crawl first (scrapy crawl SITE)")
    return jobs


def _keys(store: Path) -> list[str]:
    if not store.is_dir():
        raise BuildError(f"there is no store {store}: crawl first (scrapy crawl SITE)")
    return sorted(path.name for path in store.iterdir() if (path / "records").is_dir())


def _fold(jobs: list[SiteJob], processes: int, tell: Told) -> tuple[list[SiteFacts], int]:
    """The facts of all sites, and how many were folded anew. Raises BuildError naming the site."""
    before = {job.store.key: known_facts(job.folder) for job in jobs}
    facts = []
    for found in _results(jobs, processes):
        facts.append(found)
        tell("reading sites", len(facts), len(jobs))
    return facts, sum(before[one.site] is None or before[one.site] != one for one in facts)


def _results(jobs: list[SiteJob], processes: int) -> Iterator[SiteFacts]:
    if processes < 2 or len(jobs) < 2:
        yield from map(_made, jobs)
        return
    # A fresh process for each: pyarrow's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context) as pool:
        yield from pool.map(_made, jobs)


def _made(job: SiteJob) -> SiteFacts:
    try:
        return make_parts(job)
    except (OSError, ValueError) as error:
        raise BuildError(f"{job.store.key}: {error}") from error


def refuse_foreign_folder(out: Path) -> None:
    """Raise BuildError if `out` holds something that is no release: it would be replaced."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MANIFEST).is_file())):
        raise BuildError(f"{out} is no release and would be overwritten: name another folder with --out")


def publish(new: Path, out: Path) -> None:
    """Put the finished release in the place of the last one. Raises OSError."""
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.replace(old)
    new.replace(out)
    shutil.rmtree(old, ignore_errors=True)
