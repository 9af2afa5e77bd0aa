"""Options of `scrapy sites` that put a site into one file to be mailed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.commands import site_of
from gaispider.commands.published.left_sites import tell_left
from gaispider.paths import build_folder

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.sites.registry import Registry


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of `scrapy sites`."""
    parser.add_argument(
        "--bundle",
        action="store_true",
        help="write one zip of the site KEY to mail when something is wrong: pages, what was read, settings; from "
        "the archives of its crawls, or from a probe (with --probe: always)",
    )
    parser.add_argument("--out", metavar="FILE", help="with --bundle: the zip (default: build/bundles/KEY-DAY.zip)")


def run(keys: Sequence[str], opts: argparse.Namespace, registry: Registry, settings: BaseSettings) -> int | None:
    """Write the bundle, and return the exit code; None if that is not asked for. Raises UsageError."""
    if not opts.bundle:
        if opts.out:
            raise UsageError("--out goes with --bundle", print_help=False)
        return None
    from gaispider.bundles.make_bundle import NothingToBundleError, bundle, summary_line

    if len(keys) != 1:
        raise UsageError("--bundle takes the KEY of one site", print_help=False)
    site = site_of(registry, keys[0], f"--bundle {keys[0]}: no such entry; `scrapy sites` lists them")
    if not site.start:
        raise UsageError(f"{site.file}: site {site.key} has no start pages: copies have no bundle", print_help=False)
    default = build_folder() / "bundles" / f"{site.key}-{datetime.now(UTC):%Y-%m-%d}.zip"
    target = Path(opts.out) if opts.out else default
    if not opts.probe:
        tell_left(Path(settings["STORE_DIR"]), [site.key], "The bundle is made of what is here, or of a probe.")
    try:
        parts = bundle(site, settings, target, anew=opts.probe)
    except NothingToBundleError as error:
        raise UsageError(f"--bundle {error}", print_help=False) from error
    except OSError as error:
        sys.stderr.write(f"scrapy sites: {error}\n")
        return 1
    sys.stdout.write(f"{summary_line(parts, target)}\n")
    sys.stdout.write("It holds no credentials, contacts or paths of this machine; look into it before you mail it.\n")
    return 0
