"""Options of `scrapy sites` on the registry as a whole: who has no entry, and the registry as a spreadsheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, sites_named
from gaispider.commands.registry import sheets, unregistered

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.sites.registry import Registry


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of `scrapy sites`."""
    parser.add_argument(
        "--unregistered",
        action="store_true",
        help="governments that have no entry of their own: code, how the home page answered, state, home page, name",
    )
    parser.add_argument(
        "--governments",
        action="store_true",
        help="the same of all governments: no entry, units only, single, guess, derived, found, certain, proved",
    )
    parser.add_argument(
        "--region", metavar="DIVISION", action="append", default=[], help="only of this division: name or code, 2202"
    )

    parser.add_argument(
        "--csv",
        metavar="FILE",
        nargs="?",
        const="-",
        help="write the entries as a spreadsheet (without FILE: to stdout)",
    )
    parser.add_argument(
        "--from-csv", metavar="FILE", help="show what a spreadsheet changes, then write it into the overlay (local/)"
    )
    parser.add_argument("--dry-run", action="store_true", help="with --from-csv: show, and write nothing")


def run(args: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings | None) -> int | None:
    """Do what one of the options asks for and return the exit code; None if none is given. Raises UsageError."""
    if sum(map(bool, (opts.unregistered, opts.governments, opts.csv, opts.from_csv))) > 1:
        raise UsageError("--unregistered, --governments, --csv and --from-csv stand alone", print_help=False)
    if opts.dry_run and not opts.from_csv:
        raise UsageError("--dry-run goes with --from-csv", print_help=False)
    if opts.csv or opts.from_csv:
        return _sheet(args, opts, registry, Path(project_settings(settings)["SITES_DIR"]), settings)
    if opts.unregistered or opts.governments:
        words = [*args, *opts.region]
        return unregistered.show(registry.sites, words, as_json=opts.json, everyone=opts.governments)
    if opts.region:
        raise UsageError("--region goes with --unregistered or --governments", print_help=False)
    return None


def _sheet(
    args: Sequence[str], opts: argparse.Namespace, registry: Registry, folder: Path, settings: BaseSettings | None
) -> int:
    from gaispider.crawl.loader import families

    if opts.from_csv:
        if args:
            raise UsageError("--from-csv FILE stands alone: the sheet says whose rows it has", print_help=False)
        known = families(project_settings(settings).getlist("SPIDER_MODULES"))
        return sheets.read_back(opts.from_csv, folder, known, dry_run=opts.dry_run)
    wanted = {key for keys in sites_named(registry, args).values() for key in keys}
    code = 0
    for fault in registry.faults:
        sys.stderr.write(f"not in the sheet: {fault.sentence}\n")
        code = 2
    chosen = [site for site in registry.sites.values() if not args or site.key in wanted]
    return max(code, sheets.write_sheet(chosen, folder, opts.csv))
