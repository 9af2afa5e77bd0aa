"""Options of `scrapy sites` on the overlay: what it has, and moving that into the shipped files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.commands import json_line
from gaispider.paths import IS_CHECKOUT, SITES
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.sites.registry import Registry

_NOT_YOURS = (
    "these are the package's own files, which an upgrade replaces: `gaispider init DIR` makes a project with a "
    "registry that is yours"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of `scrapy sites`."""
    parser.add_argument(
        "--diff", action="store_true", help="show what the overlay (local/) has that the shipped files do not"
    )
    parser.add_argument(
        "--adopt", action="store_true", help="move what the overlay has, of all sites or the KEYs, into those files"
    )
    parser.add_argument(
        "--take",
        action="store_true",
        help="write what the last probe of the KEYs proposed (a new address, a second name) into the overlay",
    )


def run(keys: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings) -> int | None:
    """Show or move, and return the exit code; None if neither is asked for. Raises UsageError."""
    if not (opts.diff or opts.adopt or opts.take):
        return None
    if opts.diff + opts.adopt + opts.take > 1:
        raise UsageError("--diff shows, --adopt and --take write: give one of them", print_help=False)
    return _take(keys, opts, settings) if opts.take else _show_or_adopt(keys, opts, Path(settings["SITES_DIR"]))


def _show_or_adopt(keys: Sequence[str], opts: argparse.Namespace, sites: Path) -> int:
    from gaispider.sites.adopt import adopt, as_json, difference_lines, differences
    from gaispider.sites.overlay import OverlayError
    from gaispider.sites.toml_edit import TomlEditError

    if opts.adopt and sites == SITES and not IS_CHECKOUT:
        raise UsageError(_NOT_YOURS, print_help=False)
    try:
        found = adopt(sites, keys) if opts.adopt else differences(sites)
    except (OverlayError, TomlEditError, OSError) as error:
        raise UsageError(str(error), print_help=False) from error
    told = [one for one in found if not keys or one.key in keys]
    if opts.json:
        sys.stdout.writelines(json_line(as_json(one)) for one in told)
        return 0
    sys.stdout.writelines(f"{line}\n" for line in difference_lines(told, coloured=sys.stdout.isatty()))
    if opts.adopt or not told:
        done = "moved into the shipped files" if opts.adopt else "in the overlay that the shipped files do not have"
        sys.stdout.write(f"{counted(len(told), 'entry', 'entries')} {done}\n")
    return 0


def _take(keys: Sequence[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
    from gaispider.crawl.loader import families
    from gaispider.sites.facts.proposals import take
    from gaispider.sites.overlay import OverlayError
    from gaispider.sites.toml_edit import TomlEditError, fact_line

    if not keys:
        raise UsageError("--take needs the KEYs of sites", print_help=False)
    known = families(settings.getlist("SPIDER_MODULES"))
    for key in keys:
        try:
            fields = take(Path(settings["SITES_DIR"]), key, known)
        except (OverlayError, TomlEditError, OSError) as error:
            raise UsageError(str(error), print_help=False) from error
        if opts.json:
            sys.stdout.write(json_line({"key": key, "fields": fields}))
            continue
        sys.stdout.write(f"{key}: now in the overlay; `scrapy sites --probe {key}` says what it gives\n")
        sys.stdout.writelines(f"  {fact_line(name, value)}\n" for name, value in fields.items())
    return 0
