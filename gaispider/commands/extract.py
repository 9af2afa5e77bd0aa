"""`scrapy extract FILE|WARC|URL…`: the records of saved pages and archives, without a crawl."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider.commands import ends_with_its_reader, registry_of, site_of
from gaispider.page.selectors import FIELDS

if TYPE_CHECKING:
    from gaispider.items import Report
    from gaispider.maintenance.reread import Archive
    from gaispider.page.selectors import Select
    from gaispider.sites.model import Site

# Answers a worker reads before it hands its records over: few enough that the bar moves.
_BATCH = 50


class Command(ScrapyCommand):
    """One JSON line a record on stdout, messages on stderr; exit 0, 1 if an input could not be read, 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] FILE|ARCHIVE.warc.gz|URL ..."

    def short_desc(self) -> str:
        return "Read saved pages or archives and print their records"

    def long_desc(self) -> str:
        return (
            "Read pages saved on disk (with --url the address they came from, with --site the registry entry that "
            "decides which county's town is meant) or WARC archives of earlier runs, and print one JSON line a record. "
            "A URL is fetched once, under the same rules as a crawl, and nothing is kept. Archives of "
            "data/store/SITE/archive can be read again when the reading has improved: --diff lists what changed, "
            "--write puts those that say something else beside the old ones as records/RUN.EXTRACTOR.jsonl. "
            "A page that is read wrongly: --select tries where its parts stand, in CSS or XPath, before you write it "
            "into the site's entry as select = { ... } (data/sites/README.md). It prints what differs, no records: "
            "scrapy extract page.html --url http://www.panshi.gov.cn/a/t1.html --select body='#zoom' --select title=h1"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", help="the address that a saved page came from")
        parser.add_argument(
            "--site", metavar="KEY", help="the registry entry (default: the one whose hosts hold the URL)"
        )
        parser.add_argument(
            "--jobs", type=int, default=os.cpu_count() or 1, help="processes for archives (default: cores)"
        )
        parser.add_argument(
            "--select",
            action="append",
            default=[],
            metavar="PART=SELECTOR",
            help="read a page with and without a selector and show what differs; once for each part: "
            f"{', '.join(FIELDS)}",
        )
        parser.add_argument("--diff", action="store_true", help="list records whose values differ from those on file")
        parser.add_argument(
            "--write", action="store_true", help="write changed records to the site's records/RUN.EXTRACTOR.jsonl"
        )

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name a saved page, an archive or a URL; see scrapy extract --help", print_help=False)
        if opts.select and (opts.diff or opts.write):
            raise UsageError(
                "--select shows what differs itself; --diff and --write go with archives", print_help=False
            )
        if opts.url and len(args) > 1:
            raise UsageError("--url goes with one file", print_help=False)
        registry = registry_of(self.settings)
        if opts.site:
            site_of(registry, opts.site, f"--site {opts.site}: no such entry; `scrapy sites` lists them")
        opts.select = _selectors(opts.select)
        sites = registry.sites
        self.exitcode = max(self._input(name, opts, sites) for name in args)

    def _input(self, name: str, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.maintenance.reread import is_archive

        if name.startswith(("http://", "https://")):
            return self._url(name, opts, sites)
        path = Path(name)
        if not path.is_file():
            return _complain(f"{name}: there is no such file")
        if opts.select and is_archive(path):
            raise UsageError(f"{path}: --select goes with saved pages and URLs, not with archives", print_help=False)
        if is_archive(path):
            return self._archive(path, opts, sites)
        if opts.diff or opts.write:
            raise UsageError(
                "--diff and --write go with archives (data/store/SITE/archive/*.warc.gz)", print_help=False
            )
        return _page(path, opts, sites)

    def _url(self, url: str, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.crawl.fetch_one import fetch_answer, fetch_once
        from gaispider.reading import site_of_url

        site = sites[opts.site] if opts.site else site_of_url(url, sites.values())
        if opts.select:
            answer, problem = fetch_answer(url, site, self.settings or Settings())
            if answer is not None:
                _try(url, answer.body, answer.url, site, opts.select, answer.content_type)
            return _complain(problem) if problem else 0
        reports, problem = fetch_once(url, site, self.settings or Settings())
        _print(reports)
        return _complain(problem) if problem else 0

    def _archive(self, path: Path, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.maintenance.record_diff import changes
        from gaispider.maintenance.reread import Archive, newest, site_key_of

        key = opts.site or site_key_of(path)
        in_store = path.parent.name == "archive" and key is not None
        families = (self.settings or Settings()).getlist("SPIDER_MODULES")
        archive = Archive(path, sites.get(key or ""), "live" if in_store else "file", families)
        if (opts.diff or opts.write) and not in_store:
            raise UsageError(f"{path}: --diff and --write need an archive in a site's folder", print_help=False)
        folder = path.parent.parent / "records"
        known = newest(folder) if in_store else {}
        recorded = {r.capture.record_id for r in known.values() if r.capture and r.capture.record_id}
        reports, problem = _reread(archive, recorded, opts.jobs)
        if opts.diff:
            for line in changes(reports, known):
                sys.stdout.write(line + "\n")
        if opts.write:
            sys.stderr.write(f"{path.name}: {_write_changed(reports, folder, path)}\n")
        if not (opts.diff or opts.write):
            _print(reports)
        return _complain(problem) if problem else 0


def _write_changed(reports: list[Report], folder: Path, archive: Path) -> str:
    """Write what differs from the records on file, and say how many did."""
    from gaispider.maintenance.record_diff import OnFile, new_file, write

    changed = OnFile(folder).changed(reports)
    same = f"{len(reports) - len(changed)} the same as on file"
    if not changed:
        return f"no records written, {same}"
    target = new_file(folder, archive)
    write(changed, target)
    return f"{len(changed)} records written to {target}, {same}"


def _reread(archive: Archive, recorded: set[str], jobs: int) -> tuple[list[Report], str | None]:
    """The records of an archive, read in several processes; and what is wrong with the file, if anything is."""
    from gaispider.maintenance.reread import article_offsets

    offsets, problem = article_offsets(archive, recorded)
    batches = [offsets[start : start + _BATCH] for start in range(0, len(offsets), _BATCH)]
    reports: list[Report] = []
    for done, made in enumerate(_batches(archive, batches, jobs), start=1):
        reports.extend(made)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{archive.path.name}: {min(done * _BATCH, len(offsets))} of {len(offsets)} pages")
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    return reports, problem


def _batches(archive: Archive, batches: list[list[int]], jobs: int) -> Iterator[list[Report]]:
    if jobs < 2 or len(batches) < 2:
        yield from (_batch(archive, batch) for batch in batches)
        return
    with ProcessPoolExecutor(min(jobs, len(batches))) as pool:
        yield from pool.map(_batch, [archive] * len(batches), batches)


def _batch(archive: Archive, offsets: list[int]) -> list[Report]:
    from gaispider.maintenance.reread import reread

    return [report for offset in offsets for report in reread(archive, offset)]


def _page(path: Path, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
    from gaispider.reading import extract, site_of_url

    url = opts.url or f"file:{path.name}"
    site = sites[opts.site] if opts.site else site_of_url(url, sites.values())
    try:
        body = path.read_bytes()
    except OSError as error:
        return _complain(f"{path}: cannot be read: {error.strerror}")
    if not opts.url:
        sys.stderr.write(f"{path.name}: without --url the record cannot say where the page came from\n")
    if opts.select:
        _try(str(path), body, url, site, opts.select)
    else:
        _print(extract(body, url, site=site))
    return 0


def _selectors(given: list[str]) -> Select | None:
    """The selectors of `--select PART=SELECTOR`. Raises UsageError with the registry's own sentence."""
    from gaispider.sites.entry_checks import WrongFactError, select

    parts = [text.partition("=") for text in given]
    for name, equals, _ in parts:
        if not equals:
            raise UsageError(f"--select {name}: write PART=SELECTOR, such as --select body='#zoom'", print_help=False)
    names = [name for name, _, _ in parts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"--select {twice} is given twice; a comma joins two CSS selectors", print_help=False)
    try:
        return select({name: selector for name, _, selector in parts}) if parts else None
    except WrongFactError as error:
        raise UsageError(f"--select {error}", print_help=False) from error


def _try(name: str, body: bytes, url: str, site: Site | None, given: Select, content_type: str | None = None) -> None:
    from gaispider.maintenance.selector_trial import trial

    told = " ".join(f"{part}={selector!r}" for part, selector in given.given().items())
    sys.stdout.write(f"{name}: with {told}\n")
    for line in trial(body, url, site, given, content_type):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _print(reports: list[Report]) -> None:
    from gaispider.schema import encode

    for report in reports:
        sys.stdout.buffer.write(encode(report) + b"\n")
    sys.stdout.flush()


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
