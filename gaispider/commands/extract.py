"""`scrapy extract FILE|WARC|URL…`: makes records of saved pages and archives, without a crawl."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider.commands import files_named, one_or_more, quiet_on_broken_pipe, registry_of, site_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.explain import EVERY
from gaispider.page.selectors import FIELDS

if TYPE_CHECKING:
    from gaispider.draft import Draft
    from gaispider.items import Report
    from gaispider.maintenance.reread import Archive
    from gaispider.page.selectors import Select
    from gaispider.sites.model import Site
    from gaispider.sites.registry import Registry


class Command(ScrapyCommand):
    """One JSON line a record on stdout, messages on stderr; exit 0, 1 if an input could not be read, 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] FILE|FOLDER|ARCHIVE.warc.gz|URL ..."

    def short_desc(self) -> str:
        return "Read saved pages or archives and print their records"

    def long_desc(self) -> str:
        return (
            "Read pages saved on disk (with --url the address they came from, with --site the registry entry that "
            "decides which county's town is meant) or WARC archives of earlier runs, and print one JSON line a record. "
            "A web archive of a browser (.mhtml) is a page that knows its address; a report that is a file (PDF, Word) "
            "is read as a page is (docs/documents.md). Of a FOLDER all pages are read, by "
            "name; a line on stderr names each file that is none. Exit codes: 0 read; 1 an input could not be read, "
            "or a folder holds no page; 2 usage; 75 (--write) the only trouble is that a crawl holds a site, or that "
            "the place where it is published (PUBLISH_TO) does not answer; "
            "128+n (--write) ended by a signal. "
            "A URL is fetched once, under the same rules as a crawl, and nothing is kept. Archives of "
            "data/store/SITE/archive can be read again when the reading has improved: --diff lists what changed, "
            "--write puts those that say something else beside the old ones as records/RUN.EXTRACTOR.jsonl, "
            "and notes what was read: pages whose bytes, reader and registry entry are the same are not read again "
            "(--all reads them). With --store the archives of sites are read: scrapy extract --store --write. "
            "--explain says for each value which rule chose it, where on the page it stood, and what else there was; "
            "of an archive for all pages, with --url for that one. "
            "A page that is read wrongly: --select tries where its parts stand, in CSS or XPath, before you write it "
            "into the site's entry as select = { ... } (data/sites/README.md). It prints what differs, no records."
            + examples(
                "scrapy extract page.html --url http://www.panshi.gov.cn/a/t1.html --select body='#zoom'",
                "scrapy extract saved_pages/ report.mhtml --explain report_year",
                "scrapy extract data/store/panshi/archive/*.warc.gz --diff",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", help="the address that a saved page came from")
        parser.add_argument(
            "--site", metavar="KEY", help="the registry entry (default: the one whose hosts hold the URL)"
        )
        parser.add_argument(
            "--jobs", type=one_or_more, default=os.cpu_count() or 1, help="processes for archives (default: cores)"
        )
        parser.add_argument(
            "--store", action="store_true", help="read the archives of the sites named, or of all in the store"
        )
        parser.add_argument(
            "--all", action="store_true", help="with --diff or --write: also pages that this very reader has read"
        )
        parser.add_argument(
            "--explain",
            nargs="?",
            const=EVERY,
            metavar="FIELD",
            help="tell of each value (or of FIELD alone) rule, string, place and what lost; prints no records",
        )
        parser.add_argument(
            "--select",
            action="append",
            default=[],
            metavar="PART=SELECTOR",
            help="read a page with and without a selector and show what differs; once for each part: "
            f"{', '.join(FIELDS)}",
        )
        parser.add_argument("--ocr", action="store_true", help="recognise scans and pictures (docs/documents.md)")
        parser.add_argument("--diff", action="store_true", help="list records whose values differ from those on file")
        parser.add_argument(
            "--write", action="store_true", help="write changed records to the site's records/RUN.EXTRACTOR.jsonl"
        )

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args and not opts.explain and not opts.store:
            raise UsageError("name a saved page, an archive or a URL; see scrapy extract --help", print_help=False)
        if opts.select and (opts.diff or opts.write):
            raise UsageError(
                "--select shows what differs itself; --diff and --write go with archives", print_help=False
            )
        if opts.url and len(args) > 1:
            raise UsageError("--url goes with one file", print_help=False)
        if opts.explain:
            args, opts.explain = _asked(args, opts)
        if not opts.store:
            files_named((name for name in args if not name.startswith(("http://", "https://"))), or_folders=True)
        registry = registry_of(self.settings)
        if opts.site:
            site_of(registry, opts.site, f"--site {opts.site}: no such entry; `scrapy sites` lists them")
        opts.select = _selectors(opts.select)
        sites = registry.sites
        if opts.store:
            self._of_store(args, registry, opts)
            return
        codes = []
        for are_archives, names in groupby(args, _is_archive):
            if are_archives and not opts.select:
                codes.append(self._archives([Path(name) for name in names], opts, sites))
            else:
                codes += [self._input(name, opts, sites) for name in names]
        self.exitcode = max(codes)

    def _of_store(self, keys: list[str], registry: Registry, opts: argparse.Namespace) -> None:
        """Read the archives of the named sites, or of all in the store; what is written is published."""
        from gaispider.commands.archives.reread_archives import archives_of, sites_of_store
        from gaispider.commands.published.whole_sites import WholeSites

        for key in keys:
            site_of(registry, key, f"there is no site {key!r} in the registry; `scrapy list` prints them")
        settings = self.settings or Settings()
        root = Path(settings["STORE_DIR"])
        found, whole = sites_of_store(root, keys, registry.sites), WholeSites("extract", settings)
        found = whole.take(found) if opts.write else whole.here(found)
        self.exitcode = self._archives(archives_of(root, found), opts, registry.sites)
        if opts.write:
            whole.publish()
        self.exitcode = whole.code_with(self.exitcode)

    def _input(self, name: str, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.maintenance.reread import is_archive

        if name.startswith(("http://", "https://")):
            return self._url(name, opts, sites)
        path = Path(name)
        if path.is_dir():
            return self._folder(path, opts, sites)
        if opts.select and is_archive(path):
            raise UsageError(f"{path}: --select goes with saved pages and URLs, not with archives", print_help=False)
        if opts.diff or opts.write:
            raise UsageError(
                "--diff and --write go with archives (data/store/SITE/archive/*.warc.gz)", print_help=False
            )
        return _page(path, opts, sites)

    def _folder(self, folder: Path, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.maintenance.page_folder import read_folder

        if opts.url or opts.diff or opts.write:
            raise UsageError(f"{folder}: --url, --diff and --write do not go with a folder", print_help=False)
        return read_folder(folder, lambda path, name: _page(path, opts, sites, name), _complain)

    def _url(self, url: str, opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.crawl.fetch_one import fetch_answer, fetch_one
        from gaispider.reading import site_of_url

        if opts.explain:
            raise UsageError("--explain goes with saved pages and archives", print_help=False)
        site = sites[opts.site] if opts.site else site_of_url(url, sites.values())
        if opts.select:
            answer, problem = fetch_answer(url, site, self.settings or Settings())
            if answer is not None:
                _try(url, answer.body, answer.url, site, opts.select, answer.content_type)
            return _complain(problem) if problem else 0
        reports, problem = fetch_one(url, site, self.settings or Settings())
        _print(reports)
        return _complain(problem) if problem else 0

    def _archives(self, paths: list[Path], opts: argparse.Namespace, sites: dict[str, Site]) -> int:
        from gaispider.commands.archives.reread_archives import ArchiveInputs, known_archives

        settings = self.settings or Settings()
        archives = known_archives(paths, opts, sites, settings)
        if opts.explain:
            return max((_explain_archive(archive, opts) for archive in archives), default=0)
        inputs = ArchiveInputs(opts, settings.get("FENCE") or "")
        inputs.read(archives)
        return inputs.exitcode


def _is_archive(name: str) -> bool:
    from gaispider.maintenance.reread import is_archive

    return "://" not in name and is_archive(Path(name)) and Path(name).is_file()


def _page(path: Path, opts: argparse.Namespace, sites: dict[str, Site], name: str | None = None) -> int:
    """Read a saved page; `name` stands for its address where neither --url nor the file itself says it."""
    from gaispider.maintenance.seen import says_nothing, seen_in_page
    from gaispider.page.saved_page import saved_page
    from gaispider.reading import extract_drafts, site_of_url

    try:
        body = path.read_bytes()
    except OSError as error:
        return _complain(f"{path}: cannot be read: {error.strerror}")
    saved = saved_page(body)
    address = opts.url or (saved.url if saved else None)
    url = address or name or f"file:{path.name}"
    site = sites[opts.site] if opts.site else site_of_url(url, sites.values())
    if not address:
        sys.stderr.write(f"{path.name}: without --url the record cannot say where the page came from\n")
    if opts.select:
        _try(str(path), body, url, site, opts.select)
        sys.stdout.flush()
        return 0
    drafts = extract_drafts(body, url, site=site, ocr=opts.ocr)
    if opts.explain:
        _explain(drafts, opts.explain)
    else:
        reports = [draft.report for draft in drafts]
        _print(reports)
        if says_nothing(reports):
            sys.stderr.write(f"{path}: {seen_in_page(body, url)}; its record says nothing\n")
    return 0


def _asked(args: list[str], opts: argparse.Namespace) -> tuple[list[str], str]:
    """The inputs and the field that `--explain` asks about. Raises UsageError."""
    from gaispider.explain.asked import AskedWrongError, asked

    if opts.diff or opts.write:
        raise UsageError("--explain goes without --diff and --write", print_help=False)
    try:
        return asked(opts.explain, args)
    except AskedWrongError as error:
        raise UsageError(str(error), print_help=False) from error


def _explain_archive(archive: Archive, opts: argparse.Namespace) -> int:
    """Explain the records of an archive, or those of the page at --url."""
    from gaispider.maintenance.reread import article_offsets, reread_drafts

    offsets, problem = article_offsets(archive)
    for offset in offsets:
        drafts = reread_drafts(archive, offset)
        _explain([draft for draft in drafts if opts.url in (None, draft.report.url)], opts.explain)
    return _complain(problem) if problem else 0


def _explain(drafts: list[Draft], field: str) -> None:
    from gaispider.explain.sheet import sheet

    for draft in drafts:
        sys.stdout.write("\n".join(sheet(draft, field)) + "\n\n")


def _selectors(given: list[str]) -> Select | None:
    """The selectors of `--select PART=SELECTOR`. Raises UsageError with the registry's own sentence."""
    from gaispider.maintenance.selector_trial import given_selectors
    from gaispider.sites.facts.plain_facts import WrongFactError

    try:
        return given_selectors(given)
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
