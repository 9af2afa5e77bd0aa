"""Options of `scrapy sites` on the registry as a whole: who has no entry."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.commands.registry import unregistered

if TYPE_CHECKING:
    from gaispider.sites.registry import Registry


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of `scrapy sites`."""
    parser.add_argument(
        "--unregistered",
        action="store_true",
        help="governments that have no entry of their own: code, how the home page answered, state, home page, name",
    )
    parser.add_argument(
        "--region", metavar="DIVISION", action="append", default=[], help="only of this division: name or code, 2202"
    )


def run(args: Sequence[str], opts: argparse.Namespace, registry: Registry) -> int | None:
    """Do what one of the options asks for and return the exit code; None if none is given. Raises UsageError."""
    if opts.unregistered:
        return unregistered.show(registry.sites, [*args, *opts.region], as_json=opts.json)
    if opts.region:
        raise UsageError("--region goes with --unregistered; to list entries, name the division", print_help=False)
    return None
