"""`scrapy discover`: from home pages to registry entries."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import json_line, project_settings, quiet_on_broken_pipe, registry_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.discovery.walk.side_by_side import Plan


class Command(ScrapyCommand):
    """Prints what was found of each site and writes entries into the overlay; the exit code is that of the worst."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] [URL ... | FILE ...]"

    def short_desc(self) -> str:
        return "From home pages to registry entries: scrapy discover http://www.panshi.gov.cn/"

    def long_desc(self) -> str:
        return (
            "From a government's home page through 政务公开, 政府信息公开 and 年报 to its report columns, asked "
            "for under a crawl's rules; what is found becomes an entry of the overlay, data/sites/local, never "
            "over what a person wrote. A FILE holds addresses or division codes, one a line. "
            "Cut off, the same command goes on where it was. "
            "Each site ends as found, found in part, no column, blocked, unreachable, needs rendering or needs a "
            "person, with the next thing to try (docs/discovery.md). Exit 0 if all are found, else the worst of: "
            "5 blocked, 6 unreachable, 7 needs rendering, 9 needs a person, 4 no column, 3 found in part; 2 "
            "usage, 128+n signal."
            + examples(
                "scrapy discover http://www.panshi.gov.cn/",
                "scrapy discover sites.txt",
                "scrapy discover --region 2202 --jobs 8",
                "scrapy discover --all --json > found.jsonl",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--region", default="", metavar="CODE", help="all portals of a division: 22, 2202, 220284")
        parser.add_argument("--all", action="store_true", dest="every", help="all portals")
        parser.add_argument("--jobs", type=int, default=8, metavar="N", help="sites at a time (default: 8)")
        parser.add_argument("--pages", type=int, metavar="N", help="requests a site, at most (DISCOVERY_PAGES)")
        parser.add_argument("--seconds", type=float, metavar="N", help="seconds a site, at most (DISCOVERY_SECONDS)")
        parser.add_argument(
            "--sample", metavar="FOLDER", help="keep a small WARC file a site of the pages that were read"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line, as each site is done")
        parser.add_argument("--dry-run", action="store_true", help="write nothing into the overlay")
        parser.add_argument("--afresh", action="store_true", help="forget what a run that was cut off has done")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.discovery.results.finding_table import exit_code
        from gaispider.discovery.results.resume_file import ResumeFile
        from gaispider.discovery.targets import TargetError, targets_of
        from gaispider.discovery.walk.discovery_run import DiscoveryRun
        from gaispider.operate.step_progress import StepProgress

        settings = project_settings(self.settings)
        try:
            targets = targets_of(args, opts.region, every=opts.every)
        except (TargetError, OSError, UnicodeDecodeError) as error:
            raise UsageError(str(error), print_help=False) from error
        resume = ResumeFile(Path(settings["DISCOVERY_DIR"]), targets, afresh=opts.afresh)
        if done := len(resume.lines):
            sys.stderr.write(f"{done} of {counted(len(targets), 'site')} done before; going on\n")
        tell = _tell_json if opts.json else _tell_nothing
        for line in resume.lines.values():
            tell(line)
        registered = registry_of(settings, to_crawl=False).sites
        with StepProgress() as progress:
            run = DiscoveryRun(settings, registered, resume, tell=tell, progress=progress, writes=not opts.dry_run)
            number = run.look(_plan(opts, settings), targets)
        if not opts.json:
            _show(run.lines)
        if number is not None:
            sys.stderr.write(
                f"interrupted: {len(run.lines)} of {counted(len(targets), 'site')} done; the same command goes on\n"
            )
            self.exitcode = 128 + number
            return
        resume.remove()
        self.exitcode = exit_code(str(line["outcome"]) for line in run.lines)


def _plan(opts: argparse.Namespace, settings: BaseSettings) -> Plan:
    from gaispider.discovery.model import Limits
    from gaispider.discovery.walk.side_by_side import Plan

    pages = settings.getint("DISCOVERY_PAGES") if opts.pages is None else opts.pages
    seconds = settings.getfloat("DISCOVERY_SECONDS") if opts.seconds is None else opts.seconds
    if opts.jobs < 1 or pages < 1 or seconds <= 0:
        raise UsageError("--jobs, --pages and --seconds are 1 or more", print_help=False)
    return Plan(
        jobs=opts.jobs,
        limits=Limits(pages, seconds),
        rounds=max(1, settings.getint("DISCOVERY_ROUNDS")),
        pause=settings.getfloat("DISCOVERY_PAUSE"),
        samples=Path(opts.sample) if opts.sample else None,
    )


def _tell_json(line: dict[str, object]) -> None:
    sys.stdout.write(json_line(line))
    sys.stdout.flush()


def _tell_nothing(line: dict[str, object]) -> None:
    """Tables are shown at the end."""


def _show(lines: list[dict[str, object]]) -> None:
    """One site as a block, many as a table."""
    from gaispider.discovery.results.finding_table import block, table

    for text in block(lines[0]) if len(lines) == 1 else table(lines):
        sys.stdout.write(text + "\n")
