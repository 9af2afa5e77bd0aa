"""Options of `scrapy sites` that look at the live sites: of which kind each is, and what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.commands import json_line

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.sites.registry import Registry


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of `scrapy sites`."""
    parser.add_argument(
        "--probe",
        action="store_true",
        help="ask the sites of the WORDs for start listing, next page and two reports, and say of which kind they "
        "are; keeps no page",
    )
    parser.add_argument(
        "--all", action="store_true", help="with --probe: all sites; goes on where an earlier one was cut off"
    )
    parser.add_argument(
        "--jobs", type=int, default=8, metavar="N", help="with --probe: sites of different hosts at once (8)"
    )
    parser.add_argument("--page", metavar="FILE", help="with --probe: where its HTML page goes (build/probe/)")


def run(words: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings) -> int | None:
    """Probe, and return the exit code; None if that is not asked for. Raises UsageError."""
    if not opts.probe:
        if opts.all or opts.page:
            raise UsageError("--all and --page go with --probe", print_help=False)
        return None
    if bool(words) == opts.all:
        raise UsageError("--probe needs the KEYs of sites, or --all", print_help=False)
    if opts.jobs < 1:
        raise UsageError("--jobs must be 1 or more", print_help=False)
    return _probe(words, opts, registry, settings)


def _probe(words: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings) -> int:
    from gaispider.probing.session import NothingToProbeError, ProbeSession, as_json, chosen
    from gaispider.sites.overlay import OverlayError
    from gaispider.sites.toml_edit import TomlEditError

    session = ProbeSession(registry, settings, opts.jobs)
    code = 1
    try:
        sites = chosen(registry, words, settings)
        due = session.due(sites) if opts.all else sites
        code = session.run(due, goes_on=opts.all) if due else 0
        if opts.json:
            told = [(site.key, session.known().get(site.key)) for site in sites]
            sys.stdout.writelines(json_line(as_json(key, one)) for key, one in told if one is not None)
        else:
            sys.stdout.writelines(f"{line}\n" for line in session.lines(everything=opts.all))
        if opts.all or opts.page or len(sites) > 1:
            sys.stderr.write(f"{session.write_page(opts.page)}\n")
    except NothingToProbeError as error:
        raise UsageError(str(error), print_help=False) from error
    except (OSError, OverlayError, TomlEditError) as error:
        sys.stderr.write(f"scrapy sites: {error}\n")
    if why := session.not_live():
        sys.stderr.write(f"{why}\n")
    return code
