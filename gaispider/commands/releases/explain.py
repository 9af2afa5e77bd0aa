"""`scrapy explain ID|UNIT YEAR [FIELD …]`: from a value of a release to the archived bytes it was read from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, quiet_on_broken_pipe, require
from gaispider.commands.releases.dataset import EXTRA, demand_release
from gaispider.commands.scrapys.help_text import examples
from gaispider.paths import build_folder
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from gaispider.dataset.explaining.trace_value import TracedReport


class Command(ScrapyCommand):
    """Exit 0; 1 if the release has no such report or field, or the archive not its bytes; 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] ID [FIELD ...] | UNIT YEAR [FIELD ...]"

    def short_desc(self) -> str:
        return "Where a value of a release comes from: string, rule, archived page"

    def long_desc(self) -> str:
        return (
            "Print values of a report of the release with the strings that they were read from, the rules that chose "
            "them, and where the archived bytes lie. Without FIELD: all canonical figures that it has. --page writes "
            "the archived page with the places marked, as one file that runs no script and asks no network."
            + examples(
                "scrapy explain 220284-财政局 2021 applications_received",
                "scrapy explain 220284-财政局 2021 --page page.html",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--release", metavar="DIR", help="default: build/dataset")
        parser.add_argument("--store", metavar="DIR", help="another store than STORE_DIR")
        parser.add_argument("--archive", metavar="FILE", help="the WARC, if it does not lie in the store")
        parser.add_argument("--page", metavar="FILE", help="write the archived page with the places marked")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name a report: scrapy explain ID, or scrapy explain UNIT YEAR", print_help=False)
        require(*EXTRA)
        from tempfile import TemporaryDirectory

        from gaispider.dataset.explaining.trace_lines import trace_lines
        from gaispider.dataset.explaining.trace_value import NotFoundError, trace
        from gaispider.dataset.join.engine import engine

        release = Path(opts.release) if opts.release else build_folder() / "dataset"
        demand_release(release)
        store = Path(opts.store or project_settings(self.settings)["STORE_DIR"])
        year = int(args[1]) if len(args) > 1 and args[1].isdecimal() else None
        fields = args[1 if year is None else 2 :]
        try:
            with TemporaryDirectory(prefix="gaispider-explain-") as spill, engine(Path(spill)) as connection:
                traced = trace(connection, release, store, (args[0], year), fields)
        except (NotFoundError, OSError) as error:
            self._fail(str(error))
            return
        sys.stdout.write("".join(f"{line}\n" for line in trace_lines(traced)))
        if opts.page:
            self._write_page(traced, store, opts)

    def _write_page(self, traced: TracedReport, store: Path, opts: argparse.Namespace) -> None:
        from gaispider.dataset.explaining.source_page import source_page

        try:
            page = source_page(traced, store, Path(opts.archive) if opts.archive else None)
        except OSError as error:
            self._fail(f"{error}; --archive FILE names another place")
            return
        Path(opts.page).write_text(page.html, "utf-8")
        sys.stdout.write(f"  {opts.page}: {page.marked} of {counted(page.places, 'place')} marked\n")
        sys.stdout.write("".join(f"    {line}\n" for line in page.lines))

    def _fail(self, sentence: str) -> None:
        sys.stderr.write(f"scrapy explain: {sentence}\n")
        self.exitcode = 1
