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


def run(keys: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings) -> int | None:
    """Show or move, and return the exit code; None if neither is asked for. Raises UsageError."""
    if not opts.diff and not opts.adopt:
        return None
    from gaispider.sites.adopt import adopt, as_json, difference_lines, differences
    from gaispider.sites.overlay import OverlayError
    from gaispider.sites.toml_edit import TomlEditError

    if opts.diff and opts.adopt:
        raise UsageError("--diff shows and --adopt moves: give one of them", print_help=False)
    sites = Path(settings["SITES_DIR"])
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
