"""`scrapy dataset build`: makes a release of the store, the tables that a paper cites."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, quiet_on_broken_pipe, registry_of, require
from gaispider.paths import build_folder, project

if TYPE_CHECKING:
    from gaispider.dataset.build import Built
    from gaispider.dataset.build_settings import BuildSettings

EXTRA = ("dataset", "pyarrow", "duckdb", "numpy")
_ACTIONS = ("build",)


class Command(ScrapyCommand):
    """Exit 0; 1 if a table, the store or the disk is at fault; 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] build"

    def short_desc(self) -> str:
        return "Make a release of the records: tables, checks, codebooks"

    def long_desc(self) -> str:
        return (
            "`scrapy dataset build` folds the records of the store, site by site, into one folder: tables as Parquet "
            "and CSV, a panel in which a missing report is a row, checks between reports, codebooks and descriptions. "
            "The same store gives the same bytes. Sites that did not change since the last build are taken over from "
            "the folder OUT.parts. docs/dataset.md explains the tables and answers ten questions with them."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--out", metavar="DIR", help="folder of the release (default: build/dataset)")
        parser.add_argument("--sites", metavar="KEY[,KEY]", help="these sites only, and the panel of their divisions")
        parser.add_argument("--since", metavar="RELEASE", help="an earlier release, to list every value that changed")
        parser.add_argument("--corrections", metavar="FILE", help="default: data/corrections.csv of the project")
        parser.add_argument("--store", metavar="DIR", help="read another store than STORE_DIR")
        parser.add_argument("--replays", action="store_true", help="take records of a replay, which are no crawl's")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: cores)")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0] not in _ACTIONS:
            raise UsageError(f"say what to do: scrapy dataset {' | '.join(_ACTIONS)}", print_help=False)
        require(*EXTRA)
        self._build(opts)

    def _build(self, opts: argparse.Namespace) -> None:
        from gaispider.dataset.build_settings import BuildError
        from gaispider.dataset.make_release import make_release

        settings = self._settings(opts)
        registry = registry_of(self.settings, to_crawl=False)
        for fault in registry.faults:
            sys.stderr.write(f"{fault.sentence}\n")
        tell = _Progress()
        try:
            built = make_release(settings, registry.sites, tell)
        except (BuildError, OSError) as error:
            tell.end()
            sys.stderr.write(f"scrapy dataset build: {error}\n")
            self.exitcode = 1
            return
        tell.end()
        sys.stdout.write(_summary(built, settings))

    def _settings(self, opts: argparse.Namespace) -> BuildSettings:
        from gaispider.dataset.build_settings import BuildSettings
        from gaispider.dataset.rows.corrections import CorrectionError, read_corrections

        out = Path(opts.out) if opts.out else build_folder() / "dataset"
        store = Path(opts.store or project_settings(self.settings)["STORE_DIR"])
        if opts.jobs < 1:
            raise UsageError("--jobs is at least 1", print_help=False)
        since = Path(opts.since) if opts.since else None
        if since is not None and not (since / "manifest.json").is_file():
            raise UsageError(f"--since {since}: no release is there", print_help=False)
        own = (project() or Path.cwd()) / "data" / "corrections.csv"
        file = Path(opts.corrections) if opts.corrections else own if own.is_file() else None
        try:
            corrections = tuple(read_corrections(file)) if file else ()
        except (OSError, CorrectionError) as error:
            raise UsageError(str(error), print_help=False) from error
        keys = tuple(key for key in opts.sites.split(",") if key) if opts.sites else None
        parts = out.with_name(f"{out.name}.parts")
        return BuildSettings(store, out, parts, keys, since, corrections, opts.jobs, opts.replays)


class _Progress:
    """What is being done: one line that is written over on a terminal, plain lines in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()

    def __call__(self, sentence: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{sentence}" if self._terminal else f"{sentence}\n")
        sys.stderr.flush()

    def end(self) -> None:
        if self._terminal:
            sys.stderr.write("\r\x1b[2K")


def _summary(built: Built, settings: BuildSettings) -> str:
    from gaispider.dataset.release.manifest import CORRECTIONS, UNMAPPED, counts

    found: dict[str, Any] = counts(built)
    lines = [
        f"{settings.out}: {found['reports']} reports of {found['sites']} sites, {built.rows['panel']} unit-years",
        f"  {found['records']} records, {found['not_a_report']} of them no report; {built.folded} sites folded anew",
    ]
    doubtful = {
        "without_unit": "reports without a unit: in reports, not in the panel",
        "replays_refused": "records of a replay left out: --replays takes them",
        "taken_down": "records of pages that were taken down left out",
        "lines_damaged": "lines that are no record: manifest.json names them",
        "labels_without_key": f"annex labels without a canonical figure: {UNMAPPED}",
        "names_without_kind": f"agencies without a kind: {UNMAPPED}",
    }
    lines += [f"  {found[name]} {what}" for name, what in doubtful.items() if found[name]]
    if settings.corrections:
        lines.append(f"  {len(settings.corrections)} corrections: {CORRECTIONS} says what became of each")
    return "\n".join(lines) + "\n"
