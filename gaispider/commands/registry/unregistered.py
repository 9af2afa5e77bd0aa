"""`scrapy sites --unregistered` and `--governments`: who has no entry of its own; every government with its state."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from scrapy.exceptions import UsageError

from gaispider.commands import json_line
from gaispider.sites.model import Site

_LINE = "{:<7} {:<15} {:<10} {:<{width}} {}\n"


def show(sites: Mapping[str, Site], words: Sequence[str], *, as_json: bool, everyone: bool = False) -> int:
    """Print the governments of some divisions (none: of all) that have no entry of their own, or with `everyone` all
    with their states; returns the exit code. Raises UsageError for what is no division.
    """
    from gaispider.sites.divisions import UnknownDivisionError, regions_of
    from gaispider.sites.registered import NO_ENTRY, UNITS_ONLY, registered

    try:
        governments = registered(sites, regions_of(words))
    except UnknownDivisionError as error:
        raise UsageError(str(error), print_help=False) from error
    shown = [one for one in governments if everyone or one.state in (NO_ENTRY, UNITS_ONLY)]
    width = max((len(one.portal.address) for one in shown), default=0)
    if not as_json and shown:
        sys.stdout.write(_LINE.format("CODE", "ACCESS", "STATE", "HOME", "NAME", width=width))
    for one in shown:
        portal = one.portal
        name = f"{portal.path} [{one.proved}]" if one.proved else portal.path
        row = (portal.code or "-", portal.access, one.state, portal.address, name)
        sys.stdout.write(json_line(one.as_json()) if as_json else _LINE.format(*row, width=width))
    sys.stdout.flush()
    states = Counter(one.state for one in governments)
    sys.stderr.write(
        f"{states[NO_ENTRY]} of {len(governments)} governments have no entry, {states[UNITS_ONLY]} only entries of "
        "departments or towns\n"
    )
    return 0
