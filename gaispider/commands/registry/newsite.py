"""`scrapy newsite URL`: from a government's home page to an entry with a sample of its records, in one command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import quiet_on_broken_pipe
from gaispider.commands.scrapys.help_text import examples
from gaispider.paths import build_folder

_REPORTS = 5


class Command(ScrapyCommand):
    """Runs discover, the probe and a short crawl, one after the other; exit 0 if all came through, else the code of the
    first that did not."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Add a county: discover, probe, entry, sample and records to review: scrapy newsite URL"

    def long_desc(self) -> str:
        return (
            "Add a site by its home page. First `scrapy discover URL` finds the report column and writes an entry into "
            "the overlay (data/sites/local); then `scrapy sites --probe KEY` tries it; then a crawl of a few reports "
            "leaves a sample: FOLDER/KEY with the archived answers, and expected.jsonl with the records as they are "
            "read, which a person compares with the pages. Nothing goes into the store. A site that has an entry "
            "already is probed and sampled as its entry says. docs/registry.md tells what comes next."
            + examples(
                "scrapy newsite http://www.panshi.gov.cn/",
                "scrapy newsite http://www.panshi.gov.cn/ --region 220284 --reports 10",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--region", default="", metavar="CODE", help="its division, where nobody knows it")
        parser.add_argument(
            "--reports", type=int, default=_REPORTS, metavar="N", help=f"reports in the sample (default: {_REPORTS})"
        )
        parser.add_argument("--folder", metavar="FOLDER", help="where the sample goes (default: build/newsite)")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.commands.registry.new_site import NewSite
        from gaispider.discovery.targets import TargetError, targets_of

        one = "name one address: scrapy newsite http://www.panshi.gov.cn/"
        if len(args) != 1:
            raise UsageError(one, print_help=False)
        try:
            if len(targets_of(args, opts.region)) != 1:
                raise UsageError(f"{args[0]} names several sites; {one}", print_help=False)
        except (TargetError, OSError, UnicodeDecodeError) as error:
            raise UsageError(str(error), print_help=False) from error
        if opts.reports < 1:
            raise UsageError("--reports must be 1 or more", print_help=False)
        folder = Path(opts.folder) if opts.folder else build_folder() / "newsite"
        new = NewSite(args[0], folder.absolute(), [part for one in opts.set for part in ("-s", one)])
        try:
            self.exitcode = new.add(opts.region, opts.reports)
        except KeyboardInterrupt:
            sys.stderr.write("interrupted; the same command begins again\n")
            self.exitcode = 130
        except OSError as error:
            raise UsageError(f"{error.filename or folder}: {error.strerror or error}", print_help=False) from error
