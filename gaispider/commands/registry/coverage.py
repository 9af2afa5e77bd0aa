"""`scrapy coverage`: which reports should be there, and which are held, of all governments or of a division."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import json_line, project_settings, quiet_on_broken_pipe, registry_of, require
from gaispider.commands.scrapys.help_text import examples

if TYPE_CHECKING:
    from gaispider.coverage.coverage_groups import Group
    from gaispider.coverage.unit_years import Wanted

LEVELS = ("central", "province", "prefecture", "county", "township")


class Command(ScrapyCommand):
    """Prints sums by place, level and year; exit 0, 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Units and years: what should be there and what is held, also of governments that nobody watches"

    def long_desc(self) -> str:
        return (
            "Compare the reports of the store with those that should be there: of each government since the report on "
            "2008, whether it has an entry or not, and of every other unit by what it reported before and after. "
            "Printed are sums by province (with --region by division), by level and by report year. A government "
            "without an entry of its own, or with one that begins from single reports, is not watched. Reports are "
            "expected 30 days after they are due by law. --csv has a row for each unit and year, with the reason; "
            "--plot is a picture of places and years; docs/registry.md says how things are counted."
            + examples(
                "scrapy coverage --region 2202",
                "scrapy coverage --level county --years 2019- --csv coverage.csv",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--region",
            metavar="DIVISION",
            action="append",
            default=[],
            help="only of this division: name or code, as 2202",
        )
        parser.add_argument(
            "--level", action="append", default=[], choices=LEVELS, help="only units of divisions of this level"
        )
        parser.add_argument("--years", metavar="YEARS", help="report years: 2018, 2015-2019 or 2015-")
        parser.add_argument("--csv", metavar="FILE", help="write a row for each unit and year")
        parser.add_argument(
            "--plot", metavar="FILE", help="draw places and years: FILE.svg or FILE.png (extra dataset)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.coverage.coverage_files import write_csv
        from gaispider.coverage.coverage_groups import Group, group_lines, groups_of, untold
        from gaispider.coverage.held_units import held_units
        from gaispider.coverage.listed_units import ListedUnits, listed_units
        from gaispider.coverage.unit_years import covered_units
        from gaispider.crawl.run.run_config import now_of

        wanted = self._wanted(args, opts)
        settings = project_settings(self.settings)
        sites, today = registry_of(settings).sites, now_of(settings).astimezone().date()
        root = Path(settings["STORE_DIR"])
        held = held_units(root, sites, today.year)
        units = list(covered_units(held, sites, today, wanted))
        groups = groups_of(units, by_division=bool(wanted.regions))
        lists = [one for one in listed_units(root, held) if wanted.has_place(one.code)]
        lists = [one for one in lists if not wanted.years or one.year in wanted.years]
        try:
            if opts.csv:
                write_csv(Path(opts.csv), units)
            if opts.plot:
                self._draw(Path(opts.plot), groups, today)
        except OSError as error:
            raise UsageError(f"cannot write: {error}", print_help=False) from error
        if opts.json:
            sys.stdout.writelines(
                json_line(one) for one in [*map(Group.as_json, groups), *map(ListedUnits.as_json, lists)]
            )
        else:
            sys.stdout.writelines(f"{line}\n" for line in (*group_lines(groups), *(one.line() for one in lists)))
        sys.stdout.flush()
        sys.stderr.writelines(f"{sentence}\n" for sentence in untold(held))

    def _wanted(self, args: list[str], opts: argparse.Namespace) -> Wanted:
        """What is asked for. Raises UsageError."""
        from gaispider.coverage.unit_years import Wanted
        from gaispider.sites.divisions import UnknownDivisionError, regions_of
        from gaispider.spiders.base.years import parse_years

        if args:
            raise UsageError("a division goes behind --region", print_help=False)
        if opts.plot and Path(opts.plot).suffix == ".png":
            require("dataset", "matplotlib")
        elif opts.plot and Path(opts.plot).suffix != ".svg":
            raise UsageError(f"--plot {opts.plot}: the name ends in .svg or .png", print_help=False)
        try:
            return Wanted(regions_of(opts.region), tuple(opts.level), tuple(parse_years(opts.years) or ()))
        except UnknownDivisionError as error:
            raise UsageError(str(error), print_help=False) from error

    def _draw(self, file: Path, groups: list[Group], today: date) -> None:
        from gaispider.coverage.coverage_files import write_picture

        title = f"政府信息公开年度报告: held of expected, in per cent, {today.isoformat()}"
        try:
            write_picture(file, groups, title)
        except RuntimeError as error:
            raise UsageError(f"{error}; --plot FILE.svg needs none", print_help=False) from error
